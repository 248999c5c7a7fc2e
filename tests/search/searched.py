"""The catalogue that the list of queries is asked of: frozen, facts included."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tests.site.built import PROJECT

# A copy of data/ with the facts of each entry. Only the terms are those of today: what they make
# found is what the queries are there to tell.
FROZEN: Final = PROJECT / "tests" / "data" / "searched"
TERMS: Final = PROJECT / "data" / "terms.yml"


def searched_data(folder: Path) -> Path:
    """Make the data folder that is searched, and return it."""
    data = folder / "data"
    shutil.copytree(FROZEN, data)
    shutil.copy(TERMS, data)
    return data
