"""The list of queries: enough of them, well formed, and not copied out of the data."""

from __future__ import annotations

import pytest

from macros.catalogue.model import Catalogue
from macros.search.entries import entries
from macros.translations import LOCALES, Locale
from tests.search.queries import entry_name, read_queries


@pytest.mark.parametrize("locale", LOCALES)
def test_there_are_enough_and_each_once(locale: Locale) -> None:
    queries = read_queries(locale)
    assert len(queries) >= 30
    assert len({query.query for query in queries}) == len(queries)
    assert all(bool(query.finds) is not query.nothing for query in queries)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_they_find_exists(locale: Locale, seed_catalogue: Catalogue) -> None:
    known = {entry_name(entry["location"]) for entry in entries(seed_catalogue, locale)}
    for query in read_queries(locale):
        assert {*query.finds, *query.never} <= known, query


@pytest.mark.parametrize("locale", LOCALES)
def test_no_title_is_typed_in_full(locale: Locale, seed_catalogue: Catalogue) -> None:
    titles = {paper.title.casefold() for paper in seed_catalogue.papers}
    assert titles.isdisjoint(query.query.casefold() for query in read_queries(locale))
