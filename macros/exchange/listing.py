"""A listing: what a list says about one paper or dataset, and on which line."""

from __future__ import annotations

import marshal
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from macros.catalogue.checks import announced_month, contradicts_announcement
from macros.catalogue.problems import Problem
from macros.catalogue.value_types import Month
from macros.catalogue.yaml_source import Location, Plain, items_of, mapping_of
from macros.exchange.report import Report


@dataclass(slots=True)
class Listing:
    """A record as far as a list gives it; ``record`` has the keys and texts of YAML.

    ``section`` names the headings above it, ``section_year`` is the year they announce;
    ``stated_year`` is the year of a preprint (``arXiv 2024``), whose record holds none. ``bare``
    text is a title alone: a paper only if the catalogue has it.
    """

    path: str
    first_line: int
    record: dict[str, Plain] = field(default_factory=dict)
    kind: Literal["paper", "dataset"] = "paper"
    section: str = ""
    section_year: int | None = None
    stated_year: int | None = None
    bare: bool = False

    def line(self, location: Location) -> int:  # noqa: ARG002 - a list has one line for all keys
        """Return the line of the list that any key comes from."""
        return self.first_line

    @property
    def where(self) -> str:
        """Return the line of the list, or the id of a record of the catalogue."""
        return f"{self.path}:{self.first_line}" if self.path else str(self.record.get("id", "data"))

    def problem(self, code: str, **values: object) -> Problem:
        """Return an error at this line."""
        return Problem(self.path, self.first_line, "", code, values)

    def note(self, code: str, **values: object) -> Problem:
        """Return a note at this line that needs no action."""
        return Problem(self.path, self.first_line, "", code, values, "warning")

    def get(self, key: str) -> str:
        """Return the text at ``key``, empty where there is none."""
        value = self.record.get(key)
        return value if isinstance(value, str) else ""

    def items(self, key: str) -> list[str]:
        """Return the list at ``key``, empty where there is none."""
        return [str(item) for item in items_of(self.record.get(key))]

    def group(self, key: str) -> dict[str, Plain]:
        """Return the keys inside ``key``, empty if there are none."""
        return mapping_of(self.record.get(key))

    def take_announced(self, venue: dict[str, Plain]) -> None:
        """Move the year of a preprint from a parsed venue, which holds none, to the listing."""
        if "announced" in venue:
            self.stated_year = int(str(venue.pop("announced")))


class Listings:
    """Many listings in little memory: each is kept as bytes until it is asked for.

    The caller that appended the last one may still change it.
    """

    def __init__(self) -> None:
        self._packed: deque[bytes] = deque()
        self._last: Listing | None = None

    def append(self, listing: Listing) -> None:
        """Add a listing at the end."""
        self._pack()
        self._last = listing

    def __len__(self) -> int:
        return len(self._packed) + (self._last is not None)

    def __iter__(self) -> Iterator[Listing]:
        self._pack()
        return map(_unpacked, self._packed)

    def __getitem__(self, position: int) -> Listing:
        self._pack()
        return _unpacked(self._packed[position])

    def __setitem__(self, position: int, listing: Listing) -> None:
        self._pack()
        self._packed[position] = _packed(listing)

    def drain(self) -> Iterator[Listing]:
        """Yield the listings in order, removing each."""
        self._pack()
        while self._packed:
            yield _unpacked(self._packed.popleft())

    def _pack(self) -> None:
        if self._last is not None:
            self._packed.append(_packed(self._last))
            self._last = None


def _packed(listing: Listing) -> bytes:
    return marshal.dumps([getattr(listing, name) for name in Listing.__slots__])


def _unpacked(packed: bytes) -> Listing:
    return Listing(*marshal.loads(packed))  # noqa: S302 - bytes that this process has made


def date_listing(listing: Listing, report: Report) -> None:
    """Set the paper's date from the best evidence; report a corrected date.

    In this order: the list's own date, the arXiv identifier, the year of the venue, the year of
    the section. An identifier knows the month of a year, and is right where the own date cannot
    be. Without any evidence the paper stays without a date.
    """
    announced = announced_month(listing.get("arxiv"))
    published = _year(listing.group("publication").get("year"))
    if not listing.get("date"):
        year = published or listing.stated_year or listing.section_year
        date = announced or (Month(year) if year else None)
        if date:
            listing.record["date"] = str(date)
        return
    date = Month.parse(listing.get("date"))
    if announced and contradicts_announcement(date, announced, published):
        values = {"arxiv": listing.get("arxiv"), "value": str(date), "expected": str(announced)}
        report.add(listing.note("import_date", **values))
        listing.record["date"] = str(announced)
    elif announced and not date.month and announced.year == date.year:
        listing.record["date"] = str(announced)


def _year(value: Plain) -> int | None:
    return int(value) if isinstance(value, str) and value.isdigit() else None
