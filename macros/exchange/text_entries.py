r"""Entries written as text: a title, then links, a venue, a date, authors, in any order.

Understood in bullets, numbered items, paragraphs and headings, among others::

    - Title; [arXiv 2024](…); [Project](…); [Code](…);
    - **Title**, *A. Author, B. Author*, CVPR 2024. [[Paper]](…) [[Code]](…)
    - **Name**: what it does, *ICRA, 2025*. [[Paper](…)]
    - (CVPR 2024) [Title](…) [![Code](badge)](…)
    - [2024.07] Title [paper](…)
    **Title** \
    *A. Author, B. Author* \
    [9th May, 2024] [arXiv, 2024] \
    [[Paper](…)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from macros.catalogue.addresses import is_other_label, kind_of_label
from macros.catalogue.yaml_source import Plain
from macros.exchange.entry_titles import TITLE_LINK, read_title
from macros.exchange.entry_words import (
    BREAK,
    FIELD,
    ORNAMENT,
    PARTS,
    SIGNS,
    joined,
    may_be_name,
    says_something,
    take_fact,
)
from macros.exchange.listing import Listing
from macros.exchange.markup import IMAGE, Line, Run, links
from macros.exchange.paper_links import place
from macros.exchange.report import Report
from macros.exchange.venues import parse_venue

_BRACKETED_FACT: Final = re.compile(r"[(\[（【]([^()\[\]（）【】\n]{2,60})[)\]）】]")
_AUTHOR_FIELD: Final = re.compile(r"(?:authors?|by|作者|🧑‍🔬 ?作者)\s*[:：]?", re.IGNORECASE)
_AUTHOR_FIELDS: Final = frozenset({"author", "authors", "作者"})
_PUBLISHED_FIELDS: Final = frozenset(
    {"venue", "conference", "journal", "publication", "会议", "期刊", "发表"}
)
_AFFILIATION_FIELDS: Final = frozenset({"institution", "affiliation", "单位", "机构"})
_DATE_FIELDS: Final = frozenset({"date", "published", "time", "year", "日期", "时间"})
_LINK_FIELDS: Final = frozenset(
    [
        "link",
        "links",
        "链接",
        "paper",
        "pdf",
        "arxiv",
        "论文",
        "code",
        "github",
        "代码",
        "project",
        "homepage",
        "主页",
        "url",
        "website",
    ]
)
_AUTHOR: Final = re.compile(r"[^\W\d_][\w.'’`*†-]*(?: [^\W\d_][\w.'’`*†-]*){0,5}\W{0,3}")
_SINGLE_NAME: Final = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}")
_ET_AL: Final = re.compile(r",?\s*\bet\.? ?al\b\.?", re.IGNORECASE)
_MIN_TITLE: Final = 3


@dataclass(slots=True)
class TextReader:
    """Reads the entries of a document that are written as text."""

    path: str
    report: Report

    def read(self, line: int, content: Iterable[Line]) -> tuple[Listing, list[Run]] | None:
        """Return the listing whose title ``content`` begins with, and the runs after the title.

        None for text that begins with no title.
        """
        listing = Listing(self.path, line, {"title": ""})
        rest = read_title(listing, joined(content))
        return (listing, rest) if _is_title(listing.get("title")) else None

    def add(self, listing: Listing, runs: Sequence[Run]) -> None:
        """Add the runs after a title: links, venue, date, authors."""
        unread: list[str] = []
        runs = self._without_names(listing, _labelled(runs))
        for run in _joined_texts(runs):
            if run.url or run.tag == IMAGE:
                continue
            if run.emphasis and not run.strong:
                self._emphasised(listing, run.text, unread)
            else:
                self._text(listing, run.text, unread)
        for link in links(runs):
            place(listing, link, self.report, title=link.tag == TITLE_LINK)
        _settle(listing)
        if text := " · ".join(unread):
            self.report.add(listing.note("import_unread_text", text=text))

    def add_lines(self, listing: Listing, content: Iterable[Line]) -> None:
        """Add further lines, nested items or paragraphs to their entry."""
        self.add(listing, joined(content))

    def _without_names(self, listing: Listing, runs: list[Run]) -> list[Run]:
        """Remove author names that link to their pages: ``*[A. Author](…), B. Author*``."""
        kept: list[Run] = []
        stretch: list[Run] = []
        for run in [*runs, Run("")]:
            if run.emphasis and not run.strong and run.tag != IMAGE:
                stretch.append(run)
                continue
            names = [link for link in links(stretch) if may_be_name(link.text)]
            if names and len(names) == len(links(stretch)):
                text = "".join(run.text for run in stretch)
                if self._authors(listing, text.strip(SIGNS)):
                    people = ", ".join(name.text.strip() for name in names)
                    values = {"text": people, "url": names[0].url}
                    self.report.add(listing.note("import_no_place", **values))
                    stretch = []
            kept += [*stretch, run]
            stretch = []
        return kept

    def _emphasised(self, listing: Listing, text: str, unread: list[str]) -> None:
        words = text.strip(SIGNS)
        if not words or take_fact(listing, words) or self._authors(listing, words):
            return
        if _SINGLE_NAME.fullmatch(words) and not listing.record.get("authors"):
            listing.record["authors"] = [words]  # A group: *DeepSeek-AI.*
            return
        self._text(listing, text, unread)

    def _text(self, listing: Listing, text: str, unread: list[str]) -> None:
        if found := FIELD.match(text):
            name, text = found["name"].casefold(), text[found.end() :]
            if name not in (*_DATE_FIELDS, *_LINK_FIELDS):
                self._field(listing, name, text, unread)
                return
        for bracketed in _BRACKETED_FACT.finditer(text):
            # "SIGGRAPH 2024 (TOG)" names its venue already.
            dated = any(map(str.isdigit, bracketed[1]))
            if dated and take_fact(listing, bracketed[1].strip(SIGNS)):
                text = text.replace(bracketed[0], " ", 1)
        for part in PARTS.split(text):
            words = " ".join(part.split()).strip(SIGNS)
            if not words or kind_of_label(words) or is_other_label(words):
                continue
            if not says_something(words):
                continue
            if take_fact(listing, words) or self._facts_in(listing, words, unread):
                continue
            unread.append(words)

    def _field(self, listing: Listing, name: str, text: str, unread: list[str]) -> None:
        """Read ``Authors: …`` and other named facts."""
        venue = parse_venue(text, trusted=True) if name in _PUBLISHED_FIELDS else None
        if name in _AUTHOR_FIELDS:
            self._authors(listing, text.strip(SIGNS), certain=True)
        elif venue:
            venue.pop("announced", None)
            listing.record.setdefault("publication", venue)
        elif name in _AFFILIATION_FIELDS:
            places = [place.strip(SIGNS) for place in re.split(r"[⟐;；、|]", text)]
            listing.record["affiliations"] = [{"en": place} for place in places if place]
        elif says_something(text):
            unread.append(" ".join(text.split()))

    def _facts_in(self, listing: Listing, words: str, unread: list[str]) -> bool:
        """Take ``A. Author et al., CVPR 2021`` apart at its commas."""
        if "," not in words and "，" not in words and not _ET_AL.search(words):
            return False
        head, comma, last = words.rpartition("," if "," in words else "，")
        if not comma or not take_fact(listing, last.strip(SIGNS)):
            return self._authors(listing, words)
        rest = head.strip(SIGNS)
        if not (
            take_fact(listing, rest)
            or self._facts_in(listing, rest, unread)
            or self._authors(listing, rest)
        ):
            unread.append(rest)
        return True

    def _authors(self, listing: Listing, text: str, *, certain: bool = False) -> bool:
        text = _AUTHOR_FIELD.sub("", text, count=1) if _AUTHOR_FIELD.match(text) else text
        shortened = bool(_ET_AL.search(text))
        names = [
            name.strip(" .*†‡§¶∗^0123456789")
            for name in re.split(r",|;|\band\b|&|，|、|；", _ET_AL.sub("", text))
        ]
        names = list(dict.fromkeys(filter(None, names)))
        if not names or not (certain or all(_AUTHOR.fullmatch(name) for name in names)):
            return False
        if len(names) == 1 and not (shortened or certain) and len(names[0].split()) not in (2, 3):
            return False
        # "Park et al." gives no complete name.
        if not shortened and not listing.record.get("authors"):
            listing.record["authors"] = list(names)
        elif shortened:
            self.report.add(listing.note("import_shortened_authors", text=text))
        return True


def _is_title(title: str) -> bool:
    return sum(map(str.isalnum, title)) >= _MIN_TITLE


def _joined_texts(runs: Sequence[Run]) -> list[Run]:
    """Join neighbouring texts of one style, and the parts of a field: ``**Authors**: …``."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not run.url and not last.url and IMAGE not in (run.tag, last.tag):
            begins_field = last.strong and FIELD.match(f"{ORNAMENT.sub('', last.text)}{run.text}")
            if begins_field or _style(run) == _style(last):
                text = ORNAMENT.sub("", last.text) if begins_field else last.text
                joined[-1] = replace(run if begins_field else last, text=text + run.text)
                continue
        joined.append(run)
    return joined


def _labelled(runs: Sequence[Run]) -> list[Run]:
    """Give bare addresses the name of the field before them: ``Code: https://…``."""
    labelled: list[Run] = []
    before = ""
    for run in runs:
        bare = bool(run.url) and not run.text and run.tag != TITLE_LINK
        field = before.strip(SIGNS)
        labelled.append(replace(run, text=field) if bare and kind_of_label(field) else run)
        before = "" if run.url else run.text.rpartition(BREAK)[2]
    return labelled


def _style(run: Run) -> tuple[bool, bool, str]:
    return run.emphasis and not run.strong, run.strong, run.tag


def _settle(listing: Listing) -> None:
    """Give a venue without a year the year next to it: ``[2021][TMM] Title``."""
    publication = listing.group("publication")
    date = listing.get("date")
    named = publication.get("venue") not in (None, "arXiv")
    if named and not publication.get("year") and date.isdigit():
        year: Plain = date
        listing.record["publication"] = {
            key: value
            for key, value in {**publication, "year": year, "url": publication.get("url")}.items()
            if value
        }
