"""Publishing: a site is built beside the published one and replaces it only when complete.

A build writes into ``.site-xxxxxxxx/site`` next to ``site``; publishing is two renames. A site
folder that cannot be moved (a mount point, or one that contains hidden files such as
``.git``) gets the entries of the new site one by one instead, and keeps its hidden files. If that
is interrupted, the next build completes it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

# Every site built by MkDocs has these; a folder without either is not replaced.
_SITE_MARKS: Final = ("404.html", "sitemap.xml")
# No build takes this long: an older folder was left by a killed build.
_ABANDONED_SECONDS: Final = 3600


class NotASite(Exception):
    """The folder to build into contains files that no build has written."""


class Staging:
    """The folder of one build. ``site`` is written to, ``target`` is what it will replace."""

    def __init__(self, target: Path) -> None:
        """Make the folder, after restoring a site that a killed build had moved away.

        Raises NotASite if publishing would delete files that are not a site, OSError if the
        folder cannot be made.
        """
        self.target = Path(os.path.realpath(target))
        for folder in _earlier_builds(self.target):
            _clear_away(folder, self.target)
        _refuse_other_files(self.target)
        parent = self.target if _must_stay(self.target) else self.target.parent
        parent.mkdir(parents=True, exist_ok=True)
        self._work = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=parent))
        self.site = self._work / "site"
        self.site.mkdir()

    def publish(self) -> None:
        """Replace the old site with the new one. Raises OSError."""
        try:
            if not self._renamed():
                _replace_entries(self.site, self.target)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove the folder of the build; may be called more than once."""
        shutil.rmtree(self._work, ignore_errors=True)

    def _renamed(self) -> bool:
        """Tell whether the two folders could be renamed; if not, the old site stays in place."""
        if self._work.parent == self.target:
            return False
        if self.target.exists():
            shutil.copymode(self.target, self.site)
            try:
                self.target.rename(_previous(self._work))
            except OSError:
                return False  # A bind mount, or a folder of a container's image.
        try:
            self.site.rename(self.target)
        except OSError:
            _restore(self._work, self.target)
            raise
        return True


def _must_stay(target: Path) -> bool:
    if not target.exists():
        return False
    hidden = any(entry.name.startswith(".") for entry in target.iterdir())
    return hidden or target.is_mount() or not os.access(target.parent, os.W_OK)


def _replace_entries(new: Path, target: Path) -> None:
    """Replace all entries of ``target`` except hidden ones with those of ``new``."""
    names = {entry.name for folder in (new, target) for entry in folder.iterdir()}
    # One of the marks always exists, so that an interrupted change is still recognized as a site.
    for name in sorted(names, key=lambda name: (name in _SITE_MARKS, name)):
        if not name.startswith("."):
            _remove(target / name)
            if (new / name).exists():
                shutil.move(new / name, target / name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refuse_other_files(target: Path) -> None:
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


def _earlier_builds(target: Path) -> Iterator[Path]:
    """Yield the folders of other builds of ``target``, running or killed."""
    pattern = re.compile(rf"\.{re.escape(target.name)}-[a-z0-9_]{{8}}")
    for parent in (target.parent, target):
        with suppress(OSError):
            yield from (folder for folder in parent.iterdir() if pattern.fullmatch(folder.name))


def _clear_away(work: Path, target: Path) -> None:
    _restore(work, target)
    with suppress(OSError):  # A build that has just ended removes its own folder.
        if work.stat().st_mtime < time.time() - _ABANDONED_SECONDS:
            shutil.rmtree(work, ignore_errors=True)


def _restore(work: Path, target: Path) -> None:
    if _previous(work).is_dir() and not target.exists():
        _previous(work).rename(target)


def _previous(work: Path) -> Path:
    return work / "previous-site"
