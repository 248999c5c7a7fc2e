"""Times what the exports (API, feeds, llms.txt) add to a build, in CPU seconds.

    python -m tests.benchmarks.exports --papers 1000 --rounds 7

Builds a fabricated catalogue in processes of its own, with the exports and without them in turn,
and prints the medians and the median of the ratios within a round for
docs/development/performance.md.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.site.built import PROJECT, SITE_URL

WITH: Final = "import runpy; runpy.run_module('mkdocs', run_name='__main__', alter_sys=True)"
# What site_files.write is given is a generator: nothing is made where it is not read.
WITHOUT: Final = (
    "from macros.exports import site_files; site_files.write = lambda site, files: None; " + WITH
)


def cpu_seconds(program: str, data: Path, site: Path) -> float:
    """Build the site in a new process; return its CPU time. Raises RuntimeError if it fails."""
    arguments = ["build", "--strict", "--quiet", "--site-dir", str(site)]
    environment = os.environ | {
        "SITE_URL": SITE_URL,
        "NO_MKDOCS_2_WARNING": "1",
        "CATALOGUE_DATA": str(data),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"the build failed: {program}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        fabricate = ["-m", "tests.fabricate", str(data), "--papers", str(arguments.papers)]
        subprocess.run([sys.executable, *fabricate], cwd=PROJECT, check=True)
        cpu_seconds(WITH, data, Path(folder, "site"))  # fills the caches
        rounds = [
            tuple(cpu_seconds(program, data, Path(folder, "site")) for program in (WITH, WITHOUT))
            for _ in range(arguments.rounds)
        ]
    complete, alone = (statistics.median(one) for one in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    print(f"with {complete:.2f} s, without {alone:.2f} s, ratio {ratio:.3f}")


if __name__ == "__main__":
    main()
