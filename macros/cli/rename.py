"""``catalogue rename``: a new id for a category or label, to which the old one leads."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from typing import Annotated

import typer

from macros.catalogue.validation import nearest
from macros.cli.acts import carry_out
from macros.cli.terminal import DryRun, Quiet, terminal
from macros.editing.mentions import lines_naming
from macros.editing.renaming import renamed


class Kind(StrEnum):
    """What is renamed."""

    category = "category"
    label = "label"


def rename(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(metavar="category|label", help="What to rename.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id so far.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id from now on.")],
    en: Annotated[
        str | None, typer.Option("--en", metavar="TEXT", help="Its title in English.")
    ] = None,
    zh: Annotated[
        str | None, typer.Option("--zh", metavar="TEXT", help="Its title in Chinese.")
    ] = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Rename a category or a label, in every paper and in the issue form.

    Old addresses lead to the new ones: the pages and feeds of a category, the feed of a label,
    filtered lists. Give the same id twice to change only the titles.

    [bold]Examples[/bold]

      catalogue rename category 2d-audio-driven audio-driven --en Audio-Driven --zh 音频驱动
      catalogue rename label Editable Editing --zh 可编辑 --dry-run

    [bold]Exit codes[/bold]: 0 renamed, 1 refused (an unknown or taken id, errors in the data).
    """
    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    known = catalogue.categories if kind is Kind.category else catalogue.labels
    ids = [item.id for item in known]
    if old not in ids:
        here.fail(f"unknown_{kind.value}", name=old, nearest=nearest(old, ids) or ", ".join(ids))
    if new in ids and (new != old or not (en or zh)):
        here.fail(f"{kind.value}_exists", name=new, label=new)
    drafts = renamed(sources, kind.value, old, new, {"en": en, "zh": zh})
    if old != new:
        found = lines_naming(sources.folder, kind.value, old)
        for path, places in groupby(found, key=lambda place: place.path):
            first, *more = places
            fields = {"where": first, "old": old, "path": path, "count": 1 + len(more)}
            here.tell("still_named", "yellow", **fields)
    carry_out(here, sources, drafts, dry_run=dry_run)
