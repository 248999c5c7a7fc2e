"""Times the filter of a list of papers: from a keystroke to its painted result.

    python -m tests.benchmarks.filtering --papers 1000 10000

Prints for each size the median and the 95th percentile, in milliseconds, of the whole (from the
input event until after the frame that shows the result), of the script alone, and of the processor
time the page's main thread took for the keystroke and all that follows from it, which other work on
the machine does not lengthen; and how long the page took to load. Headless Chromium, no throttling.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.chromium import chromium_arguments, find_chromium
from tests.browser.gzip_server import GzipHandler
from tests.browser.static_server import StaticServer
from tests.site.built import PROJECT, build_site

QUERIES = ("diffusion wang", "cvpr 2024", "vivid talker 77", "情感", "real-time one-shot", "e")
PAUSE_MILLISECONDS = 200
# Another task of the same frame's end runs when the frame has been handed to the compositor. The
# form is busy until the search, beside the page, has answered.
LISTEN = """() => {
  window.painted = []; window.scripted = [];
  const query = document.querySelector("input[name=q]");
  const form = document.querySelector("form.mdx-filter");
  query.addEventListener("input", () => { window.started = performance.now(); }, { capture: true });
  query.addEventListener("input", () => {
    const start = window.started;
    window.scripted.push(performance.now() - start);
    const paint = () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.painted.push(performance.now() - start);
      port2.postMessage(0);
    });
    if (form.ariaBusy !== "true") return paint();
    const answered = new MutationObserver(() => { answered.disconnect(); paint(); });
    answered.observe(form, { attributeFilter: ["aria-busy"] });
  });
}"""


def type_queries(page: Page) -> list[float]:
    """Type every query and take it back; return the main thread's milliseconds by keystroke."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        seconds: float = next(one["value"] for one in metrics if one["name"] == "TaskDuration")
        return 1000 * seconds

    with page.expect_response("**/search/*.json"):
        page.focus("input[name=q]")
    expect(page.locator(".mdx-filter__status")).to_have_text("", timeout=60_000)
    taken = []
    for key in (key for query in QUERIES for key in (*query, *["Backspace"] * len(query))):
        before = busy()
        if key == "Backspace":
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
        page.wait_for_timeout(PAUSE_MILLISECONDS)
        taken.append(busy() - before)
    return taken


def percentile_95(values: list[float]) -> float:
    """Return the 95th percentile of ``values``."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def measure(papers: int, folder: Path) -> str:
    """Return a line of figures for one size of catalogue."""
    data, site = folder / "data", folder / "site"
    command = [sys.executable, "-m", "tests.fabricate", str(data), "--papers", str(papers)]
    subprocess.run(command, cwd=PROJECT, check=True)
    build_site(site, data=data)
    with StaticServer(site, handler=GzipHandler) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=chromium_arguments()
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{server.url}papers/")
        page.wait_for_timeout(2000)
        loaded = page.evaluate(
            "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
        )
        page.evaluate(LISTEN)
        busy = type_queries(page)
        painted: list[float] = page.evaluate("painted")
        scripted: list[float] = page.evaluate("scripted")
        browser.close()
    figures = ", ".join(
        f"{name} {statistics.median(values):.1f} / {percentile_95(values):.1f}"
        for name, values in (("painted", painted), ("script", scripted), ("main thread", busy))
    )
    return (
        f"{papers} papers: {figures}"
        f" (median / 95th percentile of {len(painted)} keystrokes, ms); loaded in {loaded:.0f} ms"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[1000, 10_000])
    for papers in parser.parse_args().papers:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(papers, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
