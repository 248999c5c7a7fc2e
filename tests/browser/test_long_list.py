"""A list too long to be laid out whole: everything a short one does, with a part of the rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.catalogue.model import Catalogue, by_year
from macros.render import fragments
from macros.render.fragments import FragmentRenderer
from macros.translations import Locale
from tests.browser.static_server import StaticServer

LIMIT = 20
ROOTS: dict[Locale, str] = {"en": "../", "zh": "../zh/"}


@pytest.fixture
def long_page(built_site: Path, seed_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of all papers as it would be if ``LIMIT`` papers made a list long."""
    html = (built_site / "papers" / "index.html").read_text(encoding="utf-8")
    (assets,) = set(re.findall(r"assets-[0-9a-f]{8}", html))
    render = FragmentRenderer(seed_catalogue, "en", {}, ROOTS, assets)
    years = by_year(seed_catalogue.papers)
    tokens = [("filter_bar", "papers"), *(("papers_table", "papers", str(year)) for year in years)]
    plain = [render(*token) for token in tokens]
    for name, value in (("LONG", LIMIT), ("AT_ONCE", 6), ("BATCH", 3)):
        monkeypatch.setattr(fragments, name, value)
    for token, before in zip(tokens, plain, strict=True):
        assert before in html
        html = html.replace(before, render(*token))
    return html


def serve(context: BrowserContext, html: str) -> Page:
    """Return a page of ``context``, low, for which the page of all papers is ``html``."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 600})
    page.route(
        re.compile("/papers/"),
        lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
    )
    return page


def rows(page: Page) -> list[str]:
    ids: list[str] = page.locator(".mdx-paper").evaluate_all("(rows) => rows.map(({ id }) => id)")
    return ids


def test_a_long_list_does_what_a_short_one_does(
    context: BrowserContext, site_server: StaticServer, seed_catalogue: Catalogue, long_page: str
) -> None:
    papers = seed_catalogue.papers
    ids = [paper.id for paper in papers]
    page = serve(context, long_page)
    covered = page.locator(".mdx-filter__covered")
    first = page.locator(".mdx-paper").first

    # A permalink leads to a row that was not in the page.
    page.goto(site_server.address("en", f"papers/#{ids[-1]}"))
    target = page.locator(f"[id='{ids[-1]}']:target")
    expect(target).to_be_in_viewport()
    expect(covered).to_be_visible()

    # The first rows come for the browser's own search, the others when the reader scrolls there.
    page.goto("about:blank")
    page.goto(site_server.address("en", "papers/"))
    page.wait_for_function(
        f"() => document.getElementsByClassName('mdx-paper').length > {LIMIT - 3}"
    )
    assert rows(page) == ids[: len(rows(page))] != ids
    year, oldest = min(by_year(papers).items())
    page.locator(f'.mdx-years a[href="#y{year}"]').click()
    expect(page.locator(f"[id='{oldest[0].id}']")).to_be_in_viewport()

    # A tick lasts while its row is not in the page.
    page.locator(f"[id='{ids[-1]}'] .mdx-tick").check()
    label = papers[0].labels[0]
    labelled = [paper.id for paper in papers if label in paper.labels]
    assert ids[-1] not in labelled
    page.locator(f"[id='{ids[0]}'] .mdx-label").first.click()
    expect(page.locator(".mdx-filter__count")).to_have_text(f"{len(labelled)} of {len(ids)} papers")
    expect(first).to_have_id(labelled[0])
    expect(covered).to_be_visible(visible=len(labelled) > LIMIT)
    assert set(rows(page)) <= set(labelled)
    page.locator(".mdx-selection__clear").click()

    # An order is that of every paper.
    page.locator(".mdx-filter__clear").first.click()
    page.locator('select[name="sort"]').select_option("date")
    expect(first).to_have_id(min(papers, key=lambda paper: paper.date).id)

    # What is printed is the whole list.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert sorted(rows(page)) == sorted(ids)
    expect(page.locator(".mdx-tick:checked")).to_have_count(0)


def test_without_its_module_a_long_list_is_whole_and_can_be_filtered(
    context: BrowserContext, site_server: StaticServer, seed_catalogue: Catalogue, long_page: str
) -> None:
    papers = seed_catalogue.papers
    page = serve(context, long_page)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/long-list.js", lambda route: route.abort())
    page.goto(site_server.address("en", f"papers/#{papers[-1].id}"))
    expect(page.locator(f"[id='{papers[-1].id}']")).to_be_in_viewport()
    expect(page.locator(".mdx-later__note, .mdx-filter__covered:visible")).to_have_count(0)
    assert rows(page) == [paper.id for paper in papers]

    label = papers[0].labels[0]
    page.goto(site_server.address("en", f"papers/?label={label}"))
    labelled = [paper.id for paper in papers if label in paper.labels]
    expect(page.locator(".mdx-paper:visible")).to_have_count(len(labelled))
    years = {paper.date.year for paper in papers if label in paper.labels}
    expect(page.locator("h2[id^=y]:visible")).to_have_count(len(years))
    page.locator('select[name="sort"]').select_option("date")
    expect(page.locator(".mdx-paper:visible").first).to_have_id(labelled[-1])
    assert errors == []


def test_without_scripts_every_row_of_a_long_list_is_shown(
    browser: Browser, site_server: StaticServer, seed_catalogue: Catalogue, long_page: str
) -> None:
    ids = [paper.id for paper in seed_catalogue.papers]
    context = browser.new_context(java_script_enabled=False)
    page = serve(context, long_page)
    page.goto(site_server.address("en", f"papers/#{ids[-1]}"))
    expect(page.locator(f"[id='{ids[-1]}']")).to_be_in_viewport()
    expect(page.locator(".mdx-paper:visible")).to_have_count(len(ids))
    expect(page.locator(".mdx-later__note:visible, .mdx-filter__covered:visible")).to_have_count(0)
    context.close()
