"""Pages and files that ``mkdocs serve`` completes only on request.

After an edit of the data alone, MkDocs would build all pages with the same tokens again. Instead,
each page is kept as it was before the catalogue was filled in, and is filled in when a browser
requests it. The files that scripts and feed readers fetch are also written on request.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from macros.shell.skeletons import Renderer, Skeleton

# Path, change time, size and inode of each file that pages are made from.
FileStates: TypeAlias = frozenset[tuple[str, int, int, int]]


@dataclass(frozen=True, slots=True)
class LateFiles:
    """Files of the site whose paths match ``paths``; ``write`` writes all of them into it."""

    paths: re.Pattern[str]
    write: Callable[[Path], object]


class OnDemand:
    """The pages and files of the site in the folder ``site`` that are not yet up to date."""

    def __init__(self, renderer: Renderer, write: Callable[[LateFiles, Path], object]) -> None:
        self.lock = Lock()
        self._renderer = renderer
        self._write = write
        self._site = Path()
        self._pages: Mapping[str, Skeleton] = {}
        self._stale: set[str] = set()
        self._late: tuple[LateFiles, ...] = ()
        self._missing: set[LateFiles] = set()

    def start(self) -> None:
        """Forget everything: MkDocs builds the whole site."""
        self.publish(Path(), {}, ())

    def publish(
        self, site: Path, pages: Mapping[str, Skeleton], late: tuple[LateFiles, ...]
    ) -> None:
        """Take over a site that is complete but for its late files.

        ``pages`` are its pages, by path below the site's root.
        """
        with self.lock:
            self._site, self._pages, self._late = site, pages, late
            self._stale.clear()
            self._missing = set(late)

    def expire(self) -> None:
        """Have everything made again that shows the catalogue, under ``lock``."""
        self._stale = set(self._pages)
        self._missing = set(self._late)

    def prepare(self, address: str) -> None:
        """Bring what is at ``address`` below the site's root up to date.

        Raises BrokenPage, OSError, jinja2.TemplateError; the page then stays as it was.
        """
        index = "index.html" if not address or address.endswith("/") else ""
        path = posixpath.normpath(f"/{address}{index}").lstrip("/")
        with self.lock:
            if path in self._stale:
                self._pages[path].write(self._site / path, self._renderer)
                self._stale.remove(path)
            for files in [files for files in self._missing if files.paths.match(path)]:
                for old in self._site.rglob("*"):
                    if files.paths.match(old.relative_to(self._site).as_posix()) and old.is_file():
                        old.unlink()
                self._write(files, self._site)
                self._missing.remove(files)


def file_states(paths: Iterable[str | Path]) -> FileStates:
    """Return the state of every file at or below ``paths``; what cannot be read has none."""
    return frozenset(_states(paths))


def _states(paths: Iterable[str | Path]) -> Iterator[tuple[str, int, int, int]]:
    for path in paths:
        below = (Path(folder, name) for folder, _, names in os.walk(path) for name in names)
        for file in (Path(path), *below):
            with suppress(OSError):
                status = file.stat()
                yield str(file), status.st_mtime_ns, status.st_size, status.st_ino
