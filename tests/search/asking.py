"""Queries, asked of the engine as the browser runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright._impl._driver import compute_driver_executable

from tests.search.queries import Query

FIND: Final = Path(__file__).with_name("find.mjs")
# Where no Node.js is installed, the one that drives the browser does.
NODE: Final = shutil.which("node") or compute_driver_executable()[0]


def answers(index: Path, queries: Sequence[Query]) -> list[dict[str, list[str]]]:
    """Return the locations and the papers that each query finds in an index."""
    finished = subprocess.run(
        [NODE, FIND, index],
        input=json.dumps([query.query for query in queries]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    found: list[dict[str, list[str]]] = json.loads(finished.stdout)
    return found
