"""The ``catalogue`` command: what a curator does, one module per command.

Exit codes: 0 all is well, 1 problems found (or a file is stale, or a link dead), 2 the command
was called wrongly, 130 interrupted.
"""

from __future__ import annotations

import logging
import sys
from typing import Final

import typer
from rich.console import Console

from macros.cli.add import add
from macros.cli.check import check
from macros.cli.diff import diff
from macros.cli.discover import discover
from macros.cli.edit import edit
from macros.cli.enrich import enrich
from macros.cli.format import format_files
from macros.cli.import_ import import_lists
from macros.cli.label import label
from macros.cli.links import links
from macros.cli.merge import merge
from macros.cli.propose import propose
from macros.cli.readme import readme
from macros.cli.refuse import refuse
from macros.cli.remove import remove
from macros.cli.rename import rename
from macros.cli.stats import stats
from macros.cli.terminal import start
from macros.cli.watch import watch

app: Final = typer.Typer(
    name="catalogue",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(start)
app.command("check")(check)
app.command("add")(add)
app.command("edit")(edit)
app.command("merge")(merge)
app.command("remove")(remove)
app.command("rename")(rename)
app.command("import")(import_lists)
app.command("readme")(readme)
app.command("format")(format_files)
app.command("propose")(propose)
app.command("label")(label)
app.command("diff")(diff)
app.command("links")(links)
app.command("enrich")(enrich)
app.command("watch")(watch)
app.command("discover")(discover)
app.command("refuse")(refuse)
app.command("stats")(stats)


def main() -> None:
    """Run the command; files and interruptions end it with a sentence, not a traceback."""
    logging.getLogger("stamina").addHandler(
        logging.NullHandler()
    )  # Retries are not worth a message.
    errors = Console(stderr=True, soft_wrap=True)
    try:
        app()
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        errors.print(f"{where}{error.strerror or error}", style="red", markup=False)
        sys.exit(1)
