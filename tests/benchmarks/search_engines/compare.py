"""Compares search engines on the list of queries and on many fabricated papers.

    cd tests/benchmarks/search_engines && npm install --no-save && cd -
    python -m tests.benchmarks.search_engines.compare --papers 10000

(Not ``npm ci``: the lock lacks Pagefind's binaries for systems on which this was never run.)

Prints, for each engine: the share of queries with the right entry first and within three; for the
fabricated catalogue the time to be ready and the 95th percentile of a keystroke in the engine
alone (nothing is drawn), and the gzipped bytes a reader loads.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from macros.catalogue.loading import load
from macros.search.index import indexes, write
from macros.translations import LOCALES, Locale
from tests.benchmarks.keystrokes import KEYSTROKES
from tests.browser.chromium import chromium_arguments, find_chromium
from tests.browser.static_server import StaticServer
from tests.fabricate import fabricate
from tests.search.queries import read_queries
from tests.site.built import PROJECT, SEED

HERE: Final = Path(__file__).parent
SCRIPTS: Final = PROJECT / "overrides" / "assets" / "javascripts"
ENGINES: Final = {
    "lunr": ("node_modules/lunr/lunr.min.js",),
    "Pagefind": (),
    "uFuzzy": ("node_modules/@leeoniya/ufuzzy/dist/uFuzzy.mjs",),
    "MiniSearch, as it comes": ("node_modules/minisearch/dist/es/index.js",),
    "MiniSearch, our words": (
        "javascripts/vendor/minisearch.js",
        "javascripts/folding.js",
        *(
            f"javascripts/search-{name}.js"
            for name in ("engine", "fields", "phrases", "query", "vocabulary", "words")
        ),
    ),
}
RUN: Final = "async ([name, locale, queries]) => (await engines).run(name, locale, queries)"
PAGE: Final = (
    '<!doctype html><script src="node_modules/lunr/lunr.min.js"></script>'
    '<script>var engines = import("./engines.js")</script>'
)


def site_of(data: Path, folder: Path) -> dict[Locale, float]:
    """Make a folder with the engines and their indexes; return Pagefind's seconds by locale."""
    catalogue = load(data).catalogue
    assert catalogue is not None
    write(folder, indexes(catalogue))
    (folder / "node_modules").symlink_to(HERE / "node_modules")
    (folder / "javascripts").symlink_to(SCRIPTS)
    shutil.copy(HERE / "engines.js", folder)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    return {locale: pagefind(folder, locale) for locale in LOCALES}


def pagefind(folder: Path, locale: Locale) -> float:
    """Make Pagefind's index and return its own time in seconds."""
    index, output = folder / "search" / f"{locale}.json", folder / f"pagefind-{locale}"
    command = ["node", str(HERE / "pagefind.mjs"), str(index), str(output), locale]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(finished.stdout)


def loaded_bytes(folder: Path, engine: str) -> tuple[int, int]:
    """Return the gzipped bytes of an engine's code and of its English index."""
    if engine == "Pagefind":
        files = [file for file in (folder / "pagefind-en").rglob("*") if file.is_file()]
        code = [f for f in files if f.name in ("pagefind.js", "wasm.en.pagefind")]
        index = [f for f in files if f.suffix == ".pf_meta" or f.parent.name == "index"]
        return gzipped(code), sum(file.stat().st_size for file in index)
    code = [folder / file for file in ENGINES[engine]]
    return gzipped(code), gzipped([folder / "search" / "en.json"])


def gzipped(files: list[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def run(browser: Browser, folder: Path, engine: str, locale: Locale, queries: list[str]) -> Any:
    """Return what the engine found in a fresh page, and its times in milliseconds."""
    with StaticServer(folder) as server:
        page = browser.new_page()
        page.goto(server.url)
        answer = page.evaluate(RUN, [engine, locale, queries])
        page.close()
    return answer


def quality(browser: Browser, folder: Path, engine: str) -> tuple[float, float]:
    """Return the shares of queries answered right, first and within three, of both locales."""
    first, within = [], []
    for locale in LOCALES:
        queries = read_queries(locale)
        found = run(browser, folder, engine, locale, [query.query for query in queries])["found"]
        for query, locations in zip(queries, found, strict=True):
            first.append(query.is_first(locations))
            within.append(query.is_within(locations))
    return statistics.mean(first), statistics.mean(within)


def main() -> None:
    """Print one row an engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    papers = parser.parse_args().papers
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        small, large = Path(temporary, "small"), Path(temporary, "large")
        small.mkdir()
        large.mkdir()
        site_of(SEED, small)
        seconds = site_of(fabricate(Path(temporary, "data"), papers), large)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=chromium_arguments()
        )
        print("| engine | first | within 3 | code KB | index KB | ready s | keystroke p95 ms |")
        print("|---|---|---|---|---|---|---|")
        for engine in ENGINES:
            first, within = quality(browser, small, engine)
            code, index = loaded_bytes(large, engine)
            timed = run(browser, large, engine, "en", KEYSTROKES)
            p95 = statistics.quantiles(timed["times"], n=20)[-1]
            print(
                f"| {engine} | {first:.0%} | {within:.0%} | {code / 1000:.0f} |"
                f" {index / 1000:.0f} | {timed['ready'] / 1000:.2f} | {p95:.0f} |",
                flush=True,
            )
        print(f"\nPagefind's index of {papers:,} papers took {seconds['en']:.1f} s (en).")
        browser.close()


if __name__ == "__main__":
    main()
