"""Times the search of a fabricated catalogue in a real browser, and counts what it loads.

    python -m tests.benchmarks.search --papers 10000

A keystroke counts from the input event until the browser has painted the results. Bytes are
gzipped, as a host sends them.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect, sync_playwright

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.search.index import indexes, write
from macros.search.segmentation import simplified_characters
from macros.translations import LOCALES, text
from tests.benchmarks.keystrokes import KEYSTROKES
from tests.browser.chromium import chromium_arguments, find_chromium
from tests.browser.searching import Searching
from tests.browser.static_server import StaticServer
from tests.fabricate import fabricate
from tests.site.built import build_site

TYPE: Final = """async (typed) => {
    const input = document.querySelector("#mdx-search-input");
    const status = document.querySelector(".mdx-search__status");
    const times = [];
    for (const query of typed) {
        const answered = new Promise((resolve) => {
            const observer = new MutationObserver(() => {
                observer.disconnect();
                // A task after the next frame: what it shows has been painted.
                requestAnimationFrame(() => setTimeout(resolve, 0));
            });
            observer.observe(status, { childList: true });
        });
        const started = performance.now();
        input.value = query;
        input.dispatchEvent(new InputEvent("input"));
        await answered;
        times.push(performance.now() - started);
    }
    return times;
}"""


def seconds_of_index(catalogue: Catalogue, folder: Path) -> float:
    """Return the seconds that a build spends on both indexes."""
    # As in a build: nothing kept from before, the collector paused.
    simplified_characters.cache_clear()
    gc.disable()
    started = time.perf_counter()
    write(folder, indexes(catalogue))
    seconds = time.perf_counter() - started
    gc.enable()
    return seconds


def gzipped(site: Path, addresses: list[str]) -> int:
    """Return the gzipped bytes of the files behind ``addresses``, each counted once."""
    paths = {urlsplit(address).path.lstrip("/") for address in addresses}
    files = [
        site / path / "index.html" if (site / path).is_dir() else site / path for path in paths
    ]
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def measure(page: Page, url: str, site: Path) -> dict[str, Any]:
    """Return the bytes before and after turning to the search, seconds to be ready, and times."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{url}datasets/", wait_until="networkidle")
    before = [address for address in asked if "/search" in address]
    asked.clear()
    started = time.perf_counter()
    Searching(page, "en").open().type("EchoFace")
    ready = time.perf_counter() - started
    times = page.evaluate(TYPE, KEYSTROKES)
    return {
        "before": gzipped(site, before),
        "after": gzipped(site, asked),
        "ready": ready,
        "times": times,
    }


def main() -> None:
    """Print what was measured, a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    papers = parser.parse_args().papers
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = fabricate(folder / "data", papers)
        catalogue = load(data).catalogue
        assert catalogue is not None
        print(f"papers                               {papers:,}")
        print(f"build: both indexes, first, seconds  {seconds_of_index(catalogue, folder):.2f}")
        print(f"build: both indexes, again, seconds  {seconds_of_index(catalogue, folder):.2f}")
        started = time.perf_counter()
        site = build_site(folder / "site", data=data)
        print(f"build: the whole site, seconds       {time.perf_counter() - started:.2f}")
        for locale in LOCALES:
            index = (site / "search" / f"{locale}.json").read_bytes()
            size = f"{len(index):,} ({len(gzip.compress(index)):,} gzipped)"
            print(f"bytes: index {text('language.name', locale)} {size}")
        with StaticServer(site) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(), args=chromium_arguments()
            )
            page = browser.new_page()
            expect.set_options(timeout=60_000)  # on a busy machine, too
            found = measure(page, server.url, site)
            browser.close()
    times = found["times"]
    print(f"bytes: before turning to the search  {found['before']:,}")
    print(f"bytes: after, index included         {found['after']:,}")
    print(f"opening until first results, seconds {found['ready']:.2f}")
    print(f"keystrokes measured                  {len(times)}")
    print(f"keystroke until painted, ms, median  {statistics.median(times):.0f}")
    print(f"keystroke until painted, ms, p95     {statistics.quantiles(times, n=20)[-1]:.0f}")


if __name__ == "__main__":
    main()
