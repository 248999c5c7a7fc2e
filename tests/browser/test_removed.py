"""Old addresses: of an entry that left the list."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

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
