"""Under ``mkdocs serve`` an edit in the program or its texts counts from the next build on."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mkdocs.config.config_options import Hooks

PACKAGE: Final = "macros"
_SUFFIXES: Final = frozenset({".py", ".yml"})


class CodeReloading:
    """Forgets the modules of the program when one of its files has changed.

    MkDocs imports hooks once, Python imports modules once. After an edit all of them are imported
    anew by the next build; what runs already, the server around the builds, stays as it was.
    """

    def __init__(self, project: Path) -> None:
        self._folder = project / PACKAGE
        self._known = dict(self._states())

    def reload_changed(self) -> None:
        """Forget the program's modules if a file was changed, added or removed."""
        states = dict(self._states())
        changed = {file for file, _ in self._known.items() ^ states.items()}
        if not changed:
            return
        self._known = states
        for file in changed:
            # Python takes compiled code for current when size and second are the same.
            Path(importlib.util.cache_from_source(str(file))).unlink(missing_ok=True)
        for name in list(sys.modules):
            if name.partition(".")[0] == PACKAGE or name.startswith(f"{PACKAGE}/"):
                del sys.modules[name]
        Hooks._load_hook.cache_clear()  # noqa: SLF001 (MkDocs keeps hooks for good)
        importlib.invalidate_caches()

    def _states(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        for file in self._folder.rglob("*"):
            if file.suffix in _SUFFIXES:
                status = file.stat()
                yield file, (status.st_mtime_ns, status.st_size)
