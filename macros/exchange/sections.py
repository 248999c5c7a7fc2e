"""The categories of the entries under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from macros.catalogue.identities import folded_title
from macros.catalogue.model import Category
from macros.exchange.dates import year_of_heading
from macros.exchange.entry_words import ORNAMENT
from macros.translations import LOCALES, text

SEPARATOR: Final = " › "
# A section that a plan or a curator leaves out.
SKIPPED: Final = "skip"
# "2.3 Lip Sync", "IV. Lip Sync", "Lip Sync (12)", "Lip Sync:".
_NUMBERING: Final = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.)\s+")
_COUNT: Final = re.compile(r"\s*[(（]\d+[)）]\s*$")


def heading_name(title: str) -> str:
    """Return a heading without numbering, pictures and counts."""
    bare = ORNAMENT.sub("", title)
    bare = _COUNT.sub("", _NUMBERING.sub("", bare)).strip(" :：#*_")
    return bare or title.strip()


@dataclass(slots=True)
class Sections:
    """The categories of headings.

    ``known`` maps folded heading names to category ids, ``paths`` whole paths of headings, as a
    plan writes them; ``fallback`` serves the other sections.
    """

    known: Mapping[str, str]
    fallback: str | None = None
    paths: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        categories: Iterable[Category],
        given: Mapping[str, str] | None = None,
        fallback: str | None = None,
        paths: Mapping[str, str] | None = None,
    ) -> Sections:
        """Return the sections by the categories' ids and titles, and by ``given`` headings."""
        known = {
            folded_title(name): category.id
            for category in categories
            for name in (category.id, *(category.title[locale] for locale in LOCALES))
        }
        known |= {_folded(heading): category for heading, category in (given or {}).items()}
        return cls(known, fallback, paths or {})

    def category(self, headings: Sequence[str]) -> str | None:
        """Return the category of entries below ``headings``, outermost first; None if unknown."""
        if (path := section_path(headings)) in self.paths:
            return self.paths[path] or None
        for title in reversed(headings):
            if category := self.known.get(_folded(title)):
                return category
        return self.fallback

    @property
    def choices(self) -> list[str]:
        """The ids of the categories, each once, in order."""
        return [name for name in dict.fromkeys(self.known.values()) if name != SKIPPED]


def section_path(headings: Sequence[str]) -> str:
    """Return the name of a section in messages and plans: its headings, without years."""
    names = [heading_name(title) for title in headings]
    return SEPARATOR.join(name for name in names if not _is_year(name)) or "…"


def section_year(headings: Sequence[str]) -> int | None:
    """Return the year that the innermost heading with one announces."""
    return next(filter(None, map(year_of_heading, reversed(headings))), None)


def is_dataset_section(headings: Sequence[str]) -> bool:
    """Tell whether a heading announces datasets."""
    names = {folded_title(text("datasets.title", locale)) for locale in LOCALES}
    return any(_folded(title) in names | {"dataset", "datasets"} for title in headings)


def _is_year(name: str) -> bool:
    return bool(year_of_heading(name)) and not re.sub(r"\d{4}|papers?|年|\W", "", name.casefold())


def _folded(title: str) -> str:
    return folded_title(heading_name(title)) or folded_title(title)
