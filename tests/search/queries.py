"""What readers type and what they must find (tests/search_queries.yml), typed."""

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
    """Words typed; ``finds``, ``never`` and ``nothing`` as the file explains them."""

    query: str
    finds: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    nothing: bool = False

    def is_first(self, found: Sequence[str]) -> bool:
        """Tell whether the first of the found entries is one that must be found."""
        return not found if self.nothing else bool(found) and found[0] in self.finds

    def is_within(self, found: Sequence[str]) -> bool:
        """Tell whether all that must be found is near the top, and nothing that must not be."""
        if self.nothing:
            return not found
        return set(self.finds) <= set(found[:WITHIN]) and set(self.never).isdisjoint(found)


def read_queries(locale: Locale) -> list[Query]:
    """Return the queries of the pages in ``locale``."""
    everything = yaml.safe_load(QUERIES_FILE.read_text(encoding="utf-8"))
    return [
        Query(
            entry["query"],
            tuple(entry.get("finds", ())),
            tuple(entry.get("never", ())),
            entry.get("nothing", False),
        )
        for entry in everything[locale]
    ]


def entry_name(location: str) -> str:
    """Return how the file names an entry: by its anchor, else by its page's path."""
    path, _, anchor = location.partition("#")
    return anchor or path
