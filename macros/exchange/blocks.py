"""The blocks of a document: headings, table rows, paragraphs, and what is none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from macros.exchange.markup import Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is the document's title. Lines count from 1."""

    line: int
    level: int
    content: list[Line]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table under ``columns``, the texts of its head.

    ``beyond`` holds the source of cells further right than the head reaches.
    """

    line: int
    columns: tuple[str, ...]
    cells: tuple[list[Line], ...]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``depth`` counts the lists around it, ``item`` tells that it begins an item."""

    line: int
    content: list[Line]
    depth: int = 0
    item: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that is no part of a list: code."""

    line: int
    text: str


Block: TypeAlias = Heading | Row | Paragraph | Aside
