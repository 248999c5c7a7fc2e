"""Facts from arXiv, Crossref and GitHub that a paper's entry lacks.

Existing values are never replaced; if a service gives a different value, that is a disagreement for
a person to resolve. The one exception is the venue ``arXiv``, which an entry has until the paper is
published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from macros.catalogue.fetched_paper import FetchedPaper
from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.model import Catalogue, Openness, Paper, Publication, arxiv_address
from macros.catalogue.patterns import ARXIV_URL, DOI
from macros.catalogue.yaml_source import Plain
from macros.network.client import Client
from macros.network.crossref import DOI_URL, look_up_doi, search
from macros.network.github import Repository, look_up_repository, repository_name
from macros.network.matching import (
    accepting_venue,
    authors_overlap,
    known_venue,
    related_titles,
    same_authors,
    same_title,
    same_venue,
    same_work,
)
from macros.network.settings import LookUpFailed, NotKnown

Key: TypeAlias = tuple[str, ...]

# DOIs registered by arXiv belong to the preprint.
_PREPRINT_DOI: Final = "10.48550/"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value for a key of a paper's record, and the address of its source."""

    key: Key
    value: Plain
    source: str

    @property
    def name(self) -> str:
        """Return the key as shown in messages: ``publication.venue``."""
        return ".".join(self.key)


@dataclass(slots=True)
class Findings:
    """The results for a paper.

    ``other_works`` are works with the same title by other people, ``missing_code`` is the address
    of a repository that is gone, ``failures`` are the requests without a response.
    """

    additions: list[Fact] = field(default_factory=list)
    disagreements: list[tuple[Fact, Plain]] = field(default_factory=list)
    other_works: list[FetchedPaper] = field(default_factory=list)
    missing_code: str = ""
    last_commit: date | None = None
    failures: list[LookUpFailed] = field(default_factory=list)

    @property
    def changes(self) -> dict[Key, Plain]:
        """Return the additions as changes to the record."""
        return {fact.key: fact.value for fact in self.additions}


def enrich(
    paper: Paper, preprint: FetchedPaper | None, catalogue: Catalogue, client: Client
) -> Findings:
    """Return what the services know about ``paper``; ``preprint`` is arXiv's description of it."""
    findings = enrich_publication(paper, preprint, catalogue, client)
    try:
        if name := repository_name(paper.code or ""):
            repository = look_up_repository(name, client)
            if repository is None:
                findings.missing_code = paper.code or ""
            else:
                findings.last_commit = repository.as_of
                _Record(paper, catalogue, findings).take_openness(repository)
    except NotKnown:
        pass
    except LookUpFailed as error:
        findings.failures.append(error)
    return findings


def enrich_publication(
    paper: Paper, preprint: FetchedPaper | None, catalogue: Catalogue, client: Client
) -> Findings:
    """Return what arXiv and Crossref know about ``paper``, as ``enrich`` does."""
    findings = Findings()
    record = _Record(paper, catalogue, findings)
    if preprint and not _is_the_papers(preprint, paper):
        findings.other_works.append(preprint)
        preprint = None
    if preprint:
        record.take(_of_preprint(preprint, catalogue))
    try:
        if work := _published(paper, preprint, client, findings):
            record.take(_of_work(work, catalogue), work.venue_names)
    except NotKnown:
        pass  # Not every DOI is registered with Crossref.
    except LookUpFailed as error:
        findings.failures.append(error)
    return findings


def _is_the_papers(preprint: FetchedPaper, paper: Paper) -> bool:
    """Tell whether an arXiv identifier is the paper's: identifiers get copied and mistyped.

    Titles change between versions, so the authors decide if the entry has them.
    """
    if same_title([paper.title], preprint):
        return True
    if paper.authors:
        return authors_overlap(paper.authors, preprint.authors)
    return related_titles(paper.title, preprint.title)


def _of_preprint(preprint: FetchedPaper, catalogue: Catalogue) -> Iterator[Fact]:
    page = arxiv_address(preprint.arxiv)
    yield Fact(("arxiv",), preprint.arxiv, page)
    yield Fact(("authors",), list(preprint.authors), page)
    for remark in (preprint.journal, preprint.comment):
        if accepted := accepting_venue(remark, catalogue.venues):
            venue, year = accepted
            yield Fact(("publication", "venue"), venue.id, page)
            yield Fact(("publication", "year"), str(year), page)
            return


def _of_work(work: FetchedPaper, catalogue: Catalogue) -> Iterator[Fact]:
    venue = known_venue(work.venue_names, catalogue.venues)
    yield Fact(("doi",), work.doi, work.url)
    yield Fact(("authors",), list(work.authors), work.url)
    yield Fact(("publication", "venue"), venue.id if venue else work.venue, work.url)
    yield Fact(("publication", "year"), str(work.year or work.submitted.year), work.url)
    yield Fact(("publication", "url"), work.url, work.url)
    yield Fact(("publication", "pages"), work.pages, work.url)


def _published(
    paper: Paper, preprint: FetchedPaper | None, client: Client, findings: Findings
) -> FetchedPaper | None:
    """Return the publication, by its DOI, else by its title if the authors match."""
    publication = paper.publication
    titles = [paper.title, (publication.title if publication else None) or paper.title]
    titles += [preprint.title] if preprint else []
    authors = paper.authors or (preprint.authors if preprint else ())
    doi = paper.doi or _doi_in((publication.url if publication else None) or "")
    doi = doi or (preprint.doi if preprint else "")
    if doi and not doi.startswith(_PREPRINT_DOI):
        work = look_up_doi(doi, client)
        if same_title(titles, work) or authors_overlap(authors, work.authors):
            return work
        findings.other_works.append(work)
        return None
    if not authors:
        return None  # A matching title is not enough.
    works = [work for work in search(titles[0], authors[0], client) if same_title(titles, work)]
    ours = [work for work in works if same_work(titles, authors, work)]
    findings.other_works += [work for work in works if work not in ours]
    if publication and paper.is_published:
        ours.sort(key=lambda work: not same_venue([publication.venue], work.venue_names))
    return ours[0] if ours else None


def _doi_in(url: str) -> str:
    found = DOI.search(url) if url.startswith(DOI_URL) or "/doi/" in url else None
    return found[0] if found else ""


class _Record:
    """A paper's record, to which facts are added."""

    def __init__(self, paper: Paper, catalogue: Catalogue, findings: Findings) -> None:
        self.paper = paper
        self.catalogue = catalogue
        self.findings = findings
        self.added: dict[Key, Plain] = {}

    def take(self, facts: Iterator[Fact], venue_names: Sequence[str] = ()) -> None:
        for fact in facts:
            if fact.value in ("", []):
                continue
            present = self._present(fact.key)
            if present is None:
                if self._belongs(fact):
                    self._add(fact)
            elif not self._agrees(fact, present, venue_names):
                self.findings.disagreements.append((fact, present))

    def take_openness(self, repository: Repository) -> None:
        """Add what a repository shows; leave everything else as it is."""
        known, page = self.paper.openness, repository.evidence[-1]
        if known is None:
            if repository.code:
                self._add(Fact(("openness", "code"), repository.code, page))
                if repository.licence:
                    self._add(Fact(("openness", "licence"), repository.licence, page))
                self._add(Fact(("openness", "as_of"), repository.as_of.isoformat(), page))
                self._add(Fact(("openness", "evidence"), list(repository.evidence), page))
            return
        if _released_since(known, repository) and repository.code:
            fact = Fact(("openness", "code"), repository.code, page)
            self.findings.disagreements.append((fact, known.code))
        if repository.licence and known.licence is None:
            self._add(Fact(("openness", "licence"), repository.licence, page))
            evidence = [*known.evidence, repository.address]
            self._add(Fact(("openness", "evidence"), list(dict.fromkeys(evidence)), page))
        elif repository.licence and known.licence != repository.licence:
            fact = Fact(("openness", "licence"), repository.licence, page)
            self.findings.disagreements.append((fact, known.licence))

    def _add(self, fact: Fact) -> None:
        self.added[fact.key] = fact.value
        self.findings.additions.append(fact)

    def _present(self, key: Key) -> Plain:
        """Return the value in the record; the venue arXiv counts as none."""
        if key in self.added:
            return self.added[key]
        if key[0] == "arxiv":
            return bare_arxiv_id(self.paper) if self.paper.arxiv else None
        if key[0] == "publication":
            publication = self.paper.publication
            value = None if publication is None else getattr(publication, key[1])
            is_preprints = key[1] != "url" or self._url_is_the_preprints(publication)
            # While the venue is arXiv, the publication counts as missing.
            if not self.paper.is_published and is_preprints:
                return None
        else:
            value = getattr(self.paper, key[0])
        return list(value) if isinstance(value, tuple) and value else str(value) if value else None

    def _url_is_the_preprints(self, publication: Publication | None) -> bool:
        """Tell whether the address can be removed, because the arXiv identifier leads to it too."""
        return bool(publication and ARXIV_URL.fullmatch(publication.url or ""))

    def _belongs(self, fact: Fact) -> bool:
        """Keep the year and address of a different venue out of the record."""
        if fact.key[0] != "publication" or fact.key[1] == "venue":
            return True
        disputed = {other.name for other, _ in self.findings.disagreements}
        return "publication.venue" not in disputed

    def _agrees(self, fact: Fact, present: Plain, venue_names: Sequence[str]) -> bool:
        if fact.key == ("authors",):
            assert isinstance(present, list)  # noqa: S101 - as the model says
            assert isinstance(fact.value, list)  # noqa: S101 - as above
            return same_authors(list(map(str, present)), list(map(str, fact.value)))
        if fact.key == ("publication", "venue"):
            venue = self.catalogue.venue(str(present))
            spellings = (venue.id, venue.name, *venue.aliases) if venue else (str(present),)
            return same_venue(spellings, [str(fact.value), *venue_names])
        # The curator chooses among several addresses of a publication.
        same_address = fact.key == ("publication", "url")
        return same_address or str(fact.value).casefold() == str(present).casefold()


def _released_since(known: Openness, repository: Repository) -> bool:
    """Tell whether the repository contains other code than the entry says.

    A repository may contain training code without any file named so.
    """
    if known.code == repository.code or repository.code is None:
        return False
    return not (known.code == "training" and repository.code == "inference")
