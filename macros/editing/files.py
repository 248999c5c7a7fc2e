"""Files that are whole at every moment: written beside their place, then moved into it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, content: str) -> None:
    """Write ``content`` as UTF-8 to ``file``; see ``write_whole_bytes``."""
    write_whole_bytes(file, content.encode())


def write_whole_bytes(file: Path, content: bytes) -> None:
    """Write ``content`` to ``file``, creating its folder.

    The file holds the old or the new content at every moment, also when the program is
    interrupted (rename(2) replaces atomically). A symbolic link is followed, the permissions of
    an existing file are kept. Raises OSError.
    """
    target = file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    # The name begins with a dot and does not end in .yml: no reader takes it for a record.
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
