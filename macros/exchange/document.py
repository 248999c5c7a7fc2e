"""A Markdown document as a sequence of blocks: headings, table rows, paragraphs.

A document is read in parts of some hundred lines, cut where a block ends, so that a long one
takes no more memory than a short one, and time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from macros.exchange.blocks import Aside, Block, Heading, Paragraph, Row
from macros.exchange.html_blocks import HtmlReader
from macros.exchange.markup import Line, described_text, lines

# A part ends with the first block after so many lines, and at the second limit at the latest.
PART_LINES: Final = 400
MAX_PART_LINES: Final = 4000
# Longer lines are not entries, and the time to parse them grows faster than their length.
MAX_LINE: Final = 50_000

# A bar ends a cell unless preceded by a backslash (GitHub Flavored Markdown, 4.10).
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_TABLE_RULE: Final = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_FENCE: Final = re.compile(r"\s*(?:[-*+>] )?(?P<fence>`{3,}|~{3,})")
_BEGINS_BLOCK: Final = re.compile(r"#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s")
_DEFINITION: Final = re.compile(r" {0,3}\[[^\]]+\]:\s*\S")
_FRONT_MATTER: Final = "---"


def blocks(document: Iterable[str], definitions: str = "") -> Iterator[Block]:
    """Yield the blocks of a Markdown document given as its lines, in order.

    ``definitions`` are its ``link_definitions``: a link and its definition may be in different
    parts.
    """
    reader = _DocumentReader(definitions)
    for first, part in _parts(document):
        yield from reader.read(first, part)
    yield from reader.finish()


def link_definitions(document: Iterable[str]) -> str:
    """Return the lines that define reference links (``[1]: https://…``), wherever they are."""
    return "\n".join(line for line in document if _DEFINITION.match(line))


@dataclass(slots=True)
class _DocumentReader:
    """Reads the parts of a document; an HTML table or list may reach from one into the next."""

    definitions: InitVar[str]
    parser: MarkdownIt = field(default_factory=lambda: _parser())  # noqa: PLW0108 - defined below
    html: HtmlReader = field(default_factory=HtmlReader)
    references: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self, definitions: str) -> None:
        environment: dict[str, Any] = {}
        self.parser.parse(definitions, environment)
        self.references = environment.get("references", {})

    def read(self, first: int, part: Sequence[str]) -> Iterator[Block]:
        """Yield the blocks of a part whose first line is number ``first``."""
        tokens = self.parser.parse("\n".join(part), {"references": self.references})
        columns: tuple[str, ...] = ()
        openings: list[bool] = []  # of each item: is its first paragraph yet to come?
        for position, token in enumerate(tokens):
            line = first + (token.map[0] if token.map else 0)
            if token.type == "html_block":
                yield from self.html.read(line, token.content)
            elif token.type == "inline":
                yield from self._inline(line, tokens[position - 1], token, openings)
            elif token.type == "list_item_open":
                openings.append(True)
            elif token.type == "list_item_close":
                openings.pop()
            elif token.type == "tr_open" and tokens[position + 1].type == "th_open":
                columns = tuple(map(described_text, _cells(tokens, position + 1)))
            elif token.type == "tr_open":
                beyond = _written_cells(part[line - first])[len(columns) :]
                cells = tuple(_cells(tokens, position + 1))
                yield Row(line, columns, cells, tuple(filter(None, beyond)))
            elif token.type in ("fence", "code_block"):
                yield Aside(line, token.content)

    def _inline(
        self, line: int, opening: Token, token: Token, openings: list[bool]
    ) -> Iterator[Block]:
        if opening.type == "heading_open":
            yield from self.finish()
            yield Heading(line, int(opening.tag[1:]), lines(token.children or ()))
        elif opening.type == "paragraph_open":
            content = lines(token.children or ())
            if self.html.takes(content):
                return
            item = bool(openings) and openings[-1]
            if item:
                openings[-1] = False
            yield Paragraph(line, content, len(openings), item)

    def finish(self) -> Iterator[Block]:
        """Yield the blocks of unfinished HTML where Markdown continues."""
        yield from self.html.finish()


def _parts(document: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the document in parts, each with the number of its first line."""
    cutter = _Cutter()
    part: list[str] = []
    first = 1
    for number, line in enumerate(_without_front_matter(document), start=1):
        if len(part) >= PART_LINES and cutter.may_cut(line):
            yield first, part
            # A table that continues needs its head again.
            part = list(cutter.head) if line.strip() else []
            first = number - len(part)
        elif len(part) >= MAX_PART_LINES:
            yield first, part
            part, first = [], number
        cutter.take(line)
        part.append(line)
    yield first, part


def _without_front_matter(document: Iterable[str]) -> Iterator[str]:
    """Yield the lines, those of YAML before the document and of excessive length blanked."""
    inside = False
    for number, written in enumerate(document):
        line = written.rstrip("\r\n")
        if number == 0 and line.strip() == _FRONT_MATTER:
            inside = True
            yield ""
        elif inside:
            inside = line.strip() not in (_FRONT_MATTER, "...")
            yield ""
        else:
            yield line if len(line) <= MAX_LINE else f"{line[:200]}…"


@dataclass(slots=True)
class _Cutter:
    """Tells where a document may be cut: between blocks, outside of code and comments.

    ``head`` holds the head of the table that the last line belonged to.
    """

    head: list[str] = field(default_factory=list)
    previous: str = ""
    fence: str = ""
    comment: bool = False

    def may_cut(self, line: str) -> bool:
        """Tell whether a part may end before ``line``, the next one."""
        if self.fence or self.comment or not line.strip() or line[:1].isspace():
            return False
        if self.head:
            return "|" in line
        return bool(_BEGINS_BLOCK.match(line)) or not self.previous.strip()

    def take(self, line: str) -> None:
        """Process the next line."""
        if opened := _FENCE.match(line):
            sign = opened["fence"]
            self.fence = "" if self.fence and sign.startswith(self.fence) else self.fence or sign
        if not self.fence:
            self.comment = _in_comment(line, self.comment)
        if not line.strip():
            self.head = []
        elif not self.head and "|" in self.previous and "-" in line:
            self.head = [self.previous, line] if _TABLE_RULE.fullmatch(line) else []
        self.previous = line


def _in_comment(line: str, comment: bool) -> bool:
    opened, closed = line.rfind("<!--"), line.rfind("-->")
    return opened > closed if max(opened, closed) >= 0 else comment


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # Addresses are kept as written; the model checks them.
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
