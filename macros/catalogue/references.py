"""References to papers: an arXiv identifier or address, a DOI, a project page, an id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from macros.catalogue.addresses import arxiv_id
from macros.catalogue.identities import bare_arxiv_id, folded_title
from macros.catalogue.model import ARXIV, Paper, arxiv_address
from macros.catalogue.patterns import ARXIV_ID, DOI
from macros.catalogue.yaml_source import Plain

ReferenceKind: TypeAlias = Literal["arxiv", "doi", "page"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a paper; ``value`` is the identifier alone, or a page's address."""

    kind: ReferenceKind
    value: str

    def record(self) -> dict[str, Plain]:
        """Return the keys of a paper's record that the reference alone gives."""
        if self.kind == "arxiv":
            url = arxiv_address(self.value)
            return {"arxiv": self.value, "publication": {"venue": ARXIV, "url": url}}
        return {"doi" if self.kind == "doi" else "project": self.value}


def parse_reference(text: str) -> Reference:
    """Return the reference that ``text`` contains. Raises ValueError for anything else."""
    text = text.strip()
    bare = text.removeprefix("arXiv:").removeprefix("arxiv:")
    if ARXIV_ID.fullmatch(bare):
        return Reference("arxiv", bare.partition("v")[0])
    if identifier := arxiv_id(text.partition("?")[0].partition("#")[0]):
        return Reference("arxiv", identifier)
    if DOI.fullmatch(text.removeprefix("doi:")):
        return Reference("doi", text.removeprefix("doi:"))
    if "doi.org/" in text and (found := DOI.search(text)):
        return Reference("doi", found[0])
    if "://" in text and text.startswith(("http://", "https://")):
        return Reference("page", text)
    raise ValueError(
        f"{text!r} is not an arXiv identifier (2407.03168), a DOI or a web address (https://…)"
    )


def find_paper(papers: Sequence[Paper], text: str) -> Paper | None:
    """Return the paper with this id, arXiv identifier or address, or address of its own."""
    try:
        reference = parse_reference(text)
    except ValueError:
        return next((paper for paper in papers if paper.id == text.strip()), None)
    for paper in papers:
        if reference.kind == "arxiv" and bare_arxiv_id(paper) == reference.value:
            return paper
        addresses = paper.links.values()
        if reference.kind == "page" and reference.value.rstrip("/") in (
            url.rstrip("/") for url in addresses
        ):
            return paper
        dois = (paper.doi or "", *addresses)
        if reference.kind == "doi" and any(
            known.casefold().endswith(reference.value.casefold()) for known in dois
        ):
            return paper
    return None


def same_title(papers: Iterable[Paper], title: str) -> Paper | None:
    """Return the paper with this title, compared as the duplicate check does."""
    folded = folded_title(title)
    same = (paper for paper in papers if folded_title(paper.title) == folded)
    return next(same, None) if folded else None
