"""Watching folders that may vanish and come back, and never what they link to."""

from __future__ import annotations

import os
from typing import Final

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

POLLING_SECONDS: Final = 0.25
_NOTHING: Final = os.stat_result((0,) * 10)


def watch_patiently(server: LiveReloadServer) -> None:
    """Give a server that does not run yet an observer that survives missing folders.

    MkDocs' own stops watching a folder for good when it is renamed or not there at the start, and
    follows symbolic links, out of the folder and round in circles.
    """
    observer = PollingObserverVFS(_state, os.scandir, polling_interval=POLLING_SECONDS)
    server.observer = observer  # type: ignore[assignment]


def _state(path: str) -> os.stat_result:
    try:
        return os.lstat(path)
    except OSError:
        return _NOTHING
