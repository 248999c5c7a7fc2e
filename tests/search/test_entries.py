"""Entries: one a paper, dataset, page and section, in the words of the page's language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.model import Catalogue
from macros.search.entries import DocumentPage, DocumentSection, entries, owner_and_name
from macros.translations import LOCALES, Locale


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_has_one_entry(locale: Locale, seed_catalogue: Catalogue) -> None:
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
    assert (page["title"], page["aliases"]) == ("参与", ("contribute",))
    assert (page["text"], page["prose"]) == ("添加论文", "一共四步")
    assert (section["title"], section["page"], section["prose"]) == ("添加论文", "参与", "写六行")
    assert section["location"] == "contribute/#add"


def test_a_paper_is_known_by_every_name_of_it_and_of_its_people(
    searched_catalogue: Catalogue,
) -> None:
    (entry,) = (e for e in entries(searched_catalogue, "en") if e["title"].startswith("MakeItTalk"))
    assert {"Adobe Research", "Huya Inc.", "虎牙"} <= {*entry["affiliations"]}
    assert "Yang Zhou" in entry["authors"]
    assert entry["identifiers"] == ("2004.12992", "10.1145/3414685.3417774")
    assert ("yzhou359", "MakeItTalk") in entry["addresses"]
    assert "cartoon" in entry["text"]
    assert "卡通" in entry["text"]


def test_keywords_are_searched_in_both_languages(searched_catalogue: Catalogue) -> None:
    named = ("LivePortrait", "VFHQ")
    for entry in (e for e in entries(searched_catalogue, "en") if e["title"].startswith(named)):
        assert {"animate cats and dogs", "clear interview face videos"} & {*entry["keywords"]}
        assert {"让猫狗动起来", "高清访谈人脸"} & {*entry["keywords"]}


def test_guides_are_known_by_what_readers_want_to_do(searched_catalogue: Catalogue) -> None:
    section = DocumentSection("Check messages", "check-messages", "")
    document = DocumentPage("Add a paper", "contributing/", "", (section, section))
    found = entries(searched_catalogue, "en", (document,))
    page, section_entry, _ = (e for e in found if e["location"].startswith("contributing/"))
    assert "who may add papers" in page["keywords"]
    assert {"unknown key", "缺少必填字段"} <= {*section_entry["keywords"]}


def test_what_a_paper_is_known_to_lack(searched_catalogue: Catalogue) -> None:
    lacks = {
        entry["title"].split(":")[0]: entry.get("lacks", ())
        for entry in entries(searched_catalogue, "en")
        if entry["kind"] == "paper"
    }
    assert lacks["LivePortrait"] == ("training code",)
    assert lacks["VASA-1"] == ("code", "weights")
    assert lacks["MeshTalk"] == ("commercial use",)
    assert lacks["FaceFormer"] == ()


def test_code_that_is_only_promised_is_no_code(searched_catalogue: Catalogue) -> None:
    promised = {paper.title for paper in searched_catalogue.papers if paper.code_is_promised}
    assert promised
    for entry in entries(searched_catalogue, "en"):
        assert entry["title"] not in promised or "code" not in entry


def test_a_dataset_of_another_paper_is_found_by_that_one(searched_catalogue: Catalogue) -> None:
    (entry,) = (e for e in entries(searched_catalogue, "zh") if e["title"] == "MEAD")
    assert "10.1007/978-3-030-58589-1_42" in entry["identifiers"]
    assert "Emotional Talking-face" in entry["text"]
    assert "Kaisiyuan Wang" in entry["authors"]


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://github.com/Rudrabha/Wav2Lip", ("Rudrabha", "Wav2Lip")),
        ("https://humanaigc.github.io/vivid-talk/", ("humanaigc", "vivid-talk")),
        ("https://www.example.com/research/vasa-1.html", ("example", "vasa-1")),
        ("https://loopyavatar.github.io/", ("loopyavatar", "loopyavatar")),
    ],
)
def test_what_an_address_names(url: str, named: tuple[str, str]) -> None:
    assert owner_and_name(url) == named
