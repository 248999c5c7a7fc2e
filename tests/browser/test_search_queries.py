"""The list of queries on a built site, and the search at the root of a host and below a path."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from macros.translations import LOCALES, Locale
from tests.browser.searching import Searching
from tests.browser.static_server import StaticServer
from tests.browser.violations import watch_violations
from tests.search.queries import SHARE_FIRST, read_queries

# Of each kind one, for hosts whose addresses differ (tests/browser/test_live_reload.py has one).
SAMPLE = {"en": ("唇形同步", "wav2lip"), "zh": ("資料集", "NIPS")}


def assert_every_query_finds(page: Page, locale: Locale) -> None:
    searching = Searching(page, locale).open()
    for query in SAMPLE[locale]:
        assert searching.type(query).found(), query


@pytest.mark.parametrize("locale", LOCALES)
def test_queries_find_the_expected_entries(
    context: BrowserContext, searched_server: StaticServer, locale: Locale
) -> None:
    violations = watch_violations(context)
    page = context.new_page()
    page.goto(searched_server.address(locale, "datasets/"))
    searching = Searching(page, locale).open()
    found = {query: searching.type(query.query).found() for query in read_queries(locale)}
    assert violations == []
    assert {query.query: one[:5] for query, one in found.items() if not query.is_within(one)} == {}
    not_first = {query.query: one[:5] for query, one in found.items() if not query.is_first(one)}
    assert len(not_first) <= (1 - SHARE_FIRST) * len(found), not_first


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("host", ["site_server", "sub_path_server"])
def test_every_host_searches(
    page: Page, host: str, locale: Locale, request: pytest.FixtureRequest
) -> None:
    server: StaticServer = request.getfixturevalue(host)
    page.goto(server.address(locale, "datasets/"))
    assert_every_query_finds(page, locale)
