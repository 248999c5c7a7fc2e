"""Which paper a listing is: by its arXiv identifier, its DOI, its title."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from macros.catalogue.identities import folded_title
from macros.catalogue.model import ARXIV, Removal
from macros.exchange.listing import Listing

# Titles that share this many of their words are the same paper's; arXiv versions vary as much.
_SAME_WORDS: Final = 0.6
_SAME_LETTERS: Final = 0.85
_NAME: Final = re.compile(r"[:：]\s|\s[-–—]\s")


def names_of(listing: Listing) -> list[str]:
    """Return what identifies a paper, the surest first: ``arxiv:…``, ``doi:…``, ``title:…``."""
    arxiv = listing.get("arxiv").partition("v")[0]
    doi = listing.get("doi").casefold()
    title = folded_title(listing.get("title")) or listing.get("title")
    names = [f"arxiv:{arxiv}" if arxiv else "", f"doi:{doi}" if doi else ""]
    return [*filter(None, names), *([name_of_title(title)] if title else [])]


def name_of_title(folded: str) -> str:
    """Return how ``names_of`` writes a folded title."""
    return f"title:{folded}"


def may_be_same_paper(known: Listing, other: Listing) -> bool:
    """Tell whether two titles with one identifier can be the same paper's.

    They can if one begins with the other, if both begin with the same name, or if most of their
    words or letters are the same.
    """
    mine, title = known.get("title"), other.get("title")
    folded, others = folded_title(mine), folded_title(title)
    if folded.startswith(others) or others.startswith(folded):
        return True
    names = [folded_title(_NAME.split(text, maxsplit=1)[0]) for text in (mine, title)]
    if names[0] == names[1]:
        return True
    aliases = {folded_title(alias) for alias in (*known.items("aliases"), *other.items("aliases"))}
    if aliases & {*names, folded, others}:
        return True
    words, more = (set(re.findall(r"\w+", text.casefold())) for text in (mine, title))
    if len(words & more) >= _SAME_WORDS * len(words | more):
        return True
    return SequenceMatcher(None, folded, others, autojunk=False).ratio() >= _SAME_LETTERS


def drop_identifier(listing: Listing, key: str) -> None:
    """Drop an identifier, and the link to arXiv with it, that was copied from another paper."""
    listing.record.pop(key, None)
    publication = listing.group("publication")
    if key != "arxiv" or "arxiv" not in str(publication.get("url", "")):
        return
    rest = {name: value for name, value in publication.items() if name != "url"}
    if rest.get("venue") in (None, ARXIV):
        listing.record.pop("publication", None)
    else:
        listing.record["publication"] = rest


def forget_removed(listing: Listing, removal: Removal) -> None:
    """Drop from a listing what names the removed paper, not the one that replaced it."""
    for key in ("title", "arxiv", "doi"):
        if listing.get(key) and listing.get(key) == getattr(removal, key):
            del listing.record[key]
