"""The links from a row to the form for corrections."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, expect

from macros.catalogue.model import Catalogue
from macros.render.contributions import edit_address, issue_address, paper_source
from macros.render.formats import short_title
from macros.translations import LOCALES, Locale, text
from tests.browser.static_server import StaticServer
from tests.site.built import PROJECT

FORM = PROJECT / ".github" / "ISSUE_TEMPLATE" / "correction.yml"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_row_leads_to_the_form_filled_in(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_server.address(locale, "2d-audio-driven/"))
    papers = seed_catalogue.papers_in("2d-audio-driven")
    expect(page.locator(".mdx-paper .mdx-fix")).to_have_count(len(papers))
    paper = papers[0]
    link = page.get_by_role(
        "link", name=text("contribute.fix_paper", locale, title=short_title(paper.title))
    )
    expect(link).to_have_text(text("contribute.fix", locale))
    form = issue_address(seed_catalogue.site, "correction")
    page.route(f"{seed_catalogue.site.repository}/**", lambda route: route.fulfill(body="form"))
    link.click()
    page.wait_for_url(f"{form}&**")
    query = parse_qs(urlsplit(page.url).query)
    assert query == {
        "template": [FORM.name],
        "paper": [paper.id],
        "title": [f"Correction: {short_title(paper.title)}"],
    }
    fields = [field.get("id") for field in yaml.safe_load(FORM.read_text("utf-8"))["body"]]
    assert "paper" in fields


@pytest.mark.parametrize("locale", LOCALES)
def test_without_scripts_a_row_leads_to_what_would_happen(
    plain_page: Page, site_server: StaticServer, locale: Locale
) -> None:
    plain_page.goto(site_server.address(locale, "papers/"))
    plain_page.locator(".mdx-fix").first.click()
    expect(plain_page).to_have_url(site_server.address(locale, "contributing/#correct-an-entry"))
    section = plain_page.locator("#correct-an-entry")
    expect(section).to_be_visible()
    expect(plain_page.locator("#correct-an-entry + p strong")).to_have_text(
        text("contribute.fix", locale)
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_beside_the_sources_is_the_way_to_the_file(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue, locale: Locale
) -> None:
    page.goto(searched_server.address(locale, "papers/"))
    paper = next(paper for paper in searched_catalogue.papers if paper.openness)
    page.locator(f"#{paper.id} .mdx-openness summary").click()
    edit = page.locator(f"#{paper.id}").get_by_role("link", name=text("openness.edit", locale))
    expect(edit).to_have_attribute(
        "href", edit_address(searched_catalogue.site, paper_source(paper))
    )
