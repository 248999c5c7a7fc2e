"""Counts over a catalogue: per year, category, venue and label, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from macros.catalogue.model import Catalogue

# What a paper may lack, as the commands and JSON name it.
MISSING: Final = ("publication", "project", "code", "blog", "arxiv", "labels", "authors", "summary")


def statistics(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """Return counts by group: total, year, category, venue, label, missing.

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
        "missing": {key: sum(not getattr(paper, key) for paper in papers) for key in MISSING},
    }


def _counted(counts: Mapping[str, int], names: Iterable[str]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in names}
