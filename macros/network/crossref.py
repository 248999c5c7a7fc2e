"""Crossref's register of DOIs.

https://www.crossref.org/documentation/retrieve-metadata/rest-api/
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from macros.catalogue.fetched_paper import FetchedPaper
from macros.network.client import Client
from macros.network.settings import LookUpFailed

DOI_URL: Final = "https://doi.org/"
_TAG: Final = re.compile(r"<[^>]+>")
_DATES: Final = ("published-online", "published", "issued", "published-print", "created")


def look_up_doi(doi: str, client: Client) -> FetchedPaper:
    """Return the paper with this DOI. Raises LookUpFailed."""
    document = client.get_json(f"{client.services.crossref_url}/{quote(doi, safe='')}")
    work = document.get("message") if isinstance(document, dict) else None
    if not isinstance(work, dict):
        raise LookUpFailed(f"Crossref does not know the DOI {doi}")
    title = _first(work, "title")
    subtitle = _first(work, "subtitle")
    if not title:
        raise LookUpFailed(f"Crossref knows no title for the DOI {doi}")
    submitted = _earliest(work)
    if submitted is None:
        raise LookUpFailed(f"Crossref knows no date for the DOI {doi}")
    return FetchedPaper(
        title=f"{title}: {subtitle}" if subtitle and subtitle not in title else title,
        submitted=submitted,
        authors=tuple(filter(None, map(_name, work.get("author") or ()))),
        venue=_venue(work),
        year=_year(work),
        url=f"{DOI_URL}{doi}",
        abstract=_plain(str(work.get("abstract") or "")),
    )


def _first(work: Mapping[str, Any], key: str) -> str:
    values = work.get(key) or [""]
    return _plain(str(values[0] if isinstance(values, list) else values))


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _name(author: Mapping[str, Any]) -> str:
    parts = (str(author.get("given") or ""), str(author.get("family") or author.get("name") or ""))
    return " ".join(" ".join(parts).split())


def _venue(work: Mapping[str, Any]) -> str:
    event = work.get("event")
    acronym = str(event.get("acronym") or "") if isinstance(event, dict) else ""
    # "CVPR '23" and "SIGGRAPH Asia 2020": the year has a key of its own.
    acronym = re.sub(r"[\s'’]*(?:\d{2}|\d{4})$", "", acronym)
    names = (acronym, _first(work, "short-container-title"), _first(work, "container-title"))
    return next(filter(None, names), "")


def _parts(work: Mapping[str, Any], key: str) -> list[int]:
    value = work.get(key)
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else []
    return [part for part in first if isinstance(part, int)] if isinstance(first, list) else []


def _earliest(work: Mapping[str, Any]) -> date | None:
    found = [parts for key in _DATES if len(parts := _parts(work, key)) > 1]
    return min((date(parts[0], parts[1], 1) for parts in found), default=None)


def _year(work: Mapping[str, Any]) -> int | None:
    return next((parts[0] for key in _DATES[1:] if (parts := _parts(work, key))), None)
