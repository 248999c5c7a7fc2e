"""The list of queries on a built site, and the search on every kind of host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from macros.shell.locales import prefix
from macros.translations import LOCALES, Locale
from tests.browser.searching import Searching
from tests.browser.serving import Serving
from tests.browser.static_server import StaticServer
from tests.browser.violations import watch_violations
from tests.search.queries import SHARE_FIRST, read_queries

# Of each kind one, for hosts whose addresses differ.
SAMPLE = {"en": ("唇形同步", "wav2lip"), "zh": ("資料集", "NIPS")}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with Serving(tmp_path_factory.mktemp("serving")) as running:
        yield running


@pytest.mark.parametrize("locale", LOCALES)
def test_queries_find_what_they_must(
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
@pytest.mark.parametrize("host", ["site_server", "sub_path_server", "serving"])
def test_every_host_searches(
    page: Page, host: str, locale: Locale, request: pytest.FixtureRequest
) -> None:
    server: StaticServer | Serving = request.getfixturevalue(host)
    page.goto(f"{server.url}{prefix(locale)}datasets/")
    searching = Searching(page, locale).open()
    for query in SAMPLE[locale]:
        assert searching.type(query).found(), query


def test_an_edited_title_is_found_at_once_under_serve(
    context: BrowserContext, tmp_path: Path
) -> None:
    page = context.new_page()
    with Serving(tmp_path) as running:
        page.goto(running.url)
        searching = Searching(page, "en").open()
        assert searching.type("mimicry").found() == []
        page.keyboard.press("Escape")
        file = running.data / "papers" / "2024" / "echomimic.yml"
        source = file.read_text(encoding="utf-8")
        with page.expect_event("load", timeout=30_000):
            file.write_text(source.replace("EchoMimic: Lifelike", "EchoMimicry: Lively"), "utf-8")
        assert searching.open().type("mimicry").found() == ["2d-audio-driven/#echomimic"]
