"""HTML inside a Markdown document: tables, lists, headings and paragraphs.

Read leniently, as browsers do: unclosed cells and rows end where the next one begins, a cell
with ``rowspan`` belongs to the rows below it too (HTML Living Standard, 4.9.12).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from macros.exchange.blocks import Block, Heading, Paragraph, Row
from macros.exchange.markup import Line, MarkupReader, described_text

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "details",
        "summary",
        "center",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "hr",
    ]
)
_MAX_SPAN: Final = 1000


@dataclass(slots=True)
class _Table:
    columns: tuple[str, ...] | None = None
    line: int = 0
    cells: list[list[Line]] = field(default_factory=list)
    # The cells that span further rows: how many more, and their content.
    spans: dict[int, tuple[int, list[Line]]] = field(default_factory=dict)


class HtmlReader(HTMLParser):
    """Turns the HTML blocks of one document into blocks of a list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.text = MarkupReader()
        self.text_line = 1
        self.kind: int | str = "text"
        self.table: _Table | None = None
        self.cell: MarkupReader | None = None
        self.cell_span = (1, 1)

    def read(self, line: int, content: str) -> Iterator[Block]:
        """Yield the blocks that ``content``, which begins at ``line``, completes."""
        self.lineno, self.offset = line, 0
        if self.cell is None:
            self.text_line = line
        self.feed(content)
        if self.cell is None:
            self._end_text()
        yield from self.found
        self.found = []

    def takes(self, content: list[Line]) -> bool:
        """Read a paragraph of Markdown inside a cell; False outside of cells."""
        if self.cell is None:
            return False
        for line in content:
            self.cell.current += line
            self.cell.end_line()
        return True

    def finish(self) -> Iterator[Block]:
        """Yield what is left where Markdown continues: an unclosed table ends here."""
        self._end_row()
        self.table = None
        self._end_text()
        yield from self.found
        self.found = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle the start of an element."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._end_text()
            self.table = _Table()
        elif self.table is not None and tag == "tr":
            self._end_row()
            self.table.line = self.lineno
        elif self.table is not None and tag in ("td", "th"):
            self._end_cell()
            self.cell = MarkupReader()
            self.cell_span = _number(attributes, "rowspan"), _number(attributes, "colspan")
        elif self.cell is not None:
            if tag in _CONTAINERS or tag == "li":
                self.cell.end_line()
            else:
                self.cell.open_html(tag, attributes)
        elif tag in _HEADINGS or tag == "li" or tag in _CONTAINERS:
            self._end_text()
            self.kind = _HEADINGS.get(tag, tag if tag == "li" else "text")
            self.text_line = self.lineno
        else:
            self.text.open_html(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "img"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            self.table = None
        elif self.cell is not None:
            self.cell.close(tag)
        elif tag in _HEADINGS or tag == "li" or tag in _CONTAINERS:
            self._end_text()
        else:
            self.text.close(tag)

    def handle_data(self, data: str) -> None:
        """Handle text."""
        words = " ".join(data.split())
        spaced = f"{' ' if data[:1].isspace() else ''}{words}{' ' if data[-1:].isspace() else ''}"
        target = self.cell or (self.text if self.table is None else None)
        if target is not None and data:
            target.add(spaced if words else " ")

    def _end_text(self) -> None:
        content = [line for line in self.text.finished() if any(run.text.strip() for run in line)]
        if content and isinstance(self.kind, int):
            self.found.append(Heading(self.text_line, self.kind, content))
        elif content:
            item = self.kind == "li"
            self.found.append(Paragraph(self.text_line, content, int(item), item))
        self.text, self.kind, self.text_line = MarkupReader(), "text", self.lineno

    def _end_cell(self) -> None:
        if self.cell is None or self.table is None:
            return
        content, self.cell = self.cell.finished(), None
        rows, columns = self.cell_span
        for position in range(columns):
            self._fill_spans(self.table)
            shown = content if position == 0 else []
            if rows > 1:
                self.table.spans[len(self.table.cells)] = rows - 1, shown
            self.table.cells.append(shown)

    def _fill_spans(self, table: _Table) -> None:
        """Repeat the cells of rows above that span this one."""
        while (position := len(table.cells)) in table.spans:
            rows, content = table.spans.pop(position)
            table.cells.append(content)
            if rows > 1:
                table.spans[position] = rows - 1, content

    def _end_row(self) -> None:
        self._end_cell()
        table = self.table
        if table is None or not table.cells:
            return
        self._fill_spans(table)
        if table.columns is None:
            table.columns = tuple(map(described_text, table.cells))
        else:
            width = len(table.columns)
            cells = (table.cells + [[] for _ in range(width)])[:width]
            self.found.append(Row(table.line, table.columns, tuple(cells)))
        table.cells = []


def _number(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1").strip()
    return min(int(value), _MAX_SPAN) if value.isascii() and value.isdigit() and int(value) else 1
