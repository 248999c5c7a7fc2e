"""Files that are whole at every moment."""

from pathlib import Path

import pytest

from macros.editing.files import write_whole


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
