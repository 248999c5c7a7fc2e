"""Whether two descriptions are of the same work, by title, authors and venue.

Titles recur, and a search for a title may find other papers first, so a match also needs
overlapping authors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from macros.catalogue.fetched_paper import FetchedPaper
from macros.catalogue.identities import folded_title
from macros.catalogue.model import Venue

_NO_AUTHORS: Final = frozenset({"et al", "others"})
# Words common in names of venues.
_WORKSHOP: Final = re.compile(r"workshop", re.IGNORECASE)
_NO_ACCEPTANCE: Final = re.compile(
    r"workshop|challenge|submi|under review|reject|withdr|extended|journal version", re.IGNORECASE
)
_ACCEPTED: Final = (
    r"(?:(?:[Aa]ccepted|[Tt]o appear|[Pp]ublished|[Pp]resented)"
    r"(?: (?:to|by|at|in|for))?(?: the)? )?"
)
_COMMON: Final = re.compile(
    r"\b(?:a|and|at|annual|conference|in|international|of|on|proc|proceedings|the)\b"
)


def same_person(one: str, other: str) -> bool:
    """Tell whether two names may be the same person's; initials, accents and order may differ."""
    first, second = _name(one), _name(other)
    if not first or not second:
        return False
    if "".join(first) == "".join(second) or sorted(first) == sorted(second):
        return True
    if first[-1] != second[-1]:
        return False
    given, shorter = sorted((first[0], second[0]), key=len, reverse=True)
    return given == shorter or (len(shorter) == 1 and given.startswith(shorter))


def authors_overlap(some: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether at least half of the shorter list of authors is in the longer one."""
    shorter, longer = sorted((_people(some), _people(others)), key=len)
    shared = sum(any(same_person(one, other) for other in longer) for one in shorter)
    return bool(shorter) and 2 * shared >= len(shorter)


def same_authors(some: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether two lists name the same people in the same order."""
    return len(some) == len(others) and all(map(same_person, some, others))


def same_work(titles: Iterable[str], authors: Sequence[str], found: FetchedPaper) -> bool:
    """Tell whether ``found`` is the paper known by one of ``titles``, written by ``authors``."""
    return same_title(titles, found) and authors_overlap(authors, found.authors)


def same_title(titles: Iterable[str], found: FetchedPaper) -> bool:
    """Tell whether ``found`` has one of ``titles``, compared as the duplicate check does."""
    return folded_title(found.title) in {folded_title(title) for title in titles}


def related_titles(one: str, other: str) -> bool:
    """Tell whether two titles may be the same paper's: they share half the words of the shorter."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return bool(shorter) and 2 * len(shorter & longer) >= len(shorter)


def same_venue(spellings: Iterable[str], names: Iterable[str]) -> bool:
    """Tell whether one of ``names`` contains all words of one of a venue's ``spellings``."""
    wanted = [words for spelling in spellings if (words := _words(spelling))]
    return any(words <= _words(name) for name in names for words in wanted)


def known_venue(names: Sequence[str], venues: Iterable[Venue]) -> Venue | None:
    """Return the venue of the list that has these names at a service."""
    venues = tuple(venues)
    workshop = any(_WORKSHOP.search(name) for name in names)
    for venue in venues:
        spellings = {spelling.casefold() for spelling in (venue.id, *venue.aliases)}
        if any(name.casefold() in spellings for name in names):
            return venue
    for venue in () if workshop else venues:
        word = re.compile(rf"\b{re.escape(venue.id)}\b")
        if any(word.search(name) or _full(name) == _full(venue.name) for name in names):
            return venue
    return None


def accepting_venue(remark: str, venues: Iterable[Venue]) -> tuple[Venue, int] | None:
    """Return the venue and year of a remark such as ``Accepted to CVPR 2024``.

    Only venues of the list are recognized, and remarks about a workshop, a submission or another
    version are ignored.
    """
    if _NO_ACCEPTANCE.search(remark):
        return None
    for venue in venues:
        spellings = "|".join(re.escape(spelling) for spelling in (venue.id, *venue.aliases))
        said = re.compile(rf"{_ACCEPTED}(?:{spellings})[\s,'’]*(?P<year>20\d\d|\d\d)\b")
        for part in re.split(r"[.;()]|,(?!\s*(?:20)?\d\d\b)", remark):
            if found := said.match(part.strip()):
                return venue, 2000 + int(found["year"]) % 100
    return None


def _full(name: str) -> set[str]:
    """Return the words of a full name without its year and number: the 28th, 2023."""
    return {word for word in _words(name) if not word[0].isdigit()}


def _people(names: Iterable[str]) -> list[str]:
    return [name for name in names if " ".join(_name(name)) not in _NO_AUTHORS]


def _name(text: str) -> list[str]:
    """Return the words of a name, folded, the family's last."""
    family, comma, given = text.partition(",")
    folded = _folded(f"{given} {family}" if comma else text)
    return re.findall(r"[^\W_]+", folded)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", _COMMON.sub(" ", _folded(name))))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
