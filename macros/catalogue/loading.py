"""From a data folder to a catalogue: read, validate, check, and report everything at once."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from macros.catalogue import checks
from macros.catalogue.data_folder import DataFile, Signature, shown_path, yaml_files
from macros.catalogue.derived_facts import DerivedFacts, is_last_of_chunk
from macros.catalogue.model import (
    Catalogue,
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
from macros.catalogue.problems import Problem, errors, in_file_order
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.validation import validation_problems
from macros.catalogue.value_types import Month
from macros.catalogue.yaml_source import (
    Plain,
    UnreadableSource,
    YamlSource,
    content_of,
    parse,
    read,
)

# What each file of the data folder holds, besides the papers.
SCHEMAS: Final[Mapping[str, Any]] = {
    "site.yml": Site,
    "categories.yml": tuple[Category, ...],
    "labels.yml": tuple[Label, ...],
    "datasets.yml": tuple[Dataset, ...],
    "terms.yml": tuple[Term, ...],
    "guides.yml": tuple[Guide, ...],
    "venues.yml": tuple[Venue, ...],
    "refused.yml": tuple[Refusal, ...],
    "removed.yml": tuple[Removal, ...],
    "links.yml": LinkCheck,
}
_OPTIONAL: Final = frozenset(
    {"guides.yml", "venues.yml", "refused.yml", "removed.yml", "links.yml"}
)
_MAY_BE_EMPTY: Final = (_OPTIONAL | {"datasets.yml"}) - {"links.yml"}
_ADAPTERS: Final = {name: TypeAdapter[Any](schema) for name, schema in SCHEMAS.items()}
_PAPER: Final = TypeAdapter(Paper)


def schema_of(file: DataFile) -> Any:
    """Return what a file of the data folder holds."""
    return SCHEMAS.get(file.path.name, Paper)


def adapter_of(file: Path) -> TypeAdapter[Any]:
    """Return what validates a file at this path below the data folder."""
    return _ADAPTERS.get(file.as_posix(), _PAPER)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading found: every problem, the files that are valid, and the catalogue they make.

    ``catalogue`` is None when an error forbids one.
    """

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    sources: Sources


@dataclass(slots=True)
class PaperCache:
    """Papers already validated, by file: unchanged files are not read again."""

    papers: dict[Path, tuple[Signature, Paper]] = field(default_factory=dict)


def this_month() -> Month:
    """Return the current month in UTC: no paper may be dated later."""
    now = datetime.now(tz=UTC)
    return Month(now.year, now.month)


def load(
    folder: Path,
    *,
    today: Month | None = None,
    cache: PaperCache | None = None,
    facts: DerivedFacts | None = None,
) -> Loaded:
    """Load the catalogue in ``folder``; ``facts`` are what earlier loads found in its files.

    Reports every problem of every file; paths are shown relative to the working directory where
    they lie in it. Never raises for bad data.
    """
    with _collector_paused():
        return _Loader(folder, today or this_month(), cache or PaperCache(), facts).load()


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
    def __init__(
        self, folder: Path, today: Month, cache: PaperCache, facts: DerivedFacts | None
    ) -> None:
        self.facts = facts
        self.folder = folder
        self.today = today
        self.cache = cache
        self.problems: list[Problem] = []

    def load(self) -> Loaded:
        if not self.folder.is_dir():
            problem = Problem(shown_path(self.folder), 1, "", "folder_missing")
            return Loaded(None, (problem,), Sources(self.folder))
        files = {name.removesuffix(".yml"): self._file(name) for name in SCHEMAS}
        sources = Sources(self.folder, **files, papers=tuple(self._papers()))
        faulty = {(record.path, key) for record in sources.papers for key in record.faulty}
        self.problems += (
            problem
            for problem in checks.check(sources, today=self.today)
            if (problem.path, problem.record_key) not in faulty
        )
        found = in_file_order(self.problems)
        if errors(found):
            return Loaded(None, found, sources)
        contents: dict[str, Any] = {
            name: source.content if source else () for name, source in files.items()
        }
        contents["links"] = contents["links"] or LinkCheck()
        contents["papers"] = newest_first(record.content for record in sources.papers)
        return Loaded(Catalogue.model_construct(**contents), found, sources)

    def _file(self, name: str) -> SourceRecord[Any] | None:
        file = self.folder / name
        if name in _OPTIONAL and not file.exists():
            return None
        source = self._read(file, shown_path(file))
        if source is None:
            return None
        value = source.value
        if value is None and name in _MAY_BE_EMPTY:
            value = []
        if value is None:
            self.problems.append(Problem(source.path, 1, "", "file_empty"))
            return None
        try:
            content = _ADAPTERS[name].validate_python(value)
        except ValidationError as error:
            self.problems += validation_problems(error, source, _ADAPTERS[name])
            return None
        return SourceRecord(content, file, source.path, self.folder)

    def _read(self, file: Path, path: str) -> YamlSource | None:
        try:
            return read(file, path, self.folder)
        except UnreadableSource as error:
            self.problems += error.problems
            return None

    def _papers(self) -> Iterator[SourceRecord[Paper]]:
        known = self.cache.papers
        self.cache.papers = {}
        for file, record in self._records(known):
            if file.signature and not record.faulty:
                self.cache.papers[file.path] = (file.signature, record.content)
            yield record

    def _records(
        self, known: Mapping[Path, tuple[Signature, Paper]]
    ) -> Iterator[tuple[DataFile, SourceRecord[Paper]]]:
        chunk: list[tuple[DataFile, bytes]] = []
        for file in yaml_files(self.folder):
            cached = known.get(file.path)
            if file.fault:
                reason = {"reason": file.fault}
                self.problems.append(Problem(file.shown, 1, "", "file_unreadable", reason))
            elif not _is_paper(file):
                if not (len(file.parts) == 1 and file.parts[0] in SCHEMAS):
                    # A wrong file name is reported; the entry is still read.
                    self.problems.append(Problem(file.shown, 1, "", "stray_file"))
            elif cached and cached[0] == file.signature:
                yield file, SourceRecord(cached[1], file.path, file.shown, self.folder)
            else:
                try:
                    chunk.append((file, content_of(file.path, file.shown, self.folder)))
                except UnreadableSource as error:
                    self.problems += error.problems
                if is_last_of_chunk(file.parts[-1]):
                    yield from self._read_chunk(chunk)
                    chunk = []
        yield from self._read_chunk(chunk)

    def _read_chunk(
        self, chunk: list[tuple[DataFile, bytes]]
    ) -> Iterator[tuple[DataFile, SourceRecord[Paper]]]:
        for (file, content), value in zip(chunk, self._values(chunk), strict=True):
            if isinstance(value, UnreadableSource):
                self.problems += value.problems
            elif record := self._paper(file, content, value):
                yield file, record

    def _values(self, chunk: list[tuple[DataFile, bytes]]) -> list[Plain | UnreadableSource]:
        """Return what each file says; JSON is read in a twentieth of the time of YAML."""

        def sound() -> str:
            return json.dumps([parse(content, file.shown).value for file, content in chunk])

        if self.facts and chunk:
            source = b"".join(b"%d %b" % (len(content), content) for _, content in chunk)
            with suppress(UnreadableSource):
                values: list[Plain | UnreadableSource] = json.loads(
                    self.facts.of_source("values", source, sound)
                )
                return values
        return [_value(file, content) for file, content in chunk]

    def _paper(self, file: DataFile, content: bytes, value: Plain) -> SourceRecord[Paper] | None:
        if value is None:
            self.problems.append(Problem(file.shown, 1, "", "file_empty"))
            return None
        try:
            paper = _PAPER.validate_python(value)
        except ValidationError as error:
            self.problems += validation_problems(error, parse(content, file.shown), _PAPER)
            return self._sound_part(file, value, error)
        return SourceRecord(paper, file.path, file.shown, self.folder)

    def _sound_part(
        self, file: DataFile, value: Plain, error: ValidationError
    ) -> SourceRecord[Paper] | None:
        """Return a refused paper without its faulty keys, so that the others are checked too."""
        if not isinstance(value, dict):
            return None
        faulty = frozenset(str(details["loc"][0]) for details in error.errors() if details["loc"])
        required = {
            "id": file.path.stem,
            "title": file.shown,
            "date": f"{file.path.parent.name}-01",
            "categories": [file.shown],
        }
        sound = {key: entry for key, entry in value.items() if key not in faulty}
        try:
            paper = _PAPER.validate_python(required | sound)
        except ValidationError:
            return None
        return SourceRecord(paper, file.path, file.shown, self.folder, faulty)


def _value(file: DataFile, content: bytes) -> Plain | UnreadableSource:
    try:
        return parse(content, file.shown).value
    except UnreadableSource as error:
        return error


def _is_paper(file: DataFile) -> bool:
    folder, *rest = file.parts
    return folder == "papers" and len(rest) == 2 and rest[1].endswith(".yml")
