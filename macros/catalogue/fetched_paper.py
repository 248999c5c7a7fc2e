"""A paper as arXiv, Crossref or a project page describes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.catalogue.addresses import kind_of_address
from macros.catalogue.model import ARXIV, arxiv_address
from macros.catalogue.patterns import BARE_URL
from macros.catalogue.value_types import Month
from macros.catalogue.yaml_source import Plain


@dataclass(frozen=True, slots=True)
class FetchedPaper:
    """A paper as a service describes it; ``submitted`` is the day of its first appearance.

    ``venue_names`` are all names the service has for the venue, ``journal`` the reference to a
    publication as the authors write it on arXiv.
    """

    title: str
    submitted: date
    authors: tuple[str, ...] = ()
    arxiv: str = ""
    venue: str = ""
    year: int | None = None
    url: str = ""
    abstract: str = ""
    comment: str = ""
    project: str = ""
    doi: str = ""
    pages: str = ""
    venue_names: tuple[str, ...] = ()
    journal: str = ""

    @property
    def month(self) -> Month:
        """Return the month of the first appearance."""
        return Month(self.submitted.year, self.submitted.month)

    def record(self) -> dict[str, Plain]:
        """Return the known keys of a paper's record, without id and categories."""
        publication: dict[str, Plain] = {}
        if self.arxiv:
            publication = {"venue": ARXIV, "url": arxiv_address(self.arxiv)}
        if self.venue:
            publication = {"venue": self.venue, "year": str(self.year or self.submitted.year)}
            publication |= {"url": self.url} if self.url else {}
        return {
            "title": self.title,
            "date": str(self.month),
            "publication": publication or None,
            "arxiv": self.arxiv or None,
            "doi": self.doi or None,
            **self._linked(),
            "authors": list(self.authors),
        }

    def _linked(self) -> dict[str, Plain]:
        """Return the project page and the code whose addresses abstract or comment give."""
        found: dict[str, Plain] = {"project": self.project} if self.project else {}
        for url in BARE_URL.findall(f"{self.comment} {self.abstract}"):
            kind = kind_of_address(url)
            if kind in ("project", "code"):
                found.setdefault(kind, url)
        return found
