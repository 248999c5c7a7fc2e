"""What is wrong with a record that is about to be saved, before it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from macros.catalogue import checks
from macros.catalogue.data_folder import shown_path
from macros.catalogue.loading import this_month
from macros.catalogue.model import Paper
from macros.catalogue.problems import Problem, errors
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.validation import validation_problems
from macros.catalogue.yaml_source import UnreadableSource, parse

_PAPER: TypeAdapter[Paper] = TypeAdapter(Paper)


def review(
    text: str, file: Path, sources: Sources, replaced: str | None = None
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
    others = (record for record in sources.papers if record.content.id != replaced)
    after = replace(sources, papers=(*others, SourceRecord(paper, file, shown, sources.folder)))
    found = checks.check(after, today=this_month())
    return paper, errors(problem for problem in found if problem.path == shown)
