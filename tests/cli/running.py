"""The command line, run in this process."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from typer.main import get_command
from typer.testing import CliRunner

from macros.cli import app

# Made once: that takes longer than most commands run.
COMMANDS = get_command(app)


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code, standard output, error output, and both in order."""

    code: int
    out: str
    err: str
    printed: str


def run_catalogue(
    *arguments: object, keyboard: str = "", environment: Mapping[str, str] | None = None
) -> Outcome:
    """Run ``catalogue`` with arguments; fails the test on any traceback."""
    with CliRunner().isolation(input=keyboard, env=environment) as streams:
        try:
            code = COMMANDS.main([str(word) for word in arguments], prog_name="catalogue")
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
        out, err, printed = (stream.getvalue().decode() for stream in streams)
    return Outcome(int(code or 0), out, err, printed)
