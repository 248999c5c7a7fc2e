"""The list of queries, run by the engine as in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macros.translations import LOCALES, Locale
from tests.search.asking import answers
from tests.search.queries import SHARE_FIRST, Query, names, read_queries

# Another language's words, camel case, traditional characters, institutions, a former name, an
# identifier: asked in both languages.
IN_BOTH = ("人脸重演", "echo mimic", "擴散模型", "商汤", "adobe", "NIPS", "2409.02634v1")

Answered = dict[Query, dict[str, list[str]]]


@pytest.fixture(scope="module", params=LOCALES)
def locale(request: pytest.FixtureRequest) -> Locale:
    """One language after the other."""
    asked: Locale = request.param
    return asked


@pytest.fixture(scope="module")
def answered(locale: Locale, searched_site: Path) -> Answered:
    """What every query finds."""
    queries = [*read_queries(locale), *map(Query, IN_BOTH)]
    found = answers(searched_site / "search" / f"{locale}.json", queries)
    return dict(zip(queries, found, strict=True))


def test_queries_find_the_expected_entries(locale: Locale, answered: Answered) -> None:
    queries = read_queries(locale)
    pairs = [(query, answered[query]["locations"]) for query in queries]
    missed = {query.query: found[:5] for query, found in pairs if not query.is_within(found)}
    assert missed == {}
    not_first = {query.query: found[:5] for query, found in pairs if not query.is_first(found)}
    assert len(not_first) <= (1 - SHARE_FIRST) * len(queries), not_first


def test_the_filter_finds_the_papers_that_the_dialog_finds(
    locale: Locale, answered: Answered, searched_site: Path
) -> None:
    index = searched_site / "search" / f"{locale}.json"
    entries: list[dict[str, Any]] = json.loads(index.read_text(encoding="utf-8"))["entries"]
    papers = {entry["location"] for entry in entries if entry["kind"] == "paper"}
    for query, answer in answered.items():
        of_dialog = {location.split("#")[1] for location in papers & {*answer["locations"]}}
        assert {*answer["papers"]} == of_dialog, query.query


def test_every_name_in_the_list_is_an_entry(locale: Locale, searched_site: Path) -> None:
    index = json.loads((searched_site / "search" / f"{locale}.json").read_text(encoding="utf-8"))
    locations = [entry["location"] for entry in index["entries"]]
    for query in read_queries(locale):
        for name in (*query.finds, *query.first, *query.never):
            assert any(names(name, location) for location in locations), (query.query, name)
