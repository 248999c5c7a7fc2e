"""Entries: one a paper, dataset, page and section, in the words of the page's language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.model import Catalogue
from macros.search.entries import DocumentPage, DocumentSection, entries
from macros.translations import LOCALES, Locale


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_stands_there_once(locale: Locale, seed_catalogue: Catalogue) -> None:
    found = entries(seed_catalogue, locale)
    locations = Counter(entry["location"] for entry in found)
    assert set(locations.values()) == {1}
    kinds = Counter(entry["kind"] for entry in found)
    assert kinds["paper"] == len(seed_catalogue.papers)
    assert kinds["dataset"] == len(seed_catalogue.datasets)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_location_exists_on_the_built_pages(
    locale: Locale, seed_catalogue: Catalogue, built_site: Path
) -> None:
    root = built_site if locale == "en" else built_site / locale
    pages: dict[str, set[str]] = {}
    for entry in entries(seed_catalogue, locale):
        path, _, anchor = entry["location"].partition("#")
        if path not in pages:
            tree = html.parse(str(root / path / "index.html"))
            pages[path] = {element.get("id", "") for element in tree.iter() if element.get("id")}
        assert not anchor or anchor in pages[path], entry["location"]


def test_a_paper_of_two_categories_is_one_entry_with_both(seed_catalogue: Catalogue) -> None:
    (entry,) = (e for e in entries(seed_catalogue, "en") if e["title"].startswith("KMTalk"))
    assert entry["categories"] == ("2d-audio-driven", "3d-audio-driven")
    assert entry["location"] == "2d-audio-driven/#kmtalk"
    assert (entry["venue"], entry["year"]) == ("ECCV", 2024)
    assert entry["code"] == "https://github.com/ffxzh/KMTalk"


def test_pages_of_docs_are_found_by_their_sections(seed_catalogue: Catalogue) -> None:
    document = DocumentPage(
        "参与", "contribute/", "一共四步", (DocumentSection("添加论文", "add", "写六行"),)
    )
    found = entries(seed_catalogue, "zh", (document,))
    page, section = (e for e in found if e["location"].startswith("contribute/"))
    assert (page["title"], page["text"], page["prose"]) == ("参与", "contribute", "一共四步")
    assert (section["title"], section["page"], section["prose"]) == ("添加论文", "参与", "写六行")
    assert section["location"] == "contribute/#add"
