"""Old addresses: of an entry that left the list, of a category or a label that was renamed."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale, text
from tests.browser.static_server import StaticServer

NOTE = ".mdx-filter__note:not(.mdx-filter__status)"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_permalink_of_a_removed_entry_says_what_became_of_it(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue, locale: Locale
) -> None:
    gone, merged = searched_catalogue.removed
    kept = searched_catalogue.paper(str(merged.replaced_by))
    note = page.locator(NOTE)
    page.goto(searched_server.address(locale, f"papers/#{gone.id}"))
    said = text("reading.removed", locale, title=gone.title, day=gone.removed)
    expect(note).to_have_text(said)
    page.goto(searched_server.address(locale, f"3d-audio-driven/#{merged.id}"))
    expect(note).to_have_text(text("reading.merged", locale, title=merged.title, kept=kept.title))
    note.get_by_role("link").click()
    expect(page).to_have_url(searched_server.address(locale, f"papers/#{kept.id}"))
    expect(page.locator(f"#{kept.id}")).to_be_in_viewport()
    expect(note).to_be_empty()


def test_a_shared_selection_shows_the_paper_that_an_entry_was_merged_into(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue
) -> None:
    merged = searched_catalogue.removed[1]
    page.goto(searched_server.address("en", f"papers/?selected=loopy+{merged.id}"))
    expect(page.locator(".mdx-paper:visible")).to_have_count(2)
    expect(page.locator(f"#{merged.replaced_by}")).to_be_visible()


@pytest.mark.parametrize("missing", ["**/removed.js", "**/removed.json"])
def test_a_list_works_where_nothing_is_known_of_removed_entries(
    context: BrowserContext,
    searched_server: StaticServer,
    searched_catalogue: Catalogue,
    missing: str,
) -> None:
    page = context.new_page()
    merged = searched_catalogue.removed[1]
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(missing, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(searched_server.address("en", f"papers/?selected=loopy+{merged.id}"))
    expect(page.locator(".mdx-paper:visible")).to_have_id("loopy")
    page.locator(".mdx-filter__clear:visible").first.click()
    page.evaluate("id => { location.hash = id; }", merged.id)
    page.locator('select[name="sort"]').select_option("date")
    expect(page.locator(".mdx-paper:visible")).to_have_count(len(searched_catalogue.papers))
    expect(page.locator(NOTE)).to_be_empty()
    assert errors == []


@pytest.mark.parametrize("locale", LOCALES)
def test_old_addresses_of_a_category_and_a_label_lead_to_the_new_ones(
    context: BrowserContext, searched_server: StaticServer, locale: Locale
) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(searched_server.address(locale, "speech-driven/?label=Denoising#echomimic"))
    new = searched_server.address(locale, "2d-audio-driven/?label=Diffusion#echomimic")
    expect(page).to_have_url(new)
    expect(page.locator("#echomimic")).to_be_in_viewport()
    page.goto(searched_server.address(locale, "papers/?category=speech-driven&label=Denoising"))
    expect(page.locator("select[name=category]")).to_have_value("2d-audio-driven")
    expect(page.locator(".mdx-chip input[value=Diffusion]")).to_be_checked()
    assert refused == []


def test_without_scripts_an_old_address_leads_on_too(
    plain_page: Page, searched_server: StaticServer
) -> None:
    plain_page.goto(searched_server.address("zh", "speech-driven/"))
    expect(plain_page).to_have_url(searched_server.address("zh", "2d-audio-driven/"))
