"""A web address as a QR code (ISO/IEC 18004), as the path of an SVG image."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno


@dataclass(frozen=True, slots=True)
class QrCode:
    """``path`` draws the dark modules in a square of ``size`` units, quiet zone included."""

    size: int
    path: str


@lru_cache(maxsize=16)
def qr_code(url: str) -> QrCode:
    """Return the QR code of ``url``, error correction level Q, with the standard's quiet zone."""
    code = segno.make_qr(url, error="q")
    border = code.default_border_size
    runs: list[str] = []
    for row, modules in enumerate(code.matrix_iter(border=border)):
        column = 0
        for dark, group in groupby(modules):
            width = len(list(group))
            if dark:
                runs.append(f"M{column} {row}h{width}v1h-{width}z")
            column += width
    size, _ = code.symbol_size(border=border)
    return QrCode(int(size), "".join(runs))
