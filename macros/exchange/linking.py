"""A link of a list, put where it belongs in a paper's record."""

from __future__ import annotations

from macros.catalogue.addresses import (
    arxiv_id,
    kind_of_address,
    kind_of_label,
    venue_and_year,
    venue_of_address,
)
from macros.catalogue.model import ARXIV
from macros.catalogue.problems import Problem
from macros.exchange.found import Found
from macros.exchange.pieces import Piece


def place(found: Found, link: Piece, problems: list[Problem]) -> None:
    """Put a link at the key that its label or its address tells; report what cannot be told."""
    url, label = link.url or "", link.text.strip()
    kind = kind_of_label(label)
    if kind is None and _names_venue(label):
        kind = "publication"
    kind = kind or kind_of_address(url)
    if kind is None:
        problems.append(found.problem("import_unread_link", text=label, url=url))
    elif kind == "publication":
        publish(found, label, url, problems)
    elif found.get(kind) and found.get(kind) != url:
        problems.append(found.problem("import_second_link", text=label, url=url))
    else:
        found.record[kind] = url


def publish(found: Found, label: str, url: str, problems: list[Problem]) -> None:
    """Put the link of a publication; its label names the venue, else its address may."""
    identifier = arxiv_id(url)
    if identifier:
        found.record.setdefault("arxiv", identifier)
    known = found.group("publication")
    generic = not label or label == found.get("title") or _is_generic(label)
    venue = venue_of_address(url) if generic else venue_and_year(label)
    if known and not known.get("url"):
        found.record["publication"] = {**known, "url": url}
    elif known.get("url") == url or (identifier and known and venue == {"venue": ARXIV}):
        return  # The preprint of what is known already.
    elif known.get("url") and known.get("venue") != ARXIV:
        problems.append(found.problem("import_second_link", text=label, url=url))
    elif venue:
        found.record["publication"] = {**venue, "url": url}
    else:
        problems.append(found.problem("import_unknown_venue", url=url))


def _is_generic(label: str) -> bool:
    return kind_of_label(label) == "publication" and label.casefold() != ARXIV.casefold()


def _names_venue(label: str) -> bool:
    venue = venue_and_year(label)
    return "year" in venue or venue == {"venue": ARXIV}
