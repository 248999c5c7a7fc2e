"""Runs the command line in this process, on data folders of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Outcome, run_catalogue
from tests.fabricate import fabricate
from tests.site.built import SEED

Run = Callable[..., Outcome]


@pytest.fixture
def run() -> Run:
    """Run ``catalogue`` with arguments; fails the test on any traceback."""

    def command(*arguments: object, keyboard: str = "", **environment: str) -> Outcome:
        return run_catalogue(*arguments, keyboard=keyboard, environment=environment)

    return command


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the seed catalogue, to damage and to change."""
    return Path(shutil.copytree(SEED, tmp_path / "data"))


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """A fabricated data folder of 30 papers."""
    return fabricate(tmp_path / "data", 30, seed=3)
