"""Errors that saving files would cause in the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from macros.catalogue import checks
from macros.catalogue.data_folder import shown_path
from macros.catalogue.loading import adapter_of, this_month
from macros.catalogue.problems import Problem, errors
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.validation import validation_problems
from macros.catalogue.yaml_source import UnreadableSource, parse


def review(drafts: Mapping[Path, str | None], sources: Sources) -> tuple[Problem, ...]:
    """Return the errors that saving these files would cause, in them or in others.

    A draft without text deletes its file. Files outside the data folder are skipped; existing
    errors in other files are not reported.
    """
    problems: list[Problem] = []
    changes: dict[str, Any] = {}
    papers = [record for record in sources.papers if record.file not in drafts]
    for file, text in drafts.items():
        if text is None or sources.folder not in file.parents:
            continue
        shown = shown_path(file)
        adapter = adapter_of(file.relative_to(sources.folder))
        try:
            source = parse(text.encode(), shown)
            content = adapter.validate_python(source.value)
        except UnreadableSource as error:
            problems += error.problems
        except ValidationError as error:
            problems += validation_problems(error, source, adapter)
        else:
            record = SourceRecord(content, file, shown, sources.folder, draft=source)
            if file.parent == sources.folder:
                changes[file.stem] = record
            else:
                papers.append(record)
    after = replace(sources, **changes, papers=tuple(papers))
    found = errors(checks.check(after, today=this_month()))
    own = {shown_path(file) for file in drafts}
    problems += [problem for problem in found if problem.path in own]
    if elsewhere := [problem for problem in found if problem.path not in own]:
        before = errors(checks.check(sources, today=this_month()))
        problems += [problem for problem in elsewhere if problem not in before]
    return tuple(problems)
