"""The words and signs of entries written as text: fields, labels, separators, facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from macros.catalogue.addresses import is_other_label, kind_of_label
from macros.exchange.dates import parse_month, parse_year
from macros.exchange.listing import Listing
from macros.exchange.markup import Line, Run, with_bare_urls
from macros.exchange.venues import KNOWN, parse_venue

# A run between two lines.
BREAK: Final = "\n"
SIGNS: Final = " \t\n;,.|·•-–—:/\\[]()【】（）；，。、：*_&"
# Symbols that lists put before an entry; not punctuation, which a title may begin with.
ORNAMENT: Final = re.compile(
    "^(?:[\\s\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\ufe0f\u200d]|:[a-z_0-9]+:)+"
)
NUMBER: Final = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)、])\s+")
_MONTHS: Final = "".join(
    rf"(?<!\b{month})"
    for month in ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
)
PARTS: Final = re.compile(
    rf"[;|·•；。\n]|{_MONTHS}(?<!\bSept)\.\s|\.$|\s[-–—]\s|[\[\]()【】（）{{}}]"
)
FIELD: Final = re.compile(
    r"\W*(?P<name>authors?|作者|venue|conference|journal|publication|会议|期刊|发表|date|published|"
    r"time|日期|时间|links?|链接|paper|pdf|arxiv|论文|code|github|代码|project|homepage|主页|"
    r"abstract|摘要|summary|tags?|keywords?|关键词|institutions?|affiliations?|单位|category|"
    r"title|标题|tl;?dr|year|bibtex|task|dataset|url|website|notes?|说明|备注|机构|分类)s?"
    r"\W*[:：][^\w(\[\"“]*",
    re.IGNORECASE,
)
# So many words may be a name; more are a title. A venue as a label is not much longer.
NAME_WORDS: Final = 3
_LABEL_WORDS: Final = 4


def joined(content: Iterable[Line]) -> list[Run]:
    """Return the runs of all lines, with bare URLs as links and a BREAK between two lines."""
    runs: list[Run] = []
    for line in content:
        runs += with_bare_urls(line)
        runs.append(Run(BREAK))
    return runs[:-1]


def trimmed(text: str) -> str:
    """Return a title without the signs that separate it from what follows."""
    text = " ".join(text.split())
    return text.strip(";,|·•；，。、").rstrip(".:：-–— [(（【").lstrip("-–—:：. ").strip()


def may_be_name(label: str) -> bool:
    """Tell whether a link's label may be a title or name: it says not what the link leads to."""
    return not kind_of_label(label) and not is_other_label(label) and not is_venue_label(label)


def is_venue_label(label: str) -> bool:
    """Tell whether a link's label is a venue or a preprint server: ``CVPR 2024``, ``arXiv``."""
    venue = parse_venue(label)
    return venue is not None and (
        "announced" in venue or venue.get("venue") == "arXiv" or _is_short_venue(label)
    )


def _is_short_venue(label: str) -> bool:
    """Tell whether text is a venue, not a title that ends in a year: ``CVPR 2024 Highlight``."""
    venue = parse_venue(label) or {}
    name = str(venue.get("venue", ""))
    return name.casefold() in KNOWN or ("year" in venue and len(name.split()) <= _LABEL_WORDS)


def says_little(words: str) -> bool:
    """Tell whether the words only label a link or give a date or venue."""
    return bool(
        kind_of_label(words)
        or is_other_label(words)
        or parse_month(words)
        or parse_year(words)
        or is_venue_label(words)
    )


def says_something(text: str) -> bool:
    """Tell whether text has words, and others than "none" or "to be announced"."""
    return bool(re.search(r"\w", text)) and not re.fullmatch(
        r"\W*(?:none|null|n/?a|tba|tbd|无|暂无)\W*", text, re.IGNORECASE
    )


def take_date(listing: Listing, words: str) -> bool:
    """Add a date to a listing; tell whether ``words`` are nothing else."""
    date = parse_month(words) or parse_year(words)
    if date:
        listing.record.setdefault("date", str(date))
    return bool(date)


def take_fact(listing: Listing, words: str) -> bool:
    """Add a date or a venue to a listing; tell whether ``words`` are nothing else."""
    if take_date(listing, words):
        return True
    venue = parse_venue(words)
    if venue is None:
        return False
    listing.take_announced(venue)
    known = listing.group("publication")
    if venue and (not known.get("venue") or known.get("venue") == "arXiv"):
        listing.record["publication"] = {**known, **venue}
    return True
