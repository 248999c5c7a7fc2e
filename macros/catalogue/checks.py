"""What only the whole catalogue can know: references, duplicates, dates and file names."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from macros.catalogue.model import (
    Category,
    Dataset,
    EntryText,
    Label,
    LocalizedText,
    Month,
    Paper,
    Record,
    Site,
    Term,
    Venue,
    text_hash,
)
from macros.catalogue.patterns import ARXIV_ID, ARXIV_URL
from macros.catalogue.problems import Problem
from macros.catalogue.validation import nearest

if TYPE_CHECKING:
    from macros.catalogue.loading import SourceRecord

# arXiv numbers by announcement; a paper submitted on a month's last days gets the next month.
_EARLIEST_MONTH: Final = Month(1990)


def check(  # noqa: PLR0917 (one argument a file)
    site: SourceRecord[Site] | None,
    categories: SourceRecord[tuple[Category, ...]] | None,
    labels: SourceRecord[tuple[Label, ...]] | None,
    datasets: SourceRecord[tuple[Dataset, ...]] | None,
    terms: SourceRecord[tuple[Term, ...]] | None,
    papers: Sequence[SourceRecord[Paper]],
    *,
    today: Month,
    venues: SourceRecord[tuple[Venue, ...]] | None = None,
) -> Iterator[Problem]:
    """Yield the problems between the records; a file that could not be read is None."""
    if site:
        yield from _stale_translations(site, site.content, ())
    for collection in (categories, labels, datasets, venues):
        if collection:
            yield from _collection(collection, collection.content, today)
    if datasets:
        yield from _datasets(datasets, [record.content.id for record in papers], today)
    if venues:
        yield from _venue_duplicates(venues)
    if terms:
        yield from _term_duplicates(terms)
    if categories:
        yield from _references(
            papers, "categories", [category.id for category in categories.content], {}
        )
    if labels:
        aliases = {alias: label.id for label in labels.content for alias in label.aliases}
        yield from _references(papers, "labels", [label.id for label in labels.content], aliases)
    for record in papers:
        yield from _paper(record, today)
    yield from _duplicates(papers)


def folded_title(title: str) -> str:
    """Return a title as compared for duplicates: width, case, accents and punctuation folded."""
    decomposed = unicodedata.normalize("NFKD", title).casefold()
    return "".join(filter(str.isalnum, decomposed))


def bare_arxiv_id(paper: Paper) -> str | None:
    """Return the paper's arXiv identifier without its version, from the key or an address."""
    if paper.arxiv:
        return paper.arxiv.partition("v")[0]
    if paper.publication and paper.publication.url:
        found = ARXIV_URL.fullmatch(paper.publication.url)
        return found["arxiv"] if found else None
    return None


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
    items: Sequence[Category | Label | Dataset | Venue],
    today: Month,
) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for position, item in enumerate(items):
        earlier = first.setdefault(item.id, position)
        if earlier != position:
            key = "name" if isinstance(item, Dataset) else "id"
            where = f"{collection.path}:{collection.line(earlier, key)}"
            values = {"value": item.id, "where": where}
            line = collection.line(position, key)
            yield Problem(collection.path, line, key, "duplicate_id", values)
        if isinstance(item, Dataset) and item.year > today.year:
            line = collection.line(position, "year")
            values = {"value": str(item.year), "latest": str(today.year)}
            yield Problem(collection.path, line, "year", "future_date", values)
        yield from _stale_translations(collection, item, (position,))


def _datasets(
    source: SourceRecord[tuple[Dataset, ...]], paper_ids: list[str], today: Month
) -> Iterator[Problem]:
    known = set(paper_ids)
    for position, dataset in enumerate(source.content):
        yield from _future_day(source, (position, "as_of"), dataset.as_of, today)
        for number, mirror in enumerate(dataset.mirrors):
            here = (position, "mirrors", number, "checked")
            yield from _future_day(source, here, mirror.checked, today)
        paper_id = dataset.paper.id if dataset.paper else None
        if paper_id and paper_id not in known:
            line = source.line(position, "paper", "id")
            values = {"value": paper_id, "nearest": nearest(paper_id, paper_ids)}
            yield Problem(source.path, line, "paper.id", "unknown_paper", values)


def _future_day(
    source: SourceRecord[Any], location: tuple[str | int, ...], day: dt.date | None, today: Month
) -> Iterator[Problem]:
    if day and Month(day.year, day.month) > today:
        key = ".".join(step for step in location if isinstance(step, str))
        values = {"value": str(day), "latest": str(today)}
        yield Problem(source.path, source.line(*location), key, "future_date", values)


def _venue_duplicates(venues: SourceRecord[tuple[Venue, ...]]) -> Iterator[Problem]:
    owners: dict[str, int] = {}
    for position, venue in enumerate(venues.content):
        for name in dict.fromkeys(
            (venue.id.casefold(), *(alias.casefold() for alias in venue.aliases))
        ):
            owner = owners.setdefault(name, position)
            if owner != position and venues.content[owner].id != venue.id:
                where = f"{venues.path}:{venues.line(owner, 'id')}"
                line = venues.line(position, "id")
                yield Problem(
                    venues.path, line, "aliases", "duplicate_term", {"value": name, "where": where}
                )


def _term_duplicates(terms: SourceRecord[tuple[Term, ...]]) -> Iterator[Problem]:
    first: dict[str, tuple[int, str, int]] = {}
    for position, term in enumerate(terms.content):
        for locale, words in (("en", term.en), ("zh", term.zh)):
            for index, word in enumerate(words):
                here = (position, locale, index)
                earlier = first.setdefault(word.casefold(), here)
                if earlier != here:
                    values = {"value": word, "where": f"{terms.path}:{terms.line(*earlier)}"}
                    yield Problem(terms.path, terms.line(*here), locale, "duplicate_term", values)


def _stale_translations(
    source: SourceRecord[Any], record: Record, location: tuple[str | int, ...]
) -> Iterator[Problem]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        here = (*location, name)
        key = ".".join(step for step in here if isinstance(step, str))
        if isinstance(value, LocalizedText | EntryText):
            stale = value.translates and value.en and value.translates != text_hash(value.en)
            if stale and value.en:
                values = {"expected": text_hash(value.en), "value": value.translates}
                yield Problem(
                    source.path,
                    source.line(*here, "translates"),
                    key,
                    "stale_translation",
                    values,
                    "warning",
                )
            if isinstance(value, EntryText):
                for locale in value.missing:
                    yield Problem(
                        source.path,
                        source.line(*here),
                        key,
                        f"untranslated_{locale}",
                        {},
                        "warning",
                    )
        elif isinstance(value, Record):
            yield from _stale_translations(source, value, here)


def _references(
    papers: Iterable[SourceRecord[Paper]],
    key: str,
    choices: list[str],
    aliases: dict[str, str],
) -> Iterator[Problem]:
    known = set(choices)
    for record in papers:
        for position, value in enumerate(getattr(record.content, key)):
            if value not in known:
                suggestion = aliases.get(value) or nearest(value, choices)
                code = "unknown_category" if key == "categories" else "unknown_label"
                values = {
                    "value": value,
                    "nearest": suggestion,
                    "choices": ", ".join(choices),
                }
                yield Problem(record.path, record.line(key, position), key, code, values)


def _paper(record: SourceRecord[Paper], today: Month) -> Iterator[Problem]:
    paper = record.content
    if record.file.stem != paper.id:
        values = {"file": f"{record.file.stem}.yml", "expected": f"{paper.id}.yml"}
        yield Problem(record.path, record.line("id"), "id", "file_name_not_id", values)
    if record.file.parent.name != str(paper.year):
        values = {"folder": record.file.parent.name, "expected": str(paper.year)}
        yield Problem(record.path, record.line("date"), "date", "wrong_year_folder", values)
    if paper.date > today:
        values = {"value": str(paper.date), "latest": str(today)}
        yield Problem(record.path, record.line("date"), "date", "future_date", values)
    elif paper.date < _EARLIEST_MONTH:
        values = {"value": str(paper.date)}
        yield Problem(record.path, record.line("date"), "date", "date_too_early", values)
    publication = paper.publication
    if publication and publication.year and publication.year > today.year + 1:
        values = {"value": str(publication.year), "latest": str(today.year + 1)}
        line = record.line("publication", "year")
        yield Problem(record.path, line, "publication.year", "future_date", values)
    yield from _future_day(record, ("added",), paper.added, today)
    if paper.openness:
        yield from _future_day(record, ("openness", "as_of"), paper.openness.as_of, today)
    yield from _arxiv(record)
    if paper.summary or paper.openness:
        yield from _stale_translations(record, paper, ())


def _arxiv(record: SourceRecord[Paper]) -> Iterator[Problem]:
    paper = record.content
    publication = paper.publication
    if publication and publication.url and paper.arxiv:
        found = ARXIV_URL.fullmatch(publication.url)
        if found and found["arxiv"] != bare_arxiv_id(paper):
            values = {"value": paper.arxiv, "other": found["arxiv"]}
            yield Problem(record.path, record.line("arxiv"), "arxiv", "two_arxiv_ids", values)
    identifier = bare_arxiv_id(paper)
    announced = announced_month(identifier or "")
    published = publication.year if publication else None
    if not announced or not contradicts_announcement(paper.date, announced, published):
        return
    values = {"arxiv": identifier, "value": str(paper.date), "expected": str(announced)}
    yield Problem(record.path, record.line("date"), "date", "date_contradicts_arxiv", values)


def _duplicates(papers: Sequence[SourceRecord[Paper]]) -> Iterator[Problem]:
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
            if not value:
                continue
            other = first.setdefault(value, record)
            if other is not record:
                where = f"{other.path}:{other.line(key)}"
                shown = getattr(record.content, key) or value
                values = {"value": shown, "where": where}
                yield Problem(record.path, record.line(key), key, code, values)
