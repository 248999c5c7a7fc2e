"""axe finds nothing on any page, at any width, in either colour scheme, nor in what opens."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.static_server import StaticServer
from tests.site.built import crawlable_pages

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
# Opened on the page of all papers: what must be done, and where it can be done.
OPENED = {
    "filter sheet": ("document.querySelector('.mdx-filter__open').click()", (390,)),
    "citation": ("document.querySelector('.mdx-cite').click()", WIDTHS),
    "export": ("document.querySelector('.mdx-filter__export').click()", WIDTHS),
    "selection": ("document.querySelector('.mdx-tick').click()", WIDTHS),
    "search": ("document.querySelector('[data-search-open]').click()", WIDTHS),
    "navigation": ("document.querySelector('#__drawer').click()", (390,)),
}


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it is, one line for each element."""
    # Half-way through a transition colours have less contrast than at its end.
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).catch(() => 0)")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page(
    browser: Browser,
    site_server: StaticServer,
    built_site: Path,
    width: int,
    scheme: str,
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    found = []
    states = [
        f"{locale}papers/{state}"
        for locale in ("", "zh/")
        for state in ("?q=talk&year=1999", "#difftalk")
    ]
    for path in (*crawlable_pages(built_site), *states):
        page.goto(site_server.url + path)
        found += [f"{path}: {line}" for line in violations(page)]
    page.close()
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("opened", OPENED)
def test_what_opens(browser: Browser, site_server: StaticServer, opened: str, scheme: str) -> None:
    script, widths = OPENED[opened]
    found = []
    for width in widths:
        for locale in ("", "zh/"):
            page = browser.new_page(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            page.goto(f"{site_server.url}{locale}papers/")
            page.wait_for_load_state("networkidle")
            page.evaluate(script)
            page.wait_for_timeout(300)
            found += [f"{locale} {width}: {line}" for line in violations(page)]
            page.close()
    assert found == []


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_dialog_rises_only_for_who_wants_motion(
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
