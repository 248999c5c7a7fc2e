"""axe finds nothing on any page, at any width, in either colour scheme, nor in any dialog."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from macros.translations import LOCALES, Locale
from tests.browser.static_server import StaticServer
from tests.site.built import crawlable_pages

WIDTHS = (390, 1280)
Scheme = Literal["light", "dark"]
# What the palette calls the colour schemes of a reader's system.
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# Style sheets and media are preloaded for rules that are off by default, or about sound.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
RUN_AXE = """([within, options]) => axe.run(within, options).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`)))"""
# Hides rows and list items that differ from an earlier one in their words and addresses alone.
HIDE_REPEATED = r"""() => {
    const seen = new Set();
    for (const element of document.querySelectorAll("tr, li")) {
        const shape = element.outerHTML
            .replace(/ (?!class|type|role|lang)([\w-]+)="[^"]*"/g, " $1")
            .replace(/>[^<]*\S[^<]*/g, ">…");
        const parent = element.parentElement;
        const isOdd = [...parent.children].indexOf(element) % 2;
        const key = [parent.className, isOdd, element.matches(":target"), shape].join();
        if (seen.has(key)) element.style.setProperty("display", "none", "important");
        seen.add(key);
    }
}"""
# What is clicked, what then shows and is looked at, and at which widths.
DIALOG = "dialog[open]"
OPENED = {
    "filter sheet": ((".mdx-filter__open",), DIALOG, (390,)),
    "filter panel": ((".mdx-filter__open",), ".mdx-filter:has([aria-expanded=true])", (1280,)),
    "comparison": (
        ("tr:nth-child(1) .mdx-tick", "tr:nth-child(2) .mdx-tick", ".mdx-selection__compare"),
        DIALOG,
        WIDTHS,
    ),
    "citation": ((".mdx-cite",), DIALOG, WIDTHS),
    "export": ((".mdx-filter__export",), DIALOG, WIDTHS),
    "selection": ((".mdx-tick",), ".mdx-selection", WIDTHS),
    "search": (("[data-search-open]",), DIALOG, WIDTHS),
    "navigation": (("#__drawer",), ".md-sidebar--primary", (390,)),
}


def violations(page: Page, schemes: Iterable[Scheme] = SCHEMES, within: str = "html") -> list[str]:
    """Return what axe finds on the page in the colour schemes, one line for each element.

    In the dark scheme only the rules about colours can find anything else. ``within`` is a
    selector of what is looked at, where the rest of the page has been looked at before.
    """
    page.evaluate(AXE_SCRIPT)
    return [f"{scheme}: {line}" for scheme in schemes for line in _found(page, scheme, within)]


def _found(page: Page, scheme: Scheme, within: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    # Half-way through a transition colours have less contrast than at its end.
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).catch(() => 0)")
    options = OPTIONS if scheme == "light" else OPTIONS | {"runOnly": COLOUR_RULES}
    lines: list[str] = page.evaluate(RUN_AXE, [within, options])
    return lines


def schemes_at(path: str, width: int) -> tuple[Scheme, ...]:
    """Return the schemes to look at: dark in one language a width, as colours have no language."""
    return ("light", "dark") if path.startswith("zh/") is (width == 390) else ("light",)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page(
    browser: Browser, site_server: StaticServer, built_site: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    found = []
    states = [
        f"{locale}papers/{state}"
        for locale in ("", "zh/")
        for state in ("?q=talk&year=1999", "#difftalk")
    ]
    for path in (*crawlable_pages(built_site), *states):
        page.goto(site_server.url + path)
        page.evaluate(HIDE_REPEATED)
        found += [f"{path}: {line}" for line in violations(page, schemes_at(path, width))]
    page.close()
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_opened_details(browser: Browser, searched_server: StaticServer, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    found = []
    for path in ("", "zh/3d-audio-driven/", "3d-audio-driven/", "datasets/", "zh/datasets/"):
        page.goto(searched_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate(HIDE_REPEATED)
        found += [f"{path}: {line}" for line in violations(page)]
    page.close()
    assert found == []


@pytest.mark.parametrize("opened", OPENED)
def test_dialogs_and_sheets(browser: Browser, site_server: StaticServer, opened: str) -> None:
    clicked, shown, widths = OPENED[opened]
    found = []
    for width in widths:
        for locale in ("", "zh/"):
            page = browser.new_page(
                viewport={"width": width, "height": 900}, reduced_motion="reduce"
            )
            page.goto(f"{site_server.url}{locale}3d-audio-driven/")
            for control in clicked:
                page.locator(control).first.evaluate("control => control.click()")
            expect(page.locator(shown)).to_be_visible()
            schemes = schemes_at(locale, width)
            found += [f"{locale} {width}: {line}" for line in violations(page, schemes, shown)]
            page.close()
    assert found == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_of_a_removed_paper_and_of_a_failure(
    page: Page, searched_server: StaticServer, locale: Locale
) -> None:
    page.route("**/citations/*.json", lambda route: route.abort())
    page.goto(searched_server.address(locale, "papers/#a-gone-one"))
    note = page.locator(".mdx-filter__note").last
    expect(note).to_contain_text("A Gone One")
    found = violations(page, within=".mdx-line")
    page.goto(searched_server.address(locale, "datasets/"))
    for shown in (".mdx-toast:not(:empty)", DIALOG):
        page.locator(".mdx-cite").first.evaluate("button => button.click()")
        expect(page.locator(shown)).to_be_visible()
        found += violations(page, within=shown)
        page.unroute("**/citations/*.json")
    assert found == []


def test_a_violation_in_one_scheme_is_found(page: Page, site_server: StaticServer) -> None:
    page.goto(f"{site_server.url}datasets/")
    for scheme, colour in (("default", "#ddd"), ("slate", "#222")):
        page.evaluate(
            """([scheme, colour]) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(`[data-md-color-scheme=${scheme}] h1 { color: ${colour} }`);
                document.adoptedStyleSheets = [sheet];
            }""",
            [scheme, colour],
        )
        name = {"default": "light", "slate": "dark"}[scheme]
        assert {line.partition(": ")[0] for line in violations(page)} == {name}


def test_what_fails_in_one_row_is_found(page: Page, site_server: StaticServer) -> None:
    page.goto(f"{site_server.url}papers/")
    page.locator("#loopy .mdx-tick").evaluate("tick => tick.removeAttribute('aria-label')")
    page.evaluate(HIDE_REPEATED)
    assert page.locator(".mdx-paper:visible").count() < page.locator(".mdx-paper").count()
    assert [line.partition(": ")[0] for line in violations(page, ["light"])] == ["light"]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_dialog_is_animated_unless_motion_is_reduced(
    browser: Browser, site_server: StaticServer, motion: Literal["reduce", "no-preference"]
) -> None:
    page = browser.new_page(reduced_motion=motion)
    page.goto(f"{site_server.url}papers/")
    page.locator(".mdx-cite").first.click()
    dialog = page.locator("dialog:modal")
    expect(dialog).to_be_visible()
    name = dialog.evaluate("dialog => getComputedStyle(dialog).animationName")
    assert name == ("none" if motion == "reduce" else "mdx-rise")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((one) => {
            const { transitionDuration, animationDuration } = getComputedStyle(one);
            return [transitionDuration, animationDuration].map(parseFloat);
        }).some((seconds) => seconds > 0.001)"""
    )
    assert moving == (motion == "no-preference")
    page.close()
