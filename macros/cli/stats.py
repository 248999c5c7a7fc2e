"""``catalogue stats``: counts, and completeness."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from macros.catalogue.statistics import completeness, statistics
from macros.cli.terminal import Quiet, terminal
from macros.translations import text


def stats(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    quiet: Quiet = False,
) -> None:
    """Count papers per year, category, venue and label, and how complete their entries are.

    [bold]Examples[/bold]

      catalogue stats
      catalogue stats --json
    """
    here = terminal(context, quiet=quiet)
    catalogue = here.catalogue()
    counts = statistics(catalogue)
    facts = completeness(catalogue)
    if as_json:
        complete = {one.fact: {"filled": one.filled, "papers": one.papers} for one in facts}
        here.print(json.dumps(counts | {"facts": complete}, ensure_ascii=False, indent=2))
        return
    for group, values in counts.items():
        table = Table(title=text(f"cli.stats.{group}", here.locale), title_justify="left")
        table.add_column(text("cli.stats.name", here.locale))
        table.add_column(text("cli.stats.count", here.locale), justify="right")
        for name, count in values.items():
            table.add_row(Text(name), str(count))
        here.out.print(table)
    table = Table(title=text("cli.stats.facts", here.locale), title_justify="left")
    table.add_column(text("cli.stats.name", here.locale))
    table.add_column(text("cli.stats.filled", here.locale), justify="right")
    table.add_column(text("cli.stats.papers", here.locale), justify="right")
    for one in facts:
        table.add_row(text(f"facts.{one.fact}", here.locale), str(one.filled), str(one.papers))
    here.out.print(table)
