"""Crossref's register of DOIs.

https://www.crossref.org/documentation/retrieve-metadata/rest-api/
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from macros.catalogue.fetched_paper import FetchedPaper
from macros.catalogue.patterns import DOI, PAGES
from macros.network.client import Client
from macros.network.settings import LookUpFailed, NotKnown

DOI_URL: Final = "https://doi.org/"
_TAG: Final = re.compile(r"<[^>]+>")
_DATES: Final = ("published-online", "published", "issued", "published-print", "created")
# The most results of a search that are examined.
_ROWS: Final = 5
# Types of works that are not a paper's publication: preprints and parts of papers.
_NO_PUBLICATIONS: Final = frozenset({"posted-content", "component", "peer-review", "dataset"})
# "(CVPR)" at the end of a name in full, "CVPR '23" and "SIGGRAPH Asia 2020" with their year.
_ACRONYM: Final = re.compile(r"\((?P<acronym>[^()]+)\)$")
_YEAR: Final = re.compile(r"[\s'’]*(?:\d{2}|\d{4})$")


def look_up_doi(doi: str, client: Client) -> FetchedPaper:
    """Return the paper with this DOI.

    Raises:
        NotKnown: Crossref does not know it, or too little about it.
        LookUpFailed: Crossref did not respond.
    """
    services = client.services
    url = f"{services.crossref_url}/{quote(doi, safe='')}"
    work = client.get_json(url, _message, pause=services.delay)
    if not isinstance(work, dict):
        raise NotKnown(f"Crossref does not know the DOI {doi}")
    return _paper({**work, "DOI": doi})


def search(title: str, author: str, client: Client) -> Iterator[FetchedPaper]:
    """Yield publications that may be the paper with this title and author, most likely first.

    Crossref often ranks other papers first: compare titles and authors. Raises LookUpFailed.
    """
    services = client.services
    query = {"query.bibliographic": title, "query.author": author, "rows": str(_ROWS)}
    url = services.crossref_url
    for work in client.get_json(url, _items, parameters=query, pause=services.delay):
        if isinstance(work, dict) and work.get("type") not in _NO_PUBLICATIONS:
            try:
                yield _paper(work)
            except NotKnown:
                continue


def _message(document: Any) -> Any:
    return document.get("message") if isinstance(document, dict) else None


def _items(document: Any) -> list[Any]:
    message = _message(document)
    items = message.get("items") if isinstance(message, dict) else None
    if not isinstance(items, list):
        raise LookUpFailed("Crossref's answer is not the list it should be")
    return items


def _paper(work: Mapping[str, Any]) -> FetchedPaper:
    doi = str(work.get("DOI") or "")
    title = _first(work, "title")
    subtitle = _first(work, "subtitle")
    if not title:
        raise NotKnown(f"Crossref knows no title for the DOI {doi}")
    submitted = _earliest(work)
    if submitted is None:
        raise NotKnown(f"Crossref knows no date for the DOI {doi}")
    names = tuple(dict.fromkeys(_venue_names(work)))
    pages = str(work.get("page") or "").replace("–", "-")
    return FetchedPaper(
        title=f"{title}: {subtitle}" if subtitle and subtitle not in title else title,
        submitted=submitted,
        authors=tuple(filter(None, map(_name, _list(work, "author")))),
        venue=next(iter(names), ""),
        year=_year(work),
        url=f"{DOI_URL}{doi}",
        abstract=_plain(str(work.get("abstract") or "")),
        doi=doi if DOI.fullmatch(doi) else "",
        pages=pages if PAGES.fullmatch(pages) else "",
        venue_names=names,
    )


def _list(work: Mapping[str, Any], key: str) -> list[Any]:
    value = work.get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(work: Mapping[str, Any], key: str) -> str:
    return next(iter(_texts(work, key)), "")


def _texts(work: Mapping[str, Any], key: str) -> list[str]:
    return [text for value in _list(work, key) if (text := _plain(str(value)))]


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return ""
    parts = (str(author.get("given") or ""), str(author.get("family") or author.get("name") or ""))
    return " ".join(" ".join(parts).split())


def _venue_names(work: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the venue, the shortest kind first."""
    event = work.get("event")
    event = event if isinstance(event, dict) else {}
    # The year has its own key.
    yield from filter(None, [_YEAR.sub("", _first(event, "acronym"))])
    full = [*_texts(work, "container-title"), *_texts(event, "name")]
    for name in full:
        if found := _ACRONYM.search(name):
            yield _YEAR.sub("", found["acronym"].strip())
    yield from _texts(work, "short-container-title")
    yield from full


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
