"""Data and feeds of the built site are where guide, pages and documents say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from lxml import html
from markdown_it import MarkdownIt

from macros.translations import LOCALES, Locale
from tests.browser.static_server import StaticServer
from tests.site.built import PROJECT, SITE_URL

PUBLISHED = "https://nangoai.github.io/Awesome-Talking-Head-Generation/"
GUIDES = {"en": PROJECT / "docs" / "api.md", "zh": PROJECT / "docs" / "api.zh.md"}
ROOTS = {"en": "", "zh": "zh/"}


def examples(locale: Locale) -> list[tuple[str, str]]:
    """Return language and text of each example of the guide."""
    tokens = MarkdownIt().parse(GUIDES[locale].read_text(encoding="utf-8"))
    return [(token.info, token.content) for token in tokens if token.type == "fence"]


def test_both_guides_show_the_same_examples() -> None:
    assert examples("en") == examples("zh")
    assert len(examples("en")) == 4


@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("curl")), reason="needs jq and curl")
def test_the_examples_of_the_guide_work(site_server: StaticServer, tmp_path: Path) -> None:
    printed = []
    for language, source in examples("en"):
        written = source.replace(PUBLISHED, site_server.url)
        assert written != source or language == "shell"
        command = {"shell": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}
        finished = subprocess.run(
            [*command[language], written], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert finished.returncode == 0, finished.stderr
        printed.append(finished.stdout)
    counts, _, frame, entries = printed
    papers = json.loads(counts)["papers"]
    assert int(entries) == papers
    assert "arXiv" in frame


@pytest.mark.parametrize("locale", LOCALES)
def test_every_feed_a_page_names_can_be_read(built_site: Path, locale: Locale) -> None:
    found = set()
    for page in (built_site / ROOTS[locale]).glob("*/index.html"):
        for link in html.parse(str(page)).iterfind(".//link[@type]"):
            if link.get("type") in ("application/atom+xml", "application/feed+json"):
                # "alternate " with its space: Material's language switch selects the exact word.
                assert link.get("rel") == "alternate "
                found.add((page.parent / str(link.get("href"))).resolve())
    assert len(found) >= 8
    for file in found:
        if file.suffix == ".json":
            assert json.loads(file.read_bytes())["items"]
        else:
            assert not feedparser.parse(file.read_bytes()).bozo


@pytest.mark.parametrize("locale", LOCALES)
def test_a_shared_link_has_a_picture_and_a_title(built_site: Path, locale: Locale) -> None:
    for page in ("", "papers/", "2d-audio-driven/", "datasets/"):
        document = html.parse(str(built_site / ROOTS[locale] / page / "index.html"))
        found = {
            str(meta.get("property")): str(meta.get("content"))
            for meta in document.iterfind(".//meta[@property]")
        }
        assert found["og:title"]
        assert re.search(r"[一-鿿]", found["og:title"] + found["og:description"]) or locale == "en"
        assert found["og:url"] == f"{SITE_URL}{ROOTS[locale]}{page}"
        picture = built_site / found["og:image"].removeprefix(SITE_URL)
        assert picture.is_file()
        assert document.find(".//meta[@name='twitter:card']") is not None
