"""A Markdown document as the blocks a list is made of: headings, table rows, bullets, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from macros.exchange.pieces import Line, lines


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
class Bullet:
    """An item of a list; ``depth`` 1 is the outermost list."""

    line: int
    depth: int
    content: list[Line]


@dataclass(frozen=True, slots=True)
class Prose:
    """Anything else that says something: paragraphs, HTML, code."""

    line: int
    text: str
    content: list[Line]


# A bar ends a cell unless a backslash stands before it (GitHub Flavored Markdown, 4.10).
_CELL_END: Final = re.compile(r"(?<!\\)\|")

Block: TypeAlias = Heading | Row | Bullet | Prose


def blocks(document: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown document, in its order."""
    tokens = _parser().parse(document)
    source = document.replace("\r\n", "\n").split("\n")
    depth = 0
    columns: tuple[str, ...] = ()
    for position, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 1
        before = tokens[position - 1].type if position else ""
        if token.type == "inline" and before == "heading_open":
            yield Heading(line, int(tokens[position - 1].tag[1:]), lines(token.children or ()))
        elif token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "tr_open":
            cells = tuple(_cells(tokens, position + 1))
            if tokens[position + 1].type == "th_open":
                columns = tuple(_shown(cell) for cell in cells)
            else:
                beyond = _written_cells(source[line - 1])[len(columns) :]
                yield Row(line, columns, cells, tuple(filter(None, beyond)))
        elif token.type == "inline" and before == "paragraph_open":
            content = lines(token.children or ())
            yield Bullet(line, depth, content) if depth else Prose(line, token.content, content)
        elif token.type in ("html_block", "fence", "code_block"):
            yield Prose(line, token.content, [])


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # Addresses are wanted as they were written; the model checks them.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def _cells(tokens: Sequence[Token], position: int) -> Iterator[list[Line]]:
    while tokens[position].type != "tr_close":
        if tokens[position].type == "inline":
            yield lines(tokens[position].children or ())
        position += 1


def _written_cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _CELL_END.split(line.strip())]
    return cells[1:] if cells[:1] == [""] else cells


def _shown(cell: list[Line]) -> str:
    return " ".join("".join(piece.text for piece in line) for line in cell).strip()
