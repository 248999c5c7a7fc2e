"""``catalogue stats``: counts, and what is missing."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from macros.catalogue.statistics import statistics
from macros.cli.terminal import Quiet, terminal
from macros.translations import text


def stats(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    quiet: Quiet = False,
) -> None:
    """Count papers per year, category, venue and label, and what is missing.

    [bold]Examples[/bold]

      catalogue stats
      catalogue stats --json
    """
    here = terminal(context, quiet=quiet)
    counts = statistics(here.catalogue())
    if as_json:
        here.print(json.dumps(counts, ensure_ascii=False, indent=2))
        return
    for group, values in counts.items():
        table = Table(title=text(f"cli.stats.{group}", here.locale), title_justify="left")
        table.add_column(text("cli.stats.name", here.locale))
        table.add_column(text("cli.stats.count", here.locale), justify="right")
        for name, count in values.items():
            table.add_row(Text(name), str(count))
        here.out.print(table)
