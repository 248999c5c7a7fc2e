"""Counts and times what a reader comes for: five tasks, by mouse, touch and keyboard.

    python -m tests.benchmarks.tasks

A step is one control operated: pressed, ticked or set. Reading and scrolling are none. For the
keyboard the keys are counted as well, each Tab included. The time is that of a machine that knows
the way, from the first step to the answer on the screen. Ends with 1 where a task takes more steps
than in the first edition (``BEFORE``) or its answer is wrong. Headless Chromium, no throttling.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, TypeAlias

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from pybtex.database import parse_string

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.translations import text
from tests.browser.chromium import chromium_arguments, find_chromium
from tests.browser.static_server import StaticServer
from tests.site.built import PROJECT, build_site

Way: TypeAlias = Literal["mouse", "touch", "keyboard"]
WAYS: Final[tuple[Way, ...]] = ("mouse", "touch", "keyboard")
SCREENS: Final = {"mouse": (1280, 800), "touch": (390, 844), "keyboard": (1280, 800)}
MAX_TABS: Final = 150


class Reader:
    """Someone who operates a page in one way; counts ``steps`` and ``keys``."""

    def __init__(self, page: Page, way: Way) -> None:
        self.page = page
        self.way = way
        self.steps = 0
        self.keys = 0

    def press(self, control: Locator, shortcut: str | None = None) -> None:
        """Press a button, a link, a chip or a box; ``shortcut`` is the key that leads near it."""
        self.steps += 1
        if self.way == "mouse":
            control.click()
        elif self.way == "touch":
            control.tap()
        else:
            if shortcut:
                self._key(shortcut)
            self._reach(control)
            is_box = control.evaluate("one => one.matches('input, button')")
            self._key("Space" if is_box else "Enter")

    def choose(self, select: Locator, value: str) -> None:
        """Choose an option of a list."""
        self.steps += 1
        if self.way != "keyboard":
            select.select_option(value)
            return
        self._reach(select)
        while select.input_value() != value:
            self._key("ArrowDown")

    def _reach(self, control: Locator) -> None:
        for _ in range(MAX_TABS):
            if control.evaluate("one => one === document.activeElement"):
                return
            self._key("Tab")
        raise RuntimeError(f"{control} is not reached by {MAX_TABS} Tabs")

    def _key(self, name: str) -> None:
        self.keys += 1
        self.page.keyboard.press(name)


def newest_diffusion_paper_with_code(reader: Reader, catalogue: Catalogue) -> None:
    """Start on the page of all papers."""
    page = reader.page
    quick = page.locator(".mdx-filter__common")
    reader.press(quick.get_by_role("button", name=text("filter.code", "en"), exact=True), "f")
    reader.press(quick.get_by_role("button", name=catalogue.label("Diffusion").name["en"]))
    wanted = next(one for one in catalogue.papers if one.has_code and "Diffusion" in one.labels)
    expect(page.locator(".mdx-paper:visible").first).to_have_id(wanted.id)


def send_that_as_a_link(reader: Reader, catalogue: Catalogue) -> None:
    """Go on from the list that the first task left."""
    page = reader.page
    reader.press(page.locator(".mdx-filter__share"))
    expect(page.locator(".mdx-toast")).to_have_text(text("reading.view_copied", "en"))
    link = page.evaluate("navigator.clipboard.readText()")
    opened = page.context.new_page()
    opened.goto(link)
    wanted = next(one for one in catalogue.papers if one.has_code and "Diffusion" in one.labels)
    expect(opened.locator(".mdx-paper:visible").first).to_have_id(wanted.id)
    opened.close()


def three_bibtex_entries_into_a_file(reader: Reader, catalogue: Catalogue) -> None:
    """Start on the page of all papers."""
    page = reader.page
    chosen = catalogue.papers[:3]
    for paper in chosen:
        reader.press(page.locator(f"#{paper.id} .mdx-tick"))
    reader.press(page.locator(".mdx-selection__export"), "c")
    with page.expect_download() as download:
        reader.press(page.locator(".mdx-export__download"))
    entries = parse_string(download.value.path().read_text("utf-8"), "bibtex").entries
    assert {*entries} == {paper.id for paper in chosen}


def which_posts_exist_in_chinese(reader: Reader, catalogue: Catalogue) -> None:
    """Start on the home page."""
    posts = [paper.blog for paper in catalogue.papers if paper.blog]
    links = reader.page.locator(".mdx-blog__title a")
    links.first.scroll_into_view_if_needed()
    assert links.evaluate_all("links => links.map((link) => link.href)") == posts


def which_dataset_may_be_used_commercially(reader: Reader, catalogue: Catalogue) -> None:
    """Start on the home page."""
    page = reader.page
    name = text("datasets.title", "en")
    # On a phone the tabs are in the drawer; the page has a door of its own.
    links = page.locator("main" if reader.way == "touch" else ".md-tabs").get_by_role("link")
    reader.press(links.and_(page.get_by_text(name, exact=True)).first)
    page.wait_for_url("**/datasets/")
    reader.choose(page.locator("select[name=commercial]"), "allowed")
    wanted = [one.id for one in catalogue.datasets if one.commercial_use == "allowed"]
    rows = page.locator(".mdx-dataset:visible")
    expect(rows).to_have_count(len(wanted))
    assert rows.evaluate_all("rows => rows.map(({ id }) => id)") == wanted


Task: TypeAlias = Callable[[Reader, Catalogue], None]
# Each task, the page it starts on (None: where the one before ended), and its steps by mouse in
# the first edition.
TASKS: Final[tuple[tuple[Task, str | None, int], ...]] = (
    (newest_diffusion_paper_with_code, "papers/", 2),
    (send_that_as_a_link, None, 1),
    (three_bibtex_entries_into_a_file, "papers/", 5),
    (which_posts_exist_in_chinese, "", 0),
    (which_dataset_may_be_used_commercially, "", 2),
)


def measure(
    browser: Browser, way: Way, url: str, catalogue: Catalogue
) -> list[tuple[int, int, int]]:
    """Return the steps, keys and milliseconds of every task, done in one way."""
    width, height = SCREENS[way]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=way == "touch",
        is_mobile=way == "touch",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    found = []
    for task, start, _ in TASKS:
        if start is not None:
            page.goto(url + start, wait_until="networkidle")
        reader = Reader(page, way)
        began = time.perf_counter()
        task(reader, catalogue)
        milliseconds = round(1000 * (time.perf_counter() - began))
        found.append((reader.steps, reader.keys, milliseconds))
    context.close()
    return found


def main() -> int:
    """Print a table of the tasks; return the exit code."""
    catalogue = load(PROJECT / "data").catalogue
    assert catalogue is not None
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build_site(Path(folder) / "site", data=PROJECT / "data")
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=chromium_arguments()
        )
        with StaticServer(site) as server:
            found = {way: measure(browser, way, server.url, catalogue) for way in WAYS}
        browser.close()
    print(f"{'task':42}{'before':>7}", *(f"{way:>22}" for way in WAYS))
    more = False
    for number, (task, _, before) in enumerate(TASKS):
        cells = []
        for way in WAYS:
            steps, keys, milliseconds = found[way][number]
            more |= steps > before
            pressed = f" ({keys} keys)" if way == "keyboard" else ""
            cells.append(f"{steps}{pressed}, {milliseconds} ms")
        name = task.__name__.replace("_", " ")
        print(f"{name:42}{before:>7}", *(f"{cell:>22}" for cell in cells))
    return int(more)


if __name__ == "__main__":
    sys.exit(main())
