"""Atomic writing: a file is written under a temporary name, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path


def write_whole(file: Path, content: str) -> None:
    """Write ``content`` as UTF-8 to ``file``; see ``write_whole_bytes``."""
    write_whole_bytes(file, content.encode())


def write_whole_bytes(file: Path, content: bytes) -> None:
    """Write ``content`` to ``file``, creating its folder.

    The file holds either the old or the new content at every moment, even if the program is
    interrupted (rename(2) is atomic). A symbolic link is followed, the permissions of
    an existing file are kept. Raises OSError.
    """
    target = file.resolve()
    with ExitStack() as left_over:
        _staged(target, content, left_over).replace(target)


def write_together(contents: Mapping[Path, str | None]) -> None:
    """Write several files, and delete those without content: all of them, or none.

    The new files and copies of the old ones are on the disk before the first is moved into its
    place, so that a full disk changes nothing; an error or an interruption after that brings the
    old ones back. Raises OSError.
    """
    with ExitStack() as left_over:
        moves: dict[Path, tuple[Path | None, Path | None]] = {}
        for file, content in contents.items():
            target = file.resolve() if content is not None else file
            new = None if content is None else _staged(target, content.encode(), left_over)
            old = _staged(target, target.read_bytes(), left_over) if target.exists() else None
            moves[target] = new, old
        begun: list[Path] = []
        try:
            for target, (new, _) in moves.items():
                begun.append(target)
                _put(target, new)
        except BaseException:
            for target in begun:
                _put(target, moves[target][1])
            raise


def _put(target: Path, file: Path | None) -> None:
    if file is None:
        target.unlink(missing_ok=True)
    else:
        file.replace(target)


def _staged(target: Path, content: bytes, left_over: ExitStack) -> Path:
    """Write ``content`` beside ``target``; what is not moved away is removed with ``left_over``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    # The name begins with a dot and does not end in .yml, so it is not read as a record.
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    left_over.callback(Path(name).unlink, missing_ok=True)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).chmod(mode)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
