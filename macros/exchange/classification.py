"""Probable categories and labels of a new paper, from the words it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from macros.catalogue.model import Category, Label

_IN_TITLE = 3


def score(terms: Iterable[str], title: str, abstract: str) -> int:
    """Return how well ``terms`` fit: 3 for each found in the title, 1 in the abstract.

    A term matches if its words are adjacent, whatever the case, hyphens or plural.
    """
    points = 0
    for term in terms:
        pattern = _pattern(term)
        points += _IN_TITLE if pattern.search(title) else 1 if pattern.search(abstract) else 0
    return points


@cache
def _pattern(term: str) -> re.Pattern[str]:
    words = re.split(r"[\s-]+", term.strip())
    return re.compile(r"\b" + r"[\s-]+".join(map(re.escape, words)) + r"s?\b", re.IGNORECASE)


def proposed_categories(
    categories: Iterable[Category], title: str, abstract: str
) -> list[tuple[str, int]]:
    """Return the ids of fitting categories with their scores, the best first."""
    scored = [
        (category.id, score(category.arxiv_terms, title, abstract)) for category in categories
    ]
    return sorted((found for found in scored if found[1]), key=lambda found: -found[1])


def proposed_labels(labels: Iterable[Label], title: str, abstract: str) -> list[str]:
    """Return the ids of the labels whose names or aliases the paper uses."""
    return [
        label.id
        for label in labels
        if score((label.id, label.name.en, *label.spellings), title, abstract)
    ]
