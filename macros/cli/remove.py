"""``catalogue remove``: removes an entry; its permalink says so."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError

from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.model import Paper, Removal
from macros.catalogue.sources import Sources
from macros.cli.acts import carry_out
from macros.cli.chosen_papers import chosen_paper
from macros.cli.terminal import DryRun, Quiet, Terminal, terminal, today
from macros.editing.mentions import mentions
from macros.editing.store import Drafts, without_paper


def remove(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    reference: Annotated[
        str, typer.Argument(metavar="PAPER", help="Its id, arXiv id or URL, or another address.")
    ],
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")] = None,
    replaced_by: Annotated[
        str | None,
        typer.Option("--replaced-by", metavar="PAPER", help="The paper its permalink leads to."),
    ] = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Remove a paper from the list: delete its file and record it in data/removed.yml.

    Other files may hold errors.

    Its old permalink says that the entry was removed, or leads to the one that replaced it. Links
    to the paper are listed; its datasets keep its title. It will not be imported or proposed
    again. For two entries of the same paper, see catalogue merge.

    [bold]Examples[/bold]

      catalogue remove loopy --why "The paper was retracted." --dry-run
      catalogue remove loopy --replaced-by echomimic

    [bold]Exit codes[/bold]: 0 removed, 1 refused (no such paper, or the data has errors).
    """
    here = terminal(context, quiet=quiet)
    sources = here.sources()
    paper = sound_paper(here, sources, reference)
    replacement = chosen_paper(here, sources, replaced_by) if replaced_by else None
    if replacement == paper:
        raise typer.BadParameter(f"{paper.id} cannot replace itself")
    drafts = removal_drafts(here, sources, removal_record(paper, replacement, why))
    name_links(here, sources, paper, replacement)
    carry_out(here, sources, drafts, dry_run=dry_run)


def sound_paper(here: Terminal, sources: Sources, reference: str) -> Paper:
    """Return the paper that a reference names; one whose file has errors cannot be recorded."""
    paper = chosen_paper(here, sources, reference)
    record = sources.paper(paper.id)
    if record.faulty:
        here.fail("file_has_errors", path=record.path)
    return paper


def removal_drafts(here: Terminal, sources: Sources, removal: Removal) -> Drafts:
    """Return the files that remove a paper from the list; end if one of them has errors."""
    try:
        return without_paper(sources, removal)
    except ValueError as error:
        here.fail("file_has_errors", path=error)


def removal_record(paper: Paper, replacement: Paper | None, why: str | None) -> Removal:
    """Return the record of a paper that is removed today. Raises BadParameter."""
    try:
        return Removal(
            id=paper.id,
            title=paper.title,
            arxiv=bare_arxiv_id(paper),
            doi=paper.doi,
            removed=today(),
            replaced_by=replacement.id if replacement else None,
            why=why,
        )
    except ValidationError:
        raise typer.BadParameter("invalid text for --why") from None


def name_links(here: Terminal, sources: Sources, paper: Paper, replacement: Paper | None) -> None:
    """List the links to a removed paper."""
    for place in mentions(sources.folder, paper.id):
        here.tell("link_to_removed", "yellow", where=place, paper=f"#{paper.id}")
    if sources.datasets:
        for position, dataset in enumerate(sources.datasets.content):
            if dataset.paper and dataset.paper.id == paper.id:
                where = sources.datasets.place(position, "paper", "id")
                named = replacement.id if replacement else paper.title
                here.tell("dataset_of_removed", where=where, name=dataset.name, paper=named)
    if paper.blog and not replacement:
        where = sources.paper(paper.id).place("blog")
        here.tell("blog_of_removed", where=where, url=paper.blog)
