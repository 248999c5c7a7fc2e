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
from dataclasses import dataclass, field, replace
from typing import Final

from macros.catalogue.addresses import is_other_label, kind_of_address, kind_of_label
from macros.catalogue.yaml_source import Plain
from macros.exchange.dates import parse_month, parse_year
from macros.exchange.listing import Listing
from macros.exchange.markup import IMAGE, Line, Run, links, with_bare_urls
from macros.exchange.paper_links import is_local, is_web_address, kind_of_link, place
from macros.exchange.report import Report
from macros.exchange.venues import KNOWN, parse_venue

BREAK: Final = "\n"
# The tag of a run that represents the link of the title, whose text is the title.
TITLE_LINK: Final = "title"
_SIGNS: Final = " \t\n;,.|·•-–—:/\\[]()【】（）；，。、：*_&"
# Symbols that lists put before an entry; not punctuation, which a title may begin with.
ORNAMENT: Final = re.compile(
    "^(?:[\\s\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\ufe0f\u200d]|:[a-z_0-9]+:)+"
)
_NUMBER: Final = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)、])\s+")
_BRACKETED: Final = re.compile(
    r"\s*[\[(【（]\s*(?P<text>[^\])】）\n]{1,60}?)\s*[\])】）]\s*[:：.-]?\s*"
)
_BRACKETED_FACT: Final = re.compile(r"[(\[（【]([^()\[\]（）【】\n]{2,60})[)\]）】]")
_MONTHS: Final = "".join(
    rf"(?<!\b{month})"
    for month in ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
)
_PARTS: Final = re.compile(
    rf"[;|·•；。\n]|{_MONTHS}(?<!\bSept)\.\s|\.$|\s[-–—]\s|[\[\]()【】（）{{}}]"
)
# "Paper: …" or "Title: …" before a title; "Authors: …" before names.
_TITLE_FIELD: Final = re.compile(r"\s*(?:paper|title|论文|标题|题目)\s*[:：]\s*", re.IGNORECASE)
_AUTHOR_FIELD: Final = re.compile(r"(?:authors?|by|作者|🧑‍🔬 ?作者)\s*[:：]?", re.IGNORECASE)
_FIELD: Final = re.compile(
    r"\W*(?P<name>authors?|作者|venue|conference|journal|publication|会议|期刊|发表|date|published|"
    r"time|日期|时间|links?|链接|paper|pdf|arxiv|论文|code|github|代码|project|homepage|主页|"
    r"abstract|摘要|summary|tags?|keywords?|关键词|institutions?|affiliations?|单位|category|"
    r"title|标题|tl;?dr|year|bibtex|task|dataset|url|website|notes?|说明|备注|机构|分类)s?"
    r"\W*[:：][^\w(\[\"“]*",
    re.IGNORECASE,
)
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
_NAME_WORDS: Final = 3
_AUTHOR: Final = re.compile(r"[^\W\d_][\w.'’`*†-]*(?: [^\W\d_][\w.'’`*†-]*){0,5}\W{0,3}")
_SINGLE_NAME: Final = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}")
_ET_AL: Final = re.compile(r",?\s*\bet\.? ?al\b\.?", re.IGNORECASE)
_MIN_TITLE: Final = 3
_LABEL_WORDS: Final = 4


@dataclass(slots=True)
class TextReader:
    """Reads the entries of a document that are written as text."""

    path: str
    report: Report
    unread: dict[int, list[str]] = field(default_factory=dict)

    def read(self, line: int, content: Iterable[Line]) -> tuple[Listing, list[Run]] | None:
        """Return the listing whose title ``content`` begins with, and the runs after the title.

        None for text that begins with no title.
        """
        listing = Listing(self.path, line, {"title": ""})
        rest = self._title(listing, _joined(content))
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
        self.add(listing, _joined(content))

    def _without_names(self, listing: Listing, runs: list[Run]) -> list[Run]:
        """Remove author names that link to their pages: ``*[A. Author](…), B. Author*``."""
        kept: list[Run] = []
        stretch: list[Run] = []
        for run in [*runs, Run("")]:
            if run.emphasis and not run.strong and run.tag != IMAGE:
                stretch.append(run)
                continue
            names = [link for link in links(stretch) if _may_be_name(link.text)]
            if names and len(names) == len(links(stretch)):
                text = "".join(run.text for run in stretch)
                if self._authors(listing, text.strip(_SIGNS)):
                    people = ", ".join(name.text.strip() for name in names)
                    values = {"text": people, "url": names[0].url}
                    self.report.add(listing.note("import_no_place", **values))
                    stretch = []
            kept += [*stretch, run]
            stretch = []
        return kept

    def _emphasised(self, listing: Listing, text: str, unread: list[str]) -> None:
        words = text.strip(_SIGNS)
        if not words or self._fact(listing, words) or self._authors(listing, words):
            return
        if _SINGLE_NAME.fullmatch(words) and not listing.record.get("authors"):
            listing.record["authors"] = [words]  # A group: *DeepSeek-AI.*
            return
        self._text(listing, text, unread)

    def _text(self, listing: Listing, text: str, unread: list[str]) -> None:
        if found := _FIELD.match(text):
            name, text = found["name"].casefold(), text[found.end() :]
            if name not in (*_DATE_FIELDS, *_LINK_FIELDS):
                self._field(listing, name, text, unread)
                return
        for bracketed in _BRACKETED_FACT.finditer(text):
            # "SIGGRAPH 2024 (TOG)" names its venue already.
            dated = any(map(str.isdigit, bracketed[1]))
            if dated and self._fact(listing, bracketed[1].strip(_SIGNS)):
                text = text.replace(bracketed[0], " ", 1)
        for part in _PARTS.split(text):
            words = " ".join(part.split()).strip(_SIGNS)
            if not words or kind_of_label(words) or is_other_label(words):
                continue
            if not _says_something(words):
                continue
            if self._fact(listing, words) or self._facts_in(listing, words, unread):
                continue
            unread.append(words)

    def _field(self, listing: Listing, name: str, text: str, unread: list[str]) -> None:
        """Read ``Authors: …`` and other named facts."""
        venue = parse_venue(text, trusted=True) if name in _PUBLISHED_FIELDS else None
        if name in _AUTHOR_FIELDS:
            self._authors(listing, text.strip(_SIGNS), certain=True)
        elif venue:
            venue.pop("announced", None)
            listing.record.setdefault("publication", venue)
        elif name in _AFFILIATION_FIELDS:
            places = [place.strip(_SIGNS) for place in re.split(r"[⟐;；、|]", text)]
            listing.record["affiliations"] = [{"en": place} for place in places if place]
        elif _says_something(text):
            unread.append(" ".join(text.split()))

    def _facts_in(self, listing: Listing, words: str, unread: list[str]) -> bool:
        """Take ``A. Author et al., CVPR 2021`` apart at its commas."""
        if "," not in words and "，" not in words and not _ET_AL.search(words):
            return False
        head, comma, last = words.rpartition("," if "," in words else "，")
        if not comma or not self._fact(listing, last.strip(_SIGNS)):
            return self._authors(listing, words)
        rest = head.strip(_SIGNS)
        if not (
            self._fact(listing, rest)
            or self._facts_in(listing, rest, unread)
            or self._authors(listing, rest)
        ):
            unread.append(rest)
        return True

    def _fact(self, listing: Listing, words: str) -> bool:
        month = parse_month(words)
        if month:
            listing.record.setdefault("date", str(month))
            return True
        if year := parse_year(words):
            listing.record.setdefault("date", str(year))
            return True
        venue = parse_venue(words)
        if venue is None:
            return False
        if "announced" in venue:
            listing.stated_year = int(str(venue.pop("announced")))
        known = listing.group("publication")
        if venue and (not known.get("venue") or known.get("venue") == "arXiv"):
            listing.record["publication"] = {**known, **venue}
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

    def _title(self, listing: Listing, runs: list[Run]) -> list[Run]:
        """Find the title; return the runs after it."""
        runs = self._skip_before_title(listing, list(runs))
        if not runs:
            return []
        first = runs[0]
        if first.url and not first.strong:
            return self._linked_title(listing, runs)
        if first.strong:
            return self._strong_title(listing, runs)
        return self._plain_title(listing, runs)

    def _skip_before_title(self, listing: Listing, runs: list[Run]) -> list[Run]:
        """Drop numbers and symbols, read bracketed facts before the title."""
        while runs:
            first = runs[0]
            if not first.text.strip() and not first.url:
                runs = runs[1:]
                continue
            if first.tag == IMAGE and not first.url:
                runs = runs[1:]
                continue
            text = ORNAMENT.sub("", first.text)
            if not first.url:
                text = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
                text = _TITLE_FIELD.sub("", text, count=1) if _TITLE_FIELD.match(text) else text
                while opened := _BRACKETED.match(text):
                    words = opened["text"].strip(_SIGNS)
                    if not (self._fact(listing, words) or self._alias(listing, words, text)):
                        break
                    text = text[opened.end() :]
                bare = text.strip(_SIGNS)
                if (
                    bare
                    and (first.strong or first.emphasis)
                    and _says_little(bare)
                    and self._fact(listing, bare)
                ) or (not bare and len(runs) > 1 and (runs[1].url or runs[1].strong)):
                    text = ""
            if text == first.text:
                return runs
            runs = [replace(first, text=text), *runs[1:]] if text else runs[1:]
        return runs

    def _alias(self, listing: Listing, words: str, text: str) -> bool:
        """Tell whether a bracket before a title is the short name that the title begins with."""
        rest = ORNAMENT.sub("", text.partition("]")[2] or text.partition("】")[2]).strip(_SIGNS)
        if (
            not rest
            or len(words.split()) > _NAME_WORDS
            or not text.lstrip().startswith(("[", "【"))
        ):
            return False
        if not rest.casefold().startswith(words.casefold()):
            listing.record["aliases"] = [words]
        return True

    def _linked_title(self, listing: Listing, runs: list[Run]) -> list[Run]:
        """Take the label of the first link, unless it names what the link leads to."""
        url, end = runs[0].url, 0
        while end < len(runs) and (runs[end].url == url):
            end += 1
        label = "".join(run.text for run in runs[:end]).strip()
        if all(run.tag == IMAGE for run in runs[:end]):
            return runs
        if not label or kind_of_label(label) or is_other_label(label) or _is_venue_label(label):
            return runs
        listing.record["title"] = trimmed(label)
        rest = [Run("", url, tag=TITLE_LINK), *runs[end:]]
        following = rest[1].text if len(rest) > 1 and not rest[1].url else ""
        # "[Name](…): what it does": the title continues after its link.
        if re.match(r"\s*[:：]\s+\w", following) and len(label.split()) <= _NAME_WORDS:
            return [rest[0], *self._go_on(listing, rest[1:])]
        return rest

    def _strong_title(self, listing: Listing, runs: list[Run]) -> list[Run]:
        end = 0
        while end < len(runs) and (runs[end].strong or not runs[end].text.strip(" ")):
            if runs[end].text == BREAK:
                break
            end += 1
        strong, rest = runs[:end], runs[end:]
        text = "".join(run.text for run in strong).strip()
        if _FIELD.match(f"{text}:") and len(text.split()) <= _NAME_WORDS:
            return runs
        linked = next((run for run in links(strong) if run.text.strip()), None)
        label = linked.text.strip() if linked else ""
        if linked and (kind_of_label(label) or is_other_label(label) or _is_venue_label(label)):
            return self._plain_title(listing, runs)
        listing.record["title"] = trimmed(_without_empty_brackets(text))
        titled = [Run("", linked.url, tag=TITLE_LINK)] if linked else []
        following = rest[0].text if rest and not rest[0].url and not rest[0].emphasis else ""
        if following[:1].isalnum() and not linked:
            return self._plain_title(listing, runs)
        if re.match(r"\s*[\[(【]", following) and len(text.split()) <= _NAME_WORDS:
            # "**Name** [2021][CVPR] Title."
            name = Listing(self.path, listing.first_line, {"title": ""})
            left = self._plain_title(name, self._skip_before_title(name, list(rest)))
            if len(name.get("title").split()) > _NAME_WORDS:
                listing.record |= name.record
                listing.record["aliases"] = [trimmed(text)]
                return [*titled, *left]
        begins = re.match(r"\s*[:：]\s*[\w\"“‘'(]", following)
        goes_on = begins or (text.endswith((":", "：")) and following.strip(_SIGNS))
        if goes_on and len(text.split()) <= 2 * _NAME_WORDS:
            return [*titled, *self._go_on(listing, rest)]
        return [*titled, *rest]

    def _go_on(self, listing: Listing, rest: list[Run]) -> list[Run]:
        """Append to a name the text after its colon."""
        name = listing.get("title").rstrip(" :：")
        more = Listing(self.path, listing.first_line, {"title": ""})
        first = replace(rest[0], text=rest[0].text.lstrip(" :："))
        left = self._plain_title(more, [first, *rest[1:]], linked=False)
        if not more.get("title"):
            return rest
        listing.record["title"] = f"{name}: {more.get('title')}"
        return left

    def _plain_title(self, listing: Listing, runs: list[Run], *, linked: bool = True) -> list[Run]:
        """Take the text up to the first link, emphasis, line's end or separator."""
        position, before = 0, ""
        while position < len(runs):
            run = runs[position]
            if run.url or run.text == BREAK or (run.tag == IMAGE and before.strip()):
                break
            if run.emphasis and not run.strong and before.strip(_SIGNS):
                break
            before += run.text
            position += 1
        rest = runs[position:]
        following = rest[0] if rest and rest[0].url else None
        label = links(rest)[0].text.strip() if following else ""
        named = bool(label) and not (
            kind_of_label(label) or is_other_label(label) or _is_venue_label(label)
        )
        head = before.strip(_SIGNS)
        if linked and following and named and kind_of_link(label, following.url or ""):
            # "CVPR 2024, [Title](…)" and "Name: [what it does](…)".
            if not head or self._fact(listing, head):
                return self._linked_title(listing, rest)
            if before.rstrip().endswith((":", "：")) and len(head.split()) <= _NAME_WORDS:
                left = self._linked_title(listing, rest)
                listing.record["title"] = f"{head}: {listing.get('title')}"
                return left
            if before.rstrip().endswith((":", "：")) and len(label.split()) > _NAME_WORDS:
                return [Run(f"{head};"), *self._linked_title(listing, rest)]
        title, after = _cut(before)
        if title and not (kind_of_label(title) or _FIELD.match(f"{title}:")):
            listing.record["title"] = title
        return [Run(after), *rest]


def is_continuation(content: Iterable[Line]) -> bool:
    """Tell whether text only adds links or named facts to the entry above it."""
    runs = _joined(content)
    text = "".join(run.text for run in runs if not run.url and run.tag != IMAGE)
    if _FIELD.match(ORNAMENT.sub("", text)):
        # "Paper: [Title](…)" begins an entry of its own.
        return not any(_may_be_name(link.text) and _is_long(link.text) for link in links(runs))
    labels = [(link.text.strip(), link.url or "") for link in links(runs)]
    known = all(
        not label or kind_of_label(label) or is_other_label(label) or _is_venue_label(label)
        for label, _ in labels
    )
    return (
        bool(labels)
        and known
        and not any(
            part.strip(_SIGNS) and not _says_little(part.strip(_SIGNS))
            for part in _PARTS.split(text)
        )
    )


def _is_long(label: str) -> bool:
    return len(label.split()) > _NAME_WORDS


def _says_little(words: str) -> bool:
    """Tell whether the words only label a link or give a date or venue."""
    return bool(
        kind_of_label(words)
        or is_other_label(words)
        or parse_month(words)
        or parse_year(words)
        or _is_venue_label(words)
    )


def has_links(content: Iterable[Line]) -> bool:
    """Tell whether text links to anything on the web."""
    return any(is_web_address((link.url or "").strip()) for link in links(_joined(content)))


def leads_to_paper(content: Iterable[Line], *, labelled: bool = False) -> bool:
    """Tell whether text has a link typical of papers, by its label or to a publication.

    With ``labelled``, only the label counts.
    """
    for link in links(_joined(content)):
        label, url = link.text.strip(), link.url or ""
        if not is_web_address(url):
            continue
        named = kind_of_label(label) in ("publication", "code", "project")
        if named or (label and _is_venue_label(label)):
            return True
        if not labelled and kind_of_address(url) == "publication":
            return True
    return False


def begins_with_title(content: Iterable[Line]) -> bool:
    """Tell whether text begins in bold or with a link that is no picture."""
    for run in _joined(content):
        text = _NUMBER.sub("", ORNAMENT.sub("", run.text))
        if run.tag == IMAGE and run.url:
            return False
        if run.tag != IMAGE and (text.strip(_SIGNS) or run.url):
            return run.strong or bool(run.url)
    return False


def trimmed(text: str) -> str:
    """Return a title without the signs that separate it from what follows."""
    text = " ".join(text.split())
    return text.strip(";,|·•；，。、").rstrip(".:：-–— [(（【").lstrip("-–—:：. ").strip()


def _is_title(title: str) -> bool:
    return sum(map(str.isalnum, title)) >= _MIN_TITLE


def _is_venue_label(label: str) -> bool:
    venue = parse_venue(label)
    return venue is not None and (
        "announced" in venue or venue.get("venue") == "arXiv" or _is_short_venue(label)
    )


def _is_short_venue(label: str) -> bool:
    """Tell whether text is a venue, not a title that ends in a year: ``CVPR 2024 Highlight``."""
    venue = parse_venue(label) or {}
    name = str(venue.get("venue", ""))
    return name.casefold() in KNOWN or ("year" in venue and len(name.split()) <= _LABEL_WORDS)


def _joined(content: Iterable[Line]) -> list[Run]:
    runs: list[Run] = []
    for line in content:
        runs += with_bare_urls(line)
        runs.append(Run(BREAK))
    return runs[:-1]


def _joined_texts(runs: Sequence[Run]) -> list[Run]:
    """Join neighbouring texts of one style, and the parts of a field: ``**Authors**: …``."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not run.url and not last.url and IMAGE not in (run.tag, last.tag):
            begins_field = last.strong and _FIELD.match(f"{ORNAMENT.sub('', last.text)}{run.text}")
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
        field = before.strip(_SIGNS)
        labelled.append(replace(run, text=field) if bare and kind_of_label(field) else run)
        before = "" if run.url else run.text.rpartition(BREAK)[2]
    return labelled


def _may_be_name(label: str) -> bool:
    return not kind_of_label(label) and not is_other_label(label) and not _is_venue_label(label)


def _says_something(text: str) -> bool:
    return bool(re.search(r"\w", text)) and not re.fullmatch(
        r"\W*(?:none|null|n/?a|tba|tbd|无|暂无)\W*", text, re.IGNORECASE
    )


def _style(run: Run) -> tuple[bool, bool, str]:
    return run.emphasis and not run.strong, run.strong, run.tag


def _without_empty_brackets(text: str) -> str:
    return re.sub(r"[\[(（]\s*[\])）]", "", text)


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


def _cut(text: str) -> tuple[str, str]:
    """Cut a text before the first link into the title and what follows it."""
    end = len(text)
    for pattern in (
        r"[;；|。]",
        r"(?<![A-Z])(?<!\bvs)(?<!\bet al)\.\s+(?=\S)",
        r"\s?[\[(（【](?=[^\])）】]*(?:\d{2}|$))",
        r"\s[\[【](?=[^\]】]*[\]】]?\s*$)",
        r",\s+(?=(?:(?:arXiv|[A-Z][\w&-]*),? ?){1,4}(?:19|20)\d\d\W*$)",
        r",\s*$",
    ):
        for found in re.finditer(pattern, text):
            if text[: found.start()].strip(_SIGNS):
                end = min(end, found.start())
                break
    return trimmed(text[:end]), text[end:]


def is_navigation(content: Iterable[Line]) -> bool:
    """Tell whether all links lead to the list itself or files beside it."""
    targets = [link.url or "" for line in content for link in links(line)]
    return bool(targets) and all(map(is_local, targets))


def only_anchors(content: Iterable[Line]) -> bool:
    """Tell whether all links lead to the document itself: a table of contents."""
    return all((link.url or "").startswith("#") for line in content for link in links(line))


def split_entries(line: int, content: list[Line]) -> list[tuple[int, list[Line]]]:
    """Split a paragraph of several entries, each beginning with a title in bold."""
    parts: list[tuple[int, list[Line]]] = []
    current: list[Line] = []
    linked = False
    for written in content:
        begins = _first_run(written)
        opens = begins is not None and begins.strong and not _FIELD.match(f"{begins.text}:")
        if current and linked and opens:
            parts.append((line, current))
            current, linked = [], False
        current.append(written)
        linked = linked or bool(links(with_bare_urls(written)))
    return [*parts, (line, current)]


def _first_run(line: Line) -> Run | None:
    return next((run for run in line if run.text.strip() or run.url), None)
