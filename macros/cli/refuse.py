"""``catalogue refuse``: records papers that do not belong on the list, with the reason."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError

from macros.catalogue.data_folder import shown_path
from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.model import Paper, Refusal
from macros.catalogue.references import find_paper, parse_reference
from macros.cli.terminal import DryRun, Quiet, terminal, today
from macros.editing.store import with_refusals


def refuse(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    reference: Annotated[
        str, typer.Argument(metavar="PAPER", help="An id, an arXiv identifier, a DOI or a title.")
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it is not listed.")],
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Remove the paper's file without asking.")
    ] = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Remember that a paper does not belong on the list: discover will not propose it again.

    The paper goes into data/refused.yml. If the data folder holds its file, for example on the
    branch of a proposal, the file is removed.

    [bold]Examples[/bold]

      catalogue refuse 2409.02634 --why "It is about singing voices."
      catalogue refuse newest --why "It generates no heads." --yes

    [bold]Exit codes[/bold]: 0 recorded (or recorded before), 1 the data has errors or nothing
    was recorded.
    """
    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    paper = find_paper(catalogue.papers, reference)
    refusal = _of_paper(paper, why) if paper else _of_reference(reference, why)
    if paper and not (yes or dry_run):
        file = sources.paper(paper.id).file
        if not typer.confirm(here.text("ask_remove", path=shown_path(file)), err=True):
            raise typer.Exit(1)
    drafts = with_refusals(sources, [refusal])
    if not drafts:
        here.tell("refused_before")
    drafts |= {sources.paper(paper.id).file: None} if paper else {}
    here.write(drafts, dry_run=dry_run)


def _of_paper(paper: Paper, why: str) -> Refusal:
    return _refusal(title=paper.title, arxiv=bare_arxiv_id(paper), doi=paper.doi, why=why)


def _of_reference(reference: str, why: str) -> Refusal:
    try:
        wanted = parse_reference(reference)
    except ValueError:
        if " " not in reference.strip():  # A mistyped id is not a title.
            raise typer.BadParameter(
                f"{reference!r} is not a listed paper, an arXiv identifier, a DOI or a title"
            ) from None
        return _refusal(title=reference.strip(), why=why)
    if wanted.kind == "page":
        raise typer.BadParameter(f"{reference!r} leads to no paper; give its title instead")
    return _refusal(why=why, **{wanted.kind: wanted.value})


def _refusal(**values: str | None) -> Refusal:
    try:
        return Refusal.model_validate({**values, "refused": today()})
    except ValidationError as error:
        keys = ", ".join(str(details["loc"][0]) for details in error.errors() if details["loc"])
        raise typer.BadParameter(f"invalid text for {keys}") from None
