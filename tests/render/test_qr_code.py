"""QR codes, drawn from their path and read by another library."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from macros.render.qr_code import qr_code

SCALE = 4


@pytest.mark.parametrize("url", ["https://t.zsxq.com/r6lJA", "https://example.org/" + "a" * 200])
def test_a_code_reads_as_its_address(url: str) -> None:
    code = qr_code(url)
    picture = Image.new("L", (code.size * SCALE, code.size * SCALE), 255)
    pencil = ImageDraw.Draw(picture)
    for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        x, y, width = (int(number) * SCALE for number in run)
        pencil.rectangle((x, y, x + width - 1, y + SCALE - 1), fill=0)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [url]


def test_the_quiet_zone_is_empty() -> None:
    code = qr_code("https://t.zsxq.com/r6lJA")
    assert min(int(x) for x, _ in re.findall(r"M(\d+) (\d+)", code.path)) == 4
    assert min(int(y) for _, y in re.findall(r"M(\d+) (\d+)", code.path)) == 4
