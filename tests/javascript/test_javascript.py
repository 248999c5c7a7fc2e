"""The scripts of the site: unit tests, types, vendored modules."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.site.built import PROJECT

HERE: Final = Path(__file__).parent
PACKAGES: Final = PROJECT / "node_modules"
# Compares with the npm packages, so it needs them.
VENDORED: Final = HERE / "vendored.test.mjs"

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed")
needs_packages = pytest.mark.skipif(
    not (PACKAGES / "typescript").is_dir() or not (PACKAGES / "minisearch").is_dir(),
    reason="the npm packages are not installed (npm ci)",
)


def run(*command: str | Path) -> None:
    """Run a command in the project; it fails the test with what it printed."""
    finished = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@needs_node
def test_units() -> None:
    files = sorted(file for file in HERE.glob("*.test.mjs") if file != VENDORED)
    assert files
    run("node", "--test", *files)


@needs_node
@needs_packages
def test_vendored_modules_are_those_of_the_locked_packages() -> None:
    run("node", "--test", VENDORED)


@needs_node
@needs_packages
def test_types() -> None:
    run("node", PACKAGES / "typescript" / "bin" / "tsc", "--project", "tsconfig.json")
