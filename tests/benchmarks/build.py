"""Times whole builds of fabricated catalogues, and how soon an edit is served.

    python -m tests.benchmarks.build --papers 50 1000 10000

Prints medians over the rounds, in seconds. "cold" starts without the compiled templates of an
earlier build, "repeated" with them; "edit" is the time from saving one paper until the open page of
all papers has been told, and has the new page.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from macros.render.environment import CACHE_FOLDER
from tests.browser.serving import Serving
from tests.site.built import PROJECT, build_site

# What MkDocs puts into each page it serves: the page's epoch and the request's number.
LIVE_RELOAD = re.compile(r"livereload\((\d+), (\d+)\)")


def seconds_of_build(data: Path, folder: Path, *, cold: bool) -> float:
    """Return the whole process's time for one build."""
    if cold:
        shutil.rmtree(CACHE_FOLDER, ignore_errors=True)
    started = time.perf_counter()
    build_site(folder, data=data)
    return time.perf_counter() - started


def seconds_to_edit(serving: Serving, paper: Path, page: str, edit: str) -> float:
    """Save a new title; return the time until ``page``, reloaded when it is told to, shows it."""
    shown = fetch(serving.url + page)
    epoch, request = LIVE_RELOAD.findall(shown)[-1]
    source = paper.read_text(encoding="utf-8")
    paper.write_text(re.sub(r"title: .*", f"title: {edit}", source, count=1), encoding="utf-8")
    started = time.perf_counter()
    # As in an open browser: the request is answered when there is something new.
    fetch(f"{serving.url}livereload/{epoch}/{request}")
    if edit not in fetch(serving.url + page):
        raise RuntimeError(f"{page} was reloaded, but does not show {edit!r}")
    return time.perf_counter() - started


def fetch(address: str) -> str:
    """Return what the server answers, decoded."""
    with urllib.request.urlopen(address, timeout=120) as answer:
        return str(answer.read().decode())


def measure(papers: int, rounds: int, folder: Path) -> dict[str, float]:
    """Return the medians for one size of catalogue."""
    data = folder / "data"
    command = [sys.executable, "-m", "tests.fabricate", str(data), "--papers", str(papers)]
    subprocess.run(command, cwd=PROJECT, check=True)
    site = folder / "site"
    cold = [seconds_of_build(data, site, cold=True) for _ in range(rounds)]
    repeated = [seconds_of_build(data, site, cold=False) for _ in range(rounds)]
    with Serving(folder / "serve", data) as serving:
        paper = min(serving.data.glob("papers/*/*.yml"))
        page = "zh/papers/"
        edits = [
            seconds_to_edit(serving, paper, page, f"Edited in Round {number}")
            for number in range(rounds)
        ]
    samples = {"cold": cold, "repeated": repeated, "edit": edits}
    return {name: statistics.median(times) for name, times in samples.items()}


def main() -> None:
    """Print a table of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[50, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print("| papers | cold build | repeated build | edit → page |\n|---|---|---|---|")
    for papers in arguments.papers:
        with tempfile.TemporaryDirectory() as folder:
            medians = measure(papers, arguments.rounds, Path(folder))
        cells = " | ".join(f"{medians[name]:.2f}" for name in ("cold", "repeated", "edit"))
        print(f"| {papers:,} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
