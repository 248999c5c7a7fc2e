"""Counts over a catalogue: per year, category, venue and label, and how complete it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from macros.catalogue.model import Catalogue, Paper
from macros.catalogue.remembered import remembered

# Whether the list knows a fact of a paper; a summary counts when both languages have it.
FACTS: Final[Mapping[str, Callable[[Paper], object]]] = {
    "authors": lambda paper: paper.authors,
    "affiliations": lambda paper: paper.affiliations,
    "summary": lambda paper: paper.summary and not paper.summary.missing,
    "openness": lambda paper: paper.openness,
    "licence": lambda paper: paper.openness and paper.openness.licence,
    "publication": lambda paper: paper.publication,
    "arxiv": lambda paper: paper.arxiv,
    "doi": lambda paper: paper.doi,
    "project": lambda paper: paper.project,
    "code": lambda paper: paper.code,
    "blog": lambda paper: paper.blog,
    "labels": lambda paper: paper.labels,
}
# The facts every paper has (a licence: every paper with code), so that a gap can be filled.
WANTED: Final = ("authors", "affiliations", "summary", "openness", "licence")


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the ``papers`` that can have a fact the list knows it for."""

    fact: str
    filled: int
    papers: int


def statistics(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """Return counts by group: total, year, category, venue, label.

    Years come newest first, categories and labels in their own order (zeros included), venues
    by count. A paper in two categories counts in both.
    """
    papers = catalogue.papers
    categories = Counter(name for paper in papers for name in paper.categories)
    labels = Counter(name for paper in papers for name in paper.labels)
    years = Counter(str(paper.year) for paper in papers)
    venues = Counter(paper.publication.venue for paper in papers if paper.publication)
    return {
        "total": {"papers": len(papers), "datasets": len(catalogue.datasets)},
        "year": {year: years[year] for year in sorted(years, reverse=True)},
        "category": _counted(categories, (category.id for category in catalogue.categories)),
        "venue": dict(sorted(venues.items(), key=lambda item: (-item[1], item[0]))),
        "label": _counted(labels, (label.id for label in catalogue.labels)),
    }


@remembered
def completeness(catalogue: Catalogue) -> tuple[Completeness, ...]:
    """Return how complete the papers are, fact by fact."""
    found = []
    for fact, known in FACTS.items():
        papers = [paper for paper in catalogue.papers if _can_have(fact, paper)]
        found.append(Completeness(fact, sum(bool(known(paper)) for paper in papers), len(papers)))
    return tuple(found)


@remembered
def incomplete_papers(catalogue: Catalogue) -> tuple[Paper, ...]:
    """Return the papers whose entries lack a fact."""
    return tuple(paper for paper in catalogue.papers if wanted_facts(paper))


def wanted_facts(paper: Paper) -> tuple[str, ...]:
    """Return the facts a paper has but its entry lacks."""
    return tuple(fact for fact in WANTED if _can_have(fact, paper) and not FACTS[fact](paper))


def _can_have(fact: str, paper: Paper) -> bool:
    return fact != "licence" or paper.has_code


def _counted(counts: Mapping[str, int], names: Iterable[str]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in names}
