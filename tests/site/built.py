"""Building a site for tests: from the frozen seed catalogue, or from another data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from tests.site.forked import start

PROJECT = Path(__file__).parents[2]
# The catalogue made from the customer's document, frozen: data/ may grow, this does not.
SEED = PROJECT / "tests" / "data" / "seed"
SITE_URL = "https://example.org/"
SUB_PATH = "Awesome-Talking-Head-Generation/"


class BuiltOnce(Protocol):
    """Builds the site of ``data`` once for all test processes, and returns its folder."""

    def __call__(self, name: str, data: Path = SEED, site_url: str = SITE_URL) -> Path: ...


def build_environment(site_url: str = SITE_URL) -> dict[str, str]:
    """Return the environment of a build for ``site_url``, without the date of another build."""
    environment = os.environ | {"SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    return environment


def run_mkdocs(
    *arguments: str,
    data: Path | None = None,
    site_url: str = SITE_URL,
    project: Path = PROJECT,
    fork: bool = True,
) -> subprocess.CompletedProcess[str]:
    """Run mkdocs in the project and return what it printed; the exit code is not checked."""
    environment = build_environment(site_url)
    if data is not None:
        environment["CATALOGUE_DATA"] = str(data)
    command = [sys.executable, "-m", "mkdocs", *arguments]
    if not fork:
        return subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False
        )
    with NamedTemporaryFile("w+") as out, NamedTemporaryFile("w+") as err:
        process = start(arguments, project, environment, Path(out.name), Path(err.name))
        process.join()
        assert process.exitcode is not None
        return subprocess.CompletedProcess(command, process.exitcode, out.read(), err.read())


def build_site(
    folder: Path, *, data: Path = SEED, site_url: str = SITE_URL, fork: bool = True
) -> Path:
    """Build the site strictly into ``folder`` and return it; a failing build fails the test."""
    finished = run_mkdocs(
        "build", "--strict", "--site-dir", str(folder), data=data, site_url=site_url, fork=fork
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return folder


def crawlable_pages(site: Path) -> list[str]:
    """Return the address of each page below the site's root, in order, the 404 pages too."""
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return [file.removesuffix("index.html") for file in files]
