"""Every link, anchor, picture and alternate has a target; every page can be reached."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from macros.translations import LOCALES, Locale
from tests.site.built import SITE_URL, SUB_PATH
from tests.site.crawling import BuiltSite, Link
from tests.site.reading import read_page


@pytest.fixture(scope="module")
def site(built_site: Path) -> BuiltSite:
    return BuiltSite(built_site)


def test_every_internal_link_leads_somewhere(site: BuiltSite) -> None:
    links = [link for page in site.pages for link in site.links(page)]
    internal = [link for link in links if site.is_internal(link.address)]
    assert len(internal) > 300
    assert [problem for link in internal if (problem := site.problem(link))] == []


def test_links_that_leave_the_site_are_plain_web_addresses(site: BuiltSite) -> None:
    for page in site.pages:
        for link in site.links(page):
            if not site.is_internal(link.address):
                assert link.address.startswith(("https://", "http://")), link
                assert link.tag == "a", f"{link}: a page loads nothing from another host"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_crawl_from_the_home_page_reaches_every_page(site: BuiltSite, locale: Locale) -> None:
    def in_locale(page: str) -> bool:
        return page.startswith("zh/") is (locale == "zh") and not page.endswith("404.html")

    pages = {page for page in site.pages if in_locale(page)}
    reached = {page for page in site.reachable("zh/" if locale == "zh" else "") if in_locale(page)}
    assert pages - reached == set()
    assert len(pages) >= 6


def test_pages_address_and_describe_themselves(site: BuiltSite) -> None:
    for page in site.pages:
        if page.endswith("404.html"):
            continue
        locale: Locale = "zh" if page.startswith("zh/") else "en"
        path = page.removeprefix("zh/")
        tree = read_page(site.folder, locale, path)
        expected = {
            "en": SITE_URL + path,
            "zh": f"{SITE_URL}zh/{path}",
            "x-default": SITE_URL + path,
        }
        alternates = {
            link.get("hreflang"): link.get("href")
            for link in tree.iterfind(".//link[@hreflang]")
            if link.get("rel").split() == ["alternate"]
        }
        assert tree.get("lang") == locale, page
        assert tree.find(".//link[@rel='canonical']").get("href") == expected[locale], page
        assert alternates == expected, page
        assert tree.findtext(".//title").strip(), page
        assert tree.find(".//meta[@name='description']").get("content").strip(), page


def test_the_sitemap_lists_every_page_once(site: BuiltSite) -> None:
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = etree.parse(str(site.folder / "sitemap.xml"))
    listed = [str(location.text) for location in tree.iter(f"{namespace}loc")]
    pages = [SITE_URL + page for page in site.pages if not page.endswith("404.html")]
    assert sorted(listed) == sorted(pages)


def test_robots_are_led_to_the_sitemap(site: BuiltSite) -> None:
    lines = (site.folder / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {SITE_URL}sitemap.xml"]


def test_links_hold_under_a_sub_path(sub_path_site: Path) -> None:
    site = BuiltSite(sub_path_site, SITE_URL + SUB_PATH)
    links = [link for page in site.pages for link in site.links(page)]
    internal = [link for link in links if site.is_internal(link.address)]
    assert [problem for link in internal if (problem := site.problem(link))] == []
    same_host = [link for link in links if link.address.startswith(SITE_URL)]
    assert [str(link) for link in same_host if not site.is_internal(link.address)] == []


def test_the_language_switch_of_every_page_leads_to_its_twin(sub_path_site: Path) -> None:
    site = BuiltSite(sub_path_site, SITE_URL + SUB_PATH)
    for page in site.pages:
        if page.endswith("404.html"):
            continue
        twin = page.removeprefix("zh/") if page.startswith("zh/") else f"zh/{page}"
        tree = html.parse(str(site.file(page))).getroot()
        (switch,) = tree.find_class("mdx-language")
        assert urljoin(site.url + page, switch.get("href")) == site.url + twin, page


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<a href="nowhere/">a</a><a href="#there">b</a><p id="here"><a href="#here">c</a>'
    )
    site = BuiltSite(tmp_path)
    assert [site.problem(link) for link in site.links("")] == [
        f"home page: <a> {SITE_URL}nowhere/: no such file",
        f"home page: <a> {SITE_URL}#there: no such anchor",
        None,
    ]
    assert list(site.links(""))[2] == Link("", "a", f"{SITE_URL}#here")
