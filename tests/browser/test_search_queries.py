"""The search on a built site, at the root of a host and below a path.

What each query finds is asserted without a browser (tests/search/test_queries.py).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from macros.translations import LOCALES, Locale
from tests.browser.searching import Searching
from tests.browser.static_server import StaticServer
from tests.browser.violations import watch_violations
from tests.search.asking import answers
from tests.search.queries import Query

# Of each kind one, for hosts whose addresses differ (tests/browser/test_live_reload.py has one).
SAMPLE = {"en": ("唇形同步", "wav2lip"), "zh": ("資料集", "NIPS")}


def assert_every_query_finds(page: Page, locale: Locale) -> None:
    searching = Searching(page, locale).open()
    for query in SAMPLE[locale]:
        assert searching.type(query).found(), query


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("host", ["site_server", "sub_path_server"])
def test_every_host_searches(
    context: BrowserContext,
    host: str,
    locale: Locale,
    built_site: Path,
    request: pytest.FixtureRequest,
) -> None:
    server: StaticServer = request.getfixturevalue(host)
    violations = watch_violations(context)
    page = context.new_page()
    page.goto(server.address(locale, "datasets/"))
    searching = Searching(page, locale).open()
    queries = [Query(query) for query in SAMPLE[locale]]
    index = built_site / "search" / f"{locale}.json"
    for query, answer in zip(queries, answers(index, queries), strict=True):
        found = searching.type(query.query).found()
        assert found, query
        assert found == answer["locations"][: len(found)]
    assert violations == []
