"""Hostile files in the data folder: reported, without effect, and nothing outside is read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.catalogue.loading import Loaded
from macros.catalogue.problems import MAX_PER_FILE
from tests.faults.hostile import PAPER, DataFolder, assert_readable, whole_catalogue
from tests.site.built import PROJECT

SECRET = "the-secret-of-the-machine"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    assert folder.load(whole_catalogue()).problems == ()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.yml").write_text(f"title: {SECRET}\n")
    return folder


def codes(loaded: Loaded) -> set[str]:
    assert loaded.catalogue is None
    assert_readable(loaded.problems)
    assert SECRET not in "\n".join(map(str, loaded.problems))
    return {problem.code for problem in loaded.problems}


def with_paper(data: DataFolder, content: bytes) -> set[str]:
    (data.folder / PAPER).write_bytes(content)
    return codes(data.load({}))


def bomb() -> bytes:
    lines = ["id: &l0 paper", "title: [*l0]"]
    lines += [f"a{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 40)]
    return "\n".join(lines).encode()


CONTENTS: dict[str, tuple[bytes, str]] = {
    "Python object": (b"title: !!python/object/apply:os.system ['touch /x']", "tag_refused"),
    "Python name": (b"title: !!python/name:os.system", "tag_refused"),
    "own tag": (b"%TAG ! tag:yaml.org,2002:python/\n---\ntitle: !name:os.system", "tag_refused"),
    "verbatim tag": (b"title: !<tag:yaml.org,2002:python/name:os.system> x", "tag_refused"),
    "binary": (b"title: !!binary aGVsbG8=", "tag_refused"),
    "timestamp": (b"date: !!timestamp 2024-01-01", "tag_refused"),
    "alias bomb": (bomb(), "anchor_or_alias"),
    "endless alias": (b"title: &a [*a]", "anchor_or_alias"),
    "merge key": (b"<<: {id: paper}\ntitle: x", "unknown_key"),
    "two documents": (b"id: paper\n---\nid: paper", "yaml_syntax"),
    "deep lists": (b"title: " + b"[" * 50_000, "too_deep"),
    "deep mappings": (b"title: " + b"{a: " * 50_000, "too_deep"),
    "deep items": (b"title:\n  " + b"- " * 50_000 + b"x", "too_deep"),
    "deep keys": (b"? " * 50_000 + b"x", "too_deep"),
    "stairs": (b"\n".join(b" " * n + b"a:" for n in range(900)), "too_deep"),
    "list as a key": (b"? [a, b]\n: x", "key_not_text"),
    "mapping as a key": (b"{a: b}: x", "key_not_text"),
    "huge key": (b"k" * 900_000 + b": x", "yaml_syntax"),
    "huge explicit key": (b"? " + b"k" * 900_000 + b"\n: x", "unknown_key"),
    "many unknown keys": (b"\n".join(b"k%d: x" % n for n in range(60_000)), "unknown_key"),
    "many equal keys": (b"id: x\n" * 100_000, "duplicate_key"),
    "many labels": (
        b"labels: [" + b",".join(b"l%d" % n for n in range(90_000)) + b"]",
        "missing_key",
    ),
    "many equal labels": (b"labels: [" + b"l," * 300_000 + b"]", "repeated_item"),
    "null bytes": (b"id: \0\n", "control_character"),
    "only nulls": (b"\0" * 1000, "control_character"),
    "terminal escapes": (b"id: \x1b[2J\x1b]0;owned\x07\n", "control_character"),
    "escaped escapes": (b'id: "\\e[2J"\n', "malformed_id"),
    "escaped surrogate": (b'title: "\\ud800"\n', "yaml_syntax"),
    "UTF-16": ("id: paper".encode("utf-16"), "not_utf8"),
    "UTF-8 that is none": (b"title: \xc0\xaf\xed\xa0\x80", "not_utf8"),
    "byte order mark": (b"\xef\xbb\xbfid: paper", "byte_order_mark"),
    "tab": (b"publication:\n\tvenue: x", "tab_indentation"),
    "a text": (b"just text", "expected_mapping"),
    "a list": (b"- id: paper", "expected_mapping"),
    "nothing": (b"", "file_empty"),
    "comments": (b"# nothing\n", "file_empty"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_utf8"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_hostile_yaml_is_reported(data: DataFolder, name: str) -> None:
    content, code = CONTENTS[name]
    assert code in with_paper(data, content)


def test_a_file_of_100_megabytes_is_not_read(data: DataFolder) -> None:
    with (data.folder / PAPER).open("wb") as file:
        file.truncate(100_000_000)
    assert codes(data.load({})) == {"file_too_large"}


def test_a_file_full_of_mistakes_does_not_hide_the_others(data: DataFolder) -> None:
    (data.folder / "site.yml").unlink()
    (data.folder / PAPER).write_bytes(b"\n".join(b"k%d: x" % n for n in range(10_000)))
    loaded = data.load({})
    assert len(loaded.problems) <= 2 * MAX_PER_FILE
    assert codes(loaded) >= {"file_missing", "unknown_key", "more_in_file"}


def link(place: str, target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        path = folder / place
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return make


LINKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "paper outside": (link(PAPER, "../../../outside/secret.yml"), "outside_data"),
    "site outside": (link("site.yml", "../outside/secret.yml"), "outside_data"),
    "absolute": (link(PAPER, "/etc/passwd"), "outside_data"),
    "device": (link(PAPER, "/dev/zero"), "outside_data"),
    "environment of the process": (link("labels.yml", "/proc/self/environ"), "outside_data"),
    "year outside": (link("papers/2024", "../../outside"), "stray_file"),
    "papers outside": (link("papers", "../outside"), "stray_file"),
    "another folder": (link("papers/2023", "/"), "stray_file"),
    "circle": (link("papers/2023", ".."), "stray_file"),
    "itself": (link(PAPER, "paper.yml"), "file_unreadable"),
    "nowhere": (link(PAPER, "nowhere.yml"), "file_missing"),
    "link to a link": (
        link(PAPER, "../../../data/papers/../../outside/secret.yml"),
        "outside_data",
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_links_out_of_the_folder_are_not_followed(data: DataFolder, name: str) -> None:
    make, code = LINKS[name]
    make(data.folder)
    assert code in codes(data.load({}))


def test_a_linked_data_folder_is_the_curators_choice(data: DataFolder) -> None:
    linked = data.folder.parent / "linked"
    linked.symlink_to(data.folder)
    assert DataFolder(linked).load({}).problems == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("place", [PAPER, "site.yml", "papers/2024/pipe.yml"])
def test_named_pipes_do_not_hang_the_build(data: DataFolder, place: str) -> None:
    (data.folder / place).unlink(missing_ok=True)
    os.mkfifo(data.folder / place)
    assert "not_a_file" in codes(data.load({}))


@pytest.mark.parametrize("place", [PAPER, "site.yml"])
def test_a_folder_in_place_of_a_file_is_reported(data: DataFolder, place: str) -> None:
    (data.folder / place).unlink()
    (data.folder / place).mkdir()
    assert "not_a_file" in codes(data.load({}))


@pytest.mark.parametrize("place", [PAPER, "site.yml"])
def test_what_may_not_be_read_is_reported(
    data: DataFolder, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = os.open

    def refuse(path: Path, *arguments: int) -> int:
        if path == data.folder / place:
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *arguments)

    (data.folder / PAPER).touch()
    monkeypatch.setattr(os, "open", refuse)
    assert "file_unreadable" in codes(data.load({}))


def test_a_folder_that_may_not_be_listed_is_reported(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("2024"):
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "file_unreadable" in codes(data.load({}))


NAMES = (
    b"new\nline.yml",
    b"\x1b[2Jescape.yml",
    b"not-utf-8-\xff\xfe.yml",
    "right\u202eleft.yml".encode(),
    b"<script>alert(1)<script>.yml",
    b"{{ 7*7 }}.yml",
    b"'quotes\" & $(id) `id`.yml",
    b"x" * 250 + b".yml",
    b"-rf.yml",
    b"%%catalogue:site_name%%.yml",
    b"[bold]x[red].yml",
)


def test_names_of_files_are_shown_safely(data: DataFolder) -> None:
    year = data.folder / "papers" / "2024"
    for name in NAMES:
        shutil.copy(data.folder / PAPER, year / os.fsdecode(name))
    loaded = data.load({})
    codes(loaded)
    refused = [problem for problem in loaded.problems if problem.code == "file_name_not_id"]
    assert len(refused) == len(NAMES)
    checked = subprocess.run(
        [sys.executable, "-m", "macros", "--data", str(data.folder), "check"],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 1, checked.stderr
    assert b"Traceback" not in checked.stderr
    for special in (b"\x1b", b"\xff", b"\xe2\x80\xae"):
        assert special not in checked.stdout + checked.stderr


def test_folders_without_end_are_not_walked(data: DataFolder) -> None:
    here = os.open(data.folder, os.O_RDONLY)
    for _ in range(3_000):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    try:
        assert codes(data.load({})) == {"stray_file"}
    finally:  # Python's own removal of folders gives up at this depth.
        subprocess.run(["rm", "-rf", str(data.folder / "d")], check=True)
