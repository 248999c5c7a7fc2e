"""The list of queries on the built site: at the root, below a sub-path, under `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from macros.shell.locales import prefix
from macros.translations import LOCALES, Locale
from tests.browser.searching import Searching
from tests.browser.serving import Serving
from tests.browser.static_server import StaticServer
from tests.browser.violations import watch_violations
from tests.search.queries import SHARE_FIRST, Query, read_queries

HOSTS = ("site_server", "sub_path_server", "serving")


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with Serving(tmp_path_factory.mktemp("serving")) as running:
        yield running


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("host", HOSTS)
def test_queries_find_what_they_must(
    context: BrowserContext, host: str, locale: Locale, request: pytest.FixtureRequest
) -> None:
    server: StaticServer | Serving = request.getfixturevalue(host)
    violations = watch_violations(context)
    page = context.new_page()
    page.goto(f"{server.url}{prefix(locale)}datasets/")
    searching = Searching(page, locale).open()
    found = {query: searching.type(query.query).found() for query in read_queries(locale)}
    assert violations == []
    assert missed(found, Query.is_within) == {}
    not_first = missed(found, Query.is_first)
    assert len(not_first) <= (1 - SHARE_FIRST) * len(found), not_first


def missed(found: dict[Query, list[str]], passes: object) -> dict[str, list[str]]:
    """Return what the queries found that do not pass, the first five of each."""
    assert callable(passes)
    return {query.query: names[:5] for query, names in found.items() if not passes(query, names)}


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
        assert searching.open().type("mimicry").found() == ["echomimic"]
