"""Times whole builds of fabricated catalogues beside an empty site (E) and Hugo (H).

    python -m tests.benchmarks.build --papers 36 1000 10000 100000 --hugo-rounds 7 7 7 1

Prints a table for docs/development/performance.md and, with --chart FILE, draws it. All are whole
processes in turn, E, H, ours cold, ours repeated; each figure is a median, each ratio the median of
the ratios within a round. "cold" starts without the cache of an earlier build, "repeated" with it;
"edit" is the time from saving one paper until an open page of all papers has been told and has
the new page; memory is the largest resident set of a cold build. With --compare, the sites of a
cold, a repeated and an uncached build of each size are also compared byte for byte.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from macros.catalogue.derived_facts import CACHE_VARIABLE
from tests.benchmarks import peers
from tests.benchmarks.chart import Series, drawn
from tests.browser.serving import Serving
from tests.faults.project import contents
from tests.site.built import PROJECT, SITE_URL

# What MkDocs puts into each page it serves: the page's epoch and the request's number.
LIVE_RELOAD = re.compile(r"livereload\((\d+), (\d+)\)")
EDIT_ROUNDS = 5


@dataclass(frozen=True)
class Run:
    """One finished process: its wall-clock seconds and its largest resident set in MB."""

    seconds: float
    megabytes: float


@dataclass
class Sample:
    """The runs of one size of catalogue, by what was run."""

    papers: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    edits: list[float] = field(default_factory=list)

    def seconds(self, name: str) -> float | None:
        """Return the median time, None for what was not run."""
        return (
            statistics.median(run.seconds for run in self.runs[name]) if self.runs[name] else None
        )

    def megabytes(self, name: str) -> float | None:
        """Return the median memory, None for what was not run."""
        if not self.runs[name]:
            return None
        return statistics.median(run.megabytes for run in self.runs[name])

    def ratio(self, name: str, other: str) -> float | None:
        """Return the median of the ratios within a round."""
        pairs = zip(self.runs[name], self.runs[other], strict=False)
        ratios = [one.seconds / two.seconds for one, two in pairs]
        return statistics.median(ratios) if ratios else None


def run(command: list[str], data: Path | None = None) -> Run:
    """Run a command to its end. Raises RuntimeError when it fails."""
    environment = os.environ | {"SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"}
    if data:
        environment["CATALOGUE_DATA"] = str(data)
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise RuntimeError(f"{command} failed")
    return Run(seconds, usage.ru_maxrss / 1024)


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
    with urllib.request.urlopen(address, timeout=600) as answer:
        return str(answer.read().decode())


def build_command(site: Path) -> list[str]:
    """Return the command that builds our site into ``site``."""
    return [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(site)]


def forget() -> None:
    """Remove the caches that builds have left."""
    for kept in set((PROJECT / ".cache").glob("*")) - {peers.HUGO_ENVIRONMENT}:
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()


def measure(
    papers: int, rounds: int, hugo_rounds: int, folder: Path, hugo: Path | None, *, edit: bool
) -> Sample:
    """Return what was measured for one size of catalogue, fabricated below ``folder``."""
    data = folder / "data"
    fabricate = [sys.executable, "-m", "tests.fabricate", str(data), "--papers", str(papers)]
    subprocess.run(fabricate, cwd=PROJECT, check=True)
    ours = build_command(folder / "site")
    hugo_command = peers.hugo_command(hugo, data, folder) if hugo else None
    sample = Sample(papers, {name: [] for name in ("E", "H", "cold", "repeated")})
    for number in range(rounds):
        sample.runs["E"].append(run(peers.empty_site_command(folder / "empty")))
        if hugo_command and number < hugo_rounds:
            sample.runs["H"].append(run(hugo_command))
        forget()
        sample.runs["cold"].append(run(ours, data))
        sample.runs["repeated"].append(run(ours, data))
    if edit:
        with Serving(folder / "serve", data) as serving:
            paper = min(serving.data.glob("papers/*/*.yml"))
            sample.edits = [
                seconds_to_edit(serving, paper, "zh/papers/", f"Edited in Round {number}")
                for number in range(EDIT_ROUNDS)
            ]
    return sample


def compare(folder: Path) -> int:
    """Return the number of files of a site of ``folder``'s data, however it was built.

    Raises RuntimeError when a cold, a repeated and an uncached build do not write the same bytes.
    """
    command = build_command(folder / "site")
    forget()
    run(command, folder / "data")
    cold = contents(folder / "site")
    run(command, folder / "data")
    repeated = contents(folder / "site")
    run(["env", f"{CACHE_VARIABLE}=0", *command], folder / "data")
    if not cold == repeated == contents(folder / "site"):
        raise RuntimeError("the sites of a cold, a repeated and an uncached build differ")
    return len(cold)


def row(sample: Sample) -> str:
    """Return a row of the table."""
    cells = [
        f"{sample.papers:,}",
        *(_number(sample.seconds(name)) for name in ("E", "H")),
        *(
            f"{_number(sample.seconds(name))} ({_number(sample.ratio(name, 'E'))} E, "
            f"{_number(sample.ratio(name, 'H'))} H)"
            for name in ("cold", "repeated")
        ),
        _number(statistics.median(sample.edits) if sample.edits else None),
        *(_number(sample.megabytes(name), 0) for name in ("cold", "H")),
    ]
    return f"| {' | '.join(cells)} |"


def _number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def main() -> None:
    """Print a table of the medians; draw it when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[36, 1000, 10_000])
    parser.add_argument(
        "--rounds", type=int, nargs="+", default=[7], help="For each size; the last for all others."
    )
    parser.add_argument(
        "--chart", type=Path, help="Draw seconds over papers as SVG into this file."
    )
    parser.add_argument(
        "--hugo-rounds", type=int, nargs="+", default=[7], help="Rounds with Hugo, as --rounds."
    )
    parser.add_argument("--compare", action="store_true", help="Compare the bytes of the sites.")
    parser.add_argument("--largest-edit", type=int, default=10_000, metavar="PAPERS")
    arguments = parser.parse_args()
    if not (hugo := peers.install_hugo()):
        print(peers.NOT_INSTALLED)
    print("| papers | E, s | H, s | cold, s | repeated, s | edit, s | memory, MB | of H, MB |")
    print("|---|---|---|---|---|---|---|---|")
    samples = []
    compared = []
    for number, papers in enumerate(arguments.papers):
        rounds, hugo_rounds = (
            given[min(number, len(given) - 1)]
            for given in (arguments.rounds, arguments.hugo_rounds)
        )
        with tempfile.TemporaryDirectory() as folder:
            edit = papers <= arguments.largest_edit
            samples.append(measure(papers, rounds, hugo_rounds, Path(folder), hugo, edit=edit))
            print(row(samples[-1]), flush=True)
            if arguments.compare:
                compared.append(f"{papers:,} papers: {compare(Path(folder)):,} files are the same")
    print("\n".join(compared))
    if arguments.chart:
        names = {"E": "empty site", "H": "Hugo", "cold": "cold", "repeated": "repeated"}
        series = [
            Series(label, [(s.papers, s.seconds(name)) for s in samples if s.runs[name]])
            for name, label in names.items()
        ]
        arguments.chart.write_text(drawn([one for one in series if one.points]), encoding="utf-8")


if __name__ == "__main__":
    main()
