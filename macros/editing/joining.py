"""Two records of the same paper joined into one, and the conflicts between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from macros.catalogue.identities import folded_title
from macros.catalogue.model import ARXIV
from macros.catalogue.yaml_source import Plain, items_of

# Lists whose items are independent facts; in authors and affiliations the order matters too.
_UNITED: Final = frozenset({"categories", "labels", "aliases", "evidence", "en", "zh"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value on which two records disagree, by its keys."""

    location: tuple[str, ...]
    kept: Plain
    other: Plain


@dataclass(slots=True)
class Joined:
    """The joined record, as in YAML, and the conflicts that were decided by preference."""

    record: dict[str, Plain]
    conflicts: list[Conflict] = field(default_factory=list)


def joined(
    kept: Mapping[str, Plain], other: Mapping[str, Plain], *, prefer_other: bool = False
) -> Joined:
    """Return the record of a paper with the facts of another record of it, as ``completed``.

    The id is that of ``kept``, the day of addition the earlier one, and a title that is not kept
    becomes an alias.
    """
    found = completed(kept, other, prefer_other=prefer_other)
    found.record["id"] = kept.get("id")
    days = [str(record["added"]) for record in (kept, other) if record.get("added")]
    found.record["added"] = min(days, default=None)
    taken = folded_title(str(found.record.get("title")))
    left = [
        record.get("title")
        for record in (kept, other)
        if folded_title(str(record.get("title"))) != taken
    ]
    found.record["aliases"] = _united(items_of(found.record.get("aliases")), left)
    return found


def completed(
    kept: Mapping[str, Plain], other: Mapping[str, Plain], *, prefer_other: bool = False
) -> Joined:
    """Return a record with what another record of the same thing says besides.

    A publication replaces a preprint, a month its year alone. On any other conflict the value of
    ``kept`` wins, or that of ``other`` if it is preferred.
    """
    found = Joined({})
    found.record = _group(kept, other, (), found.conflicts, prefer_other=prefer_other)
    return found


def _group(
    kept: Mapping[str, Plain],
    other: Mapping[str, Plain],
    location: tuple[str, ...],
    conflicts: list[Conflict],
    *,
    prefer_other: bool,
) -> dict[str, Plain]:
    record: dict[str, Plain] = {}
    for key in dict.fromkeys((*kept, *other)):
        mine, others = kept.get(key), other.get(key)
        if not mine or not others or _says_the_same(key, mine, others):
            record[key] = mine or others
        elif isinstance(mine, list) and isinstance(others, list) and key in _UNITED:
            record[key] = _united(mine, others)
        elif key == "date" and (whole := _month_of(str(mine), str(others))):
            record[key] = whole
        elif isinstance(mine, dict) and isinstance(others, dict):
            record[key] = _published(mine, others) or _group(
                mine, others, (*location, key), conflicts, prefer_other=prefer_other
            )
        else:
            record[key] = others if prefer_other else mine
            if (*location, key) not in (("id",), ("added",)):
                conflicts.append(Conflict((*location, key), mine, others))
    return record


def _united(mine: list[Plain], others: list[Plain]) -> list[Plain]:
    return [*mine, *(item for item in others if item not in mine)]


def _says_the_same(key: str, mine: Plain, others: Plain) -> bool:
    if key == "title":
        return folded_title(str(mine)) == folded_title(str(others))
    if key == "arxiv":
        return str(mine).partition("v")[0] == str(others).partition("v")[0]
    if key in ("doi", "venue"):
        return str(mine).casefold() == str(others).casefold()
    return mine == others


def _month_of(mine: str, others: str) -> str | None:
    """Return the month if one date is the year of the other."""
    year, month = sorted((mine, others), key=len)
    return month if month.startswith(f"{year}-") else None


def _published(mine: Mapping[str, Plain], others: Mapping[str, Plain]) -> dict[str, Plain] | None:
    """Return the publication if the other record names only the preprint."""
    preprints = [record.get("venue") == ARXIV for record in (mine, others)]
    if preprints == [True, False]:
        return {"url": mine.get("url"), **others}
    if preprints == [False, True] and mine.get("venue"):
        return {"url": others.get("url"), **mine}
    return None
