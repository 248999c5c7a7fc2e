"""``catalogue diff``: the effect of a data change on the pages."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Annotated, Literal

import typer

from macros.catalogue.advice import advise
from macros.catalogue.data_folder import shown_path
from macros.catalogue.loading import Loaded, load
from macros.catalogue.problems import Problem, errors
from macros.cli.terminal import Quiet, Terminal, terminal
from macros.proposals.preview import MAX_ENTRIES, comment, preview


def diff(
    context: typer.Context,
    base: Annotated[str, typer.Argument(metavar="BASE", help="A commit to compare with.")],
    form: Annotated[
        Literal["markdown", "json"],
        typer.Option("--format", help="For people, or for the job that comments."),
    ] = "markdown",
    quiet: Quiet = False,
) -> None:
    """Show what the data changes since a commit: the rows in both languages, new warnings.

    [bold]Examples[/bold]

      catalogue diff main
      catalogue diff origin/main --format json     (in a workflow)

    [bold]Exit codes[/bold]: 0 shown, 1 the data has errors, or there is no such commit.
    """
    here = terminal(context, quiet=quiet)
    after = load(here.folder)
    if after.catalogue is None:
        here.refuse(errors(after.problems))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _check_out(here, base, folder)
        before = load(folder)
        known = {_identity(problem, folder) for problem in _warnings(before)}
    if before.catalogue is None:
        here.fail("broken_base", base=base)
    new = [one for one in _warnings(after) if _identity(one, here.folder) not in known]
    entries = sys.maxsize if form == "markdown" else MAX_ENTRIES
    found = preview(before.catalogue, after.catalogue, new, entries)
    here.print(comment(found) if form == "markdown" else found.model_dump_json(indent=2))


def _warnings(loaded: Loaded) -> list[Problem]:
    return [*loaded.problems, *advise(loaded.sources)]


def _identity(problem: Problem, folder: Path) -> tuple[str, str]:
    """Return what identifies a problem in another checkout, independent of its line."""
    return problem.path.removeprefix(shown_path(folder)), problem.sentence()


def _check_out(here: Terminal, base: str, folder: Path) -> None:
    """Write the data folder as it was at ``base`` into ``folder``."""
    # "--" ends the options: a commit's name may begin with a dash.
    command = ["git", "-C", str(here.folder), "archive", "--format=tar", "--end-of-options", base]
    finished = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 (no shell)
    if finished.returncode:
        reason = finished.stderr.decode(errors="replace").strip().splitlines()
        here.fail("no_base", base=base, reason=reason[0] if reason else "git")
    with tarfile.open(fileobj=BytesIO(finished.stdout)) as archive:
        archive.extractall(folder, filter="data")
