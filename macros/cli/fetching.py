"""Options of the commands that ask other hosts, and the paper a reference names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from macros.catalogue.references import Reference
from macros.network.settings import (
    ARXIV_DELAY,
    ARXIV_URL,
    CROSSREF_URL,
    LookUpFailed,
    Services,
)

if TYPE_CHECKING:
    from macros.catalogue.fetched_paper import FetchedPaper

ArxivUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--arxiv-url", envvar="CATALOGUE_ARXIV_URL", metavar="URL", help="arXiv's query interface."
    ),
]
CrossrefUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--crossref-url", envvar="CATALOGUE_CROSSREF_URL", metavar="URL", help="Crossref's works."
    ),
]
ArxivDelay: TypeAlias = Annotated[
    float,
    typer.Option(
        "--arxiv-delay",
        envvar="CATALOGUE_ARXIV_DELAY",
        metavar="SECONDS",
        help="Between two questions to arXiv.",
    ),
]
Timeout: TypeAlias = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="How long to wait for an answer.")
]
DEFAULTS: Final = Services(ARXIV_URL, CROSSREF_URL, ARXIV_DELAY)


def fetch_paper(reference: Reference, services: Services) -> FetchedPaper:
    """Return the paper that a reference names. Raises LookUpFailed."""
    # Commands that ask nobody must not wait for the HTTP libraries to load.
    from macros.network.crossref import look_up_doi  # noqa: PLC0415
    from macros.network.project_page import read_project_page  # noqa: PLC0415

    if reference.kind == "arxiv":
        return _from_arxiv(reference.value, services)
    if reference.kind == "doi":
        return look_up_doi(reference.value, services)
    page = read_project_page(reference.value, services)
    if page.arxiv_ids:
        paper = _from_arxiv(page.arxiv_ids.most_common(1)[0][0], services)
    elif page.dois:
        paper = look_up_doi(page.dois.most_common(1)[0][0], services)
    else:
        raise LookUpFailed(
            f"{reference.value} links to no paper on arXiv and to no DOI; "
            "give the arXiv identifier, or --title, --date and --no-fetch"
        )
    return replace(paper, project=page.url, comment=f"{page.code} {paper.comment}")


def _from_arxiv(identifier: str, services: Services) -> FetchedPaper:
    from macros.network.arxiv_service import look_up  # noqa: PLC0415 - as above

    found = next(look_up([identifier], services), None)
    if found is None:
        raise LookUpFailed(f"arXiv does not know {identifier}")
    return found
