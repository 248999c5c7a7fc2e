"""What earlier builds made of papers, kept in one SQLite file: rows, citations, exports.

Facts are kept for chunks of papers, because each look-up costs more than a paper's text. A fact is
found by the SHA-256 of what it is, of the sources it was made from, and of everything
else that could change it, ``made_by``: the program, its templates, translations and libraries, the
data folder but the papers, the site's address (``made_by_program``, ``made_by_catalogue``). Each
fact carries a digest of itself. A file that is no such database, and a fact that does not match
its digest, are as good as none: the fact is made again. Facts that a build did not ask for are
forgotten. ``CATALOGUE_CACHE=0`` builds without any of this.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Final
from zlib import crc32

from macros.catalogue.model import Catalogue, Paper

CACHE_VARIABLE: Final = "CATALOGUE_CACHE"
_TABLE: Final = "CREATE TABLE facts (key BLOB PRIMARY KEY, digest BLOB, value BLOB)"


def is_cache_wanted() -> bool:
    """Tell whether builds may use what earlier ones left in ``.cache``."""
    return os.environ.get(CACHE_VARIABLE) != "0"


def made_by_program(files: Iterable[Path]) -> str:
    """Return the digest of the program's ``files``, its libraries' versions and Python's."""
    digest = hashlib.sha256(sys.version.encode())
    for library in installed_libraries():
        digest.update(f"\0{library}".encode())
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"\0{file.name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def installed_libraries() -> list[str]:
    """Return the libraries that Python finds, each with its version: ``Jinja2-3.1.6.dist-info``."""
    # importlib.metadata would open a file of each.
    return sorted(found.name for folder in sys.path for found in Path(folder).glob("*.dist-info"))


def made_by_catalogue(catalogue: Catalogue) -> str:
    """Return everything of a catalogue but its papers, past ones too, and the check of links."""
    return catalogue.model_dump_json(exclude={"papers", "links", "refused", "removed"})


def chunks(papers: Sequence[Paper]) -> Iterator[Sequence[Paper]]:
    """Yield the papers in parts of one year, of 64 papers on average.

    Where a part ends depends on its last paper only, so that a new paper changes one part.
    """
    start = 0
    for end, paper in enumerate(papers, 1):
        if end == len(papers) or papers[end].year != paper.year or is_last_of_chunk(paper.id):
            yield papers[start:end]
            start = end


def is_last_of_chunk(name: str) -> bool:
    """Tell whether a chunk ends with what has this name: one of 64 does."""
    return crc32(name.encode(errors="surrogateescape")) % 64 == 0


class DerivedFacts:
    """The facts of one build. ``file`` keeps them for the next one; None keeps nothing."""

    def __init__(self, file: Path | None = None, *made_by: str) -> None:
        self._made_by = hashlib.sha256("\0".join(made_by).encode()).digest()
        self._asked: set[bytes] = set()
        self._sources: dict[tuple[int, ...], tuple[Sequence[Paper], bytes]] = {}
        self._file = file or Path()
        self._database = _opened(file) if file else None

    def of_chunks(
        self, kind: str, papers: Sequence[Paper], make: Callable[[Sequence[Paper]], str]
    ) -> Iterator[str]:
        """Yield the fact ``kind`` of each chunk of papers: as kept, else as ``make`` makes it."""
        for chunk in chunks(papers):
            if self._database is None:
                yield make(chunk)
            else:
                yield self._fact(kind, self._source(chunk), partial(make, chunk))

    def of_papers(
        self, kind: str, papers: Sequence[Paper], make: Callable[[Paper], str]
    ) -> Iterator[str]:
        """Yield the fact ``kind`` of each paper; ``make`` returns no NUL."""

        def together(chunk: Sequence[Paper]) -> str:
            return "\0".join(map(make, chunk))

        for texts in self.of_chunks(kind, papers, together):
            yield from texts.split("\0")

    def of_source(self, kind: str, source: bytes, make: Callable[[], str]) -> str:
        """Return the fact ``kind`` of files with this content; what ``make`` raises is raised."""
        if self._database is None:
            return make()
        return self._fact(kind, hashlib.sha256(self._made_by + source).digest(), make)

    def _fact(self, kind: str, source: bytes, make: Callable[[], str]) -> str:
        if self._database is None:
            return make()
        key = hashlib.sha256(source + kind.encode()).digest()
        self._asked.add(key)
        try:
            found = self._database.execute("SELECT digest, value FROM facts WHERE key = ?", (key,))
            row = found.fetchone()
            if row and isinstance(row[1], bytes) and row[0] == _digest(key, row[1]):
                return str(row[1], "utf-8")
            value = make()
            kept = value.encode()
            row = (key, _digest(key, kept), kept)
            self._database.execute("REPLACE INTO facts VALUES (?, ?, ?)", row)
        except sqlite3.OperationalError:
            self._go_on_without(self._database)  # Another build is writing, or the disk is full.
            return make()
        except sqlite3.Error:
            self._go_on_without(self._database)
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return make()
        return value

    def save(self, *, forget: bool = True) -> None:
        """Keep what was made; ``forget`` what was not asked for, as a complete build may."""
        if self._database is None:
            return
        with closing(self._database) as database, suppress(sqlite3.Error):
            if forget:
                kept = {key for (key,) in database.execute("SELECT key FROM facts")}
                gone = [(key,) for key in kept - self._asked]
                database.executemany("DELETE FROM facts WHERE key = ?", gone)
            database.commit()
        self._database = None

    def _source(self, chunk: Sequence[Paper]) -> bytes:
        key = tuple(map(id, chunk))
        known = self._sources.get(key)
        if known is None:
            digest = hashlib.sha256(self._made_by)
            for paper in chunk:
                digest.update(paper.model_dump_json().encode())
            # With the papers, so that no later object has one of their ids.
            known = self._sources[key] = (chunk, digest.digest())
        return known[1]

    def _go_on_without(self, database: sqlite3.Connection) -> None:
        database.close()
        self._database = None


def _digest(key: bytes, value: bytes) -> bytes:
    return hashlib.sha256(key + value).digest()


def _opened(file: Path) -> sqlite3.Connection | None:
    """Return the database in ``file``; an empty one where it is none; None where that fails."""
    with suppress(OSError, sqlite3.Error):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not _is_ours(file):
            file.unlink(missing_ok=True)
            with closing(sqlite3.connect(file, timeout=0)) as database:
                database.execute(_TABLE)
        database = sqlite3.connect(file, timeout=0)
        # Facts torn by a power failure do not match their digests.
        database.execute("PRAGMA synchronous = OFF")
        return database
    return None


def _is_ours(file: Path) -> bool:
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(file, timeout=0)) as database:
            tables = database.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")
            return tables.fetchall() == [(_TABLE,)]
    except sqlite3.OperationalError:
        raise  # Another build is writing it.
    except sqlite3.Error:
        return False
