"""The last steps of every command that changes data: show, review, write all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Final

from rich.text import Text

from macros.catalogue.data_folder import paper_file, shown_path
from macros.catalogue.model import Paper
from macros.catalogue.naming import year_of
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import Plain, YamlSource
from macros.catalogue.yaml_writer import filled, written
from macros.cli.terminal import Terminal
from macros.editing.review import review
from macros.editing.store import Drafts

_COLOURS: Final[Mapping[str, str]] = {"+": "green", "-": "red", "@": "cyan"}


def carry_out(here: Terminal, sources: Sources, drafts: Drafts, *, dry_run: bool = False) -> None:
    """Write and delete files if the data stays valid; else report the errors, end with code 1."""
    if problems := review(drafts, sources):
        here.refuse(problems)
    here.write(drafts, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class Change:
    """A paper's file with its record before and after; a different year moves it to ``target``."""

    paper: Paper
    file: Path
    before: str
    target: Path
    after: str


def change_of(
    sources: Sources, paper: Paper, source: YamlSource, after: dict[str, Plain]
) -> Change:
    """Return the change of a paper's file ``source`` to the record ``after``, comments kept."""
    file = target = sources.paper(paper.id).file
    before = filled(source.value)
    if isinstance(before, dict) and after.get("date") != before.get("date"):
        target = paper_file(sources.folder, paper.id, year_of(after))
    text = source.text if filled(after) == before else written(after, Paper, source)
    return Change(paper, file, source.text, target, text)


def show_difference(here: Terminal, change: Change) -> None:
    """Print the changed lines of a paper's file, unless ``quiet`` is set."""
    if here.quiet:
        return
    names = (shown_path(change.file), shown_path(change.target))
    before, after = change.before.splitlines(), change.after.splitlines()
    for line in unified_diff(before, after, *names, lineterm="", n=1):
        here.err.print(Text(line, style=_COLOURS.get(line[:1], "")))
