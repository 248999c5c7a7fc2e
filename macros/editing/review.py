"""What is wrong with a record that is about to be saved, before it is."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from macros.catalogue import checks
from macros.catalogue.data_folder import shown_path
from macros.catalogue.loading import SourceRecord, this_month
from macros.catalogue.model import Catalogue, Paper
from macros.catalogue.problems import Problem, errors
from macros.catalogue.validation import validation_problems
from macros.catalogue.yaml_source import UnreadableSource, parse
from macros.editing.store import paper_file

_PAPER: TypeAdapter[Paper] = TypeAdapter(Paper)


def review(
    text: str, file: Path, folder: Path, catalogue: Catalogue, replaced: str | None = None
) -> tuple[Paper | None, tuple[Problem, ...]]:
    """Return the paper that ``text`` holds and the errors saving it at ``file`` would cause.

    ``replaced`` is the id of the paper whose record it takes the place of.
    """
    shown = shown_path(file)
    try:
        source = parse(text.encode(), shown)
    except UnreadableSource as error:
        return None, error.problems
    try:
        paper = _PAPER.validate_python(source.value)
    except ValidationError as error:
        return None, tuple(validation_problems(error, source, _PAPER))
    others = [_source(other, folder) for other in catalogue.papers if other.id != replaced]
    found = checks.check(
        None,
        SourceRecord(catalogue.categories, folder / "categories.yml", "", folder),
        SourceRecord(catalogue.labels, folder / "labels.yml", "", folder),
        None,
        None,
        [*others, SourceRecord(paper, file, shown, folder)],
        today=this_month(),
    )
    return paper, errors(problem for problem in found if problem.path == shown)


def _source(paper: Paper, folder: Path) -> SourceRecord[Paper]:
    file = paper_file(folder, paper.id, paper.year)
    return SourceRecord(paper, file, shown_path(file), folder)


def place(folder: Path, paper: Paper) -> str:
    """Return where a paper of the catalogue stands, as ``file:line``."""
    record = _source(paper, folder)
    return f"{record.path}:{record.line('title')}"
