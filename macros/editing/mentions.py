"""Lines of the guides and the data that name a paper, category or label about to change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from macros.catalogue.data_folder import shown_path, yaml_files
from macros.catalogue.problems import Place


def mentions(folder: Path, paper_id: str) -> Iterator[Place]:
    """Yield every line of the guides and of the data ``folder`` that links to a permalink, ``#id``.

    The paper's own file is excluded. Raises OSError.
    """
    link = re.compile(rf"/#{re.escape(paper_id)}(?![a-z0-9-])")
    data = (file.path for file in yaml_files(folder) if file.path.stem != paper_id)
    yield from _lines((*_guides(folder), *data), link)


def lines_naming(folder: Path, kind: str, name: str) -> Iterator[Place]:
    """Yield every line of the guides that names a category, or a label as one. Raises OSError."""
    word = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    before = r"label.*" if kind == "label" else ""
    yield from _lines(_guides(folder), re.compile(before + word))


def _guides(folder: Path) -> list[Path]:
    project = folder.parent
    return [*sorted(project.glob("README*.md")), *sorted((project / "docs").rglob("*.md"))]


def _lines(files: Iterable[Path], wanted: re.Pattern[str]) -> Iterator[Place]:
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines() if wanted.search(text) else (), start=1):
            if wanted.search(line):
                yield Place(shown_path(file), number, "")
