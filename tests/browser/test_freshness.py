"""New papers on a list: its feed, additions since a day and since the last visit."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.catalogue.model import Catalogue
from macros.render.formats import format_day, format_month
from macros.translations import LOCALES, Locale, text
from tests.browser.static_server import StaticServer
from tests.browser.test_accessibility import violations
from tests.browser.test_filter import shown
from tests.site.built import SEED, BuiltOnce
from tests.site.reading import read_page, text_of

ADDED: Final = {
    "loopy": date(2024, 11, 13),
    "liveportrait": date(2024, 11, 13),
    "dreamhead": date(2024, 10, 2),
}
NEWEST: Final = max(ADDED.values())
KEPT: Final = "Object.keys(localStorage).filter((key) => key.startsWith('mdx-visit'))"


@pytest.fixture(scope="module")
def dated_site(built_once: BuiltOnce, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed catalogue with the days on which three papers were added."""
    data = tmp_path_factory.mktemp("dated") / "data"
    shutil.copytree(SEED, data)
    for paper, day in ADDED.items():
        (file,) = data.glob(f"papers/*/{paper}.yml")
        entry = re.sub(r"(?m)^date: .*$", rf"\g<0>\nadded: {day}", file.read_text("utf-8"))
        file.write_text(entry, encoding="utf-8")
    return built_once("dated-site", data)


@pytest.fixture(scope="module")
def dated_server(dated_site: Path) -> Iterator[StaticServer]:
    with StaticServer(dated_site) as server:
        yield server


def come_back(page: Page, known: str) -> None:
    """Let the browser have left the site a week ago, when it had the additions ``known``."""
    page.evaluate(
        f"""(known) => {KEPT}.forEach((key) => localStorage.setItem(key,
            JSON.stringify({{ known: "", latest: known, at: Date.now() - 7 * 86400000 }})))""",
        known,
    )
    page.reload()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_list_can_be_followed(
    page: Page,
    site_server: StaticServer,
    seed_catalogue: Catalogue,
    locale: Locale,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path, feed in (("papers/", "papers"), ("2d-audio-driven/", "category/2d-audio-driven")):
        page.goto(site_server.address(locale, path))
        link = page.get_by_role("link", name=text("filter.follow", locale), exact=True)
        expect(link).to_be_in_viewport(ratio=1)
        address = link.evaluate("link => link.href")
        assert address == site_server.address(locale, f"feeds/{feed}.xml")
        answer = page.request.get(address)
        assert "<feed" in answer.text()
    label = seed_catalogue.label("Diffusion").name[locale]
    page.goto(site_server.address(locale, "papers/?label=Diffusion"))
    link = page.get_by_role("link", name=text("reading.follow", locale, label=label), exact=True)
    address = link.evaluate("link => link.href")
    assert address == site_server.address(locale, "feeds/label/diffusion.xml")
    assert page.request.get(address).ok
    link.scroll_into_view_if_needed()
    expect(link).to_be_in_viewport(ratio=0.9)
    page.locator(".mdx-line .mdx-filter__clear").click()
    expect(page.get_by_role("link", name=text("filter.follow", locale), exact=True)).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_papers_added_since_a_day_have_an_address(
    page: Page, dated_server: StaticServer, locale: Locale
) -> None:
    page.goto(dated_server.address(locale, "papers/?added=2024-11-01"))
    joined = {paper for paper, day in ADDED.items() if day >= date(2024, 11, 1)}
    assert set(shown(page)) == joined
    chosen = text("reading.added", locale, day="2024-11-01")
    chip = page.locator(".mdx-filter__chosen button")
    expect(chip).to_have_text(chosen)

    other: Locale = "zh" if locale == "en" else "en"
    page.get_by_role("link", name=text("language.name", other), exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator(".mdx-filter__chosen button")).to_have_text(
        text("reading.added", other, day="2024-11-01")
    )
    assert set(shown(page)) == joined

    page.locator('[data-asks="?label=Diffusion"]').click()
    expect(page).to_have_url(re.compile("added=2024-11-01"))
    assert shown(page) == ["loopy"]
    page.goto(dated_server.address(locale, "papers/?added=2024-10-02"))
    assert set(shown(page)) == set(ADDED)
    page.locator(".mdx-filter__chosen button").click()
    expect(page).not_to_have_url(re.compile("added"))
    expect(page.locator(".mdx-paper:visible")).to_have_count(page.locator(".mdx-paper").count())


# The home page says it in a place of its own, all lists say it alike.
@pytest.mark.parametrize(("path", "locale"), [("", "en"), ("2d-audio-driven/", "zh")])
def test_what_is_new_since_the_last_visit(
    context: BrowserContext, dated_server: StaticServer, locale: Locale, path: str
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.goto(dated_server.address(locale, path))
    page.wait_for_function(f"() => {KEPT}.length === 1")
    new = page.locator(".mdx-new")
    expect(new).to_be_hidden()
    page.on("request", lambda request: asked.append(request.url))

    come_back(page, "2024-10-02:1")
    link = new.get_by_role("link")
    expect(link).to_have_text(text("additions.new", locale, count=2))
    assert violations(page, within=":has(> .mdx-new)") == []
    assert all(url.startswith(dated_server.url) for url in asked)
    link.click()
    page.wait_for_url(dated_server.address(locale, f"papers/?added={NEWEST}"))
    assert set(shown(page)) == {paper for paper, day in ADDED.items() if day == NEWEST}

    # The visit continues: further pages say so too, until the reader has seen all papers.
    page.goto(dated_server.address(locale, path))
    expect(link).to_be_visible()
    page.get_by_role("button", name=text("additions.mark_seen", locale)).click()
    expect(new).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(new).to_be_hidden()

    come_back(page, "2024-11-13:1 2024-10-02:1")
    expect(link).to_have_text(text("additions.new", locale, count=1))


def test_without_storage_nothing_is_new(browser: Browser, dated_server: StaticServer) -> None:
    context = browser.new_context()
    context.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("denied", "SecurityError"); } })"""
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.stack or ""))
    for _ in range(2):
        page.goto(dated_server.address("en", "papers/"), wait_until="networkidle")
        expect(page.locator(".mdx-new")).to_be_hidden()
        page.locator('[data-asks="?label=Diffusion"]').click()
        expect(page.locator(".mdx-filter__chosen button")).to_have_count(1)
    # The theme's own script minds; the site's do not.
    assert [one for one in errors if "/javascripts/whats-new" in one] == []
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_lists_show_when_they_were_last_extended(
    dated_site: Path, built_site: Path, seed_catalogue: Catalogue, locale: Locale
) -> None:
    def read(site: Path, path: str, name: str) -> str:
        (found,) = read_page(site, locale, path).find_class(name)
        return text_of(found)

    assert format_day(NEWEST, locale) in read(dated_site, "", "mdx-hero__counts")
    newest = format_month(seed_catalogue.papers[0].date, locale)
    assert newest in read(built_site, "", "mdx-hero__counts")
    for category in seed_catalogue.categories:
        papers = seed_catalogue.papers_in(category.id)
        days = [ADDED[paper.id] for paper in papers if paper.id in ADDED]
        month = text("additions.newest", locale) + format_month(papers[0].date, locale)
        last = text("additions.last", locale) + format_day(max(days), locale) if days else month
        for site, expected in ((dated_site, last), (built_site, month)):
            assert read(site, f"{category.id}/", "mdx-fresh") == expected
