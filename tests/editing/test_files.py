"""Atomic writing of files."""

import contextlib
import os
from pathlib import Path

import pytest

from macros.editing.files import write_together, write_whole


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yml"
    write_whole(file, "old\n")
    file.chmod(0o640)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_whole(file, "new\n")
    assert file.read_text() == "old\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yml"]
    write_whole(file, "new\n")
    assert file.read_text() == "new\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target = tmp_path / "real.yml"
    target.write_text("old\n")
    link = tmp_path / "link.yml"
    link.symlink_to(target)
    write_whole(link, "new\n")
    assert link.is_symlink()
    assert target.read_text() == "new\n"


@pytest.fixture
def three(tmp_path: Path) -> dict[Path, str | None]:
    """Two files to change and to delete, and one to create, as they will be."""
    changed, deleted = tmp_path / "a.yml", tmp_path / "b.yml"
    changed.write_text("old a\n")
    deleted.write_text("old b\n")
    return {changed: "new a\n", deleted: None, tmp_path / "sub/c.yml": "new c\n"}


def files(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_several_files_are_written_and_deleted(
    tmp_path: Path, three: dict[Path, str | None]
) -> None:
    write_together(three)
    assert files(tmp_path) == {"a.yml": "new a\n", "sub/c.yml": "new c\n"}


@pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("survived", range(3))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_of_several_files_all_or_none_change(  # noqa: PLR0917 - a fault, its moment, its place
    tmp_path: Path,
    three: dict[Path, str | None],
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    survived: int,
    error: BaseException,
) -> None:
    before = files(tmp_path)
    real = {"os.fsync": os.fsync, "pathlib.Path.replace": Path.replace}[failing]
    calls = 0

    def fails_once(*arguments: Path) -> object:
        nonlocal calls
        calls += 1
        if calls == survived + 1:
            raise error
        return real(*arguments)  # type: ignore[operator]

    monkeypatch.setattr(failing, fails_once)
    with contextlib.suppress(type(error)):
        write_together(three)
    changed = calls <= survived
    assert files(tmp_path) == ({"a.yml": "new a\n", "sub/c.yml": "new c\n"} if changed else before)
