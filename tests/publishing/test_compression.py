"""Compressed copies have the content of the original, and are reproducible."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from macros.publishing.compression import SMALLEST, compress_site, main

TEXT = "说话人头生成 talking head generation\n" * 100


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(TEXT, encoding="utf-8")
    (tmp_path / "small.css").write_text("x" * (SMALLEST - 1))
    (tmp_path / "picture.png").write_bytes(b"x" * 2 * SMALLEST)
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "feed.xml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def copies(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.suffix in (".gz", ".br"))
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def test_texts_are_copied_and_nothing_else(site: Path) -> None:
    total = compress_site(site)
    written = copies(site)
    assert set(written) == {
        "index.html.gz",
        "index.html.br",
        "zh/feed.xml.gz",
        "zh/feed.xml.br",
    }
    assert gzip.decompress(written["index.html.gz"]).decode() == TEXT
    assert brotli.decompress(written["zh/feed.xml.br"]).decode() == TEXT
    assert total.files == 2
    assert total.plain == 2 * len(TEXT.encode())
    assert total.gzipped == sum(len(copy) for name, copy in written.items() if name.endswith("gz"))


def test_the_same_site_gives_the_same_bytes(site: Path) -> None:
    compress_site(site)
    first = copies(site)
    (site / "index.html").touch()
    compress_site(site)
    assert copies(site) == first
    # The time stamp of the format, bytes 4 to 8, is none.
    assert first["index.html.gz"][4:8] == bytes(4)


def test_copies_of_removed_texts_go(site: Path) -> None:
    compress_site(site)
    (site / "zh" / "feed.xml").unlink()
    (site / "data.tar.gz").write_bytes(b"not ours")
    compress_site(site)
    assert set(copies(site)) == {"index.html.gz", "index.html.br", "data.tar.gz"}


def test_the_command_reports(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(site)]) == 0
    assert capsys.readouterr().out.startswith("2 files, ")
    assert main([str(site / "zh")]) == 1
    assert "build the site first" in capsys.readouterr().err


def test_an_empty_site_is_no_mistake(tmp_path: Path) -> None:
    assert compress_site(tmp_path).files == 0
