"""Single values as readers see them: dates, emphasis, titles, names, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote_plus, unquote, urlsplit

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from macros.catalogue.localized_texts import EntryText, Name
from macros.catalogue.model import Openness, Paper, doi_address
from macros.catalogue.patterns import HAN
from macros.catalogue.value_types import Month, Quantity
from macros.translations import Locale, text

# CommonMark's flanking rules leave ** literal beside full-width punctuation, so this is our rule:
# two asterisks, text that neither starts nor ends with a space, two asterisks.
EMPHASIS: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MAX_SHORT_TITLE: Final = 60


@lru_cache(maxsize=4096)
def format_month(month: Month, locale: Locale) -> str:
    """Return a date as readers of ``locale`` write it: ``Sep 2024``, ``2024 年 9 月``, ``2019``."""
    if not month.month:
        return text("date.year", locale, year=month.year)
    pattern = text("date.month", locale)
    return format_date(date(month.year, month.month, 1), pattern, locale=locale)


def emphasis(value: str) -> Markup:
    """Return a text as HTML: escaped, with ``**…**`` as ``<strong>``."""
    return Markup(EMPHASIS.sub(r"<strong>\1</strong>", str(escape(value))))  # noqa: S704 (escaped)


def short_title(title: str) -> str:
    """Return the name a paper goes by: the part before the colon, or the shortened title."""
    name, colon, _ = title.partition(": ")
    if colon and name:
        return name
    if len(title) <= _MAX_SHORT_TITLE:
        return title
    return title[:_MAX_SHORT_TITLE].rsplit(" ", 1)[0] + "…"


def written_in(value: str) -> Locale:
    """Return the language a title or name is written in: Chinese if it holds a Han character."""
    return "zh" if HAN.search(value) else "en"


@lru_cache(maxsize=4096)
def format_day(day: date, locale: Locale) -> str:
    """Return a day as readers of ``locale`` write it: ``13 Nov 2024``, ``2024 年 11 月 13 日``."""
    return format_date(day, text("date.day", locale), locale=locale)


@lru_cache(maxsize=4096)
def format_quantity(quantity: Quantity, locale: Locale) -> str:
    """Return a quantity as readers write it: ``about 279``, ``超过 16,000``."""
    number = format_decimal(quantity.number, locale=locale)
    bound = {"~": "about", "+": "more"}.get(quantity.bound)
    return text(f"datasets.quantity.{bound}", locale, number=number) if bound else number


def entry(value: EntryText | Name, locale: Locale) -> Markup:
    """Return a contributor's text as HTML, with its language marked if it is not the page's."""
    if isinstance(value, Name):
        written = (value.zh if locale == "zh" else None) or value.en
        language = written_in(written)
    else:
        written, language = value.fallback(locale)
    html = emphasis(written)
    return (
        html if language == locale else Markup('<span lang="{}">{}</span>').format(language, html)
    )


def paper_address(paper: Paper) -> str | None:
    """Return the address of the paper itself: its publication, else arXiv, else its DOI."""
    published = paper.publication.url if paper.publication else None
    return published or paper.preprint or (doi_address(paper.doi) if paper.doi else None)


def method_name(paper: Paper) -> str | None:
    """Return the name of the method if the title does not begin with one."""
    if ": " in paper.title or not paper.aliases:
        return None
    alias = paper.aliases[0]
    return None if alias.casefold() in paper.title.casefold() else alias


def titled(title: str, template: str, **fields: str) -> str:
    """Return a text of the interface with a title in it, without looking the text up again."""
    return template.format(title=title, **fields)


def offers(paper: Paper) -> tuple[str, ...]:
    """Return what a paper offers, in the words of the filter: links, code, weights, use."""
    kinds = [kind for kind in paper.links if kind != "code"]
    if paper.has_code:
        kinds.append("code")
    if status := paper.code_status:
        kinds.append(status)
    if paper.openness and paper.openness.weights:
        kinds.append("weights")
    if paper.openness and paper.openness.commercial_use == "allowed":
        kinds.append("commercial")
    return tuple(kinds)


@lru_cache(maxsize=65536)
def author_link(name: str) -> Markup:
    """Return an author's name as a link to the papers that carry it, on any list of papers."""
    return Markup('<a href="?author={}">{}</a>').format(quote_plus(name), name)


def author_links(names: Iterable[str], separator: str) -> Markup:
    """Return the links of several authors."""
    links = map(author_link, names)
    return Markup(str(escape(separator)).join(links))  # noqa: S704 (escaped)


class Terms(NamedTuple):
    """What of a paper is open, and on what terms, without the sources: equal for many papers."""

    code: str
    official: bool
    weights: bool | None
    licence: str | None
    commercial_use: str | None


def terms(openness: Openness) -> Terms:
    """Return the terms that the marks of a paper show."""
    return Terms(
        openness.code,
        openness.official,
        openness.weights,
        openness.licence,
        openness.commercial_use,
    )


def source_links(urls: Iterable[str], separator: str) -> Markup:
    """Return addresses as links with short, recognizable names."""
    link = '<a href="{}" rel="noopener">{}</a>'
    links = (link.format(escape(url), escape(address_name(url))) for url in urls)
    return Markup(str(escape(separator)).join(links))  # noqa: S704 (escaped)


@lru_cache(maxsize=4096)
def address_name(url: str) -> str:
    """Return a recognizable short form of an address: its host and last part."""
    parts = urlsplit(url)
    end = unquote(parts.path.rstrip("/").rpartition("/")[2])
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}/…/{end}" if parts.path.count("/") > 1 else f"{host}/{end}".rstrip("/")
