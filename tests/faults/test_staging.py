"""Publishing a folder: completely or not at all, with recovery after a killed build."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.shell.staging import NotASite, Staging
from tests.faults.project import left_by_builds

PAGES = ("404.html", "index.html", "sitemap.xml", "zh/index.html")
OLD = dict.fromkeys((*PAGES, "only-old.html"), "old")
NEW = dict.fromkeys((*PAGES, "only-new/a.html"), "new")


def write_site(folder: Path, version: str, *extra: str) -> Path:
    for name in (*PAGES, *extra):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(version)
    return folder


def read_site(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file() and ".site-" not in str(file.relative_to(folder))
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", "old", "only-old.html")


def staged(site: Path) -> Staging:
    build = Staging(site)
    write_site(build.site, "new", "only-new/a.html")
    return build


def test_a_published_site_is_the_new_one_and_nothing_else(site: Path) -> None:
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


def test_a_folder_that_cannot_be_renamed_is_filled_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bind mount, or a folder of a container's image."""
    rename = Path.rename

    def refuse_the_site(path: Path, target: Path) -> Path:
        if path == site:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_the_site)
    staged(site).publish()
    assert read_site(site) == NEW
    assert left_by_builds(site.parent) == []


def test_a_failing_second_rename_puts_the_site_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = staged(site)
    rename = Path.rename

    def refuse_the_new_site(path: Path, target: Path) -> Path:
        if path == build.site:
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new_site)
    with pytest.raises(OSError, match="Input/output error"):
        build.publish()
    assert read_site(site) == OLD
    assert left_by_builds(site.parent) == []


def test_a_build_killed_between_the_two_renames_is_put_right_by_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at_move(staged(site), monkeypatch, "rename", site.name)
    assert not site.exists()
    Staging(site).discard()
    assert read_site(site) == OLD


@pytest.mark.parametrize("name", ["404.html", "only-new"])
def test_a_build_killed_between_two_entries_is_completed_by_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (site / ".git").mkdir()
    kill_at_move(staged(site), monkeypatch, "move", name)
    assert read_site(site) not in (OLD, NEW)
    staged(site).publish()
    assert read_site(site) == NEW


def kill_at_move(build: Staging, monkeypatch: pytest.MonkeyPatch, function: str, name: str) -> None:
    """Publish ``build`` and kill it as it moves the new folder or entry called ``name``."""
    owner = Path if function == "rename" else shutil
    move = getattr(owner, function)

    def kill(source: Path, target: Path) -> object:
        if target.name == name:
            raise KeyboardInterrupt
        return move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(owner, function, kill)
        patch.setattr(Staging, "discard", lambda _: None)  # kill -9 tidies nothing up
        with pytest.raises(KeyboardInterrupt):
            build.publish()


def test_the_folder_of_a_killed_build_is_removed_after_an_hour(site: Path) -> None:
    killed = staged(site)
    os.utime(killed.site.parent, (time.time() - 4000,) * 2)
    Staging(site).discard()
    assert not killed.site.exists()


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
    """A separate file system of half a megabyte; needs the right to mount one."""
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
