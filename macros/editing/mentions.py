"""Where the guides and the data link to a paper by its permalink, ``#id``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.catalogue.data_folder import shown_path, yaml_files
from macros.catalogue.sources import Place


def mentions(folder: Path, paper_id: str) -> Iterator[Place]:
    """Yield every line of docs/ and of the data ``folder`` that links to a paper's permalink.

    The paper's own file is left out. Raises OSError.
    """
    link = re.compile(rf"/#{re.escape(paper_id)}(?![a-z0-9-])")
    pages = sorted((folder.parent / "docs").rglob("*.md"))
    data = (file.path for file in yaml_files(folder) if file.path.stem != paper_id)
    for file in (*pages, *data):
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines() if link.search(text) else (), start=1):
            if link.search(line):
                yield Place(shown_path(file), number, "")
