"""Replacing what stands in a folder that cannot be renamed itself, with a way back."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Final

# Names of a folder's entries before the change, of the new ones, and of those taken out.
_OLD: Final = "old-entries"
_NEW: Final = "new-entries"
_TAKEN_OUT: Final = "previous-entries"


def replace_entries(new: Path, target: Path, work: Path) -> None:
    """Replace all entries of ``target`` but hidden ones by those of ``new``.

    ``work`` keeps what is taken out, and the lists by which ``put_back`` undoes the change; they
    go when the change is complete. Raises OSError, after having undone it.
    """
    old_names = sorted(entry.name for entry in target.iterdir() if not entry.name.startswith("."))
    new_names = sorted(entry.name for entry in new.iterdir())
    taken_out = work / _TAKEN_OUT
    taken_out.mkdir()
    (work / _OLD).write_text("\n".join(old_names), encoding="utf-8")
    (work / _NEW).write_text("\n".join(new_names), encoding="utf-8")
    try:
        for name in sorted({*old_names, *new_names}):
            if name in old_names:
                _take_out(target / name, taken_out / name)
            if name in new_names:
                shutil.move(new / name, target / name)
    except OSError:
        put_back(target, work)
        raise
    (work / _NEW).unlink()


def put_back(target: Path, work: Path) -> None:
    """Undo what ``replace_entries`` began in ``target``; nothing where it began or left nothing."""
    taken_out = work / _TAKEN_OUT
    if not (work / _NEW).is_file() or not taken_out.is_dir():
        return
    old_names = (work / _OLD).read_text(encoding="utf-8").split("\n")
    new_names = (work / _NEW).read_text(encoding="utf-8").split("\n")
    for name in filter(None, {*old_names, *new_names}):
        kept, changed = taken_out / name, target / name
        if kept.exists() or name not in old_names:
            _remove(changed)
        if kept.exists():
            shutil.move(kept, changed)


def _take_out(path: Path, kept: Path) -> None:
    try:
        path.rename(kept)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # Folders of a container's image cannot be renamed: what is kept is whole before path goes.
        copy = kept.with_name(f".{kept.name}")
        shutil.copytree(path, copy) if path.is_dir() else shutil.copy2(path, copy)
        copy.rename(kept)
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
