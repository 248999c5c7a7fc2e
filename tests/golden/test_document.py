"""Every cell of the customer's document is on the built pages, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale
from tests.golden.document import COMMUNITY_URL, DOCUMENT, Row, dataset_rows, paper_rows
from tests.golden.gaps import (
    SECTIONS,
    gaps_of_catalogue,
    gaps_of_site,
    identified_rows,
    read_corrections,
)

LABELS_IN_CHINESE = {
    "Diffusion": "扩散模型",
    "Emotional": "情感控制",
    "Implicit-keypoints": "隐式关键点",
    "3D-volume": "3D 体表示",
    "StyleGAN": "基于 StyleGAN",
    "Editable": "可编辑",
}


def built_rows(site: Path, locale: Locale, section: str) -> list[Row]:
    """Return the rows of a built category page, in the document's terms."""
    folder = site if locale == "en" else site / locale
    document = html.parse(str(folder / SECTIONS[section] / "index.html"))
    rows = []
    for row in document.iterfind(".//tr[@id]"):
        cell = {kind: row.find(f".//*[@class='mdx-paper__{kind}']") for kind in CELLS}
        heading = row.xpath("ancestor::table/preceding::h2[1]")[0]
        publication = cell["publication"].find(".//a")
        rows.append(
            Row(
                section=section,
                group=heading.get("id").removeprefix("y"),
                date=cell["date"].find(".//time").get("datetime"),
                title=title_text(cell["title"]),
                publication=(text(publication), publication.get("href"))
                if publication is not None
                else None,
                project=href(cell["project"]),
                code=href(cell["code"]),
                labels=tuple(text(label) for label in cell["labels"].iterfind(".//li")),
                blog=href(cell["blog"]),
            )
        )
    return rows


CELLS = ("date", "title", "publication", "project", "code", "labels", "blog")


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def title_text(cell: html.HtmlElement) -> str:
    """Return only the title: the cell may also contain controls."""
    titled = cell.find(".//*[@data-paper-title]")
    return text(cell if titled is None else titled)


def href(cell: html.HtmlElement) -> str | None:
    link = cell.find(".//a[@href]")
    return None if link is None else str(link.get("href"))


def by_title(rows: list[Row]) -> dict[str, Row]:
    return {row.title: row for row in rows}


def test_the_reader_finds_what_the_customer_counts() -> None:
    rows = paper_rows()
    labels = [label for _, row in identified_rows() for label in row.labels]
    assert len(rows) == 37
    assert [sum(row.section == section for row in rows) for section in SECTIONS] == [23, 9, 5]
    assert sum(row.publication is not None for row in rows) == 36
    assert sum(row.project is not None for row in rows) == 24
    assert sum(row.code is not None for row in rows) == 23
    assert sum(row.blog is not None for row in rows) == 6
    assert {label: labels.count(label) for label in labels} == {
        "Diffusion": 10,
        "Emotional": 5,
        "Implicit-keypoints": 6,
        "3D-volume": 2,
        "StyleGAN": 1,
        "Editable": 1,
    }
    assert len(dataset_rows()) == 6


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_cell_of_a_category_is_on_its_page(
    built_site: Path, locale: Locale, section: str
) -> None:
    expected = [row for _, row in identified_rows() if row.section == section]
    if locale == "zh":
        expected = [
            replace(row, labels=tuple(LABELS_IN_CHINESE[label] for label in row.labels))
            for row in expected
        ]
    assert by_title(built_rows(built_site, locale, section)) == by_title(expected)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_cell_of_the_datasets_is_on_their_page(built_site: Path, locale: Locale) -> None:
    folder = built_site if locale == "en" else built_site / locale
    document = html.parse(str(folder / "datasets" / "index.html"))
    rows = document.findall(".//tr[@id]")
    expected = dataset_rows()
    assert [text(row.find(".//th")) for row in rows] == [row.name for row in expected]
    for row, dataset in zip(rows, expected, strict=True):
        year, description, download = (
            row.find(f"td[@class='mdx-dataset__{kind}']")
            for kind in ("year", "description", "download")
        )
        assert text(year) == dataset.year
        assert href(download) == dataset.url
        emphasised = [text(strong) for strong in description.iterfind(".//strong")]
        if locale == "en":
            assert text(description) == dataset.description.replace("**", "")
            assert emphasised == re.findall(r"\*\*(.+?)\*\*", dataset.description)
        else:
            assert len(emphasised) == dataset.description.count("**") // 2
            assert re.search("[\u4e00-\u9fff]", text(description))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_community_is_on_the_home_page_in_both_languages(
    built_site: Path, locale: Locale
) -> None:
    folder = built_site if locale == "en" else built_site / locale
    document = html.parse(str(folder / "index.html"))
    columns = document.findall(".//*[@class='mdx-bilingual mdx-community']/*[@lang]")
    source = DOCUMENT.read_text(encoding="utf-8")
    assert columns[0].get("lang") == locale
    for column in columns:
        paragraph = text(column.find("p"))
        assert paragraph in source.replace("**", "")
        for strong in column.iterfind(".//strong"):
            assert f"**{text(strong)}**" in source
    assert document.find(f".//a[@href='{COMMUNITY_URL}']") is not None


def test_the_frozen_catalogue_lacks_nothing(built_site: Path, seed_catalogue: Catalogue) -> None:
    assert gaps_of_catalogue(seed_catalogue) == []
    assert gaps_of_site(built_site, seed_catalogue) == []


def test_corrections_correct_the_document_and_have_a_source() -> None:
    rows = dict(identified_rows())
    source = DOCUMENT.read_text(encoding="utf-8")
    for correction in read_corrections():
        assert correction.reason.strip(), correction
        assert correction.source.startswith("https://"), correction
        assert correction.document != correction.catalogue
        if correction.entry in rows:
            value = getattr(rows[correction.entry], correction.key)
            assert correction.catalogue in (value if isinstance(value, tuple) else (value,))
        if correction.key != "date":
            assert correction.document in source, correction
