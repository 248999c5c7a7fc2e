"""A site built for another address than the one it is served from works all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from macros.translations import LOCALES, Locale, text
from tests.browser.searching import Searching
from tests.browser.static_server import StaticServer

LARGEST_ICON = 48


@pytest.fixture(scope="module")
def server(sub_path_site: Path) -> Iterator[StaticServer]:
    """The site for a sub-path of another host, at the root of this one."""
    with StaticServer(sub_path_site) as running:
        yield running


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_search_languages_and_feeds_work(
    context: BrowserContext, server: StaticServer, locale: Locale
) -> None:
    page = context.new_page()
    failed: list[str] = []

    def note(response: Response) -> None:
        if response.status >= 400 or not response.url.startswith(server.url):
            failed.append(response.url)

    page.on("response", note)
    page.goto(server.address(locale))
    page.locator(".mdx-card__link").first.click()
    page.wait_for_url(server.address(locale, "2d-audio-driven/"))
    page.locator("#echomimic .mdx-cite").click()
    expect(page.get_by_role("dialog")).to_contain_text("@")
    page.keyboard.press("Escape")
    Searching(page, locale).open().type("hdtf")
    page.keyboard.press("Enter")
    page.wait_for_url(server.address(locale, "datasets/#hdtf"))
    for feed in page.locator("link[type*='atom']").all():
        address = feed.evaluate("link => link.href")
        assert address.startswith(server.url)
        assert page.request.get(address).ok, address
    other = next(one for one in LOCALES if one != locale)
    page.locator(".mdx-language").click()
    page.wait_for_url(server.address(other, "datasets/#hdtf"))
    expect(page.get_by_role("heading", level=1)).to_have_text(text("datasets.title", other))
    assert failed == []


def test_a_missing_page_is_readable_without_its_style_sheet(
    page: Page, server: StaticServer
) -> None:
    # It is served at any depth, so its addresses begin with the path of the site.
    page.goto(f"{server.url}no/such/page/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    sizes = page.locator("svg:visible").evaluate_all(
        "icons => icons.map((icon) => icon.getBoundingClientRect().width)"
    )
    assert sizes
    assert max(sizes) <= LARGEST_ICON
