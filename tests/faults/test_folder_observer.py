"""A change in a watched folder is noticed: when the system reports it, and when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter

from macros.shell import folder_observer

WAIT_SECONDS = 60
NEVER = 3600.0


class Noticed(FileSystemEventHandler):
    """The files that changed, as `mkdocs serve` is told of them."""

    def __init__(self) -> None:
        self.files: Queue[str] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.files.put(str(event.src_path))

    def wait_for(self, file: Path) -> None:
        while self.files.get(timeout=WAIT_SECONDS) != str(file):
            pass


@pytest.fixture
def noticed(tmp_path: Path) -> Iterator[Noticed]:
    """What is noticed in the folder ``data``."""
    handler = Noticed()
    observer = folder_observer.observer()
    (tmp_path / "data" / "papers").mkdir(parents=True)
    observer.schedule(handler, str(tmp_path / "data"), recursive=True)
    observer.start()
    yield handler
    observer.stop()
    observer.join()


@pytest.fixture
def no_polling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_observer, "_REPORTED_SECONDS", NEVER)
    monkeypatch.setattr(folder_observer, "_UNREPORTED_SECONDS", NEVER)


@pytest.fixture
def no_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has no watch left."""

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(arguments, options)

    class Refusing(BaseObserver):
        schedule = refuse  # type: ignore[assignment]

    monkeypatch.setattr(folder_observer, "Observer", lambda: Refusing(PollingEmitter))


@pytest.mark.usefixtures("no_polling")
def test_a_save_is_noticed_without_polling(noticed: Noticed, tmp_path: Path) -> None:
    for text in ("one", "another"):
        file = tmp_path / "data" / "papers" / "paper.yml"
        file.write_text(text)
        noticed.wait_for(file)


@pytest.mark.usefixtures("no_reports")
def test_a_save_is_noticed_where_nothing_is_reported(noticed: Noticed, tmp_path: Path) -> None:
    file = tmp_path / "data" / "papers" / "paper.yml"
    file.write_text("one")
    noticed.wait_for(file)


def test_another_folder_of_the_same_name_is_watched(noticed: Noticed, tmp_path: Path) -> None:
    (tmp_path / "data").rename(tmp_path / "moved")
    file = tmp_path / "data" / "paper.yml"
    file.parent.mkdir()
    file.write_text("one")
    noticed.wait_for(file)
    file.write_text("another")
    noticed.wait_for(file)
