"""The search as a reader uses it: opened, typed into, read."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from macros.translations import Locale, text


class Searching:
    """The search of the page that is open in ``page``, whose interface is in ``locale``."""

    def __init__(self, page: Page, locale: Locale) -> None:
        self.page = page
        self.locale = locale
        self.dialog = page.get_by_role("dialog", name=text("search.open", locale))
        self.input = self.dialog.get_by_role("combobox")
        self.status = self.dialog.get_by_role("status")
        self.rows = self.dialog.get_by_role("row")

    def open(self) -> Searching:
        """Open the search by its button."""
        self.page.get_by_role("button", name=text("search.open", self.locale)).click()
        expect(self.input).to_be_focused()
        return self

    def type(self, query: str) -> Searching:
        """Type a query in place of the last one and wait for its answer."""
        self.input.fill("")
        expect(self.status).to_have_text("")
        self.input.fill(query)
        expect(self.status).not_to_have_text("")
        expect(self.status).not_to_have_text(text("search.loading", self.locale))
        return self

    def found(self) -> list[str]:
        """Return the locations of the entries in the list, below the root of the locale."""
        root = self.dialog.get_attribute("data-root") or ""
        base = self.page.evaluate("root => new URL(root, document.baseURI).href", root)
        addresses: list[str] = self.dialog.locator(".mdx-result__main").evaluate_all(
            "links => links.map((link) => link.href)"
        )
        assert all(address.startswith(base) for address in addresses)
        return [address.removeprefix(base) for address in addresses]

    def all_found(self) -> list[str]:
        """Return the locations of all results, however many there are."""
        more = self.dialog.locator(".mdx-search__more")
        while more.is_visible():
            before = self.rows.count()
            more.click()
            expect(self.rows).not_to_have_count(before)
        return self.found()

    def links(self, row: Locator) -> dict[str, str]:
        """Return the addresses of a row's own links by what is written on them."""
        links = row.locator(".mdx-result__link").all()
        return {link.inner_text(): link.get_attribute("href") or "" for link in links}
