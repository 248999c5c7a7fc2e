"""A site is built beside the published one and takes its place only when it is whole.

A build writes into ``.site-xxxxxxxx/site`` next to ``site``. Publishing lets the two change places
in one step where the system can (``exchange``), else with two renames. Where the site folder itself
cannot be renamed (a mount point, a folder of someone else's, one with hidden files such as
``.git`` that stay where they are), its entries are replaced one by one and put back if one fails.
What a killed build left behind is put right by the next one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from macros.shell.entries import put_back, replace_entries
from macros.shell.exchange import exchange

# What every site built by MkDocs has; a folder without either is not replaced.
_SITE_MARKS: Final = ("sitemap.xml", "404.html")
_NOT_RENAMED: Final = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM)


class NotASite(Exception):
    """The folder to build into holds files that no build has put there."""


class Staging:
    """The folder of one build. ``site`` is written to, ``target`` is what it will replace."""

    def __init__(self, target: Path) -> None:
        """Make the folder, after putting right what a killed build left behind.

        Raises NotASite where publishing would delete what is no site, OSError where the folder
        cannot be made.
        """
        self.target = Path(os.path.realpath(target))
        for left in _left_behind(self.target):
            _put_right(left, self.target)
        _refuse_what_is_no_site(self.target)
        within = self._must_stay()
        parent = self.target if within else self.target.parent
        parent.mkdir(parents=True, exist_ok=True)
        self._work = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=parent))
        self._lock = FileLock(self._work / "lock")
        self._lock.acquire()
        self._by_entries = within
        self.site = self._work / "site"
        self.site.mkdir()

    def publish(self) -> None:
        """Put the new site in place of the old one. Raises OSError and leaves the old one."""
        try:
            if self._by_entries or not self._renamed():
                replace_entries(self.site, self.target, self._work)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove the folder of the build; may be called more than once."""
        shutil.rmtree(self._work, ignore_errors=True)
        self._lock.release()

    def _must_stay(self) -> bool:
        if not self.target.exists():
            return False
        hidden = any(entry.name.startswith(".") for entry in self.target.iterdir())
        return hidden or self.target.is_mount() or not os.access(self.target.parent, os.W_OK)

    def _renamed(self) -> bool:
        if not self.target.exists():
            self.site.rename(self.target)
            return True
        shutil.copymode(self.target, self.site)
        try:
            return exchange(self.site, self.target) or self._renamed_twice()
        except OSError as error:
            if error.errno in _NOT_RENAMED:
                return False
            raise

    def _renamed_twice(self) -> bool:
        # A build killed between the two is put right by the next one (_put_right).
        previous = self._work / "previous-site"
        self.target.rename(previous)
        try:
            self.site.rename(self.target)
        except OSError:
            previous.rename(self.target)
            raise
        return True


def _refuse_what_is_no_site(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise NotASite(f"{target} is not a folder")
    entries = [entry.name for entry in target.iterdir() if not entry.name.startswith(".")]
    if entries and not set(entries) & set(_SITE_MARKS):
        raise NotASite(
            f"{target} holds files but no site; building there would delete them. "
            "Empty the folder or name another with --site-dir."
        )


def _left_behind(target: Path) -> Iterator[Path]:
    """Yield the folders of earlier builds of ``target`` that no running build holds."""
    pattern = re.compile(rf"\.{re.escape(target.name)}-[a-z0-9_]{{8}}")
    for parent in (target.parent, target):
        with suppress(OSError):
            for folder in sorted(parent.iterdir()):
                if pattern.fullmatch(folder.name) and (folder / "lock").is_file():
                    with suppress(Timeout), FileLock(folder / "lock", timeout=0):
                        yield folder


def _put_right(left: Path, target: Path) -> None:
    previous = left / "previous-site"
    if previous.is_dir() and not target.exists():
        previous.rename(target)
    put_back(target, left)
    shutil.rmtree(left, ignore_errors=True)
