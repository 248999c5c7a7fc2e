"""`mkdocs serve` with the browser open: an edit shows in both languages and in the search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.shell.locales import prefix
from macros.translations import LOCALES, Locale
from tests.browser.searching import Searching
from tests.browser.serving import Serving
from tests.browser.test_search_queries import assert_every_query_finds
from tests.browser.violations import watch_violations

RELOAD_MILLISECONDS = 30_000


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The served seed catalogue, which a test may edit: the others do not mind."""
    with Serving(tmp_path_factory.mktemp("serving")) as running:
        yield running


@pytest.mark.parametrize("locale", LOCALES)
def test_the_search_works_under_serve(page: Page, serving: Serving, locale: Locale) -> None:
    page.goto(f"{serving.url}{prefix(locale)}datasets/")
    assert_every_query_finds(page, locale)


def test_an_edited_paper_appears_in_open_pages_and_in_the_search(
    context: BrowserContext, serving: Serving
) -> None:
    violations = watch_violations(context)
    pages = []
    for path in ("2d-audio-driven/", "zh/2d-audio-driven/"):
        page = context.new_page()
        page.goto(serving.url + path)
        expect(page.locator("#echomimic")).to_contain_text("EchoMimic: Lifelike")
        pages.append(page)
    pages[0].bring_to_front()
    searching = Searching(pages[0], "en").open()
    assert searching.type("mimicry").found() == []
    pages[0].keyboard.press("Escape")

    file = serving.data / "papers" / "2024" / "echomimic.yml"
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace("EchoMimic: Lifelike", "EchoMimicry: Lively"), "utf-8")
    for page in pages:
        # A page in the background waits for its turn before it reloads.
        page.bring_to_front()
        expect(page.locator("#echomimic")).to_contain_text(
            "EchoMimicry: Lively", timeout=RELOAD_MILLISECONDS
        )
        page.wait_for_load_state()  # The text is there before the scripts are.
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
        assert "script-src 'self' 'unsafe-inline'" in str(policy)
    pages[0].bring_to_front()
    assert searching.open().type("mimicry").found() == ["2d-audio-driven/#echomimic"]
    assert violations == []
