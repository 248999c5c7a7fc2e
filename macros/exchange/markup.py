"""The content of a table cell or paragraph: lines of text runs, each with its link.

Made from markdown-it's inline tokens (CommonMark 0.31 with GitHub's tables); inline HTML is read
as a browser would: ``<br>`` ends a line, ``<a href>`` links, entities are decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Final, TypeAlias

from markdown_it.token import Token

from macros.catalogue.patterns import BARE_URL

IMAGE: Final = "img"

_STRONG_TAGS: Final = frozenset({"b", "strong", "th"})
_EMPHASIS_TAGS: Final = frozenset({"i", "em"})
# Badges with counts or names, which say nothing about the paper.
_BADGE: Final = re.compile(
    r"shields\.io|badgen\.net|badge|visitor|star-history|camo\.githubusercontent|awesome\.re"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``tag`` names its element, ``img`` if it is a picture's."""

    text: str
    url: str | None = None
    strong: bool = False
    emphasis: bool = False
    tag: str = ""
    lang: str = ""
    anchor: str = ""


Line: TypeAlias = tuple[Run, ...]


def lines(tokens: Iterable[Token]) -> list[Line]:
    """Return the runs of inline ``tokens``, line by line (``<br>`` and hard breaks)."""
    reader = MarkupReader()
    for token in tokens:
        reader.read(token)
    return reader.finished()


def plain_text(runs: Iterable[Run]) -> str:
    """Return the text as a reader sees it, without styles and pictures."""
    return "".join(run.text for run in runs if run.tag != IMAGE or run.url).strip()


def joined_text(content: Iterable[Line]) -> str:
    """Return the text of a cell, heading or paragraph as a reader sees it, in one line."""
    return " ".join(map(plain_text, content)).strip()


def described_text(content: Iterable[Line]) -> str:
    """Return the text of the head of a column, which a picture may name."""
    return " ".join("".join(run.text for run in line) for line in content).strip()


def emphasised_text(runs: Iterable[Run]) -> str:
    """Return the text with ``**…**`` around strong text, as the catalogue writes it."""
    parts: list[str] = []
    strong = False
    for run in runs:
        if run.strong != strong and (run.text or run.strong):
            parts.append("**")
            strong = run.strong
        parts.append(run.text)
    return "".join([*parts, "**" if strong else ""]).strip()


def links(runs: Iterable[Run]) -> list[Run]:
    """Return the links, each as one run whose text is its whole label."""
    found: list[Run] = []
    previous: str | None = None
    for run in runs:
        if run.url and run.url == previous and found:
            found[-1] = replace(found[-1], text=found[-1].text + run.text)
        elif run.url:
            found.append(run)
        previous = run.url
    return found


def with_bare_urls(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs, with bare URLs in the text turned into links."""
    for run in runs:
        position = 0
        if not run.url and run.tag != IMAGE and "://" in run.text:
            for found in BARE_URL.finditer(run.text):
                yield replace(run, text=run.text[position : found.start()])
                yield replace(run, text="", url=found[0])
                position = found.end()
        yield replace(run, text=run.text[position:]) if position else run


class MarkupReader:
    """Collects lines of runs from Markdown's inline tokens and from the tags of HTML."""

    def __init__(self) -> None:
        self.done: list[Line] = []
        self.current: list[Run] = []
        self.style = Run("")
        self.outer: list[tuple[str, Run]] = []

    def finished(self) -> list[Line]:
        """Return the lines read so far."""
        self.end_line()
        return self.done

    def read(self, token: Token) -> None:
        """Process an inline token of markdown-it."""
        kind = token.type
        if kind in ("text", "code_inline", "text_special"):
            self.add(token.content)
        elif kind == "softbreak":
            self.add(" ")
        elif kind == "hardbreak":
            self.end_line()
        elif kind == "image":
            self._picture(token.content, str(token.attrs.get("src", "")))
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

    def open(self, tag: str, style: Run) -> None:
        """Begin a stretch of another style."""
        self.outer.append((tag, self.style))
        self.style = style

    def close(self, tag: str) -> None:
        """End the innermost stretch that ``tag`` began."""
        if tag in [name for name, _ in self.outer]:
            while self.outer:
                name, self.style = self.outer.pop()
                if name == tag:
                    break

    def open_html(self, tag: str, attributes: dict[str, str]) -> None:
        """Process the start of an HTML element."""
        if tag == "br":
            self.end_line()
        elif tag == "img":
            self._picture(attributes.get("alt", ""), attributes.get("src", ""))
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

    def add(self, text: str) -> None:
        """Add text in the current style."""
        if text:
            self.current.append(replace(self.style, text=text))

    def end_line(self) -> None:
        """End the line."""
        self.done.append(tuple(self.current))
        self.current = []

    def _picture(self, description: str, source: str) -> None:
        if self.style.url:
            self.current.append(replace(self.style, text=description, tag=IMAGE))
        elif not _BADGE.search(source):
            self.current.append(replace(self.style, text=description or source, tag=IMAGE))


class _Tag(HTMLParser):
    def __init__(self, reader: MarkupReader) -> None:
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
