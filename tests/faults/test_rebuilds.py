"""Under `mkdocs serve` the site after an edit has the bytes of one built from nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from macros.catalogue.data_folder import DATA_VARIABLE
from tests.faults.project import copy_project
from tests.faults.rebuilds import CHANGES
from tests.site.built import PROJECT

Site = dict[str, str]


def rebuilt(folder: Path, changes: list[str]) -> tuple[list[str], dict[str, Site]]:
    """Return the changes for which MkDocs did not build again, and the site after each change."""
    pristine, project = copy_project(folder / "pristine"), copy_project(folder / "project")
    environment = {name: value for name, value in os.environ.items() if name != DATA_VARIABLE}
    finished = subprocess.run(
        [sys.executable, "-m", "tests.faults.rebuilds", str(project), str(pristine), *changes],
        cwd=PROJECT,
        env=environment | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    states = dict(zip(changes, json.loads(finished.stdout), strict=True))
    taken_over = [change for change, (is_taken_over, _) in states.items() if is_taken_over]
    return taken_over, {change: site for change, (_, site) in states.items()}


def test_the_way_to_a_state_does_not_show_in_the_site(tmp_path: Path) -> None:
    changes = list(CHANGES)
    forwards, there = rebuilt(tmp_path / "there", changes)
    backwards, back = rebuilt(tmp_path / "back", changes[::-1])
    kept = changes[changes.index("a_title") : changes.index("a_dataset") + 1]
    assert forwards == kept[1:]
    assert backwards == kept[-2::-1]
    for change in changes:
        assert there[change] == back[change], change
    assert len({tuple(sorted(site.items())) for site in there.values()}) == len(changes)
