"""A site from the fabricated catalogue: readers see exactly what the YAML says."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue, Paper
from macros.translations import LOCALES, Locale
from tests.site.built import PROJECT, build_site
from tests.site.reading import read_page, text_of

DATA = PROJECT / "tests" / "data" / "catalogue"


@pytest.fixture(scope="module")
def fabricated() -> Catalogue:
    loaded = load(DATA)
    assert loaded.catalogue is not None, loaded.problems
    return loaded.catalogue


@pytest.fixture(scope="module")
def fabricated_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("fabricated") / "site", data=DATA)


def rows_of(site: Path, locale: Locale, path: str) -> dict[str, html.HtmlElement]:
    return {row.get("id"): row for row in read_page(site, locale, path).iterfind(".//tr[@id]")}


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_reads_as_it_was_written(
    fabricated_site: Path, fabricated: Catalogue, locale: Locale
) -> None:
    rows = rows_of(fabricated_site, locale, "papers/")
    assert set(rows) == {paper.id for paper in fabricated.papers}
    for paper in fabricated.papers:
        row = rows[paper.id]
        assert text_of(row.find(".//*[@data-paper-title]")) == spaced(paper.title)
        for author in paper.authors:
            assert author in text_of(row.find(".//*[@class='mdx-paper__authors']"))
        shown = text_of(row.find(".//*[@class='mdx-paper__labels']"))
        for label in paper.labels:
            assert spaced(fabricated.label(label).name[locale]) in shown
        assert_links(row, paper)


def assert_links(row: html.HtmlElement, paper: Paper) -> None:
    for kind, url in paper.links.items():
        assert row.find(f".//td[@class='mdx-paper__{kind}']//a").get("href") == url
    if paper.publication:
        published = row.find(".//td[@class='mdx-paper__publication']")
        assert text_of(published[0]) == spaced(paper.publication.label)
        preprint = published.find("a[@class='mdx-link mdx-link--preprint']")
        assert (None if preprint is None else preprint.get("href")) == paper.preprint


@pytest.mark.parametrize("locale", LOCALES)
def test_titles_are_marked_with_their_own_language(fabricated_site: Path, locale: Locale) -> None:
    rows = rows_of(fabricated_site, locale, "papers/")
    languages = {"han": "zh", "bare": "en"}
    for paper_id, language in languages.items():
        title = rows[paper_id].find(".//*[@data-paper-title]")
        assert title.get("lang") == (None if language == locale else language)


def test_a_text_in_one_language_falls_back_marked(fabricated_site: Path) -> None:
    for locale, paper_id, language in (("zh", "long", "en"), ("en", "markdown", "zh")):
        row = rows_of(fabricated_site, locale, "papers/")[paper_id]  # type: ignore[arg-type]
        summary = row.find(".//*[@class='mdx-paper__summary']")
        assert summary.find("span").get("lang") == language
        link = summary.find("a")
        assert link.get("href").endswith(f"/{paper_id}.yml")
        assert text_of(link) == {"zh": "翻译此段", "en": "Translate this"}[locale]


def test_nothing_of_the_data_became_markup(fabricated_site: Path) -> None:
    for file in fabricated_site.rglob("*.html"):
        page = html.parse(str(file))
        assert [s.text for s in page.iterfind(".//script") if "alert(" in (s.text or "")] == []
        assert [i.get("src") for i in page.iterfind(".//img") if i.get("src") == "x"] == []
        for link in page.iterfind(".//a[@href]"):
            assert not link.get("href").startswith(("javascript:", "data:", "//")), file


@pytest.mark.parametrize("locale", LOCALES)
def test_every_category_has_its_page_and_its_place_in_the_navigation(
    fabricated_site: Path, fabricated: Catalogue, locale: Locale
) -> None:
    tabs = read_page(fabricated_site, locale, "").findall(".//a[@class='md-tabs__link']")
    named = {link.get("href"): text_of(link) for link in tabs}
    for category in fabricated.categories:
        title = spaced(category.title[locale])
        assert named[f"{category.id}/"] == title
        page = read_page(fabricated_site, locale, f"{category.id}/")
        assert text_of(page.find(".//h1")) == title
        assert title in spaced(page.findtext(".//title"))
