"""Publishing a folder: whole or not at all, whatever the file system can and whenever it dies."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from macros.shell import entries, staging
from macros.shell.staging import NotASite, Staging
from tests.faults.project import left_by_builds

pytestmark = pytest.mark.trust("fault")


def write_site(folder: Path, version: str, *extra: str) -> Path:
    for name in ("404.html", "index.html", "zh/index.html", *extra):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(version)
    return folder


def read_site(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }


OLD = {"404.html": "old", "index.html": "old", "zh/index.html": "old", "only-old.html": "old"}
NEW = {"404.html": "new", "index.html": "new", "zh/index.html": "new", "only-new/a.html": "new"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", "old", "only-old.html")


def staged(site: Path) -> Staging:
    build = Staging(site)
    write_site(build.site, "new", "only-new/a.html")
    return build


def no_exchange(*_: Path) -> bool:
    return False


def busy(*_: Path) -> bool:
    raise OSError(errno.EBUSY, "busy")


@pytest.mark.parametrize("swap", [None, no_exchange, busy], ids=["exchange", "two renames", "busy"])
def test_a_published_site_is_the_new_one_and_nothing_else(
    site: Path, monkeypatch: pytest.MonkeyPatch, swap: object
) -> None:
    if swap:
        monkeypatch.setattr(staging, "exchange", swap)
    build = staged(site)
    assert read_site(site) == OLD
    build.publish()
    assert read_site(site) == NEW
    assert left_by_builds(site.parent) == []


def test_the_first_site_is_published_where_nothing_was(tmp_path: Path) -> None:
    staged(tmp_path / "deep" / "site").publish()
    assert read_site(tmp_path / "deep" / "site") == NEW


def test_a_discarded_build_leaves_the_site(site: Path) -> None:
    build = staged(site)
    build.discard()
    build.discard()
    assert read_site(site) == OLD
    assert left_by_builds(site.parent) == []


def test_hidden_entries_stay(site: Path) -> None:
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("mine")
    staged(site).publish()
    assert read_site(site) == NEW | {".git/config": "mine"}


def test_a_link_to_the_site_folder_is_followed(site: Path) -> None:
    link = site.parent / "link"
    link.symlink_to(site)
    staged(link).publish()
    assert link.is_symlink()
    assert read_site(site) == NEW


def test_folders_that_cannot_be_renamed_are_copied(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def cross_device(path: Path, target: Path) -> Path:
        if path.parent == site:
            raise OSError(errno.EXDEV, "another device")
        return rename(path, target)

    monkeypatch.setattr(staging, "exchange", busy)
    monkeypatch.setattr(Path, "rename", cross_device)
    staged(site).publish()
    assert read_site(site) == NEW


@pytest.mark.parametrize("failing", range(8))
def test_a_move_that_fails_is_undone(
    site: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """Entry by entry: each of the moves fails once, then everything is as it was."""
    monkeypatch.setattr(staging, "exchange", busy)
    build = staged(site)
    moves = Counted(failing, OSError(errno.ENOSPC, "No space left on device"))
    with monkeypatch.context() as patch:
        patch.setattr(entries, "_take_out", moves.around(entries._take_out))
        patch.setattr(shutil, "move", moves.around(shutil.move))
        with pytest.raises(OSError, match="No space left"):
            build.publish()
    assert read_site(site) == OLD
    assert left_by_builds(site.parent) == []


@pytest.mark.parametrize("killed", range(8))
def test_a_build_killed_between_moves_is_put_right_by_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch, killed: int
) -> None:
    monkeypatch.setattr(staging, "exchange", busy)
    build = staged(site)
    moves = Counted(killed, KeyboardInterrupt())
    with monkeypatch.context() as patch:
        patch.setattr(entries, "_take_out", moves.around(entries._take_out))
        patch.setattr(shutil, "move", moves.around(shutil.move))
        patch.setattr(Staging, "discard", lambda _: None)  # kill -9 tidies nothing up
        with pytest.raises(KeyboardInterrupt):
            build.publish()
    build._lock.release()
    Staging(site).discard()
    assert read_site(site) == OLD
    assert left_by_builds(site.parent) == []


def test_a_build_killed_between_two_renames_is_put_right_by_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "exchange", no_exchange)
    build = staged(site)
    site.rename(build._work / "previous-site")
    build._lock.release()
    assert not site.exists()
    Staging(site).discard()
    assert read_site(site) == OLD


def test_a_running_build_is_left_alone(site: Path) -> None:
    running = staged(site)
    Staging(site).discard()
    assert running.site.exists()
    running.publish()
    assert read_site(site) == NEW


@pytest.mark.parametrize("name", ["notes.txt", "site.yml"])
def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("precious")
    with pytest.raises(NotASite, match="no site"):
        Staging(tmp_path / "mine")
    assert read_site(tmp_path / "mine") == {name: "precious"}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("precious")
    with pytest.raises(NotASite, match="not a folder"):
        Staging(tmp_path / "site")


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte of its own; needs the right to mount one."""
    folder = tmp_path / "site"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if os.name != "posix" or not shutil.which("mount"):
        pytest.skip("no mount here")
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting a file system is not allowed here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_mount_point_is_published_into(mounted: Path) -> None:
    write_site(mounted, "old", "only-old.html")
    staged(mounted).publish()
    assert read_site(mounted) == NEW
    assert mounted.is_mount()


def test_a_full_disk_leaves_the_site(mounted: Path) -> None:
    write_site(mounted, "old", "only-old.html")
    build = staged(mounted)
    with pytest.raises(OSError, match="No space left"):
        (build.site / "large").write_bytes(b"x" * 1_000_000)
    build.discard()
    assert read_site(mounted) == OLD


class Counted:
    """Raises ``error`` once, at call number ``failing`` of all functions it stands around."""

    def __init__(self, failing: int, error: BaseException) -> None:
        self.left = failing
        self.error = error

    def around(self, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: Path) -> object:
            self.left -= 1
            if self.left == -1:
                raise self.error
            return function(*arguments)

        return call
