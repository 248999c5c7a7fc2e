"""Merging of listings with each other and with the existing catalogue."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from macros.catalogue.identities import folded_title
from macros.catalogue.localized_texts import Record
from macros.catalogue.model import Catalogue, Dataset, Paper, Removal
from macros.catalogue.naming import paper_id, year_of
from macros.catalogue.patterns import RECORD_ID, RESERVED_ID
from macros.catalogue.problems import Problem
from macros.catalogue.validation import validation_problems
from macros.catalogue.yaml_source import Plain
from macros.catalogue.yaml_writer import plain_record
from macros.exchange.listed_identity import (
    drop_identifier,
    forget_removed,
    may_be_same_paper,
    name_of_title,
    names_of,
)
from macros.exchange.listing import Listing, Listings, date_listing
from macros.exchange.listing_joins import join
from macros.exchange.report import Report


@dataclass(slots=True)
class Merged:
    """The changes of an import: new records, and new values of existing records.

    ``found`` counts the entries of the lists: each is ``new``, ``merged`` with another one or
    with the catalogue, or refused in the ``report``.
    """

    report: Report = field(default_factory=Report)
    changed_papers: dict[str, dict[str, Plain]] = field(default_factory=dict)
    changed_datasets: dict[str, dict[str, Plain]] = field(default_factory=dict)
    datasets: list[Dataset] = field(default_factory=list)
    merged: int = 0
    # As JSON: a hundred thousand models would take too much memory.
    _papers: list[bytes] = field(default_factory=list)

    @property
    def new_records(self) -> Iterator[dict[str, Plain]]:
        """The new papers as they are written in YAML."""
        return map(json.loads, self._papers)

    @property
    def papers(self) -> Iterator[Paper]:
        """The new papers."""
        return map(Paper.model_validate, self.new_records)

    @property
    def new_papers(self) -> int:
        return len(self._papers)

    @property
    def new(self) -> int:
        return len(self._papers) + len(self.datasets)

    @property
    def refused(self) -> int:
        return self.report.refused.total()

    @property
    def found(self) -> int:
        return self.new + self.merged + self.refused

    @property
    def problems(self) -> list[Problem]:
        """What was reported, by reason."""
        return list(self.report.problems)

    def keep(self, paper: Paper) -> None:
        """Add a new paper."""
        self._papers.append(json.dumps(plain_record(paper), ensure_ascii=False).encode())


def merge(
    papers: Iterable[Listing],
    datasets: Iterable[Listing],
    catalogue: Catalogue,
    report: Report | None = None,
    *,
    choices: str = "",
    added: str = "",
) -> Merged:
    """Merge listings into ``catalogue``: by arXiv identifier, by DOI, then by folded title.

    Values of the catalogue stay; a record gains missing keys and list items, and a
    preprint its venue. A paper the catalogue has needs neither date nor category in the list.
    Contradictions are reported with the line that holds them. ``choices`` names the categories
    in messages; ``added`` is the day that new papers are given.
    """
    merged = Merged(report or Report())
    _PaperMerger(catalogue, merged, choices, added).merge(papers)
    _merge_datasets(datasets, catalogue, merged)
    return merged


class _PaperMerger:
    def __init__(self, catalogue: Catalogue, merged: Merged, choices: str, added: str) -> None:
        self.catalogue = catalogue
        self.merged = merged
        self.report = merged.report
        self.choices = choices
        self.added = added
        self.known: list[Listing] = []
        self.fresh = Listings()
        # The position of a paper, among the known and then the fresh ones, by the hashes of its
        # names; how many listings were joined to it.
        self.index: dict[int, int] = {}
        self.removed: dict[int, Removal] = {}
        self.positions = {paper.id: number for number, paper in enumerate(catalogue.papers)}
        self.joined: Counter[int] = Counter()

    def merge(self, papers: Iterable[Listing]) -> None:
        for position, paper in enumerate(self.catalogue.papers):
            self.known.append(Listing("", 1, plain_record(paper)))
            titles = [name_of_title(folded_title(alias)) for alias in paper.aliases]
            for name in [*names_of(self.known[position]), *titles]:
                self.index.setdefault(hash(name), position)
        for removal in self.catalogue.removed:
            for name in names_of(Listing("", 1, plain_record(removal))):
                self.removed.setdefault(hash(name), removal)
        for listing in papers:
            self._take(listing)
        self.index.clear()
        self._keep()
        for paper, known in zip(self.catalogue.papers, self.known, strict=True):
            before = plain_record(paper)
            changes = {
                key: value for key, value in known.record.items() if before.get(key) != value
            }
            problems: list[Problem] = []
            if changes and _validated(known, Paper, problems):
                self.merged.changed_papers[paper.id] = changes
            self.report.add_all(problems)

    def _take(self, listing: Listing) -> None:
        removal = self._removal(listing)
        if removal and removal.replaced_by in self.positions:
            position: int | None = self.positions[removal.replaced_by]
            forget_removed(listing, removal)
        else:
            position = self._same(listing)
        if position is None and removal:
            values = {"title": removal.title, "removed": removal.removed}
            self.report.refuse(listing.problem("import_removed", **values))
            return
        date_listing(listing, self.report)
        if position is None and not self._is_complete(listing):
            return
        if position is None:
            position = len(self.known) + len(self.fresh)
            self.fresh.append(listing)
        else:
            self.merged.merged += 1
            self.joined[position] += 1
            other = self._at(position)
            self.report.add_all(join(other, listing))
            if position >= len(self.known):
                self.fresh[position - len(self.known)] = other
        for name in names_of(listing):
            self.index.setdefault(hash(name), position)

    def _removal(self, listing: Listing) -> Removal | None:
        """Return the removed paper that ``listing`` names, if it does."""
        if not self.removed:
            return None
        found = (self.removed.get(hash(name)) for name in names_of(listing))
        return next(filter(None, found), None)

    def _at(self, position: int) -> Listing:
        if position < len(self.known):
            return self.known[position]
        return self.fresh[position - len(self.known)]

    def _same(self, listing: Listing) -> int | None:
        """Return the position of the paper that ``listing`` names, if it is known.

        A link to a paper with a very different title must be a copying mistake: reported, dropped.
        """
        for name in names_of(listing):
            position = self.index.get(hash(name))
            if position is None:
                continue
            other = self._at(position)
            if name.startswith("title:") or may_be_same_paper(other, listing):
                return position
            self.report.add(_copied_link(other, listing, name))
            drop_identifier(listing, name.partition(":")[0])
        return None

    def _is_complete(self, listing: Listing) -> bool:
        """Tell whether a new paper has all required keys, else refuse it."""
        if listing.bare:
            values = {"text": listing.get("title")}
            self.report.refuse(listing.problem("import_unread_bullet", **values))
        elif not listing.get("date"):
            values = {"title": listing.get("title")}
            self.report.refuse(listing.problem("import_no_date", **values))
        elif not listing.items("categories"):
            values = {"section": listing.section or "…", "choices": self.choices}
            self.report.refuse(listing.problem("import_no_category", **values))
        else:
            return True
        return False

    def _keep(self) -> None:
        taken = set(self.catalogue.taken_ids)
        # Permalinks that the lists give; each goes to the first paper that has it.
        reserved = {listing.get("id") for listing in self.fresh} - taken - {""}
        taken |= reserved
        for position, listing in enumerate(self.fresh.drain(), start=len(self.known)):
            _name(listing, taken, reserved)
            if self.added:
                listing.record.setdefault("added", self.added)
            record = _recorded(listing, Paper, self.merged, self.joined[position])
            if record:
                self.merged.keep(record)


def _copied_link(known: Listing, other: Listing, name: str) -> Problem:
    values = {
        "identifier": name.partition(":")[2],
        "title": other.get("title"),
        "other": known.get("title"),
        "where": known.where,
    }
    return other.problem("import_copied_link", **values)


def _name(listing: Listing, taken: set[str], reserved: set[str]) -> None:
    anchor = listing.get("id")
    usable = RECORD_ID.fullmatch(anchor) and not RESERVED_ID.fullmatch(anchor)
    if not usable or anchor not in reserved:
        anchor = paper_id(listing.get("title"), year_of(listing.record), taken)
    reserved.discard(anchor)
    taken.add(anchor)
    listing.record["id"] = anchor


def _merge_datasets(datasets: Iterable[Listing], catalogue: Catalogue, merged: Merged) -> None:
    before = {folded_title(dataset.name): plain_record(dataset) for dataset in catalogue.datasets}
    index = {name: Listing("", 1, dict(record)) for name, record in before.items()}
    fresh: list[Listing] = []
    joined: dict[int, int] = {}
    for listing in datasets:
        name = folded_title(listing.get("name")) or listing.get("name")
        if name in index:
            merged.merged += 1
            joined[id(index[name])] = joined.get(id(index[name]), 0) + 1
            merged.report.add_all(join(index[name], listing))
        else:
            index[name] = listing
            fresh.append(listing)
    for listing in fresh:
        if record := _recorded(listing, Dataset, merged, joined.get(id(listing), 0)):
            merged.datasets.append(record)
    for name, record in before.items():
        now = index[name].record
        changes = {key: value for key, value in now.items() if record.get(key) != value}
        problems: list[Problem] = []
        if changes and _validated(index[name], Dataset, problems):
            merged.changed_datasets[str(record["name"])] = changes
        merged.report.add_all(problems)


def _recorded(listing: Listing, model: type[Record], merged: Merged, joined: int) -> Any:
    """Return the record of a new listing, None for one that is refused.

    The ``joined`` listings that were merged with a refused one are refused with it.
    """
    problems: list[Problem] = []
    record = _validated(listing, model, problems)
    if record:
        merged.report.add_all(problems)
        return record
    merged.merged -= joined
    for problem in problems[:1] * (1 + joined):
        merged.report.refuse(problem)
    return None


def _validated(listing: Listing, model: type[Record], problems: list[Problem]) -> Any:
    """Return the record of a listing.

    A key that the catalogue cannot hold is dropped and reported if the record stays valid
    without it; else the record is refused.
    """
    adapter = _adapter(model)
    record = {
        key: value for key, value in listing.record.items() if value not in (None, "", [], {})
    }
    try:
        return adapter.validate_python(record)
    except ValidationError as error:
        problems += validation_problems(error, listing, adapter)
    broken = {problem.record_key for problem in problems}
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    if broken & required:
        return None
    sound = {key: value for key, value in record.items() if key not in broken}
    try:
        return adapter.validate_python(sound)
    except ValidationError:
        return None


@cache
def _adapter(model: type[Record]) -> TypeAdapter[Any]:
    return TypeAdapter(model)
