"""Ids for new papers: short, descriptive and stable, because an id is a permalink.

Most papers of the field carry a name, "LivePortrait: Efficient Portrait Animation …"; its id is
the name. A title without one is cut where its purpose begins ("… for Image Animation"), so that
the id reads as a phrase. Ids that are in use are never renamed by a program.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import count
from typing import Final

from slugify import slugify

from macros.catalogue.patterns import RESERVED_ID
from macros.catalogue.yaml_source import Plain

MAX_ID: Final = 60

# "Name: what it does", also with a full-width colon or a dash between spaces.
_NAME_END: Final = re.compile(r":\s|：|\s[-–—]\s")

# Words that begin what a method is for or made with; the name comes before them.
_PURPOSE: Final = frozenset({"for", "via", "with", "using", "through", "by", "from", "under"})

# Words an id must not end in.
_DANGLING: Final = _PURPOSE | {"a", "an", "and", "at", "in", "is", "of", "on", "or", "the", "to"}

_SPOKEN: Final = (("+", " plus "), ("&", " and "))


def paper_id(title: str, year: int, taken: Collection[str] = ()) -> str:
    """Return an id for a paper that first appeared in ``year``, none of ``taken``.

    A name that another paper has gets the year, then a number: ``space``, ``space-2024``,
    ``space-2024-2``.
    """
    name = _words(_NAME_END.split(title, maxsplit=1)[0]) or _words(title) or ["paper"]
    stem = _phrase(name)
    if RESERVED_ID.fullmatch(stem):
        stem = f"paper-{stem}"
    if stem not in taken:
        return stem
    dated = f"{stem}-{year}"
    candidates = (dated if number == 1 else f"{dated}-{number}" for number in count(1))
    return next(candidate for candidate in candidates if candidate not in taken)


def year_of(record: Mapping[str, Plain]) -> int:
    """Return the year of a record's date; 0 for a record without a sound one."""
    year = str(record.get("date") or "")[:4]
    return int(year) if year.isdecimal() else 0


def _words(text: str) -> list[str]:
    """Return the words of ``text`` in lower-case ASCII; Chinese becomes pinyin."""
    slug = slugify(text, replacements=_SPOKEN)
    return slug.split("-") if slug else []


def _phrase(words: list[str]) -> str:
    """Return the words before the purpose, as many as fit, ending in a word that carries."""
    purposes = (index for index, word in enumerate(words) if index > 1 and word in _PURPOSE)
    phrase = words[: next(purposes, None)]
    while len(phrase) > 1 and (len("-".join(phrase)) > MAX_ID or phrase[-1] in _DANGLING):
        phrase = phrase[:-1]
    return "-".join(phrase)[:MAX_ID]
