"""From a data folder to a catalogue: read, validate, check, and report everything at once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from macros.catalogue import checks
from macros.catalogue.data_folder import DataFile, Signature, shown_path, yaml_files
from macros.catalogue.model import (
    Catalogue,
    Category,
    Dataset,
    Label,
    Month,
    Paper,
    Site,
    Term,
    Venue,
    newest_first,
)
from macros.catalogue.problems import Problem, errors, in_file_order
from macros.catalogue.validation import validation_problems
from macros.catalogue.yaml_source import Plain, UnreadableSource, YamlSource, read

Content = TypeVar("Content")

DATA_VARIABLE: Final = "CATALOGUE_DATA"
_SITE: Final = TypeAdapter(Site)
_CATEGORIES: Final = TypeAdapter(tuple[Category, ...])
_LABELS: Final = TypeAdapter(tuple[Label, ...])
_DATASETS: Final = TypeAdapter(tuple[Dataset, ...])
_TERMS: Final = TypeAdapter(tuple[Term, ...])
_VENUES: Final = TypeAdapter(tuple[Venue, ...])
_PAPER: Final = TypeAdapter(Paper)

# What each file of the data folder holds, besides the papers.
SCHEMAS: Final[Mapping[str, Any]] = {
    "site.yml": Site,
    "categories.yml": tuple[Category, ...],
    "labels.yml": tuple[Label, ...],
    "datasets.yml": tuple[Dataset, ...],
    "terms.yml": tuple[Term, ...],
    "venues.yml": tuple[Venue, ...],
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading found: the catalogue (None when an error forbids one) and every problem."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class SourceRecord(Generic[Content]):
    """A validated content and the file it stands in."""

    content: Content
    file: Path
    path: str
    root: Path
    # Keys whose values are stand-ins, since what stands in the file was refused.
    faulty: frozenset[str] = frozenset()

    def line(self, *location: str | int) -> int:
        """Return the line of the key at ``location``; reads the file again (errors only)."""
        try:
            return _read_again(self.file, self.path, self.root).line(location)
        except (UnreadableSource, OSError):
            return 1


def _read_again(file: Path, path: str, root: Path) -> YamlSource:
    # A file with many problems asks for many lines.
    status = file.stat()
    return _parsed(file, path, root, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _parsed(file: Path, path: str, root: Path, *_state: int) -> YamlSource:
    return read(file, path, root)


@dataclass(slots=True)
class PaperCache:
    """Papers already validated, by file: unchanged files are not read again."""

    papers: dict[Path, tuple[Signature, Paper]] = field(default_factory=dict)


def data_folder(project: Path) -> Path:
    """Return the data folder: ``$CATALOGUE_DATA``, else ``data`` in the project."""
    return project / os.environ.get(DATA_VARIABLE, "data")


def this_month() -> Month:
    """Return the current month in UTC: no paper may be dated later."""
    now = datetime.now(tz=UTC)
    return Month(now.year, now.month)


def load(folder: Path, *, today: Month | None = None, cache: PaperCache | None = None) -> Loaded:
    """Load the catalogue in ``folder``.

    Reports every problem of every file; paths are shown relative to the working directory where
    they lie in it. Never raises for bad data.
    """
    with _collector_paused():
        return _Loader(folder, today or this_month(), cache or PaperCache()).load()


@contextmanager
def _collector_paused() -> Iterator[None]:
    # Cyclic collection costs half of the loading time of large catalogues (docs/development).
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Loader:
    def __init__(self, folder: Path, today: Month, cache: PaperCache) -> None:
        self.folder = folder
        self.today = today
        self.cache = cache
        self.problems: list[Problem] = []

    def load(self) -> Loaded:
        if not self.folder.is_dir():
            problem = Problem(shown_path(self.folder), 1, "", "folder_missing")
            return Loaded(None, (problem,))
        site = self._file("site.yml", _SITE)
        categories = self._file("categories.yml", _CATEGORIES)
        labels = self._file("labels.yml", _LABELS)
        datasets = self._list("datasets.yml", _DATASETS)
        terms = self._file("terms.yml", _TERMS)
        venues = self._venues()
        papers = list(self._papers())
        between = checks.check(
            site, categories, labels, datasets, terms, papers, today=self.today, venues=venues
        )
        faulty = {(record.path, key) for record in papers for key in record.faulty}
        self.problems += (
            problem for problem in between if (problem.path, problem.record_key) not in faulty
        )
        found = in_file_order(self.problems)
        if errors(found) or not (site and categories and labels and datasets and terms):
            return Loaded(None, found)
        catalogue = Catalogue.model_construct(
            site=site.content,
            categories=categories.content,
            labels=labels.content,
            papers=newest_first(record.content for record in papers),
            datasets=datasets.content,
            terms=terms.content,
            venues=venues.content if venues else (),
        )
        return Loaded(catalogue, found)

    def _file(self, name: str, adapter: TypeAdapter[Content]) -> SourceRecord[Content] | None:
        file = self.folder / name
        return self._validate(file, adapter, shown_path(file))

    def _list(
        self, name: str, adapter: TypeAdapter[tuple[Content, ...]]
    ) -> SourceRecord[tuple[Content, ...]] | None:
        """Return the records of a file; one of comments alone is a list still empty."""
        file = self.folder / name
        found = self._file(name, adapter)
        empty = Problem(shown_path(file), 1, "", "file_empty")
        # A file without even a comment is one that was cut off while it was saved.
        if empty in self.problems and file.read_bytes().strip():
            self.problems.remove(empty)
            nothing: tuple[Content, ...] = ()
            return SourceRecord(nothing, file, shown_path(file), self.folder)
        return found

    def _venues(self) -> SourceRecord[tuple[Venue, ...]] | None:
        """Return the names of venues in full; a list may do without them."""
        if not (self.folder / "venues.yml").exists():
            return None
        return self._list("venues.yml", _VENUES)

    def _validate(
        self, file: Path, adapter: TypeAdapter[Content], path: str
    ) -> SourceRecord[Content] | None:
        try:
            source = read(file, path, self.folder)
        except UnreadableSource as error:
            self.problems += error.problems
            return None
        return self._validated(source, file, adapter)

    def _validated(
        self, source: YamlSource, file: Path, adapter: TypeAdapter[Content]
    ) -> SourceRecord[Content] | None:
        if source.value is None:
            self.problems.append(Problem(source.path, 1, "", "file_empty"))
            return None
        try:
            content = adapter.validate_python(source.value)
        except ValidationError as error:
            self.problems += validation_problems(error, source, adapter)
            return None
        return SourceRecord(content, file, source.path, self.folder)

    def _papers(self) -> Iterator[SourceRecord[Paper]]:
        known = self.cache.papers
        self.cache.papers = {}
        for file in yaml_files(self.folder):
            if file.fault:
                reason = {"reason": file.fault}
                self.problems.append(Problem(file.shown, 1, "", "file_unreadable", reason))
            elif _is_paper(file):
                record = self._paper(file, known.get(file.path))
                if record:
                    if file.signature and not record.faulty:
                        self.cache.papers[file.path] = (file.signature, record.content)
                    yield record
            elif not (len(file.parts) == 1 and file.parts[0] in SCHEMAS):
                # No entry is lost by the name of its file.
                self.problems.append(Problem(file.shown, 1, "", "stray_file"))

    def _paper(
        self, file: DataFile, cached: tuple[Signature, Paper] | None
    ) -> SourceRecord[Paper] | None:
        if cached and cached[0] == file.signature:
            return SourceRecord(cached[1], file.path, file.shown, self.folder)
        return self._validate(file.path, _PAPER, file.shown) or self._sound_part(file)

    def _sound_part(self, file: DataFile) -> SourceRecord[Paper] | None:
        """Return a refused paper with stand-ins for its faults, so that the rest is checked too."""
        try:
            value = read(file.path, file.shown, self.folder).value
        except UnreadableSource:
            return None
        if not isinstance(value, dict):
            return None
        try:
            _PAPER.validate_python(value)
        except ValidationError as error:
            faulty = frozenset(str(details["loc"][0]) for details in error.errors())
        else:
            return None
        stand_ins: dict[str, Plain] = {
            "id": file.path.stem,
            "title": file.shown,
            "date": f"{file.path.parent.name}-01",
            "categories": [file.shown],
        }
        sound = {key: entry for key, entry in value.items() if key not in faulty}
        sound |= {key: stand_in for key, stand_in in stand_ins.items() if key in faulty}
        try:
            paper = _PAPER.validate_python(sound)
        except ValidationError:
            return None
        return SourceRecord(paper, file.path, file.shown, self.folder, faulty)


def _is_paper(file: DataFile) -> bool:
    folder, *rest = file.parts
    return folder == "papers" and len(rest) == 2 and rest[1].endswith(".yml")
