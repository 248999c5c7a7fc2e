"""``catalogue readme``: the list as one Markdown document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from macros.catalogue.data_folder import shown_path
from macros.cli.terminal import Quiet, as_locale, terminal
from macros.exchange.readme import readme as readme_text


def readme(
    context: typer.Context,
    language: Annotated[
        str, typer.Option("--language", metavar="en|zh", help="The language of the list.")
    ] = "en",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Default: standard output."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if FILE is outdated.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Write the list as Markdown for a code host, with the site's sections and columns.

    [bold]Examples[/bold]

      catalogue readme --language en --output data/README.md
      catalogue readme --language zh --output data/README.zh.md
      catalogue readme --output data/README.md --check

    [bold]Exit codes[/bold]: 0 written, or up to date; 1 stale (with --check).
    """
    here = terminal(context, quiet=quiet)
    locale = as_locale(language)
    if check and output is None:
        raise typer.BadParameter("--check needs --output FILE")
    content = readme_text(here.catalogue(), locale)
    if output is None:
        sys.stdout.write(content)
        return
    current = output.is_file() and output.read_bytes() == content.encode()
    if current:
        here.tell("unchanged", path=shown_path(output))
    elif check:
        here.tell("stale", "red", path=shown_path(output), language=locale)
        raise typer.Exit(1)
    else:
        here.write({output: content})
