"""Lists in print, with more contrast, with forced colours, and at twice the size."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale
from tests.browser.static_server import StaticServer

# How long the longest line is, as a part of what a line may have.
LONGEST_LINE = """() => Math.max(...[...document.querySelectorAll(
    "main :is(p, td, th):not(.mdx-visually-hidden *)"
)].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const lines = new Map();
    for (const { top, width } of range.getClientRects()) {
        lines.set(Math.round(top), Math.max(lines.get(Math.round(top)) ?? 0, width));
    }
    const half = parseFloat(getComputedStyle(cell).fontSize) / 2;
    const most = cell.matches(":lang(zh)") ? 84 : 80;
    return Math.max(0, ...lines.values()) / half / most;
}))"""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_printed_list_is_a_bibliography_of_what_is_shown(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue, locale: Locale
) -> None:
    page.goto(searched_server.address(locale, "papers/?year=2020"))
    page.emulate_media(media="print")
    rows = page.locator(".mdx-paper:visible")
    expect(rows).to_have_count(sum(paper.year == 2020 for paper in searched_catalogue.papers))
    for hidden in (".mdx-filter", ".mdx-line", ".mdx-paper__actions", ".mdx-openness", ".mdx-tick"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    for row in rows.all():
        title = row.locator("a[data-paper-title]")
        address = title.evaluate("link => getComputedStyle(link, '::after').content")
        assert title.get_attribute("href") in address
        paper = searched_catalogue.paper(str(row.get_attribute("id")))
        expect(row.locator(".mdx-paper__authors a:visible")).to_have_count(len(paper.authors))


def test_no_control_is_printed(page: Page, searched_server: StaticServer) -> None:
    page.emulate_media(media="print")
    for path in ("", "papers/", "datasets/", "contributing/"):
        page.goto(searched_server.address("en", path))
        assert page.locator("main :is(button, input, select, .md-button):visible").count() == 0


def test_icons_are_visible_with_forced_colours(page: Page, site_server: StaticServer) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site_server.address("en", "papers/?label=Diffusion"))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for sign in (".mdx-permalink", ".mdx-venue"):
        colour = page.locator(sign).first.evaluate(
            "sign => getComputedStyle(sign, '::before').backgroundColor"
        )
        assert colour != ground, sign
    pressed = page.locator('.mdx-chip[aria-pressed="true"]')
    assert pressed.evaluate("chip => getComputedStyle(chip).outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_increases_on_request(page: Page, site_server: StaticServer, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site_server.address("en", "papers/"))
    quiet = "getComputedStyle(document.querySelector('.mdx-paper__date')).color"
    before = page.evaluate(quiet)
    page.emulate_media(contrast="more")
    assert page.evaluate(quiet) != before
    expect(page.locator(".mdx-cite").first).to_have_css("opacity", "1")


@pytest.mark.parametrize("path", ["", "papers/", "datasets/"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_twice_as_large_fits(
    browser: Browser, searched_server: StaticServer, locale: Locale, path: str
) -> None:
    # Zoom by 200 % leaves half of the screen's pixels.
    page = browser.new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page.goto(searched_server.address(locale, path))
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.close()


@pytest.mark.parametrize("path", ["", "papers/", "datasets/", "api/"])
@pytest.mark.parametrize("locale", LOCALES)
def test_text_twice_as_large_fits(
    page: Page, searched_server: StaticServer, locale: Locale, path: str
) -> None:
    page.goto(searched_server.address(locale, path))
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    spilled = page.evaluate(
        """() => [...document.querySelectorAll("main :is(td, th[scope=row])")]
            .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
            .map((cell) => cell.textContent.trim())"""
    )
    assert spilled == []
    for row in page.locator(".mdx-paper:has(.mdx-link--blog)").all():
        title, blog = (row.locator(part) for part in (".mdx-paper__title", ".mdx-link--blog"))
        box, beside = title.bounding_box(), blog.bounding_box()
        assert box is not None
        assert beside is not None
        assert beside["y"] >= box["y"] + box["height"]
    text = page.locator("main h1").bounding_box()
    assert text is not None
    assert text["width"] > 1280 / 3


@pytest.mark.parametrize("path", ["", "papers/", "datasets/", "contributing/"])
@pytest.mark.parametrize("locale", LOCALES)
def test_no_line_is_longer_than_80_latin_or_42_chinese_characters(
    page: Page, searched_server: StaticServer, locale: Locale, path: str
) -> None:
    page.goto(searched_server.address(locale, path))
    for width in (1920, 2560):
        page.set_viewport_size({"width": width, "height": 1000})
        assert page.evaluate(LONGEST_LINE) < 1.01, width
