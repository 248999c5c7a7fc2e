"""Months and years as lists write them: ``09/24``, ``(Apr., 2025)``, ``2024 年 9 月``."""

from __future__ import annotations

import re
from typing import Final

from macros.catalogue.value_types import Month

_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME: Final = rf"(?P<name>{'|'.join(_NAMES)})[a-z]*\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d{2})"
_MONTH: Final = r"(?P<month>0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL: Final = rf"{_DAY}(?:st|nd|rd|th)?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}/(?P<short>\d{{2}})",
        rf"{_MONTH}[/.]{_YEAR}",
        rf"{_YEAR}[-./]{_MONTH}(?:[-./]{_DAY})?",
        rf"{_NAME}(?:,? ?{_ORDINAL},?)?(?:[ ,]+|-)?{_YEAR}",
        rf"{_ORDINAL} ?(?:of )?{_NAME},? ?{_YEAR}",
        rf"{_YEAR},?[- ]?{_NAME}(?:,? ?{_ORDINAL})?",
        rf"{_YEAR} ?年 ?{_MONTH} ?月(?: ?\d{{1,2}} ?日)?",
    )
)
_ONLY_YEAR: Final = re.compile(rf"{_YEAR}(?: ?年)?")
_BRACKETS: Final = "()[]（）【】 \t:：.,;"


def parse_month(text: str, century: int = 2000) -> Month | None:
    """Return the month ``text`` writes, None for anything else.

    A year of two digits lies in ``century`` (2000: ``09/24`` is September 2024).
    """
    text = " ".join(text.split()).strip(_BRACKETS)
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            year = int(parts["year"]) if parts.get("year") else century + int(parts["short"])
            name = parts.get("name")
            month = _NAMES.index(name.lower()) + 1 if name else int(parts["month"])
            return Month(year, month)
    return None


def parse_year(text: str) -> int | None:
    """Return the year ``text`` names, None if it is anything else than a year."""
    found = _ONLY_YEAR.fullmatch(text.strip(_BRACKETS))
    return int(found["year"]) if found else None


def year_of_heading(text: str) -> int | None:
    """Return the year a heading announces: ``2024``, ``2024 papers``, ``CVPR 2024``."""
    found = re.findall(rf"(?<![\w.-]){_YEAR}(?![\w-])", text)
    return int(found[0]) if len(found) == 1 else None
