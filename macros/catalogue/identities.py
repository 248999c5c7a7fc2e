"""What identifies a paper wherever it is named: arXiv identifier, DOI, title."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from macros.catalogue.model import DatasetPaper, Paper, Refusal, Removal
from macros.catalogue.patterns import ARXIV_URL


def folded_title(title: str) -> str:
    """Return a title as compared for duplicates: width, case, accents and punctuation folded."""
    decomposed = unicodedata.normalize("NFKD", title).casefold()
    return "".join(filter(str.isalnum, decomposed))


def bare_arxiv_id(paper: Paper | DatasetPaper) -> str | None:
    """Return the paper's arXiv identifier without its version, from the key or an address."""
    if paper.arxiv:
        return paper.arxiv.partition("v")[0]
    if paper.publication and paper.publication.url:
        found = ARXIV_URL.fullmatch(paper.publication.url)
        return found["arxiv"] if found else None
    return None


def identities(record: Paper | Refusal | Removal) -> set[str]:
    """Return the folded title, the arXiv identifier without its version, and the DOI, as known."""
    arxiv = bare_arxiv_id(record) if isinstance(record, Paper) else record.arxiv
    found = {folded_title(record.title or ""), (arxiv or "").partition("v")[0]}
    return (found | {(record.doi or "").casefold()}) - {""}


def removal_of(names: set[str], removals: Iterable[Removal]) -> Removal | None:
    """Return the removed paper that any of the names, as returned by ``identities``, belongs to."""
    return next((removal for removal in removals if names & identities(removal)), None)


def identities_of(records: Iterable[Paper | Refusal | Removal]) -> set[str]:
    """Return what identifies any of the records."""
    return set().union(*map(identities, records))
