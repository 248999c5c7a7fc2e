"""The links of the pages to files: a click on each kind brings the file as it was built."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from macros.translations import LOCALES, Locale
from tests.browser.static_server import StaticServer


def is_shown(media_type: str) -> bool:
    """Return whether Chromium shows a file of this type in place of the page, or else saves it."""
    return media_type.startswith(("text/", "application/json", "application/xml")) and (
        "csv" not in media_type
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_a_click_on_each_kind_of_file_brings_it(
    page: Page, site_server: StaticServer, built_site: Path, locale: Locale
) -> None:
    brought = {}
    for start, selector in (("api/", "article :is(td, li) a"), ("papers/", ".mdx-line__follow")):
        page.goto(site_server.address(locale, start))
        links = page.locator(selector)
        addresses = links.evaluate_all("links => links.map(({ href }) => href)")
        for number, address in enumerate(addresses):
            path = urlsplit(address).path.lstrip("/")
            # "papers.json" and "papers.csl.json" are two kinds, as are documents and schemas.
            kind = (start, Path(path).parent.name, *Path(path).suffixes)
            if kind in brought or not address.startswith(site_server.url):
                continue
            brought[kind] = path
            content = (built_site / path).read_bytes()
            answer = page.request.get(address)
            assert answer.body() == content
            if is_shown(answer.headers["content-type"]):
                links.nth(number).click()
                page.wait_for_url(address)
                page.goto(site_server.address(locale, start))
            else:
                with page.expect_download() as download:
                    links.nth(number).click()
                assert download.value.path().read_bytes() == content
    suffixes = {suffix for path in brought.values() for suffix in Path(path).suffixes}
    assert suffixes == {".json", ".csv", ".bib", ".ris", ".csl", ".xml"}
