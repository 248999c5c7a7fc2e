"""The page of a long list: its later rows are text for a browser with scripts, rows without."""

from __future__ import annotations

import re

import pytest

from macros.catalogue.model import Catalogue, by_year
from macros.render import fragments
from macros.render.fragments import FragmentRenderer
from macros.translations import LOCALES, Locale, text

ROOTS: dict[Locale, str] = {"en": "../", "zh": "../zh/"}


def tables(catalogue: Catalogue, locale: Locale) -> str:
    """Return the tables of the page of all papers."""
    renderer = FragmentRenderer(catalogue, locale, {}, ROOTS, "assets")
    years = by_year(catalogue.papers)
    return "\n".join(renderer("papers_table", "papers", str(year)) for year in years)


def ids(html: str) -> list[str]:
    return re.findall(r'<tr class="mdx-paper" id="([^"]+)"', html)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_row_of_a_long_list_is_on_the_page_once_in_its_order(
    seed_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, locale: Locale
) -> None:
    plain = tables(seed_catalogue, locale)
    monkeypatch.setattr(fragments, "LONG", 20)
    monkeypatch.setattr(fragments, "AT_ONCE", 7)
    long = tables(seed_catalogue, locale)

    assert "noscript" not in plain
    assert ids(long) == ids(plain) == [paper.id for paper in seed_catalogue.papers]
    first, *later = long.split('<noscript class="mdx-later">')
    assert ids(first) == ids(plain)[:7]
    for part in later:
        rows, _, after = part.partition("</noscript>")
        assert text("papers.later", locale, count=len(ids(rows))) in after
        assert not ids(after)


def test_a_long_list_says_what_find_in_page_covers(
    seed_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer = FragmentRenderer(seed_catalogue, "en", {}, ROOTS, "assets")
    assert "data-covered" not in renderer("filter_bar", "papers")

    monkeypatch.setattr(fragments, "LONG", len(seed_catalogue.papers) - 1)
    assert f'data-covered="{fragments.LONG}"' in renderer("filter_bar", "papers")
    # A category's page is long by its own papers.
    assert "data-covered" not in renderer("filter_bar", seed_catalogue.categories[0].id)
