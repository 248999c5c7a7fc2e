"""How single values are written for a reader: months, emphasis, short titles, languages."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from babel.dates import format_date
from markupsafe import Markup, escape

from macros.catalogue.model import Month
from macros.catalogue.patterns import HAN
from macros.translations import Locale, text

# CommonMark's flanking rules leave ** literal beside full-width punctuation, hence a rule of ours:
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
    """Return the name a paper goes by: what stands before the colon, else the title, shortened."""
    name, colon, _ = title.partition(": ")
    if colon and name:
        return name
    if len(title) <= _MAX_SHORT_TITLE:
        return title
    return title[:_MAX_SHORT_TITLE].rsplit(" ", 1)[0] + "…"


def written_in(value: str) -> Locale:
    """Return the language a title or name is written in: Chinese if it holds a Han character."""
    return "zh" if HAN.search(value) else "en"
