"""Times the first search of a visit at a host that is far away.

    python -m tests.benchmarks.distant_host --milliseconds 200

Every answer of the host waits that long, on up to six connections. Prints seconds, the median of
``--rounds`` new browser profiles: from turning to the filter until it is ready, and from opening
the dialog until its first results.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import chromium_arguments, find_headless
from tests.browser.searching import Searching
from tests.browser.static_server import StaticHandler, StaticServer
from tests.site.built import build_site

QUERY: Final = "dreamhead"
# Asked at each frame: Playwright's own expectations look ever less often.
STATUS: Final = "(shown) => !document.querySelector('.mdx-filter__status').textContent === !shown"
RESULT: Final = "() => document.querySelector('.mdx-result') !== null"


def distant(seconds: float) -> type[StaticHandler]:
    """Return a handler that waits before each answer."""

    class DistantHandler(StaticHandler):
        def do_GET(self) -> None:  # noqa: N802 (the base's name)
            time.sleep(seconds)
            super().do_GET()

    return DistantHandler


def filter_seconds(page: Page) -> float:
    """Return how long the filter takes to be ready."""
    started = time.perf_counter()
    page.locator("input[name=q]").focus()
    page.wait_for_function(STATUS, arg=True)
    page.wait_for_function(STATUS, arg=False)
    return time.perf_counter() - started


def dialog_seconds(page: Page) -> float:
    """Return how long the dialog takes to show the first results."""
    started = time.perf_counter()
    Searching(page, "en").open().input.fill(QUERY)
    page.wait_for_function(RESULT)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--milliseconds", type=float, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build_site(Path(folder, "site"))
        browser: Browser = playwright.chromium.launch(
            executable_path=find_headless(), args=chromium_arguments()
        )
        with StaticServer(site, handler=distant(given.milliseconds / 1000)) as server:
            for name, measure in (("filter", filter_seconds), ("dialog", dialog_seconds)):
                times = []
                for _ in range(given.rounds):
                    context = browser.new_context()
                    page = context.new_page()
                    page.goto(server.address("en", "papers/"), wait_until="networkidle")
                    times.append(measure(page))
                    context.close()
                print(f"{name}: {statistics.median(times):.2f} ({min(times):.2f}-{max(times):.2f})")


if __name__ == "__main__":
    main()
