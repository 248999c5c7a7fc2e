"""Queries and the entries they must find (tests/search_queries.yml), as typed records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from macros.translations import Locale

QUERIES_FILE: Final = Path(__file__).parents[1] / "search_queries.yml"
WITHIN: Final = 3
SHARE_FIRST: Final = 0.95


@dataclass(frozen=True)
class Query:
    """Words typed; ``finds``, ``first``, ``never`` and ``nothing`` as the file explains them."""

    query: str
    finds: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    nothing: bool = False

    def is_first(self, found: Sequence[str]) -> bool:
        """Tell whether the first of the found locations is one that must be found."""
        if self.nothing or not found:
            return self.nothing and not found
        return any(names(name, found[0]) for name in (*self.finds, *self.first))

    def is_near(self, found: Sequence[str]) -> bool:
        """Tell whether one that must be found is near the top."""
        if self.nothing:
            return not found
        meant = (*self.finds, *self.first)
        return any(names(name, location) for name in meant for location in found[:WITHIN])

    def is_within(self, found: Sequence[str]) -> bool:
        """Tell whether all expected entries are near the top, and no excluded one is."""
        if self.nothing:
            return not found
        if self.first and not self.is_first(found):
            return False
        return all(
            any(names(name, location) for location in found[:WITHIN]) for name in self.finds
        ) and not any(names(name, location) for name in self.never for location in found)


def names(name: str, location: str) -> bool:
    """Tell whether the file's ``name`` names the entry at ``location``."""
    if name.endswith("/*"):
        return location.startswith(name.removesuffix("*"))
    path, _, anchor = location.partition("#")
    return name == (anchor or path)


def read_queries(locale: Locale, file: Path = QUERIES_FILE) -> list[Query]:
    """Return the queries of the pages in ``locale``."""
    everything = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Query(
            entry["query"],
            tuple(entry.get("finds", ())),
            tuple(entry.get("first", ())),
            tuple(entry.get("never", ())),
            entry.get("nothing", False),
        )
        for entry in everything[locale]
    ]
