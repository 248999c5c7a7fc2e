"""Links to the code host for contributors: a new file with an example, edits, issue forms."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from macros.catalogue.model import Paper, Site

EXAMPLE_PAPER: Final = Path(__file__).with_name("new-paper.yml")
# Where the file of the example belongs; its name is the example's id.
EXAMPLE_PLACE: Final = "data/papers/2025/your-paper.yml"
_CATEGORY: Final = re.compile(r"^categories: .*$", re.MULTILINE)


@cache
def example_paper(category: str | None = None) -> str:
    """Return a paper in six lines of YAML, in a category of the catalogue where one is given."""
    example = EXAMPLE_PAPER.read_text(encoding="utf-8")
    return _CATEGORY.sub(f"categories: [{category}]", example) if category else example


def edit_address(site: Site, source: str) -> str:
    """Return the code host's address for editing a file of the repository."""
    return f"{site.repository}/edit/{quote(site.branch)}/{quote(source)}"


def line_address(site: Site, source: str, line: int) -> str:
    """Return the code host's address of a line of a file of the repository."""
    return f"{site.repository}/blob/{quote(site.branch)}/{quote(source)}#L{line}"


def paper_source(paper: Paper) -> str:
    """Return the file of a paper."""
    return f"data/papers/{paper.year}/{paper.id}.yml"


def issue_address(site: Site, form: str) -> str:
    """Return the address of a form for an issue, ``paper`` or ``correction``, on the code host."""
    return f"{site.repository}/issues/new?template={form}.yml"


def new_paper_address(site: Site, example: str | None = None) -> str:
    """Return the address of the code host's form for a new file, filled in with an example."""
    value = example or example_paper()
    filled_in = urlencode({"filename": EXAMPLE_PLACE, "value": value}, quote_via=quote)
    return f"{site.repository}/new/{quote(site.branch)}?{filled_in}"
