"""The live catalogue, data/ or the folder in CATALOGUE_DATA, in the place of the frozen one.

The tests of this folder are marked ``data``: they know nothing of what the list holds, so they
run over any copy of it. ``make test-data`` runs them alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.data_folder import data_folder
from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from tests.site.built import PROJECT, BuiltOnce


@pytest.fixture(scope="session")
def data() -> Path:
    """The live data folder."""
    return data_folder(PROJECT)


@pytest.fixture(scope="session")
def catalogue(data: Path) -> Catalogue:
    """The live catalogue."""
    loaded = load(data)
    assert loaded.catalogue is not None, "\n".join(map(str, loaded.problems))
    return loaded.catalogue


@pytest.fixture(scope="session")
def built_site(built_once: BuiltOnce, data: Path) -> Path:
    """The live catalogue's site, built strictly."""
    return built_once("live-site", data)
