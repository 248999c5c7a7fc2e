"""A project whose site is built, once for all test processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import shared_folder
from tests.faults.project import copy_project
from tests.site.built import run_mkdocs


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with its site, and the cache that its build has left; not to change."""
    shared = shared_folder(tmp_path_factory)
    project = shared / "built-project"
    with FileLock(shared / "built-project.lock"):
        if not (project / "site" / "sitemap.xml").exists():
            finished = run_mkdocs("build", "--strict", project=copy_project(project))
            assert finished.returncode == 0, finished.stdout + finished.stderr
    return project
