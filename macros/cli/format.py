"""``catalogue format``: the canonical order and style of the YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from macros.catalogue.data_folder import DataFile, yaml_files
from macros.catalogue.loading import schema_of
from macros.catalogue.problems import Problem
from macros.catalogue.yaml_source import UnreadableSource, read
from macros.catalogue.yaml_writer import canonical
from macros.cli.terminal import Quiet, terminal
from macros.editing.store import Drafts


def format_files(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="YAML files. Default: the whole data folder."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the files that would change.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Bring YAML files into the canonical form: order of keys, layout, quotes.

    Values never change, comments stay, and a second run changes nothing.

    [bold]Examples[/bold]

      catalogue format
      catalogue format data/papers/2024/echomimic.yml
      catalogue format --check     (in a workflow)

    [bold]Exit codes[/bold]: 0 in order, 1 files would change (with --check) or cannot be read.
    """
    here = terminal(context, quiet=quiet)
    if not here.folder.is_dir():
        here.catalogue()  # Reports the missing folder.
    wanted = {file.resolve() for file in files or []}
    drafts: Drafts = {}
    problems: list[Problem] = []
    found = [
        file for file in yaml_files(here.folder) if not wanted or file.path.resolve() in wanted
    ]
    missing = wanted - {file.path.resolve() for file in found}
    if missing:
        names = ", ".join(sorted(str(file) for file in missing))
        raise typer.BadParameter(f"not a YAML file of {here.folder}: {names}")
    for file in found:
        try:
            drafts |= _draft(file, here.folder)
        except UnreadableSource as error:
            problems += error.problems
    here.write(drafts, dry_run=check)
    here.report(problems)
    here.tell("formatted", count=0 if check else len(drafts))
    if problems or (check and drafts):
        raise typer.Exit(1)


def _draft(file: DataFile, folder: Path) -> Drafts:
    source = read(file.path, file.shown, folder)
    after = canonical(source, schema_of(file))
    return {file.path: after} if after != source.text else {}
