"""Bullets of a list as papers: a title, then links, a venue, a date, authors, in any order.

Understood, among others::

    - Title; [arXiv 2024](…); [Project](…); [Code](…);
    - **Title**, *A. Author, B. Author*, CVPR 2024. [[Paper]](…) [[Code]](…)
    - (CVPR 2024) [Title](…) [![Code](badge)](…)
    - [2024.07] Title [paper](…)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from macros.catalogue.addresses import kind_of_label, venue_and_year
from macros.catalogue.problems import Problem
from macros.exchange.blocks import Bullet
from macros.exchange.found import Found
from macros.exchange.linking import place
from macros.exchange.months import parse_month, parse_year
from macros.exchange.pieces import Line, Piece, links, with_bare_urls

_SEPARATORS: Final = " \t;,.|·•-–—:/\\[]()【】（）；，。、："
_BRACKETED: Final = re.compile(
    r"\s*[\[(【（]\s*(?P<text>[^\])】）]{1,40}?)\s*[\])】）]\s*[:：.-]?\s*"
)
_PARTS: Final = re.compile(r"[;,|·•；，。]|\.\s|\s[-–—]\s|[\[\]()【】（）]")
_LABEL_WORDS: Final = 4


@dataclass(slots=True)
class BulletReader:
    """Reads the bullets of a document."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def paper(self, bullet: Bullet, category: str) -> Found | None:
        """Return the paper of a bullet, None (and a problem) for one without a title."""
        found = Found(self.path, bullet.line, {"title": "", "categories": [category]})
        pieces = [piece for line in bullet.content for piece in (*line, Piece(" "))]
        pieces = list(with_bare_urls(pieces))
        rest = self._title(found, pieces)
        if not found.get("title"):
            self.reject(found, "".join(piece.text for piece in pieces).strip())
            return None
        self.add(found, rest)
        return found

    def reject(self, found: Found, text: str) -> None:
        """Report a bullet that is no paper."""
        self.problems.append(found.problem("import_unread_bullet", text=text))

    def add(self, found: Found, pieces: Sequence[Piece]) -> None:
        """Add what stands after the title: links, venue, date, authors."""
        for piece in pieces:
            if piece.emphasis and not piece.url and "authors" not in found.record:
                names = re.split(r",|;|\band\b|&|，|、", piece.text)
                found.record["authors"] = [name.strip(" .") for name in names if name.strip(" .")]
            elif not piece.url:
                for part in _PARTS.split(piece.text):
                    self._part(found, part.strip(_SEPARATORS))
        for link in links(pieces):
            place(found, link, self.problems)

    def _part(self, found: Found, text: str) -> None:
        if not text or kind_of_label(text):
            return
        month = parse_month(text)
        venue = venue_and_year(text)
        if month:
            found.record["date"] = str(month)
        elif parse_year(text):
            return  # The year alone: the month comes from elsewhere.
        elif "year" in venue or venue == {"venue": "arXiv"}:
            found.record["publication"] = {**venue, **found.group("publication")} | venue
        else:
            self.problems.append(found.problem("import_unread_text", text=text))

    def _title(self, found: Found, pieces: Sequence[Piece]) -> list[Piece]:
        """Find the title; return the pieces after it (and the brackets before it)."""
        position, before = 0, ""
        while position < len(pieces) and not pieces[position].url and not _ends(pieces[position]):
            if pieces[position].emphasis and before.strip(_SEPARATORS):
                break
            before += pieces[position].text
            position += 1
        before = self._without_brackets(found, before)
        title, _, after = _cut(before)
        if title:
            found.record["title"] = title
            return [Piece(after), *pieces[position:]]
        for first in links(pieces[position:])[:1]:
            label = first.text.strip()
            if label and not kind_of_label(label) and "year" not in venue_and_year(label):
                found.record["title"] = _trimmed(label)
        return list(pieces[position:])

    def _without_brackets(self, found: Found, text: str) -> str:
        while opened := _BRACKETED.match(text):
            self._part(found, opened["text"])
            text = text[opened.end() :]
        return text


def _ends(piece: Piece) -> bool:
    return not piece.strong and piece.text.strip().startswith(";")


def _cut(text: str) -> tuple[str, str, str]:
    """Cut a text before the first link into the title and what follows it."""
    for mark in (";", "；", "|", ". "):
        if mark in text:
            head, _, tail = text.partition(mark)
            if head.strip(_SEPARATORS):
                return _trimmed(head), mark, tail
    bracket = re.search(r"\s[\[(（【](?=[^\])）】]*(?:\d{2}|$))", text)
    if bracket and bracket.start():
        return _trimmed(text[: bracket.start()]), "", text[bracket.start() :]
    return _trimmed(text), "", ""


def _trimmed(text: str) -> str:
    return text.strip().strip(";,|·•；，。、").rstrip(".:：-–— [(（【").strip()


def is_continuation(line: Line) -> bool:
    """Tell whether a nested bullet only adds links to the paper above it."""
    labels = [link.text.strip() for link in links(with_bare_urls(line))]
    text = "".join(piece.text for piece in line if not piece.url).strip(_SEPARATORS)
    known = all(kind_of_label(label) or "year" in venue_and_year(label) for label in labels)
    return bool(labels) and known and len(text.split()) < _LABEL_WORDS
