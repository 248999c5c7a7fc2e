"""Times a list of papers: until its first rows are painted, and from a keystroke to its result.

    python -m tests.benchmarks.filtering --papers 1000 10000

Prints for each size the median and the 95th percentile, in milliseconds, of the whole (from the
input event until after the frame that shows the result), of the script alone, and of the processor
time the page's main thread took for the keystroke and all that follows from it, which other work on
the machine does not lengthen; and how long the page took to load. Every keystroke is typed in three
rounds and its shortest time counts, since other work on the machine only adds to it. Headless
Chromium, no throttling.
A second line has the medians of a phone: Lighthouse's mid-range profile (a processor four times
slower, 1.6 Mbit/s, 150 ms of latency), from navigation until the first row is painted and until the
document is read, when the filter and the search start to answer.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.chromium import chromium_arguments, find_chromium
from tests.browser.gzip_server import GzipHandler
from tests.browser.static_server import StaticServer
from tests.site.built import PROJECT, build_site

QUERIES = ("diffusion wang", "cvpr 2024", "vivid talker 77", "情感", "real-time one-shot", "e")
PAUSE_MILLISECONDS = 200
VISITS = 5
ROUNDS = 3
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

# https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md, applied by the browser.
SCREEN: ViewportSize = {"width": 412, "height": 823}
SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
# A frame is asked for until one has a row in view; a task after it runs when it has been painted.
WATCH = """(() => {
  const look = () => {
    const box = document.querySelector("tr.mdx-paper")?.getBoundingClientRect();
    if (!box?.height || box.top >= innerHeight) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { window.firstRow = performance.now(); };
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
})()"""


def first_rows(browser: Browser, address: str) -> tuple[float, float]:
    """Return the milliseconds until a phone has painted the first row and read the document."""
    context = browser.new_context(
        viewport=SCREEN, device_scale_factor=1.75, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_function("() => window.firstRow", timeout=60_000)
    painted, read = page.evaluate(
        """() => [window.firstRow,
            performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd]"""
    )
    context.close()
    return painted, read


ALL_PAINTED = "(typed) => window.painted.length >= typed"


def type_queries(page: Page) -> list[float]:
    """Type every query and take it back, in rounds; return the main thread's ms by keystroke."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        seconds: float = next(one["value"] for one in metrics if one["name"] == "TaskDuration")
        return 1000 * seconds

    with page.expect_response("**/search/*.json"):
        page.focus("input[name=q]")
    expect(page.locator(".mdx-filter__status")).to_have_text("", timeout=60_000)
    taken: list[float] = []
    keys = [key for query in QUERIES for key in (*query, *["Backspace"] * len(query))]
    for key in keys * ROUNDS:
        before = busy()
        if key == "Backspace":
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
        page.wait_for_timeout(PAUSE_MILLISECONDS)
        page.wait_for_function(ALL_PAINTED, arg=len(taken) + 1)
        taken.append(busy() - before)
    return taken


def fastest(times: list[float]) -> list[float]:
    """Return of each keystroke the shortest time of all rounds."""
    keystrokes = len(times) // ROUNDS
    return [min(times[first::keystrokes]) for first in range(keystrokes)]


def percentile_95(values: list[float]) -> float:
    """Return the 95th percentile of ``values``."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def measure(papers: int, folder: Path) -> str:
    """Return the figures for one size of catalogue, in two lines."""
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
        page.close()
        phone = [first_rows(browser, f"{server.url}papers/") for _ in range(VISITS)]
        browser.close()
    figures = ", ".join(
        f"{name} {statistics.median(fastest(values)):.1f} / {percentile_95(fastest(values)):.1f}"
        for name, values in (("painted", painted), ("script", scripted), ("main thread", busy))
    )
    first_row, read = (statistics.median(times) for times in zip(*phone, strict=True))
    return (
        f"{papers} papers: {figures}"
        f" (median / 95th percentile of {len(painted) // ROUNDS} keystrokes, ms);"
        f" loaded in {loaded:.0f} ms\n"
        f"{papers} papers, phone: first row after {first_row:.0f} ms,"
        f" document read after {read:.0f} ms (medians of {VISITS} visits)"
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
