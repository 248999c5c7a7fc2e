"""Detects changes in watched folders: immediately if the system reports them, else by polling.

MkDocs' own observer stops watching a folder for good if it is renamed or missing at the start,
follows symbolic links, even out of the folder and in circles, and detects nothing between polls.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from threading import Event
from typing import Any, Final, cast

from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, EventEmitter, ObservedWatch
from watchdog.observers.polling import PollingEmitter

# Between two polls: where the system reports changes, and where it does not.
_REPORTED_SECONDS: Final = 2.0
_UNREPORTED_SECONDS: Final = 0.25
# A file that is being written is mostly complete by then.
_WRITING_SECONDS: Final = 0.01
# Reading a file is no change.
_CHANGES: Final = [
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_MISSING: Final = os.stat_result((0,) * 10)


def observer() -> BaseObserver:
    """Return an observer that keeps watching folders while they are missing."""
    emitter = partial(_ReportedEmitter, stat=_state, listdir=os.scandir)
    return BaseObserver(cast("type[EventEmitter]", emitter), timeout=_UNREPORTED_SECONDS)


class _ReportedEmitter(PollingEmitter):
    """Polls as soon as the system reports a change; what polling finds is what has changed.

    A change that was not reported (network folders, containers) makes it poll more often.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._report = Event()
        self._is_reliable = True
        self._has_found = False
        self._system = Observer()
        self._system_watch: ObservedWatch | None = None
        self._reported_folder: tuple[int, int] | None = None

    def on_thread_start(self) -> None:
        super().on_thread_start()
        self._system.start()
        self._follow()

    def on_thread_stop(self) -> None:
        self._report.set()
        if self._system.is_alive():
            self._system.stop()

    def queue_events(self, timeout: float) -> None:
        reliable = self._is_reliable and self._system_watch
        reported = self._report.wait(_REPORTED_SECONDS if reliable else timeout)
        self._report.clear()
        self._has_found = False
        super().queue_events(_WRITING_SECONDS)
        if self._has_found:
            self._is_reliable = reported
        self._follow()

    def queue_event(self, event: FileSystemEvent) -> None:
        self._has_found = True
        super().queue_event(event)

    def _follow(self) -> None:
        """Have the system report changes in the folder that is at the path now."""
        status = _state(self.watch.path)
        folder = (status.st_dev, status.st_ino)
        if folder == self._reported_folder:
            return
        self._reported_folder = folder
        if self._system_watch:
            self._system.unschedule(self._system_watch)
            self._system_watch = None
        handler = FileSystemEventHandler()
        handler.on_any_event = self._note  # type: ignore[method-assign]
        with suppress(OSError):  # Missing, or the system has no watch left.
            self._system_watch = self._system.schedule(
                handler, self.watch.path, recursive=True, event_filter=_CHANGES
            )

    def _note(self, event: FileSystemEvent) -> None:
        del event
        self._report.set()


def _state(path: str) -> os.stat_result:
    try:
        return os.lstat(path)
    except OSError:
        return _MISSING
