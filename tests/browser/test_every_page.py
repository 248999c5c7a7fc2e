"""Every page, visited once: it fits its screens, asks no other host, and its controls work.

All of that under its content security policy, and without a word to the console.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from macros.translations import LOCALES
from tests.browser.static_server import StaticServer
from tests.browser.violations import watch_violations
from tests.site.built import crawlable_pages

# The narrowest of each layout of the theme, a wide screen, and last the one for the controls.
WIDTHS = (360, 720, 960, 1220, 2560, 1280)
# Whatever a reader can press or type into, found anew on each page: no list to keep.
CONTROLS = "button, summary, label.md-header__button, select, input[type=checkbox]"
FIELDS = "input[type=search]:visible, input[type=text]:visible, input:not([type]):visible"
# One of each kind, by element and class; pressed from script, so that nothing is in the way. A form
# that is sent leaves the page in a task of its own, an address that is assigned at once.
PRESS_NEXT = """([controls, pressed]) => {
    let leaves = false;
    addEventListener("submit", (event) => { leaves ||= !event.defaultPrevented; });
    const follow = ({ destination }) => { leaves ||= !destination.sameDocument; };
    navigation.addEventListener("navigate", follow);
    for (const element of document.querySelectorAll(controls)) {
        const kind = `${element.tagName} ${element.type} ${element.className}`;
        if (pressed.includes(kind) || !element.checkVisibility()) continue;
        element.click();
        return { kind, leaves };
    }
    return null;
}"""


def use_controls(page: Page, pressed: list[str]) -> None:
    """Press every kind of control not yet in ``pressed``, write into the fields the page shows."""
    address = page.url
    while control := page.evaluate(PRESS_NEXT, [CONTROLS, pressed]):
        pressed.append(control["kind"])
        if control["leaves"]:
            page.wait_for_url(lambda url: url.partition("?")[0] != address)
            page.goto(address)
            continue
        for field in page.locator(FIELDS).all():
            field.fill("talking 说话人")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def too_wide(page: Page) -> list[tuple[int, int]]:
    """Return the widths at which the page scrolls sideways, each with how wide it is."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        scroll_width = page.evaluate("document.documentElement.scrollWidth")
        if scroll_width > width:
            found.append((width, scroll_width))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_fits_and_its_controls_work(
    context: BrowserContext, built_site: Path, site_server: StaticServer, locale: str
) -> None:
    violations = watch_violations(context)
    logged: list[str] = []
    foreign: list[str] = []
    context.on("console", lambda message: logged.append(message.text))
    context.on(
        "request", lambda asked: foreign.append(asked.url) if is_foreign(asked.url) else None
    )
    page = context.new_page()
    wide = {}
    # The policy is the same on every page (tests/site/test_html.py): a kind is pressed once.
    pressed: list[str] = []
    for path in crawlable_pages(built_site):
        if path.startswith("zh/") is not (locale == "zh"):
            continue
        page.goto(site_server.url + path)
        if found := too_wide(page):
            wide[path] = found
        use_controls(page, pressed)
    assert wide == {}
    assert any("LABEL" in kind for kind in pressed), pressed
    assert violations == []
    assert logged == []
    assert foreign == []
