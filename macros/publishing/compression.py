"""Compressed copies beside the files of a built site, for hosts that serve them directly.

``python -m macros.publishing.compression site`` writes ``<file>.gz`` (RFC 1952) and ``<file>.br``
(RFC 7932). The same site gives the same bytes.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import brotli

from macros.editing.files import write_whole_bytes

TEXTS: Final = frozenset(
    (
        ".atom",
        ".bib",
        ".css",
        ".csv",
        ".html",
        ".js",
        ".json",
        ".md",
        ".mjs",
        ".svg",
        ".txt",
        ".webmanifest",
        ".xml",
    )
)
# Smaller than a network packet, there is nothing to gain.
SMALLEST: Final = 1_000
# The smallest copies that Brotli makes: made once, sent often.
BROTLI_QUALITY: Final = 11


@dataclass(frozen=True, slots=True)
class Compressed:
    """How many files were compressed, and their total size before and after."""

    files: int
    plain: int
    gzipped: int
    brotli: int


def compress_site(site: Path) -> Compressed:
    """Write compressed copies of a site's text files and return the totals.

    Copies whose text is gone are removed. Raises OSError.
    """
    for copy in (*site.rglob("*.gz"), *site.rglob("*.br")):
        if copy.with_suffix("").suffix in TEXTS and not copy.with_suffix("").exists():
            copy.unlink()
    with ThreadPoolExecutor() as pool:
        sizes = list(pool.map(_compress, _texts(site)))
    totals = [sum(column) for column in zip(*sizes, strict=True)] or [0, 0, 0]
    return Compressed(len(sizes), *totals)


def _texts(site: Path) -> Iterator[Path]:
    for file in sorted(site.rglob("*")):
        if file.suffix in TEXTS and file.is_file() and file.stat().st_size >= SMALLEST:
            yield file


def _compress(file: Path) -> tuple[int, int, int]:
    content = file.read_bytes()
    # No time stamp, so that two builds are the same bytes.
    gzipped = gzip.compress(content, compresslevel=9, mtime=0)
    smaller = brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    write_whole_bytes(file.with_name(f"{file.name}.gz"), gzipped)
    write_whole_bytes(file.with_name(f"{file.name}.br"), smaller)
    return len(content), len(gzipped), len(smaller)


def main(arguments: list[str]) -> int:
    """Compress the site in the folder named in ``arguments``; return the exit code."""
    site = Path(arguments[0] if arguments else "site")
    if not (site / "index.html").exists():
        sys.stderr.write(f"{site}: no index.html here; build the site first\n")
        return 1
    total = compress_site(site)
    sys.stdout.write(
        f"{total.files} files, {total.plain:,} bytes: "
        f"{total.gzipped:,} with gzip, {total.brotli:,} with brotli\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
