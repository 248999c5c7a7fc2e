"""What would be wrong with papers that are about to be saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    drafts: Mapping[Path, str], sources: Sources, replaced: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return the errors that saving these files of papers would cause in them.

    ``replaced`` are the ids of the papers whose files they take the place of.
    """
    papers = [record for record in sources.papers if record.content.id not in replaced]
    problems: list[Problem] = []
    for file, text in drafts.items():
        shown = shown_path(file)
        try:
            source = parse(text.encode(), shown)
            paper = _PAPER.validate_python(source.value)
        except UnreadableSource as error:
            problems += error.problems
        except ValidationError as error:
            problems += validation_problems(error, source, _PAPER)
        else:
            papers.append(SourceRecord(paper, file, shown, sources.folder))
    found = checks.check(replace(sources, papers=tuple(papers)), today=this_month())
    own = {shown_path(file) for file in drafts}
    return (*problems, *errors(problem for problem in found if problem.path in own))
