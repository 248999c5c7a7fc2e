"""The filters of a list of papers, with the number of papers for each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from macros.catalogue.model import Category, Label, Paper
from macros.catalogue.remembered import remembered
from macros.render.formats import offers


@dataclass(frozen=True, slots=True)
class Facets:
    """Choices and their counts; only those that apply to a paper of the list.

    ``has`` counts what papers offer, in the words of ``macros.render.formats.offers``.
    """

    labels: tuple[tuple[Label, int], ...]
    categories: tuple[tuple[Category, int], ...]
    venues: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    has: Mapping[str, int]


def offer_counts(papers: Sequence[Paper]) -> Counter[str]:
    """Return how many of ``papers`` offer each kind of link, code, weights and use."""
    return Counter(kind for paper in papers for kind in offers(paper))


@remembered
def facets(
    papers: Sequence[Paper], labels: Sequence[Label], categories: Sequence[Category]
) -> Facets:
    """Count ``papers`` by what they can be filtered by.

    Labels come most frequent first, venues by name, years latest first, categories in the
    order given.
    """
    labelled = Counter(label for paper in papers for label in paper.labels)
    in_category = Counter(category for paper in papers for category in paper.categories)
    venues = Counter(paper.publication.venue for paper in papers if paper.publication)
    years = Counter(paper.year for paper in papers)
    present = ((label, labelled[label.id]) for label in labels if labelled[label.id])
    return Facets(
        labels=tuple(sorted(present, key=lambda pair: -pair[1])),
        categories=tuple(
            (category, in_category[category.id])
            for category in categories
            if in_category[category.id]
        ),
        venues=tuple(sorted(venues.items(), key=lambda pair: pair[0].casefold())),
        years=tuple(sorted(years.items(), reverse=True)),
        has=offer_counts(papers),
    )
