"""The filter's text field uses the search: it finds the same papers as the dialog."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale, text
from tests.browser.searching import Searching
from tests.browser.static_server import StaticServer
from tests.browser.test_filter import fill, shown

# A synonym, a former name, a venue and year, words of the whole field, a slip, most of the words,
# nothing. tests/search/test_queries.py asks the same of hundreds of queries without a browser.
QUERIES = (
    "唇形同步", "wav2lip", "talking head 2023 cvpr", "talking head", "livepotrait",
    "lip sync expert zzzz", "protein folding",
)  # fmt: skip
INDEX = re.compile(r"/search/\w+\.json$")
# How far below the line of the filter the heads of the columns stop.
ROOM_FOR_NOTES = """() => {
    const height = (part) => document.querySelector(part).getBoundingClientRect().height;
    const top = parseFloat(getComputedStyle(document.querySelector(".mdx-papers thead")).top);
    return top - height(".md-header") - height(".mdx-line");
}"""


def open_list(page: Page, address: str) -> None:
    """Open a list and turn to its filter; return when the search behind it is loaded."""
    page.goto(address)
    with page.expect_response(INDEX):
        page.locator("input[name=q]").focus()
    expect(page.locator(".mdx-filter__status")).to_have_text("")


@pytest.mark.parametrize("locale", LOCALES)
def test_filter_and_dialog_find_the_same_papers(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue, locale: Locale
) -> None:
    open_list(page, searched_server.address(locale, "papers/"))
    of_filter = {query: set(fill(page, query)) for query in QUERIES}
    fill(page, "")
    papers = {paper.id for paper in searched_catalogue.papers}
    searching = Searching(page, locale).open()
    for query in QUERIES:
        found = searching.type(query).all_found()
        of_dialog = papers & {location.partition("#")[2] for location in found}
        assert of_filter[query] == of_dialog, query
    assert of_filter["wav2lip"] == {"a-lip-sync-expert-is-all-you-need"}
    assert of_filter["talking head"] == papers
    assert of_filter["protein folding"] == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_shared_query_of_a_category_is_answered_by_the_search(
    page: Page, searched_server: StaticServer, locale: Locale
) -> None:
    with page.expect_response(INDEX):
        page.goto(searched_server.address(locale, "2d-audio-driven/?q=唇形同步"))
    row = page.locator("#a-lip-sync-expert-is-all-you-need")
    expect(row).to_be_visible()
    expect(page.locator("#dreamhead")).to_be_hidden()
    page.wait_for_function("() => CSS.highlights.get('mdx-match')?.size > 0")
    marked = page.evaluate(
        """() => [...CSS.highlights.get("mdx-match")].map((range) =>
            range.startContainer.data.slice(range.startOffset, range.endOffset))"""
    )
    assert "Lip Sync" in marked


def test_the_index_is_loaded_once_and_only_for_those_who_search(
    context: BrowserContext, searched_server: StaticServer
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(searched_server.address("en", "papers/"), wait_until="networkidle")
    page.locator(".mdx-filter select[name=sort]").select_option("title")
    assert not [url for url in asked if INDEX.search(url)]
    with page.expect_response(INDEX):
        page.locator("input[name=q]").focus()
    fill(page, "dubbing")
    Searching(page, "en").open().type("dubbing")
    assert len([url for url in asked if INDEX.search(url)]) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_while_the_index_loads_words_match_as_they_are_typed(
    page: Page, searched_server: StaticServer, locale: Locale
) -> None:
    waiting: list[Route] = []
    page.route(INDEX, lambda route: waiting.append(route))  # noqa: PLW0108 (inspected by name)
    page.goto(searched_server.address(locale, "papers/"))
    row = page.locator(".mdx-paper").first
    place = row.bounding_box()
    with page.expect_request(INDEX):
        page.locator("input[name=q]").focus()
    status = page.locator(".mdx-filter__status")
    expect(status).to_have_text(text("search.loading", locale))
    assert row.bounding_box() == place
    field = page.locator("input[name=q]")
    for typed, left in (("dreamhead", ["dreamhead"]), ("dreamhaed", [])):
        field.fill(typed)
        assert shown(page) == left
    for route in waiting:
        route.continue_()
    expect(page.locator("#dreamhead")).to_be_visible()
    expect(status).to_have_text("")


@pytest.mark.parametrize("locale", LOCALES)
def test_without_the_index_words_match_as_they_are_typed(
    page: Page, searched_server: StaticServer, locale: Locale
) -> None:
    page.route(INDEX, lambda route: route.abort())
    page.goto(searched_server.address(locale, "papers/?q=dreamhead"))
    expect(page.locator(".mdx-filter__status")).to_have_text(text("search.as_typed", locale))
    assert page.evaluate(ROOM_FOR_NOTES) > -1
    assert shown(page) == ["dreamhead"]
    assert "loopy" in fill(page, "loopy")


def test_without_the_module_that_marks_words_the_filter_works(
    context: BrowserContext, searched_server: StaticServer
) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/marks.js", lambda route: route.abort())
    open_list(page, searched_server.address("en", "papers/"))
    with page.expect_event("requestfailed"):
        assert fill(page, "dreamhead") == ["dreamhead"]
    assert "loopy" in fill(page, "loopy")
    assert errors == []


@pytest.mark.parametrize("locale", LOCALES)
def test_partial_matches_are_marked_as_such(
    page: Page, searched_server: StaticServer, locale: Locale
) -> None:
    open_list(page, searched_server.address(locale, "papers/"))
    assert fill(page, "lip sync expert zzzz") == ["a-lip-sync-expert-is-all-you-need"]
    expect(page.locator(".mdx-filter__status")).to_have_text(text("search.most", locale))
    searching = Searching(page, locale).open().type("lip sync expert zzzz")
    expect(searching.status).to_have_text(text("search.most", locale))


def test_the_other_filters_narrow_what_the_search_finds(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue
) -> None:
    open_list(page, searched_server.address("en", "papers/"))
    found = fill(page, "扩散")
    page.locator(".mdx-filter__open").click()
    page.locator("select[name=year]").select_option("2023")
    of_2023 = [name for name in found if searched_catalogue.paper(name).year == 2023]
    assert shown(page) == of_2023 != []
