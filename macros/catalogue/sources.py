"""The validated content of every file of a data folder, and where each value is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from macros.catalogue.localized_texts import Record
from macros.catalogue.model import (
    Category,
    Dataset,
    Guide,
    Label,
    LinkCheck,
    Paper,
    Refusal,
    Removal,
    Site,
    Term,
    Venue,
    newest_first,
)
from macros.catalogue.problems import Place, Problem
from macros.catalogue.yaml_source import Location, UnreadableSource, YamlSource, read

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class SourceRecord(Generic[Content]):
    """The validated content of a file in the data folder ``root``."""

    content: Content
    file: Path
    path: str
    root: Path
    # Keys whose values are placeholders, since the values in the file are invalid.
    faulty: frozenset[str] = frozenset()
    # What the file is about to hold, where it is not saved yet.
    draft: YamlSource | None = None

    def place(self, *location: str | int) -> Place:
        """Return the place of the value at ``location``; reads the file again (errors only)."""
        key = ".".join(step for step in location if isinstance(step, str))
        try:
            return Place(self.path, self.source().line(location), key)
        except (UnreadableSource, OSError):
            return Place(self.path, 1, key)

    def error(self, code: str, *location: str | int, **values: object) -> Problem:
        """Return an error about the value at ``location``."""
        place = self.place(*location)
        return Problem(place.path, place.line, place.key, code, values)

    def warning(self, code: str, *location: str | int, **values: object) -> Problem:
        """Return a warning about the value at ``location``."""
        return replace(self.error(code, *location, **values), severity="warning")

    def source(self) -> YamlSource:
        """Return the file as it is now, or its draft. Raises UnreadableSource, OSError."""
        if self.draft:
            return self.draft
        # A file with many problems asks for many lines.
        status = self.file.stat()
        return _read_once(self.file, self.path, self.root, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _read_once(file: Path, path: str, root: Path, *_state: int) -> YamlSource:
    return read(file, path, root)


@dataclass(frozen=True)
class Sources:
    """The files of a data folder as far as they are valid; a refused file is None or missing."""

    folder: Path
    site: SourceRecord[Site] | None = None
    categories: SourceRecord[tuple[Category, ...]] | None = None
    labels: SourceRecord[tuple[Label, ...]] | None = None
    datasets: SourceRecord[tuple[Dataset, ...]] | None = None
    terms: SourceRecord[tuple[Term, ...]] | None = None
    guides: SourceRecord[tuple[Guide, ...]] | None = None
    venues: SourceRecord[tuple[Venue, ...]] | None = None
    refused: SourceRecord[tuple[Refusal, ...]] | None = None
    removed: SourceRecord[tuple[Removal, ...]] | None = None
    links: SourceRecord[LinkCheck] | None = None
    papers: tuple[SourceRecord[Paper], ...] = ()

    def paper(self, paper_id: str) -> SourceRecord[Paper]:
        """Return the file of a paper. Raises KeyError."""
        return self._papers_by_id[paper_id]

    @cached_property
    def _papers_by_id(self) -> dict[str, SourceRecord[Paper]]:
        return {record.content.id: record for record in self.papers}

    def addresses(self) -> dict[str, list[Place]]:
        """Return the places of every address: papers, newest first, then datasets and site.

        A dead link with an archived copy is left out.
        """
        found: dict[str, list[Place]] = {}
        for url, place in self._addresses():
            found.setdefault(url, []).append(place)
        return found

    def _addresses(self) -> Iterator[tuple[str, Place]]:
        papers = newest_first(record.content for record in self.papers)
        records: list[SourceRecord[Any] | None] = [self.paper(paper.id) for paper in papers]
        for record in (*records, self.datasets, self.site):
            if record:
                copied = frozenset(_copied_addresses(record.content))
                for url, location in _web_addresses(record.content):
                    if url not in copied:
                        yield url, record.place(*location)


def _web_addresses(value: object, *location: str | int) -> Iterator[tuple[str, Location]]:
    if isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _web_addresses(getattr(value, name), *location, name)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _web_addresses(item, *location, position)
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        yield value, location


def _copied_addresses(content: object) -> Iterator[str]:
    if isinstance(content, Paper) and content.archived:
        yield from (content.links[kind] for kind in content.archived.kinds)
    elif isinstance(content, tuple):
        yield from (one.url for one in content if isinstance(one, Dataset) and one.archived)
