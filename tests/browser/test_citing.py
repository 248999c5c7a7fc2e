"""Permalinks, citations, selections and comparisons of papers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from pybtex.database import parse_string

from macros.catalogue.model import Catalogue
from macros.exports.citations import bibtex
from macros.exports.csl import citation_key, csl_item
from macros.exports.plain_references import reference
from macros.translations import LOCALES, Locale, text
from tests.browser.static_server import StaticServer

CHOSEN = ("kmtalk", "echomimic")


@pytest.fixture
def reader(page: Page) -> Page:
    """A reader who lets the site use the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def clipboard(page: Page) -> str:
    copied: str = page.evaluate("navigator.clipboard.readText()")
    return copied


@pytest.mark.parametrize("locale", LOCALES)
def test_a_permalink_is_copied_and_announced(
    reader: Page, site_server: StaticServer, locale: Locale
) -> None:
    reader.goto(site_server.address(locale, "2d-audio-driven/?q=talk"))
    reader.locator("#difftalk").hover()
    reader.get_by_role(
        "link", name=text("cite.permalink", locale, title="DiffTalk"), exact=True
    ).click()
    message = reader.get_by_role("status").filter(has_text=text("reading.link_copied", locale))
    expect(message).to_be_visible()
    link = clipboard(reader)
    assert link == site_server.address(locale, "2d-audio-driven/#difftalk")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["2d-audio-driven/", "zh/papers/"])
def test_a_visited_paper_is_highlighted_below_the_header(
    page: Page, site_server: StaticServer, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for paper in ("sadtalker", "makeittalk"):
        page.goto(f"{site_server.url}{path}#{paper}")
        row = page.locator(f"#{paper}")
        expect(row).to_be_in_viewport()
        page.wait_for_function(
            """paper => {
                const edge = (it, side) =>
                    document.querySelector(it).getBoundingClientRect()[side];
                const top = edge(`#${paper}`, "top");
                return edge(".md-header", "bottom") <= top && top < innerHeight;
            }""",
            arg=paper,
        )
        plain = page.locator(".mdx-paper:not(:target)").first
        look = "row => getComputedStyle(row).background"
        assert row.evaluate(look) != plain.evaluate(look)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_paper_is_cited(
    reader: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    paper = seed_catalogue.paper("echomimic")
    reader.goto(site_server.address(locale, "papers/"))
    button = reader.get_by_role("button", name=text("cite.cite_paper", locale, title="EchoMimic"))
    button.click()
    dialog = reader.get_by_role("dialog", name=text("cite.title", locale))
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=text("cite.copy_bibtex", locale)).click()
    expect(dialog.get_by_role("status")).to_have_text(text("reading.copied", locale))
    assert clipboard(reader) == bibtex([csl_item(paper, seed_catalogue)]).strip()
    dialog.get_by_role("button", name=text("cite.copy_reference", locale)).click()
    reader.wait_for_function(
        "expected => navigator.clipboard.readText().then((text) => text === expected)",
        arg=reference(csl_item(paper, seed_catalogue), locale),
    )
    reader.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_dataset_is_cited(reader: Page, searched_server: StaticServer, locale: Locale) -> None:
    address = searched_server.address(locale, "datasets/?access=script")
    reader.goto(address)
    reader.get_by_role("button", name=text("cite.cite_paper", locale, title="HDTF")).click()
    dialog = reader.get_by_role("dialog", name=text("cite.title", locale))
    expect(dialog.locator(".mdx-dialog__subject")).to_have_text(re.compile("^Flow-Guided One-Shot"))
    dialog.get_by_role("button", name=text("cite.copy_bibtex", locale)).click()
    expect(dialog.get_by_role("status")).to_have_text(text("reading.copied", locale))
    assert "{hdtf,\n" in clipboard(reader)
    reader.go_back()
    expect(dialog).to_be_hidden()
    expect(reader).to_have_url(address)
    expect(reader.locator(".mdx-dataset:visible")).to_have_count(2)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_selection_is_cited_and_compared(
    reader: Page,
    site_server: StaticServer,
    seed_catalogue: Catalogue,
    locale: Locale,
    tmp_path: Path,
) -> None:
    papers = [seed_catalogue.paper(paper) for paper in CHOSEN]
    # Ticked on two pages: the selection is the site's, not the page's.
    reader.goto(site_server.address(locale, "3d-audio-driven/"))
    reader.locator("#kmtalk .mdx-tick").check()
    reader.goto(site_server.address(locale, "2d-audio-driven/"))
    expect(reader.locator("#kmtalk .mdx-tick")).to_be_checked()
    reader.locator("#echomimic .mdx-tick").check()
    bar = reader.get_by_role("region", name=text("select.title", locale))
    expect(bar).to_contain_text(text("reading.selected", locale, count=2))
    reader.keyboard.press("c")
    expect(bar.get_by_role("button", name=text("select.compare", locale))).to_be_focused()
    bar.get_by_role("button", name=text("select.export", locale)).click()
    dialog = reader.get_by_role("dialog", name=text("reading.cite_many", locale, count=2))
    output = dialog.get_by_role("textbox")
    entries = parse_string(output.input_value(), "bibtex").entries
    assert list(entries) == [citation_key(paper) for paper in papers]
    with reader.expect_download() as downloading:
        dialog.get_by_role("link", name=text("cite.download", locale)).click()
    file = tmp_path / "papers.bib"
    downloading.value.save_as(file)
    assert downloading.value.suggested_filename == "papers.bib"
    assert file.read_text("utf-8").strip() == output.input_value()

    choose(dialog, "cite")
    assert output.input_value() == "\\cite{" + ",".join(entries) + "}"
    choose(dialog, "markdown")
    for language in LOCALES:
        dialog.locator(f'.mdx-chip:has(input[value="{language}"])').click()
        table = output.input_value()
        assert text("papers.column.title", language) in table.splitlines()[0]
        assert seed_catalogue.label("Diffusion").name[language] in table
        assert len(table.splitlines()) == 2 + len(papers)
    choose(dialog, "latex")
    assert "\\toprule" in output.input_value()
    dialog.get_by_role("button", name=text("cite.copy", locale), exact=True).click()
    expect(dialog.get_by_role("status")).to_have_text(text("reading.copied", locale))
    assert clipboard(reader) == output.input_value()


def choose(dialog: Locator, name: str) -> None:
    dialog.locator(f'.mdx-chip:has(input[value="{name}"])').click()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_selection_is_shared_as_a_link(
    reader: Page, site_server: StaticServer, context: BrowserContext, locale: Locale
) -> None:
    reader.goto(site_server.address(locale, "papers/"))
    for paper in CHOSEN:
        reader.locator(f"#{paper} .mdx-tick").check()
    bar = reader.get_by_role("region", name=text("select.title", locale))
    bar.get_by_role("button", name=text("select.share", locale)).click()
    expect(reader.locator(".mdx-toast")).to_have_text(text("reading.selection_copied", locale))
    shared = clipboard(reader)
    assert shared == site_server.address(locale, "papers/?selected=kmtalk+echomimic")

    other = context.new_page()
    other.goto(shared)
    for paper in CHOSEN:
        expect(other.locator(f"#{paper} .mdx-tick")).to_be_checked()
    shown = other.locator(".mdx-paper:visible")
    expect(shown).to_have_count(len(CHOSEN))
    other.locator("#kmtalk .mdx-tick").uncheck()
    expect(other).to_have_url(site_server.address(locale, "papers/?selected=echomimic"))
    assert other.evaluate("localStorage.length") == other.evaluate(
        "Object.keys(localStorage).filter((key) => !key.startsWith('mdx-selection')).length"
    )

    bar.get_by_role("button", name=text("select.clear", locale)).click()
    expect(bar).to_be_hidden()
    reader.reload()
    expect(bar).to_be_hidden()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_filtered_list_is_cited_in_one_click(
    reader: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    reader.goto(site_server.address(locale, "papers/?label=Emotional"))
    reader.get_by_role("button", name=text("select.export_list", locale)).click()
    emotional = [paper for paper in seed_catalogue.papers if "Emotional" in paper.labels]
    output = reader.get_by_role("dialog").get_by_role("textbox")
    assert list(parse_string(output.input_value(), "bibtex").entries) == [
        citation_key(paper) for paper in emotional
    ]


def test_a_citation_that_cannot_be_fetched_is_reported_and_can_be_retried(
    reader: Page, site_server: StaticServer
) -> None:
    reader.goto(site_server.address("en", "papers/"))
    reader.route("**/citations/*.json", lambda route: route.abort())
    cite = reader.locator("#echomimic .mdx-cite")
    cite.click()
    expect(reader.locator(".mdx-toast")).to_have_text(text("reading.not_loaded", "en"))
    reader.unroute("**/citations/*.json")
    cite.click()
    expect(reader.get_by_role("dialog")).to_be_visible()


def test_a_citation_that_takes_long_is_announced(reader: Page, site_server: StaticServer) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    reader.route("**/citations/*.json", hold)
    reader.goto(site_server.address("en", "papers/"))
    reader.locator("#echomimic .mdx-cite").click()
    expect(reader.locator(".mdx-toast")).to_have_text(text("reading.loading", "en"))
    held[0].continue_()
    expect(reader.get_by_role("dialog")).to_be_visible()
    expect(reader.locator(".mdx-toast")).to_have_text("")


def test_the_zotero_connector_sees_the_papers_while_the_dialog_is_open(
    reader: Page, site_server: StaticServer
) -> None:
    reader.goto(site_server.address("en", "papers/?label=Emotional"))
    spans = reader.locator("span.Z3988[title]")
    expect(spans).to_have_count(0)
    reader.evaluate(
        "window.told = 0; document.addEventListener('ZoteroItemUpdated', () => { told += 1; })"
    )
    reader.get_by_role("button", name=text("select.export_list", "en")).click()
    expect(reader.get_by_role("dialog")).to_be_visible()
    shown = reader.locator(".mdx-paper:visible").count()
    expect(spans).to_have_count(shown)
    assert reader.evaluate("told") == 1
    assert "rft_val_fmt=info%3Aofi" in str(spans.first.get_attribute("title"))
    reader.keyboard.press("Escape")
    expect(spans).to_have_count(0)
    assert reader.evaluate("told") == 2


@pytest.mark.parametrize("locale", LOCALES)
def test_papers_are_compared_on_the_page_and_by_address(
    reader: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    reader.goto(site_server.address(locale, "2d-audio-driven/"))
    reader.locator("#echomimic .mdx-tick").check()
    bar = reader.get_by_role("region", name=text("select.title", locale))
    bar.get_by_role("button", name=text("select.compare", locale)).click()
    expect(reader.locator(".mdx-toast")).to_have_text(text("reading.compare_limit", locale))
    reader.goto(site_server.address(locale, "3d-audio-driven/"))
    reader.locator("#kmtalk .mdx-tick").check()
    # The page lacks one of them, so the comparison opens on the page of all papers.
    bar.get_by_role("button", name=text("select.compare", locale)).click()
    dialog = reader.get_by_role("dialog", name=text("compare.title", locale))
    heads = dialog.locator("thead th")
    expect(heads).to_have_count(3)
    for position, paper in enumerate(("echomimic", "kmtalk"), start=1):
        expect(heads.nth(position)).to_have_text(seed_catalogue.paper(paper).title)
    assert reader.url == site_server.address(locale, "papers/?compare=echomimic+kmtalk")
    labels = dialog.get_by_role("row").filter(
        has=reader.get_by_role("rowheader", name=text("compare.labels", locale))
    )
    expect(labels.get_by_role("img", name=text("compare.differs", locale))).to_be_visible()
    for name, beginning in (("Markdown", "| "), ("LaTeX", "% \\usepackage"), ("CSV", "")):
        label = text("compare.copy", locale, format=name)
        dialog.get_by_role("button", name=label).click()
        reader.wait_for_function(
            "words => navigator.clipboard.readText().then((copied) =>"
            " copied.startsWith(words[0]) && copied.includes(words[1]))",
            arg=[beginning, "EchoMimic"],
        )
    shared = reader.url
    reader.go_back()
    expect(dialog).to_be_hidden()
    assert reader.url == site_server.address(locale, "papers/")
    reader.goto(shared)
    expect(dialog).to_be_visible()


def wait_until_taken_back(page: Page) -> None:
    """Wait until closing has taken its entry of the history back, which a browser does later."""
    page.wait_for_function("() => !(history.state?.opened ?? false)")


def test_back_closes_what_was_opened_and_stays(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.address("en", "papers/"))
    for opener, dialog in (
        ("[data-search-open]", ".mdx-search"),
        ("#echomimic .mdx-cite", ".mdx-cite-dialog"),
        (".mdx-filter__export", ".mdx-export-dialog"),
    ):
        page.locator(opener).click()
        expect(page.locator(dialog)).to_be_visible()
        page.go_back()
        expect(page.locator(dialog)).to_be_hidden()
        expect(page).to_have_url(site_server.address("en", "papers/"))
        page.locator(opener).click()
        expect(page.locator(dialog)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(dialog)).to_be_hidden()
        wait_until_taken_back(page)


def test_back_closes_the_menu_of_a_phone_and_stays(
    browser: Browser, site_server: StaticServer
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(site_server.address("en", "papers/"))
    drawer = page.locator("#__drawer")
    opener = page.locator(".md-header__button[for=__drawer]")
    for close in (
        page.go_back,
        lambda: page.locator(".md-overlay").tap(position={"x": 380, "y": 9}),
    ):
        opener.tap()
        expect(drawer).to_be_checked()
        close()
        expect(drawer).not_to_be_checked()
        expect(page).to_have_url(site_server.address("en", "papers/"))
        wait_until_taken_back(page)
    page.close()


def test_what_is_reached_by_keyboard_is_above_the_bar(
    page: Page, site_server: StaticServer
) -> None:
    page.set_viewport_size({"width": 768, "height": 800})
    page.goto(site_server.address("en", "papers/"))
    ticks = page.locator(".mdx-tick")
    ticks.first.check()
    bar = page.locator(".mdx-selection").bounding_box()
    assert bar is not None
    for position in range(1, 8):
        ticks.nth(position).focus()
        box = ticks.nth(position).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= bar["y"], position
