"""``catalogue discover``: new papers on arXiv."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from macros.catalogue.model import Catalogue
from macros.catalogue.value_types import Month
from macros.cli.services import TIMEOUT, Timeout, services
from macros.cli.terminal import Quiet, Terminal, terminal, today
from macros.editing.store import Drafts, new_paper
from macros.exchange.candidates import Candidate, candidate_text, rank
from macros.network.settings import LookUpFailed

if TYPE_CHECKING:
    from macros.catalogue.fetched_paper import FetchedPaper


def discover(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="YYYY-MM[-DD]",
            help="Earliest submission date. Default: the catalogue's newest month.",
        ),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option("--category", metavar="ID", help="Only for this category. Repeatable."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=2000, help="Maximum number of candidates.")
    ] = 50,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Default: standard output."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write each candidate as a paper into the data folder.")
    ] = False,
    timeout: Timeout = TIMEOUT,
    quiet: Quiet = False,
) -> None:
    """Look for new papers on arXiv, by the arxiv_terms of data/categories.yml.

    Candidates that the catalogue has are dropped; the others come best first, as YAML ready to
    edit. A term in the title counts 3, in the abstract 1.

    [bold]Examples[/bold]

      catalogue discover
      catalogue discover --since 2024-10 --category 3d-audio-driven --output candidates.yml
      catalogue discover --limit 10 --write     (in a workflow that proposes a change)

    [bold]Exit codes[/bold]: 0 (also without candidates), 1 arXiv gave no answer.
    """
    here = terminal(context, quiet=quiet)
    catalogue = here.catalogue()
    start = _since(since, catalogue)
    papers = _ask(here, catalogue, category or [], start, timeout)
    candidates = rank(papers, catalogue)[:limit]
    for candidate in candidates:
        candidate.record["added"] = today().isoformat()
    here.tell("candidates", count=len(candidates), since=start.isoformat())
    if write:
        here.write(_drafts(here.folder, candidates))
        return
    content = "\n".join(map(candidate_text, candidates))
    if output is None:
        sys.stdout.write(content)
    else:
        here.write({output: content})


def _since(given: str | None, catalogue: Catalogue) -> date:
    if given is None:
        newest_month = max((paper.date for paper in catalogue.papers), default=Month(2000, 1))
        return date(newest_month.year, newest_month.month or 1, 1)
    try:
        return date.fromisoformat(given if given.count("-") > 1 else f"{given}-01")
    except ValueError as error:
        raise typer.BadParameter(f"{given!r} is not a month or day such as 2024-10") from error


def _ask(
    here: Terminal, catalogue: Catalogue, only: list[str], since: date, timeout: float
) -> list[FetchedPaper]:
    # Imported here: commands that work offline need not load the HTTP libraries.
    from macros.network.arxiv import newest  # noqa: PLC0415
    from macros.network.client import Client  # noqa: PLC0415

    known = [category.id for category in catalogue.categories]
    for wanted in only:
        if wanted not in known:
            raise typer.BadParameter(f"{wanted!r} is not one of {', '.join(known)}")
    until = today()
    papers: list[FetchedPaper] = []
    try:
        with Client(services(timeout)) as client:
            for category in catalogue.categories:
                if category.arxiv_terms and (not only or category.id in only):
                    reference = f"arXiv: {category.title[here.locale]}"
                    with here.waiting("fetching", reference=reference):
                        papers += newest(category.arxiv_terms, since, until, _MOST, client)
    except LookUpFailed as error:
        here.fail("look_up_failed", reason=error)
    return papers


def _drafts(folder: Path, candidates: list[Candidate]) -> Drafts:
    drafts: Drafts = {}
    for found in candidates:
        drafts |= new_paper(folder, found.record)
    return drafts


# Of one category; arXiv allows 2,000 a page.
_MOST = 500
