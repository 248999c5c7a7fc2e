"""Runs the command line in this process, on data folders of its own."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from macros.cli import app
from tests.fabricate import fabricate
from tests.site.built import SEED


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code, standard output and error output."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run() -> Run:
    """Run ``catalogue`` with arguments; fails the test on any traceback."""

    def command(*arguments: object, keyboard: str = "", **environment: str) -> Outcome:
        words = [str(word) for word in arguments]
        result = CliRunner().invoke(app, words, input=keyboard, env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return command


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the seed catalogue, to damage and to change."""
    return Path(shutil.copytree(SEED, tmp_path / "data"))


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """A fabricated data folder of 30 papers."""
    return fabricate(tmp_path / "data", 30, seed=3)
