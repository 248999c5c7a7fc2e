"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

_FROM_WORKING_DIRECTORY: Final = -100  # AT_FDCWD of fcntl.h
_SWAP: Final = 2  # RENAME_EXCHANGE of linux/fs.h, RENAME_SWAP of macOS' sys/stdio.h
_UNSUPPORTED: Final = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchange(first: Path, second: Path) -> bool:
    """Let two existing paths of one file system change places; no moment is without either.

    Returns False where system or file system know no such step (renameat2(2), renamex_np(2)).
    Raises OSError where they do and it failed.
    """
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = library.renamex_np(os.fsencode(first), os.fsencode(second), _SWAP)
        else:
            failed = library.renameat2(
                _FROM_WORKING_DIRECTORY,
                os.fsencode(first),
                _FROM_WORKING_DIRECTORY,
                os.fsencode(second),
                _SWAP,
            )
    except (AttributeError, TypeError):
        return False  # A C library without the call; Windows, which has no nameless library.
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(first), None, str(second))
