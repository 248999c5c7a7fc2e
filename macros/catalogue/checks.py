"""Checks across the catalogue: references, duplicates, dates and file names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from macros.catalogue.identities import bare_arxiv_id, folded_title
from macros.catalogue.localized_texts import (
    CategoryText,
    EntryText,
    LocalizedText,
    Record,
    text_hash,
)
from macros.catalogue.model import (
    Category,
    Dataset,
    Label,
    Paper,
    Removal,
    Term,
    Venue,
)
from macros.catalogue.patterns import ARXIV_ID, ARXIV_URL
from macros.catalogue.problems import Problem
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.validation import nearest
from macros.catalogue.value_types import Month

_EARLIEST_MONTH: Final = Month(1990)

# The papers of a data folder by id.
Papers: TypeAlias = Mapping[str, SourceRecord[Paper]]


def check(sources: Sources, *, today: Month) -> Iterator[Problem]:
    """Yield the problems between the records of a data folder."""
    if sources.site:
        yield from _stale_translations(sources.site, sources.site.content, ())
    for collection in (
        sources.categories,
        sources.labels,
        sources.datasets,
        sources.venues,
        sources.removed,
    ):
        if collection:
            yield from _collection(collection, collection.content, today)
    yield from _naming_papers(sources, today)
    if sources.venues:
        yield from _venue_duplicates(sources.venues)
    if sources.terms:
        yield from _term_duplicates(sources.terms)
    if sources.categories:
        categories = sources.categories.content
        former = {old: category.id for category in categories for old in category.former_ids}
        ids = [category.id for category in categories]
        yield from _references(sources.papers, "categories", ids, former)
        yield from _former_ids(sources.categories)
    if sources.labels:
        labels = sources.labels.content
        aliases = {alias: label.id for label in labels for alias in label.spellings}
        yield from _references(sources.papers, "labels", [label.id for label in labels], aliases)
        yield from _former_ids(sources.labels)
    for record in sources.papers:
        yield from _paper(record, today)
    yield from _duplicates(sources.papers)


def announced_month(arxiv_id: str) -> Month | None:
    """Return the month that an arXiv identifier names, None for what is not an identifier."""
    found = ARXIV_ID.fullmatch(arxiv_id)
    return Month(2000 + int(found["year"]), int(found["month"])) if found else None


def contradicts_announcement(date: Month, announced: Month, published: int | None) -> bool:
    """Tell whether a paper announced on arXiv in that month cannot have appeared at ``date``.

    A paper submitted on a month's last days is announced in the next one, and a paper may have
    been ``published`` elsewhere earlier in its own year. Of a ``date`` that is a year alone only
    the year is compared.
    """
    earliest, latest = announced.previous(), announced
    if not date.month:
        earliest, latest = Month(earliest.year), Month(latest.year)
    if earliest <= date <= latest:
        return False
    return not (date < announced and published == date.year)


def _collection(
    collection: SourceRecord[Any],
    items: Sequence[Category | Label | Dataset | Venue | Removal],
    today: Month,
) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for position, item in enumerate(items):
        earlier = first.setdefault(item.id, position)
        if earlier != position:
            key = "name" if isinstance(item, Dataset) else "id"
            where = collection.place(earlier, key)
            yield collection.error("duplicate_id", position, key, value=item.id, where=where)
        if isinstance(item, Dataset):
            yield from _future_year(collection, item.year, today, position, "year")
        yield from _stale_translations(collection, item, (position,))


def _former_ids(source: SourceRecord[Any]) -> Iterator[Problem]:
    """Yield the former ids that something else has, or had."""
    owners = {item.id: source.place(position, "id") for position, item in enumerate(source.content)}
    for position, item in enumerate(source.content):
        for number, former in enumerate(item.former_ids):
            here = (position, "former_ids", number)
            if former in owners:
                yield source.error("duplicate_id", *here, value=former, where=owners[former])
            owners.setdefault(former, source.place(*here))


def _naming_papers(sources: Sources, today: Month) -> Iterator[Problem]:
    papers = {record.content.id: record for record in sources.papers}
    if sources.datasets:
        yield from _datasets(sources.datasets, papers, today)
    if sources.removed:
        yield from _removals(sources.removed, papers, today)


def _datasets(
    source: SourceRecord[tuple[Dataset, ...]], papers: Papers, today: Month
) -> Iterator[Problem]:
    for position, dataset in enumerate(source.content):
        yield from _future_day(source, (position, "as_of"), dataset.as_of, today)
        for number, mirror in enumerate(dataset.mirrors):
            here = (position, "mirrors", number, "checked")
            yield from _future_day(source, here, mirror.checked, today)
        if dataset.paper and dataset.paper.id:
            yield from _unknown_paper(source, papers, dataset.paper.id, position, "paper", "id")


def _removals(
    source: SourceRecord[tuple[Removal, ...]], papers: Papers, today: Month
) -> Iterator[Problem]:
    for position, removal in enumerate(source.content):
        yield from _future_day(source, (position, "removed"), removal.removed, today)
        if listed := papers.get(removal.id):
            values = {"value": removal.id, "where": listed.place("id")}
            yield source.error("removed_is_listed", position, "id", **values)
        if removal.replaced_by:
            yield from _unknown_paper(source, papers, removal.replaced_by, position, "replaced_by")


def _unknown_paper(
    source: SourceRecord[Any], papers: Papers, paper_id: str, *location: str | int
) -> Iterator[Problem]:
    # A paper whose own file is invalid exists all the same.
    if paper_id not in papers and not any(source.root.glob(f"papers/*/{paper_id}.yml")):
        values = {"value": paper_id, "nearest": nearest(paper_id, list(papers))}
        yield source.error("unknown_paper", *location, **values)


def _future_year(
    source: SourceRecord[Any], year: int, today: Month, *location: str | int
) -> Iterator[Problem]:
    # Papers are accepted, and datasets announced, a year before they appear.
    if year > today.year + 1:
        yield source.error("future_date", *location, value=year, latest=today.year + 1)


def _future_day(
    source: SourceRecord[Any], location: tuple[str | int, ...], day: dt.date | None, today: Month
) -> Iterator[Problem]:
    if day and Month(day.year, day.month) > today:
        yield source.error("future_date", *location, value=day, latest=today)


def _venue_duplicates(venues: SourceRecord[tuple[Venue, ...]]) -> Iterator[Problem]:
    owners: dict[str, int] = {}
    for position, venue in enumerate(venues.content):
        for name in dict.fromkeys(
            (venue.id.casefold(), *(alias.casefold() for alias in venue.aliases))
        ):
            owner = owners.setdefault(name, position)
            if owner != position and venues.content[owner].id != venue.id:
                where = venues.place(owner, "id")
                yield venues.error("duplicate_term", position, "aliases", value=name, where=where)


def _term_duplicates(terms: SourceRecord[tuple[Term, ...]]) -> Iterator[Problem]:
    first: dict[str, tuple[int, str, int]] = {}
    for position, term in enumerate(terms.content):
        for locale, words in (("en", term.en), ("zh", term.zh)):
            for index, word in enumerate(words):
                here = (position, locale, index)
                earlier = first.setdefault(word.casefold(), here)
                if earlier != here:
                    where = terms.place(*earlier)
                    yield terms.error("duplicate_term", *here, value=word, where=where)


def _stale_translations(
    source: SourceRecord[Any], record: Record, location: tuple[str | int, ...]
) -> Iterator[Problem]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        here = (*location, name)
        if isinstance(value, LocalizedText | EntryText):
            if value.translates and value.en and value.translates != text_hash(value.en):
                values = {"expected": text_hash(value.en), "value": value.translates}
                found = source.warning("stale_translation", *here, **values)
                yield replace(found, line=source.place(*here, "translates").line)
            if isinstance(value, CategoryText) and not value.is_translated:
                yield source.warning("untranslated_zh", *here)
            if isinstance(value, EntryText):
                for locale in value.missing:
                    yield source.warning(f"untranslated_{locale}", *here)
        elif isinstance(value, Record):
            yield from _stale_translations(source, value, here)


def _references(
    papers: Iterable[SourceRecord[Paper]], key: str, choices: list[str], aliases: dict[str, str]
) -> Iterator[Problem]:
    known = set(choices)
    for record in papers:
        for position, value in enumerate(getattr(record.content, key)):
            if value not in known:
                suggestion = aliases.get(value) or nearest(value, choices)
                values = {"value": value, "nearest": suggestion, "choices": ", ".join(choices)}
                code = "unknown_category" if key == "categories" else "unknown_label"
                if code == "unknown_label" and not suggestion:
                    code = "new_label"
                yield record.error(code, key, position, **values)


def _paper(record: SourceRecord[Paper], today: Month) -> Iterator[Problem]:
    paper = record.content
    if record.file.stem != paper.id:
        values = {"file": f"{record.file.stem}.yml", "expected": f"{paper.id}.yml"}
        yield record.error("file_name_not_id", "id", **values)
    if record.file.parent.name != str(paper.year):
        values = {"folder": record.file.parent.name, "expected": str(paper.year)}
        yield record.error("wrong_year_folder", "date", **values)
    yield from _future_year(record, paper.year, today, "date")
    if paper.date < _EARLIEST_MONTH:
        yield record.error("date_too_early", "date", value=paper.date)
    if paper.publication and paper.publication.year:
        yield from _future_year(record, paper.publication.year, today, "publication", "year")
    yield from _future_day(record, ("added",), paper.added, today)
    if paper.openness:
        yield from _future_day(record, ("openness", "as_of"), paper.openness.as_of, today)
    for kind in paper.archived.kinds if paper.archived else ():
        if kind not in paper.links:
            yield record.error("archived_without_link", "archived", kind, kind=kind)
    yield from _arxiv(record)
    if paper.summary or paper.openness:
        yield from _stale_translations(record, paper, ())


def _arxiv(record: SourceRecord[Paper]) -> Iterator[Problem]:
    paper = record.content
    publication = paper.publication
    identifier = bare_arxiv_id(paper)
    if publication and publication.url and paper.arxiv:
        found = ARXIV_URL.fullmatch(publication.url)
        if found and found["arxiv"] != identifier:
            yield record.error("two_arxiv_ids", "arxiv", value=paper.arxiv, other=found["arxiv"])
    announced = announced_month(identifier or "")
    published = publication.year if publication else None
    if announced and contradicts_announcement(paper.date, announced, published):
        values = {"arxiv": identifier, "value": paper.date, "expected": announced}
        yield record.error("date_contradicts_arxiv", "date", **values)


def _duplicates(papers: Iterable[SourceRecord[Paper]]) -> Iterator[Problem]:
    identities = (
        ("id", "duplicate_id", lambda paper: paper.id),
        ("title", "duplicate_title", lambda paper: folded_title(paper.title)),
        ("arxiv", "duplicate_arxiv_id", bare_arxiv_id),
        ("doi", "duplicate_doi", lambda paper: (paper.doi or "").casefold()),
    )
    for key, code, identity in identities:
        first: dict[str, SourceRecord[Paper]] = {}
        for record in papers:
            value = identity(record.content)
            other = first.setdefault(value, record) if value else record
            if other is not record:
                shown = getattr(record.content, key) or value
                yield record.error(code, key, value=shown, where=other.place(key))
