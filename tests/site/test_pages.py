"""The built pages: the same in both languages, complete, with metadata."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import zxingcpp
from lxml import etree
from PIL import Image
from playwright.sync_api import Page

from macros.catalogue.model import Catalogue, by_year
from macros.render.pages import site_pages
from macros.translations import LOCALES, Locale
from tests.browser.static_server import StaticServer
from tests.site.built import SITE_URL, build_site
from tests.site.reading import pages_with_papers, read_page, text_of


def html_files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}


def test_both_languages_have_the_same_pages(built_site: Path) -> None:
    chinese = {file for file in html_files(built_site) if file.startswith("zh/")}
    english = html_files(built_site) - chinese
    assert {f"zh/{file}" for file in english} == chinese
    assert len(english) >= 7


def test_both_languages_have_the_same_rows(built_site: Path, catalogue: Catalogue) -> None:
    for page in site_pages(catalogue):
        ids = [
            [
                row.get("id")
                for row in read_page(built_site, locale, page.path).iterfind(".//tr[@id]")
            ]
            for locale in LOCALES
        ]
        assert ids[0] == ids[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_of_papers_have_a_section_per_year(
    built_site: Path, catalogue: Catalogue, locale: Locale
) -> None:
    for page in pages_with_papers(catalogue):
        papers = catalogue.papers if page.kind == "papers" else catalogue.papers_in(page.name)
        headings = read_page(built_site, locale, page.path).findall(".//h2[@id]")
        years = [heading.get("id") for heading in headings if heading.get("id").startswith("y")]
        assert years == [f"y{year}" for year in by_year(papers)]
        assert years == sorted(years, reverse=True)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_paper_is_on_the_page_of_all_papers(
    built_site: Path, catalogue: Catalogue, locale: Locale
) -> None:
    rows = read_page(built_site, locale, "papers/").findall(".//tr[@id]")
    assert [row.get("id") for row in rows] == [paper.id for paper in catalogue.papers]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_post_is_in_the_tech_blogs_once_in_both_languages(
    built_site: Path, catalogue: Catalogue, locale: Locale
) -> None:
    posts = read_page(built_site, locale, "").findall(".//li[@class='mdx-blog']")
    assert [post.find("h3/a").get("href") for post in posts] == [
        paper.blog for paper in catalogue.papers_with_blog
    ]
    for post, paper in zip(posts, catalogue.papers_with_blog, strict=True):
        assert text_of(post.find("h3")) == paper.title
        columns = post.findall("div/div")
        assert columns[0].get("lang") == locale
        assert {column.get("lang") for column in columns} == set(LOCALES)
        for column in columns:
            title = catalogue.category(paper.categories[0]).title[column.get("lang")]
            assert title in text_of(column)
            assert column.find(".//time").get("datetime") == str(paper.date)
            assert paper.title not in text_of(column)


@pytest.mark.parametrize("locale", LOCALES)
def test_links_of_papers_are_named_and_let_go_of_the_opener(
    built_site: Path, seed_catalogue: Catalogue, locale: Locale
) -> None:
    page = read_page(built_site, locale, "2d-audio-driven/")
    for link in page.iterfind(".//table//a[@href]"):
        if link.get("href").startswith("http"):
            assert "noopener" in link.get("rel").split(), link.get("href")
            # Links whose text is only their kind have a label; a title or an address needs none.
            named = link.get("aria-label") or link.get("data-paper-title") is not None
            assert named or "mdx-link" not in link.get("class", ""), link.get("href")
    echomimic = page.find(".//tr[@id='echomimic']")
    labels = [link.get("aria-label") for link in echomimic.iterfind(".//a[@aria-label]")]
    expected = {"en": "Code for EchoMimic", "zh": "EchoMimic 的代码"}
    assert expected[locale] in labels
    assert seed_catalogue.paper("echomimic").code is not None


@pytest.mark.parametrize("locale", LOCALES)
def test_empty_cells_are_empty(built_site: Path, locale: Locale) -> None:
    vasa = read_page(built_site, locale, "2d-audio-driven/").find(".//tr[@id='vasa-1']")
    for kind in ("publication", "code", "blog"):
        assert text_of(vasa.find(f".//*[@class='mdx-paper__{kind}']")) == ""


def test_language_address_and_alternates_agree(built_site: Path, catalogue: Catalogue) -> None:
    sitemap = read_sitemap(built_site)
    for page in site_pages(catalogue):
        expected = {
            "en": f"{SITE_URL}{page.path}",
            "zh": f"{SITE_URL}zh/{page.path}",
            "x-default": f"{SITE_URL}{page.path}",
        }
        for locale in LOCALES:
            tree = read_page(built_site, locale, page.path)
            assert tree.get("lang") == locale
            assert tree.find(".//link[@rel='canonical']").get("href") == expected[locale]
            alternates = {
                link.get("hreflang"): link.get("href")
                for link in tree.iterfind(".//link[@hreflang]")
                if link.get("rel").split() == ["alternate"]
            }
            assert alternates == expected
            assert sitemap[expected[locale]] == expected


def read_sitemap(site: Path) -> dict[str, dict[str, str]]:
    namespaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    tree = etree.parse(str(site / "sitemap.xml"))
    return {
        str(url.findtext("s:loc", namespaces=namespaces)): {
            str(link.get("hreflang")): str(link.get("href"))
            for link in url.iterfind("x:link", namespaces)
        }
        for url in tree.iterfind("s:url", namespaces)
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_qr_code_is_scanned_from_the_screen(
    page: Page, site_server: StaticServer, catalogue: Catalogue, scheme: str
) -> None:
    page.set_viewport_size({"width": 640, "height": 480})  # drawn whole in the tests' browser
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site_server.url)
    picture = Image.open(io.BytesIO(page.locator(".mdx-community__qr").screenshot()))
    found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == [catalogue.site.community.url]


def test_two_builds_are_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    again = build_site(tmp_path / "again", fork=False)  # with another seed for hashes
    files = {file.relative_to(built_site) for file in built_site.rglob("*") if file.is_file()}
    assert {file.relative_to(again) for file in again.rglob("*") if file.is_file()} == files
    different = [
        file.as_posix()
        for file in sorted(files)
        if (built_site / file).read_bytes() != (again / file).read_bytes()
    ]
    assert different == []
