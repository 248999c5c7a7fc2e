"""The catalogue for the list of queries: frozen, with facts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tests.site.built import PROJECT

# Entries that left the list, one of them merged into another; no query asks for them.
REMOVED: Final = """\
- id: a-gone-one
  title: A Gone One
  removed: 2024-11-05
- id: twice-listed
  title: Twice Listed
  removed: 2024-11-06
  replaced_by: echomimic
"""
# What a category and a label were called before.
RENAMED: Final = {
    "categories.yml": ("speech-driven", "2d-audio-driven"),
    "labels.yml": ("Denoising", "Diffusion"),
}
# A copy of data/ with the facts of each entry. Only the terms and the words for guides are
# those of today: what they make found is what the queries are there to tell.
FROZEN: Final = PROJECT / "tests" / "data" / "searched"
TERMS: Final = PROJECT / "data" / "terms.yml"
GUIDES: Final = PROJECT / "data" / "guides.yml"


def searched_data(folder: Path) -> Path:
    """Create the searched data folder, and return it."""
    data = folder / "data"
    shutil.copytree(FROZEN, data)
    shutil.copy(TERMS, data)
    shutil.copy(GUIDES, data)
    for name, (old, new) in RENAMED.items():
        text = (data / name).read_text(encoding="utf-8")
        renamed = text.replace(f"- id: {new}\n", f"- id: {new}\n  former_ids: [{old}]\n")
        (data / name).write_text(renamed, encoding="utf-8")
    (data / "removed.yml").write_text(REMOVED, encoding="utf-8")
    return data
