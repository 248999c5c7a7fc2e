"""Placement of a list's links in a paper's record."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from macros.catalogue.addresses import (
    LinkKind,
    arxiv_id,
    is_other_label,
    is_video,
    kind_of_address,
    kind_of_label,
    venue_of_address,
)
from macros.catalogue.model import ARXIV, arxiv_address
from macros.catalogue.patterns import ARXIV_URL
from macros.catalogue.text_types import WebAddress
from macros.catalogue.yaml_source import Plain
from macros.exchange.listing import Listing
from macros.exchange.markup import Run
from macros.exchange.report import Report
from macros.exchange.venues import parse_venue


def place(listing: Listing, link: Run, report: Report, *, title: bool = False) -> None:
    """Store a link under the key that its label or address indicates; report it if there is none.

    The link of a ``title`` leads to the paper or its project page.
    """
    url, label = (link.url or "").strip(), link.text.strip()
    if not url or url.startswith("#"):
        return
    if is_local(url):
        report.add(listing.note("import_no_place", text=label, url=url))
        return
    if not is_web_address(url):
        report.add(listing.problem("import_broken_link", text=label, url=url))
        return
    kind = None if title else kind_of_link(label, url)
    if title:
        kind = kind_of_address(url) or "project"
    if kind is None and (is_other_label(label) or is_video(url)):
        report.add(listing.note("import_no_place", text=label, url=url))
    elif kind is None:
        report.add(listing.problem("import_unread_link", text=label, url=url))
    elif kind == "publication":
        publish(listing, "" if title else label, url, report)
    else:
        place_at(listing, kind, label, url, report)


def place_at(listing: Listing, key: LinkKind, label: str, url: str, report: Report) -> None:
    """Put a link at ``key``, unless another one is there already."""
    if listing.get(key) and listing.get(key).rstrip("/") != url.rstrip("/"):
        report.add(listing.problem("import_second_link", text=label, url=url))
    else:
        listing.record.setdefault(key, url)


def kind_of_link(label: str, url: str) -> LinkKind | None:
    """Return what a link leads to: an arXiv paper whatever the label, else what the label says."""
    if arxiv_id(url):
        return "publication"
    if kind := kind_of_label(label):
        return kind
    if is_other_label(label) or is_video(url):
        return None
    return "publication" if parse_venue(label) else kind_of_address(url)


def publish(
    listing: Listing, label: str, url: str, report: Report, *, trusted: bool = False
) -> None:
    """Store the link of a publication; its label names the venue, else its address may.

    A ``trusted`` label is in a position that only a venue can have.
    """
    identifier = arxiv_id(url)
    if identifier:
        listing.record.setdefault("arxiv", identifier)
        url = url if ARXIV_URL.fullmatch(url) else arxiv_address(identifier)
    known = listing.group("publication")
    named = _venue(listing, label, trusted=trusted)
    venue = named or venue_of_address(url)
    if not known.get("url") and known:
        listing.record["publication"] = {**known, "url": url}
    elif known.get("url") == url or (identifier and known):
        _name(listing, named)
    elif known.get("url") and not _is_preprint_link(listing):
        report.add(listing.problem("import_second_link", text=label, url=url))
    elif known and known.get("venue") != ARXIV:
        listing.record["publication"] = {**known, "url": url}
    elif venue:
        listing.record["publication"] = {**venue, "url": url}
    elif known.get("url"):
        report.add(listing.problem("import_second_link", text=label, url=url))
    else:
        report.add(listing.problem("import_unknown_venue", url=url))


def _name(listing: Listing, named: dict[str, Plain] | None) -> None:
    """Name the venue by a second label of the same link: ``[Title](…) [[CVPR 2024](…)]``."""
    known = listing.group("publication")
    if named and named.get("venue") != ARXIV and known.get("venue") == ARXIV:
        listing.record["publication"] = {**known, **named}


def _is_preprint_link(listing: Listing) -> bool:
    return bool(arxiv_id(str(listing.group("publication").get("url") or "")))


def _venue(listing: Listing, label: str, *, trusted: bool) -> dict[str, Plain] | None:
    if not label or label == listing.get("title") or kind_of_label(label) == "publication":
        return {"venue": ARXIV} if label.casefold() == ARXIV.casefold() else None
    venue = parse_venue(label, trusted=trusted)
    if venue:
        listing.take_announced(venue)
    return venue if venue and "venue" in venue else None


@cache
def _address() -> TypeAdapter[Any]:
    return TypeAdapter(WebAddress)


def is_local(url: str) -> bool:
    """Tell whether an address leads to the list itself or a file beside it."""
    if "://" in url:
        return False
    return url.startswith(("#", "./", "../", "/")) or url.partition("#")[0].endswith(
        (".md", ".bib")
    )


def is_web_address(url: str) -> bool:
    """Tell whether the catalogue accepts ``url``."""
    try:
        _address().validate_python(url)
    except ValidationError:
        return False
    return True
