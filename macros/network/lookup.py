"""The paper that a reference names, fetched from arXiv, Crossref or its project page."""

from __future__ import annotations

from dataclasses import replace

from macros.catalogue.fetched_paper import FetchedPaper
from macros.catalogue.references import Reference
from macros.network.arxiv import look_up
from macros.network.client import Client
from macros.network.crossref import look_up_doi
from macros.network.project_page import read_project_page
from macros.network.settings import LookUpFailed


def fetch_paper(reference: Reference, client: Client) -> FetchedPaper:
    """Return the paper that a reference names. Raises LookUpFailed."""
    if reference.kind == "arxiv":
        return _from_arxiv(reference.value, client)
    if reference.kind == "doi":
        return look_up_doi(reference.value, client)
    page = read_project_page(reference.value, client)
    if page.arxiv_ids:
        paper = _from_arxiv(page.arxiv_ids.most_common(1)[0][0], client)
    elif page.dois:
        paper = look_up_doi(page.dois.most_common(1)[0][0], client)
    else:
        raise LookUpFailed(
            f"{reference.value} links to no paper on arXiv and to no DOI; "
            "give its arXiv identifier or DOI"
        )
    return replace(paper, project=page.url, comment=f"{page.code} {paper.comment}")


def _from_arxiv(identifier: str, client: Client) -> FetchedPaper:
    found = next(look_up([identifier], client), None)
    if found is None:
        raise LookUpFailed(f"arXiv does not know {identifier}")
    return found
