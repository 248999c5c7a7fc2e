"""axe finds nothing on any page, at any width, in either colour scheme, nor in any dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from macros.shell.locales import prefix
from macros.translations import LOCALES, Locale
from tests.browser.shared_page import open_shared
from tests.browser.static_server import StaticServer
from tests.site.built import crawlable_pages

# What a width shows and how it looks does not depend on the language, nor do names on the width:
# each language is looked at in one width, and both in what one width alone can open.
LOCALE_AT: dict[int, Locale] = {390: "zh", 1280: "en"}
WIDTHS = tuple(LOCALE_AT)
# Looked at in both. The other pages, categories and guides, are alike but for their words, which
# tests/site compares: they are dealt out.
OF_THEIR_KIND = ("", "papers/", "datasets/", "404.html")
Scheme = Literal["light", "dark"]
# What the palette calls the colour schemes of a reader's system.
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# Style sheets and media are preloaded for rules that are off by default, or about sound.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
RUN_AXE = """([within, options]) => axe.run(within, options).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`)))"""
# Hides rows, list items and tokens of code that differ from an earlier one, of this page or of one
# opened before in the same tab, in their words and addresses alone. The first two of a list stay.
HIDE_REPEATED = r"""() => {
    const hash = (text) => [...text].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) | 0, 0);
    const seen = new Set(JSON.parse(sessionStorage.getItem("seen") ?? "[]"));
    for (const element of document.querySelectorAll("tr, li, :is(pre, td > code) span")) {
        const shape = element.outerHTML
            .replace(/ (?!class|type|role|lang|style)([\w-]+)="[^"]*"/g, " $1")
            .replace(/>[^<]*[^\s<][^<]*/g, ">…");
        const parent = element.parentElement;
        const at = [...parent.children].indexOf(element);
        const key = hash([parent.className, at % 2, element.matches(":target"), shape].join());
        if (seen.has(key) && at > 1) element.style.setProperty("display", "none", "important");
        seen.add(key);
    }
    sessionStorage.setItem("seen", JSON.stringify([...seen]));
}"""
# Contrast costs more than all other rules. It follows from these styles of an element and those
# around it, so axe measures it on the first element of each look, in each scheme.
MARK_LOOKS = """(within) => {
    const looks = new WeakMap(), seen = new Map();
    for (const element of document.querySelectorAll("*")) {
        const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textShadow,
            filter, mixBlendMode } = getComputedStyle(element);
        const texts = [...element.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE);
        const look = [looks.get(element.parentElement), element.localName,
            element.matches(":disabled"), texts.some((one) => one.data.trim()), color,
            backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textShadow, filter,
            mixBlendMode].join("|");
        if (!seen.has(look)) seen.set(look, { number: seen.size, marked: false });
        const known = seen.get(look);
        looks.set(element, known.number);
        const marked = !known.marked && element.closest(within) !== null &&
            element.checkVisibility({ visibilityProperty: true });
        element.toggleAttribute("data-look", marked);
        known.marked ||= marked;
    }
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
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


# Finished, not awaited: where nothing is painted an animation never ends by itself.
END_ANIMATIONS = """() => {
    for (const animation of document.getAnimations())
        if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
}"""


def violations(page: Page, within: str = "html") -> list[str]:
    """Return what axe finds on the page in both colour schemes, one line for each element.

    In the dark scheme only the rules about colours can find anything else. ``within`` is a
    selector of what is looked at, where the rest of the page has been looked at before.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [f"{scheme}: {line}" for scheme in SCHEMES for line in _found(page, scheme, within)]


def _found(page: Page, scheme: Scheme, within: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    # Half-way through a transition colours have less contrast than at its end.
    page.evaluate(END_ANIMATIONS)
    page.evaluate(MARK_LOOKS, within)
    options = OPTIONS if scheme == "light" else OPTIONS | {"runOnly": COLOUR_RULES}
    lines: list[str] = page.evaluate(RUN_AXE, [within, options])
    return lines


@pytest.fixture(scope="module")
def shared_page(browser: Browser) -> Iterator[Page]:
    """The page behind ``page`` has axe wherever it goes: sent once, not with each page."""
    page = open_shared(browser)
    page.add_init_script(AXE_SCRIPT)
    yield page
    page.close()


@pytest.mark.parametrize(("width", "locale"), LOCALE_AT.items())
def test_every_page(
    page: Page, site_server: StaticServer, built_site: Path, width: int, locale: Locale
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    found = []
    root = prefix(locale)
    paths = [
        f"{root}{path}"
        for number, path in enumerate(
            page.removeprefix("zh/") for page in crawlable_pages(built_site) if "zh/" in page
        )
        if path in OF_THEIR_KIND or number % len(WIDTHS) == WIDTHS.index(width)
    ]
    assert len(paths) > len(OF_THEIR_KIND)
    states = [f"{root}papers/{state}" for state in ("?q=talk&year=1999", "#difftalk")]
    for path in (*paths, *states):
        page.goto(site_server.url + path)
        page.evaluate(HIDE_REPEATED)
        found += [f"{path}: {line}" for line in violations(page)]
    assert found == []


@pytest.mark.parametrize(("width", "locale"), LOCALE_AT.items())
def test_opened_details(
    page: Page, searched_server: StaticServer, width: int, locale: Locale
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    found = []
    for path in ("", "3d-audio-driven/", "datasets/"):
        page.goto(searched_server.address(locale, path))
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate(HIDE_REPEATED)
        found += [f"{path}: {line}" for line in violations(page, within="main")]
    assert found == []


@pytest.mark.parametrize("opened", OPENED)
def test_dialogs_and_sheets(page: Page, site_server: StaticServer, opened: str) -> None:
    clicked, shown, widths = OPENED[opened]
    page.emulate_media(reduced_motion="reduce")
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for locale in LOCALES if len(widths) == 1 else (LOCALE_AT[width],):
            page.goto(site_server.address(locale, "3d-audio-driven/"))
            for control in clicked:
                page.locator(control).first.evaluate("control => control.click()")
            expect(page.locator(shown)).to_be_visible()
            found += [f"{locale} {width}: {line}" for line in violations(page, within=shown)]
            page.evaluate("localStorage.clear()")
    assert found == []


def test_what_is_said_of_a_removed_paper_and_of_a_failure(
    page: Page, searched_server: StaticServer
) -> None:
    page.route("**/citations/*.json", lambda route: route.abort())
    page.goto(searched_server.address("en", "papers/#a-gone-one"))
    note = page.locator(".mdx-filter__note").last
    expect(note).to_contain_text("A Gone One")
    found = violations(page, within=".mdx-line")
    page.goto(searched_server.address("zh", "datasets/"))
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


def test_a_violation_in_one_row_is_found(page: Page, site_server: StaticServer) -> None:
    page.goto(f"{site_server.url}papers/")
    page.locator("#loopy .mdx-tick").evaluate("tick => tick.removeAttribute('aria-label')")
    page.evaluate(HIDE_REPEATED)
    assert page.locator(".mdx-paper:visible").count() < page.locator(".mdx-paper").count()
    assert [line.partition(": ")[0] for line in violations(page)] == ["light"]


@pytest.mark.parametrize("planted", ["by its class", "by itself"])
def test_low_contrast_in_one_row_is_found(
    page: Page, site_server: StaticServer, planted: str
) -> None:
    page.goto(f"{site_server.url}papers/")
    page.locator("#emote-portrait-alive .mdx-link--publication").evaluate(
        """(link, planted) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(".pale { color: #bbb !important }");
            document.adoptedStyleSheets = [sheet];
            if (planted === "by its class") link.classList.add("pale");
            else link.style.setProperty("color", "#bbb", "important");
        }""",
        planted,
    )
    page.evaluate(HIDE_REPEATED)
    assert [line.split(": ")[:2] for line in violations(page)] == [["light", "color-contrast"]]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_dialog_is_animated_unless_motion_is_reduced(
    page: Page, site_server: StaticServer, motion: Literal["reduce", "no-preference"]
) -> None:
    page.emulate_media(reduced_motion=motion)
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
