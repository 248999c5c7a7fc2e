"""``catalogue merge``: two entries of the same paper become one."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer

from macros.catalogue.model import Paper
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import mapping_of
from macros.cli.acts import carry_out, change_of, show_difference
from macros.cli.chosen_papers import chosen_paper
from macros.cli.remove import name_links, removal_drafts, removal_record, sound_paper
from macros.cli.terminal import DryRun, Quiet, Terminal, shown_value, terminal
from macros.editing.joining import Conflict, joined
from macros.editing.store import Drafts


def merge(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="PAPER", help="The entry that stays.")],
    other_reference: Annotated[
        str, typer.Argument(metavar="OTHER", help="The entry whose facts it takes over.")
    ],
    prefer: Annotated[
        str | None,
        typer.Option("--prefer", metavar="PAPER", help="Whose value counts where they disagree."),
    ] = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Merge two entries of the same paper: the first stays, with the facts of both.

    The other one's permalink then leads to it. Conflicts are listed, and nothing is written
    without --prefer. A title that is not kept becomes an alias. Other files may have errors.

    [bold]Examples[/bold]

      catalogue merge loopy loopy-2024 --dry-run
      catalogue merge loopy loopy-2024 --prefer loopy

    [bold]Exit codes[/bold]: 0 merged, 1 refused (conflicts, no such paper, errors in the data).
    """
    here = terminal(context, quiet=quiet)
    sources = here.sources()
    kept, other = (sound_paper(here, sources, name) for name in (reference, other_reference))
    preferred = chosen_paper(here, sources, prefer) if prefer else kept
    if kept == other:
        raise typer.BadParameter(f"{reference} and {other_reference} are one entry")
    if preferred not in (kept, other):
        raise typer.BadParameter(f"--prefer is {kept.id} or {other.id}")
    source, others = sources.paper(kept.id).source(), sources.paper(other.id).source()
    mine, theirs = (mapping_of(one.value) for one in (source, others))
    found = joined(mine, theirs, prefer_other=preferred == other)
    if found.conflicts and not prefer:
        _list_conflicts(here, sources, kept, other, found.conflicts)
    change = change_of(sources, kept, source, found.record)
    drafts: Drafts = {change.target: change.after}
    drafts |= removal_drafts(here, sources, removal_record(other, kept, None))
    if change.target != change.file:
        drafts[change.file] = None
    show_difference(here, change)
    name_links(here, sources, other, kept)
    carry_out(here, sources, drafts, dry_run=dry_run)


def _list_conflicts(
    here: Terminal, sources: Sources, kept: Paper, other: Paper, conflicts: list[Conflict]
) -> NoReturn:
    known, more = sources.paper(kept.id), sources.paper(other.id)
    for conflict in conflicts:
        values = {
            "value": shown_value(conflict.kept),
            "other": shown_value(conflict.other),
            "where": more.place(*conflict.location),
        }
        here.report([known.error("merge_conflict", *conflict.location, **values)])
    here.fail("merge_undecided", kept=kept.id, other=other.id)
