"""Warnings: what is valid and builds, but deserves a curator's attention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from macros.catalogue.data_folder import DataFile, yaml_files
from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.loading import schema_of, this_month
from macros.catalogue.model import Dataset, Label, Paper, Venue
from macros.catalogue.problems import Problem
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.value_types import Month
from macros.catalogue.yaml_source import UnreadableSource, read
from macros.catalogue.yaml_writer import canonical
from macros.translations import LOCALES

# After this long a preprint has mostly been published.
_MONTHS_TO_PUBLISH: Final = 24
# Released code does not age: its date is that of the last commit.
_MONTHS_FRESH: Final = 12
_UNRELEASED: Final = ("none", "promised")


def advise(sources: Sources, *, today: Month | None = None) -> Iterator[Problem]:
    """Yield the warnings on a data folder."""
    today = today or this_month()
    for file in yaml_files(sources.folder) if sources.folder.is_dir() else ():
        yield from _layout(file, sources.folder)
    sound = [record for record in sources.papers if not record.faulty]
    for record in sound:
        yield from _paper(record)
        yield from _facts(record)
        if sources.venues:
            yield from _venue(record, sources.venues.content)
    # What time alone makes worth a look: one warning each, so that none hides a new mistake.
    old = [record for record in sound if _may_be_published(record.content, today)]
    yield from _together(old, "old_preprints", "publication", "venue")
    old = [record for record in sound if _may_have_code(record.content, today)]
    yield from _together(old, "openness_old", "openness", "as_of")
    if sources.datasets:
        yield from _datasets(sources.datasets)
    if sources.labels:
        yield from _labels(sources.labels)


def _layout(file: DataFile, folder: Path) -> Iterator[Problem]:
    try:
        source = read(file.path, file.shown, folder)
    except UnreadableSource:
        return  # Another check reports what is wrong with it.
    before, after = source.text, canonical(source, schema_of(file))
    if before != after:
        pairs = zip(before.split("\n"), after.split("\n"), strict=False)
        line = next((number for number, (a, b) in enumerate(pairs, start=1) if a != b), 1)
        yield Problem(file.shown, line, "", "unformatted", {}, "warning")


def _paper(record: SourceRecord[Paper]) -> Iterator[Problem]:
    paper = record.content
    publication = paper.publication
    identifier = bare_arxiv_id(paper)
    if identifier and not paper.arxiv:
        yield record.warning("arxiv_missing", "publication", "url", value=identifier)
    if publication and publication.is_preprint and publication.year:
        yield record.warning("preprint_with_year", "publication", "year")
    host = urlsplit(paper.project or "").hostname or ""
    on_github = host.endswith(".github.io") or host == "github.com"
    if on_github and not paper.code and not paper.openness:
        yield record.warning("code_missing", "project", url=paper.project)
    if paper.code and paper.code == paper.project:
        yield record.warning("code_is_project", "project")


def _facts(record: SourceRecord[Paper]) -> Iterator[Problem]:
    paper = record.content
    if not paper.authors:
        yield record.warning("authors_missing", "authors")
    if paper.openness is None:
        if paper.code:
            yield record.warning("openness_missing", "code")
    elif paper.openness.as_of is None:
        yield record.warning("openness_undated", "openness")


def _together(records: list[SourceRecord[Paper]], code: str, *location: str) -> Iterator[Problem]:
    if records:
        ids = ", ".join(record.content.id for record in records)
        yield records[0].warning(code, *location, papers=ids)


def _may_be_published(paper: Paper, today: Month) -> bool:
    is_preprint = paper.publication is not None and paper.publication.is_preprint
    return is_preprint and _age(paper.date, today) >= _MONTHS_TO_PUBLISH


def _may_have_code(paper: Paper, today: Month) -> bool:
    """Tell whether code was missing so long ago that it may have appeared since."""
    if paper.openness is None or paper.openness.code not in _UNRELEASED:
        return False
    read = paper.openness.as_of
    return read is not None and _age(Month(read.year, read.month), today) > _MONTHS_FRESH


def _age(month: Month, today: Month) -> int:
    """Return the whole months since a month, or since the end of a year alone."""
    return (today.year - month.year) * 12 + today.month - (month.month or 12)


def _venue(record: SourceRecord[Paper], venues: Iterable[Venue]) -> Iterator[Problem]:
    publication = record.content.publication
    if publication is None or publication.is_preprint:
        return
    names = {name.casefold(): venue.id for venue in venues for name in (*venue.aliases, venue.id)}
    for key, name in (("venue", publication.venue), ("journal", publication.journal)):
        known = names.get((name or "").casefold())
        if name and known is None:
            yield record.warning("venue_unknown", "publication", key, value=name)
        elif name and known != name:
            yield record.warning("venue_alias", "publication", key, value=name, expected=known)


def _datasets(source: SourceRecord[tuple[Dataset, ...]]) -> Iterator[Problem]:
    for position, (first, second) in enumerate(pairwise(source.content), start=1):
        if first.year < second.year:
            values = {"value": first.name, "after": second.name}
            yield source.warning("unsorted_datasets", position, "name", **values)


def _labels(source: SourceRecord[tuple[Label, ...]]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for position, label in enumerate(source.content):
        for name in _names(label):
            owner = owners.setdefault(name.casefold(), label.id)
            if owner != label.id:
                yield source.warning("label_like_another", position, "id", value=name, other=owner)


def _names(label: Label) -> Iterable[str]:
    return dict.fromkeys((label.id, *(label.name[locale] for locale in LOCALES), *label.spellings))
