"""A paper as an item of CSL-JSON, the one mapping behind all citations.

https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV, and the schema
at https://github.com/citation-style-language/schema (version 1.0.2).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypedDict

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.model import ARXIV, Catalogue, Dataset, DatasetPaper, Paper, Publication

# How shortened lists of authors end: "et al.", "and others", "等".
_AND_OTHERS: Final = re.compile(r"(?:and\s+)?(?:et\.? al\.?|others)|等", re.IGNORECASE)
AND_OTHERS: Final = "et al."

CslName = TypedDict(
    "CslName",
    {
        "family": str,
        "given": str,
        "non-dropping-particle": str,
        "suffix": str,
        "literal": str,
    },
    total=False,
)
CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})
CslItem = TypedDict(
    "CslItem",
    {
        "id": str,
        "type": Literal["paper-conference", "article-journal", "article", "document"],
        "title": str,
        "author": list[CslName],
        "container-title": str,
        "event-title": str,
        "issued": CslDate,
        "page": str,
        "DOI": str,
        "URL": str,
        "archive": str,
        "archive_location": str,
        "number": str,
        "publisher": str,
    },
    total=False,
)


def citation_key(paper: Paper) -> str:
    """Return the key to cite a paper by: its id, which is permanent and names no year."""
    return paper.id


def csl_item(paper: Paper, catalogue: Catalogue) -> CslItem:
    """Return a paper as a CSL item; ``catalogue`` knows the venues' names in full.

    A published paper has the date of its publication; for a preprint the month is known too.
    """
    item: CslItem = {"id": citation_key(paper), "type": "document", "title": paper.title}
    url = next(iter(paper.links.values()), None) or paper.preprint
    return item | _cited(paper, _date(paper.year, paper.date.month), url, catalogue)


def dataset_item(dataset: Dataset, catalogue: Catalogue) -> CslItem | None:
    """Return the paper that introduces a dataset as a CSL item; None where none is known.

    The key of one that is not in the list is the dataset's id.
    """
    paper = dataset.paper
    if paper is None:
        return None
    if paper.id:
        return csl_item(catalogue.paper(paper.id), catalogue)
    item: CslItem = {"id": dataset.id, "type": "document", "title": paper.title or ""}
    return item | _cited(paper, _date(dataset.year), paper.url, catalogue)


def _cited(
    paper: Paper | DatasetPaper, first: CslDate, url: str | None, catalogue: Catalogue
) -> CslItem:
    """Return what a citation says beyond key and title; ``first`` is the first appearance."""
    publication = paper.publication
    arxiv = bare_arxiv_id(paper)
    published = publication is not None and not publication.is_preprint
    item: CslItem = {"type": "article"} if arxiv else {}
    if publication and publication.title:
        item["title"] = publication.title
    if paper.authors:
        item["author"] = [csl_name(name) for name in paper.authors]
    if publication and published:
        _add_publication(item, publication, catalogue)
        item["issued"] = _date(publication.year or first["date-parts"][0][0])
    else:
        item["issued"] = first
    if paper.doi:
        item["DOI"] = paper.doi
    if url:
        item["URL"] = url
    if arxiv:
        item |= {"archive": ARXIV, "archive_location": arxiv}
        if not published:
            item |= {"number": f"{ARXIV}:{arxiv}", "publisher": ARXIV}
    return item


def _add_publication(item: CslItem, publication: Publication, catalogue: Catalogue) -> None:
    container = publication.journal or publication.venue
    venue = catalogue.venue(container)
    is_journal = publication.journal is not None or (venue is not None and venue.kind == "journal")
    item["type"] = "article-journal" if is_journal else "paper-conference"
    item["container-title"] = venue.name if venue else container
    if not is_journal or publication.journal:
        item["event-title"] = publication.label
    if publication.pages:
        item["page"] = publication.pages


def _date(year: int, month: int = 0) -> CslDate:
    return {"date-parts": [[year, month] if month else [year]]}


@lru_cache(maxsize=65536)
def csl_name(name: str) -> CslName:
    """Return an author as a CSL name.

    A name that cannot be split into parts (one word, Chinese characters, an institution) is
    literal. Further authors are represented by the literal ``AND_OTHERS``.
    """
    if _AND_OTHERS.fullmatch(name):
        return {"literal": AND_OTHERS}
    if re.search(r"\band\b|[{}\\]", name):
        return {"literal": name}
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return {"literal": name}
    if not parts.first:
        return {"literal": name}
    found: CslName = {"family": " ".join(parts.last), "given": " ".join(parts.first)}
    if parts.von:
        found["non-dropping-particle"] = " ".join(parts.von)
    if parts.jr:
        found["suffix"] = " ".join(parts.jr)
    return found


def family_name(name: CslName) -> str:
    """Return the family name with its particle: ``de la Torre``; of a literal name, all of it."""
    particle = name.get("non-dropping-particle")
    family = name.get("family") or name["literal"]
    return f"{particle} {family}" if particle else family


def is_and_others(name: CslName) -> bool:
    """Tell whether this is a placeholder for further authors."""
    return name.get("literal") == AND_OTHERS
