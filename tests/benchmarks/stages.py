"""Shows where the time of one build goes, in this process.

    python -m tests.benchmarks.stages --papers 10000

Prints seconds by stage, indented where one is part of another, and the peak memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from mkdocs.commands import build
from mkdocs.config import load_config

from macros.exports import site_files
from macros.exports.citation_files import CitationFiles
from macros.render.fragments import FragmentRenderer
from macros.search import index
from macros.shell import site_build
from macros.shell.site_build import SiteBuild
from tests.fabricate import fabricate
from tests.site.built import PROJECT

STAGES: Final[tuple[tuple[str, Any, str], ...]] = (
    ("loading: reading, validating, checking", site_build, "load"),
    ("Markdown of every page", build, "_populate_page"),
    ("theme around every page", build, "_build_page"),
    ("pages: filling in the catalogue, writing", SiteBuild, "_write_pages"),
    ("  rows of papers, where not kept", FragmentRenderer, "_row"),
    ("citations", CitationFiles, "write"),
    ("search: indexes", index, "indexes"),
    ("search: writing", index, "write"),
    ("exports", site_files, "write"),
)


def timed(spent: Counter[str], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``function``, adding the seconds it takes to ``spent[name]``."""

    def call(*arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            spent[name] += time.perf_counter() - started  # type: ignore[assignment]

    return call


def main() -> None:
    """Build once and print the stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    papers = parser.parse_args().papers
    spent: Counter[str] = Counter()
    for name, owner, function in STAGES:
        setattr(owner, function, timed(spent, name, getattr(owner, function)))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CATALOGUE_DATA"] = str(fabricate(Path(folder, "data"), papers))
        started = time.perf_counter()
        config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(Path(folder, "site")))
        config.plugins.on_startup(command="build", dirty=False)
        build.build(config)
        total = time.perf_counter() - started
    for name, _, _ in STAGES:
        print(f"{name:40} {spent[name]:5.2f}")
    print(f"{'the build, without the start of Python':40} {total:5.2f}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory, MB {megabytes:29.0f}")


if __name__ == "__main__":
    main()
