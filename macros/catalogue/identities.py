"""What identifies a paper wherever it is named: arXiv identifier, DOI, title."""

from __future__ import annotations

from collections.abc import Iterable

from macros.catalogue.checks import bare_arxiv_id, folded_title
from macros.catalogue.model import Paper, Refusal, Removal


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
