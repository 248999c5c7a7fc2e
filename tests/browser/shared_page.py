"""A page that one test after another uses: opening a new one costs as much as a visit to a list.

A test opens a page of its own if it listens to it, adds scripts or a clock, replaces scripts of the
site, looks at the history, or opens a session of developer tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize

VIEWPORT: Final[ViewportSize] = {"width": 1280, "height": 900}
# Clears what is stored for each host that a test comes to; the name of the window lists them.
FORGET: Final = """if (origin !== "null" && !name.split(" ").includes(origin)) {
    name += ` ${origin}`;
    localStorage.clear();
    sessionStorage.clear();
}"""


def open_shared(browser: Browser) -> Page:
    """Return a new page to lend."""
    page = browser.new_page(viewport=VIEWPORT)
    page.add_init_script(FORGET)
    return page


@contextmanager
def lend(page: Page) -> Iterator[Page]:
    """Lend the page: 1280 px wide, light, with nothing stored."""
    page.set_viewport_size(VIEWPORT)
    page.emulate_media(
        media="null",
        color_scheme="light",
        contrast="null",
        forced_colors="null",
        reduced_motion="null",
    )
    yield page
    for popup in page.context.pages[1:]:
        popup.close()
    page.context.clear_permissions()
    page.unroute_all()
    page.goto("about:blank")
    page.evaluate("name = ''")
    page.mouse.move(0, 0)
