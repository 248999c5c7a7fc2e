"""An archived copy is shown beside the dead link, and the check of links with the figures."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from macros.catalogue.model import Catalogue, LinkCheck, Paper
from macros.render.formats import format_day
from macros.render.fragments import FragmentRenderer
from macros.translations import LOCALES, Locale, text

ROOTS: dict[Locale, str] = dict.fromkeys(LOCALES, "../")
KINDS = ("publication", "project", "code", "blog")


def fragment(catalogue: Catalogue, locale: Locale, name: str, *arguments: str) -> html.HtmlElement:
    rendered = FragmentRenderer(catalogue, locale, {}, ROOTS, "")(name, *arguments)
    return html.fromstring(f"<div>{rendered}</div>")


@pytest.mark.parametrize("locale", LOCALES)
def test_each_copy_follows_its_dead_link(seed_catalogue: Catalogue, locale: Locale) -> None:
    paper = next(one for one in seed_catalogue.papers if "publication" in one.links).model_dump()
    copies = {kind: f"https://archive.example/{kind}" for kind in KINDS}
    links = {kind: f"https://gone.example/{kind}" for kind in KINDS[1:]}
    changed = Paper.model_validate(paper | links | {"archived": copies})
    catalogue = seed_catalogue.model_copy(update={"papers": (changed,)})
    page = fragment(catalogue, locale, "papers_table", "papers", str(changed.year))
    for kind in KINDS:
        link, copy = page.findall(f".//td[@class='mdx-paper__{kind}']/a")[:2]
        assert link.get("href") == changed.links[kind]
        assert copy.get("href") == copies[kind]
        assert copy.text == text("papers.link.archived", locale)
        assert link.get("aria-label") in copy.get("aria-label")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_copy_of_a_datasets_page(seed_catalogue: Catalogue, locale: Locale) -> None:
    first, *others = seed_catalogue.datasets
    changed = first.model_copy(update={"archived": "https://archive.example/"})
    catalogue = seed_catalogue.model_copy(update={"datasets": (changed, *others)})
    page = fragment(catalogue, locale, "datasets_table")
    (copy,) = page.findall(".//a[@class='mdx-link mdx-link--archived']")
    assert copy.get("href") == "https://archive.example/"
    assert copy.getprevious().get("href") == first.url


@pytest.mark.parametrize("locale", LOCALES)
def test_the_day_of_the_last_check_is_shown(seed_catalogue: Catalogue, locale: Locale) -> None:
    said = text("facts.links_checked", locale).strip()
    assert said not in fragment(seed_catalogue, locale, "wanted_facts").text_content()
    day = date(2026, 3, 2)
    checked = seed_catalogue.model_copy(update={"links": LinkCheck(checked=day)})
    (time,) = fragment(checked, locale, "wanted_facts").findall(f".//time[@datetime='{day}']")
    assert time.getparent().text.strip() == said
    assert time.text == format_day(day, locale)
