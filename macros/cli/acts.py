"""What every command that changes the data does last: show, review, write all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Final

import typer
from rich.text import Text

from macros.catalogue.data_folder import shown_path
from macros.catalogue.sources import Sources
from macros.cli.terminal import Terminal
from macros.editing.review import review
from macros.editing.store import Drafts

_COLOURS: Final[Mapping[str, str]] = {"+": "green", "-": "red", "@": "cyan"}


def carry_out(here: Terminal, sources: Sources, drafts: Drafts, *, dry_run: bool = False) -> None:
    """Write and delete files if the data stays valid; else report the errors, end with code 1."""
    if problems := review(drafts, sources):
        here.report(problems)
        raise typer.Exit(1)
    here.write(drafts, dry_run=dry_run)


def show_difference(
    here: Terminal, before: str, after: str, file: Path, target: Path | None = None
) -> None:
    """Print the lines of a file that change, unless the command is to be quiet."""
    if here.quiet:
        return
    names = (shown_path(file), shown_path(target or file))
    for line in unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="", n=1):
        here.err.print(Text(line, style=_COLOURS.get(line[:1], "")))
