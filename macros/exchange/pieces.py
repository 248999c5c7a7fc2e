"""The content of a table cell or a bullet: lines of pieces of text, each with its link.

Made from markdown-it's inline tokens (CommonMark 0.31 with GitHub's tables); HTML inside of the
Markdown is read as a browser would: ``<br>`` ends a line, ``<a href>`` links, entities count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Final, TypeAlias

from markdown_it.token import Token

from macros.catalogue.patterns import BARE_URL

_STRONG_TAGS: Final = frozenset({"b", "strong"})
_EMPHASIS_TAGS: Final = frozenset({"i", "em"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one style. ``tag`` is the innermost of ``sub`` and ``span``."""

    text: str
    url: str | None = None
    strong: bool = False
    emphasis: bool = False
    tag: str = ""
    lang: str = ""
    anchor: str = ""


Line: TypeAlias = tuple[Piece, ...]


def lines(tokens: Iterable[Token]) -> list[Line]:
    """Return the pieces of inline ``tokens``, line by line (``<br>`` and hard breaks)."""
    reader = _Reader()
    for token in tokens:
        reader.read(token)
    return reader.finished()


def plain_text(pieces: Iterable[Piece]) -> str:
    """Return the text as a reader sees it, without styles."""
    return "".join(piece.text for piece in pieces).strip()


def emphasised_text(pieces: Iterable[Piece]) -> str:
    """Return the text with ``**…**`` around what is strong, as the catalogue writes it."""
    parts: list[str] = []
    strong = False
    for piece in pieces:
        if piece.strong != strong and (piece.text or piece.strong):
            parts.append("**")
            strong = piece.strong
        parts.append(piece.text)
    return "".join([*parts, "**" if strong else ""]).strip()


def links(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the links, each as one piece whose text is its whole label."""
    found: list[Piece] = []
    previous: str | None = None
    for piece in pieces:
        if piece.url and piece.url == previous and found:
            found[-1] = replace(found[-1], text=found[-1].text + piece.text)
        elif piece.url:
            found.append(piece)
        previous = piece.url
    return found


def with_bare_urls(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with addresses that stand bare in the text turned into links."""
    for piece in pieces:
        position = 0
        if not piece.url:
            for found in BARE_URL.finditer(piece.text):
                yield replace(piece, text=piece.text[position : found.start()])
                yield replace(piece, text="", url=found[0])
                position = found.end()
        yield replace(piece, text=piece.text[position:])


class _Reader:
    def __init__(self) -> None:
        self.done: list[Line] = []
        self.current: list[Piece] = []
        self.style = Piece("")
        self.outer: list[tuple[str, Piece]] = []

    def finished(self) -> list[Line]:
        self._end_line()
        return self.done

    def read(self, token: Token) -> None:
        kind = token.type
        if kind in ("text", "code_inline", "text_special"):
            self._add(token.content)
        elif kind == "softbreak":
            self._add(" ")
        elif kind == "hardbreak":
            self._end_line()
        elif kind == "image":
            self._add(token.content or str(token.attrs.get("src", "")))
        elif kind == "html_inline":
            _Tag(self).feed(token.content)
        elif kind == "link_open":
            self.open("a", replace(self.style, url=str(token.attrs.get("href", ""))))
        elif kind == "strong_open":
            self.open("strong", replace(self.style, strong=True))
        elif kind == "em_open":
            self.open("em", replace(self.style, emphasis=True))
        elif kind in ("link_close", "strong_close", "em_close"):
            self.close({"link_close": "a", "strong_close": "strong"}.get(kind, "em"))

    def open(self, tag: str, style: Piece) -> None:
        self.outer.append((tag, self.style))
        self.style = style

    def close(self, tag: str) -> None:
        if tag in [name for name, _ in self.outer]:
            while self.outer:
                name, self.style = self.outer.pop()
                if name == tag:
                    break

    def open_html(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "br":
            self._end_line()
        elif tag == "img":
            self._add(attributes.get("alt") or attributes.get("src", ""))
        elif tag == "a" and not attributes.get("href"):
            anchor = attributes.get("id") or attributes.get("name", "")
            self.current.append(replace(self.style, text="", anchor=anchor))
            self.open(tag, self.style)
        elif tag == "a":
            self.open(tag, replace(self.style, url=attributes["href"]))
        elif tag in _STRONG_TAGS:
            self.open(tag, replace(self.style, strong=True))
        elif tag in _EMPHASIS_TAGS:
            self.open(tag, replace(self.style, emphasis=True))
        else:
            lang = attributes.get("lang", self.style.lang)
            self.open(tag, replace(self.style, tag=tag, lang=lang))

    def _add(self, text: str) -> None:
        if text:
            self.current.append(replace(self.style, text=text))

    def _end_line(self) -> None:
        self.done.append(tuple(self.current))
        self.current = []


class _Tag(HTMLParser):
    def __init__(self, reader: _Reader) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.open_html(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "img"):
            self.reader.close(tag)

    def handle_endtag(self, tag: str) -> None:
        self.reader.close(tag)
