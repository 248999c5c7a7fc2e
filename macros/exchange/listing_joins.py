"""Joining of what two lists, or a list and the catalogue, say of one thing."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalogue.identities import folded_title
from macros.catalogue.model import ARXIV
from macros.catalogue.problems import Problem
from macros.editing.joining import Conflict, completed
from macros.exchange.listing import Listing


def join(kept: Listing, other: Listing) -> Iterator[Problem]:
    """Add to ``kept`` what only ``other`` has; yield corrections and contradictions."""
    if kept.path and "categories" in kept.record:
        yield from _join_categories(kept, other)
    yield from _correct_title(kept, other)
    before, given = kept.record, dict(other.record)
    venues = [listing.group("publication").get("venue") for listing in (kept, other)]
    if venues[1] == ARXIV and venues[0] not in (None, ARXIV):
        del given["publication"]  # The preprint of a paper that has been published since.
    found = completed(before, given)
    kept.record = found.record
    if not kept.path and before.get("date"):
        kept.record["date"] = before["date"]
    for conflict in found.conflicts:
        key = conflict.location[0]
        # A year without a month is not a contradiction: it may be the venue's.
        yearly = key == "date" and len(str(conflict.kept)) != len(str(conflict.other))
        if not yearly and key not in ("authors", "affiliations"):
            yield _contradiction(kept, other, conflict)


def _join_categories(kept: Listing, other: Listing) -> Iterator[Problem]:
    """Join the categories of two rows of a list; the row with the permalink comes first."""
    mine, others = kept.items("categories"), other.items("categories")
    if other.get("id") and not kept.get("id"):
        mine, others = others, mine
    joined = list(dict.fromkeys([*mine, *others]))
    if joined != kept.items("categories"):
        kept.record["categories"] = list(joined)
        yield other.note("import_merged", where=kept.where, categories=", ".join(joined))


def _correct_title(kept: Listing, other: Listing) -> Iterator[Problem]:
    """Take the spelling with more spaces if the letters are the same: the other one lost them."""
    mine, title = kept.get("title"), other.get("title")
    if not kept.path or folded_title(mine) != folded_title(title):
        return
    if len(title.split()) > len(mine.split()):
        kept.record["title"] = title
        yield kept.note("import_title", value=mine, expected=title)
    elif len(title.split()) < len(mine.split()):
        yield other.note("import_title", value=title, expected=mine)


def _contradiction(kept: Listing, other: Listing, conflict: Conflict) -> Problem:
    values = {
        "name": ".".join(conflict.location),
        "value": str(conflict.other),
        "kept": str(conflict.kept),
        "where": kept.where,
    }
    return other.note("import_contradiction", **values)
