"""The charts of the home page link to the papers they count, and have text alternatives."""

from __future__ import annotations

from operator import itemgetter

import pytest
from playwright.sync_api import Page, expect

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale, text
from tests.browser.static_server import StaticServer

GO_BACK_TO = """(address) => {
    history.replaceState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""


def papers(count: int, locale: Locale) -> str:
    return text("papers.count", locale, count=count)


def expected_counts(catalogue: Catalogue, locale: Locale) -> dict[str, int]:
    """Return the accessible name of each bar and year, with the papers it counts."""
    names = {}
    for year in sorted({paper.year for paper in catalogue.papers}):
        of_year = [paper for paper in catalogue.papers if paper.year == year]
        for category in catalogue.categories:
            count = sum(1 for paper in of_year if category.id in paper.categories)
            if count:
                title = category.title[locale]
                counted = papers(count, locale)
                name = text("chart.segment", locale, year=year, category=title, papers=counted)
                names[name] = count
        name = text("chart.year", locale, year=year, papers=papers(len(of_year), locale))
        names[name] = len(of_year)
    labelled = {
        label: sum(1 for paper in catalogue.papers if label.id in paper.labels)
        for label in catalogue.labels
    }
    for label, count in sorted(labelled.items(), key=lambda pair: -pair[1]):
        named = label.name[locale]
        names[text("chart.label", locale, label=named, papers=papers(count, locale))] = count
    return names


@pytest.mark.parametrize("locale", LOCALES)
def test_each_bar_leads_to_as_many_papers_as_it_says(
    page: Page, sub_path_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    page.goto(sub_path_server.address(locale))
    found: list[tuple[str, str]] = page.evaluate(
        """() => [...document.querySelectorAll(".mdx-chart__picture a")].map((bar) =>
            [bar.getAttribute("aria-label"), new URL(bar.href.baseVal, location).href])"""
    )
    counts = expected_counts(seed_catalogue, locale)
    assert sorted(name for name, _ in found) == sorted(counts)
    # A page is loaded once; a reader who goes back to another of its addresses does not load it.
    loaded = ""
    for name, address in sorted(found, key=itemgetter(1)):
        if address.partition("?")[0] == loaded:
            page.evaluate(GO_BACK_TO, address)
        else:
            page.goto(address)
            loaded = address.partition("?")[0]
        expect(page.locator(".mdx-paper:visible")).to_have_count(counts[name])


@pytest.mark.parametrize("locale", LOCALES)
def test_tables_contain_the_same_numbers(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    page.goto(site_server.address(locale))
    for chart in page.locator(".mdx-chart").all():
        table = chart.get_by_role("table")
        expect(table).to_be_hidden()
        chart.get_by_text(text("chart.as_table", locale)).press("Enter")
        expect(table).to_be_visible()
    years = page.get_by_role("table", name=text("chart.years", locale)).get_by_role("row")
    totals = [row.inner_text().split()[-1] for row in years.all()[1:]]
    assert sum(map(int, totals)) == len(seed_catalogue.papers)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_bar_is_reached_and_followed_by_keyboard(
    page: Page, site_server: StaticServer, locale: Locale
) -> None:
    page.goto(site_server.address(locale))
    bar = page.locator('.mdx-chart__picture a[href*="label=Diffusion"]')
    style = """bar => {
        const shape = bar.querySelector(".mdx-chart__bar");
        const { stroke, strokeWidth, outline } = getComputedStyle(shape);
        return [stroke, strokeWidth, outline].join();
    }"""
    before = bar.evaluate(style)
    page.keyboard.press("Tab")
    bar.focus()
    assert bar.evaluate(style) != before
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/?label=Diffusion")
