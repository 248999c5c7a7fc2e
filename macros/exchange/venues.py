"""Venues as lists write them: ``CVPR 2023``, ``CVPR'23``, ``ECCV (Oral) 2022``, ``arXiv(2023)``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from macros.catalogue.model import ARXIV
from macros.catalogue.yaml_source import Plain

_YEAR: Final = r"(?P<year>(?:19|20)\d{2})"
# Awards and kinds of presentation, which are not part of the venue's name.
_AWARD: Final = re.compile(
    r"[\s,(\[-]*\b(?:oral|spotlights?|highlights?|posters?|best (?:student )?paper(?: award)?|"
    r"(?:paper )?award(?: candidate)?|honou?rable mention|findings?|main|long|short|"
    r"to appear|accepted(?: by| to| at)?|preview|top[- ]?\d+(?:\.\d+)?%)\b[\s)\]]*",
    re.IGNORECASE,
)
_FORMS: Final = (
    re.compile(rf"(?P<venue>\S.*?)[\s,:_/-]*['’(\[]?{_YEAR}[)\]]?(?:\s*\([^)]*\))?"),
    re.compile(rf"{_YEAR}[\s,.:_/'’-]*(?P<venue>[A-Za-z].*?)"),
    re.compile(r"(?P<venue>[A-Za-z][\w&/. -]*?)\s?['’](?P<short>\d{2})"),
    re.compile(r"(?P<venue>[A-Z][A-Za-z]*[A-Z])\s?(?P<short>[0-3]\d)"),
)
_PREPRINT: Final = re.compile(
    r"(?:arxiv|corr|ar\s?xiv)(?:[\s,:]*(?:e-?prints?|preprints?|abs/|arxiv|"
    r"\d{4}\.\d{4,5}(?:v\d+)?|[()\[\]]))*",
    re.IGNORECASE,
)
_UNPUBLISHED: Final = re.compile(
    r"(?:pre-?prints?|under review|on-? ?going(?: work)?|(?:work )?in progress|in submission|"
    r"submitted|tech(?:nical|\.)? ?reports?|"
    r"(?:blog|website|online|none|tba|tbd|others?|unknown))",
    re.IGNORECASE,
)
# The venues of the field and its neighbours, as written without a year. Abbreviations with
# other meanings ("AI", "Nature") are accepted only in columns named after venues.
KNOWN: Final = {
    name.casefold(): name
    for name in Path(__file__).with_name("known_venues.txt").read_text("utf-8").splitlines()
}
_MAX_WORDS: Final = 9
_OPENING: Final = " ,;:)]}"
_CLOSING: Final = " ,;:([{-/"


def parse_venue(text: str, *, trusted: bool = False) -> dict[str, Plain] | None:
    """Return the venue and year if ``text`` is nothing else; None for other text.

    ``trusted`` text can only be a venue, so any name is accepted. A preprint is
    ``arXiv`` without a year; an unpublished paper has no venue, but may have a year.
    """
    given, text = text, _bare(text)
    if not text or _UNPUBLISHED.fullmatch(text):
        return {} if given.strip() else None  # An award alone, or no venue.
    if _PREPRINT.fullmatch(text):
        return {"venue": ARXIV}
    for form in _FORMS:
        if found := form.fullmatch(text):
            short = found.groupdict().get("short")
            year = f"20{short}" if short else found["year"]
            return _dated(found["venue"].lstrip(_OPENING).rstrip(_CLOSING), year, trusted=trusted)
    if text.casefold() in KNOWN:
        return {"venue": KNOWN[text.casefold()]}
    return {"venue": text} if trusted and not text.isdigit() else None


def _bare(text: str) -> str:
    """Return a text without awards, surrounding symbols and brackets."""
    text = " ".join(_AWARD.sub(" ", text).split()).lstrip(_OPENING).rstrip(" ,;:([{")
    bracketed = text.startswith(("(", "[")) and text.endswith((")", "]"))
    return text[1:-1].strip() if bracketed else text


def _dated(venue: str, year: str, *, trusted: bool) -> dict[str, Plain] | None:
    if _PREPRINT.fullmatch(venue):
        return {"venue": ARXIV, "announced": year}
    if _UNPUBLISHED.fullmatch(venue):
        return {"announced": year}
    if _is_venue(venue, trusted=trusted):
        return {"venue": KNOWN.get(venue.casefold(), venue), "year": year}
    return None


def _is_venue(name: str, *, trusted: bool) -> bool:
    if trusted:
        return bool(name)
    words = name.split()
    last = name.rpartition(",")[2].strip()
    if last != name and (last.casefold() in KNOWN or _PREPRINT.fullmatch(last)):
        return False  # "A. Author, B. Author, arXiv": the names do not belong to the venue.
    if not words or len(words) > _MAX_WORDS or ("." in name.rstrip(".") and "," in name):
        return False
    return name.casefold() in KNOWN or (
        any(sign.isupper() for sign in name) and not re.search(r"[;:!?]|et al", name)
    )
