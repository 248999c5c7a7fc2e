"""arXiv's query interface, whose answers are Atom feeds.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any, Final

import feedparser
import stamina

from macros.catalogue.fetched_paper import FetchedPaper
from macros.network.client import Client
from macros.network.responses import Response
from macros.network.settings import LookUpFailed

_PAGE: Final = 100
_ERROR_MARK: Final = "/api/errors"
_NO_FEED: Final = "arXiv's answer is not the feed it should be"


def look_up(identifiers: Sequence[str], client: Client) -> Iterator[FetchedPaper]:
    """Yield the papers with these arXiv identifiers, in any order, unknown ones left out.

    Raises LookUpFailed.
    """
    for start in range(0, len(identifiers), _PAGE):
        yield from _papers({"id_list": ",".join(identifiers[start : start + _PAGE])}, client)


def newest(
    terms: Iterable[str], since: date, until: date, limit: int, client: Client
) -> Iterator[FetchedPaper]:
    """Yield at most ``limit`` papers that contain one of ``terms``, latest submission first.

    Raises LookUpFailed.
    """
    phrases = " OR ".join(f'all:"{_phrase(term)}"' for term in terms)
    query = f"({phrases}) AND submittedDate:[{since:%Y%m%d}0000 TO {until:%Y%m%d}2359]"
    order = {"sortBy": "submittedDate", "sortOrder": "descending"}
    yield from islice(_papers({"search_query": query, **order}, client), limit)


def _phrase(term: str) -> str:
    return " ".join(term.replace('"', " ").split())


def _papers(query: Mapping[str, str], client: Client) -> Iterator[FetchedPaper]:
    """Yield all results of a query, one page after another."""
    start, total = 0, 1
    while start < total:
        entries, total = _page(query, start, client)
        yield from map(_paper, entries)
        start += len(entries)


def _page(query: Mapping[str, str], start: int, client: Client) -> tuple[list[Any], int]:
    """Return a page of results and how many there are.

    arXiv sometimes sends an empty one; the request is then repeated.
    """
    parameters = {**query, "start": str(start), "max_results": str(_PAGE)}
    for attempt in stamina.retry_context(
        on=_EmptyPage, attempts=client.services.attempts, wait_initial=0
    ):
        with attempt:
            return client.get(
                client.services.arxiv_url,
                lambda response: _read(response, start),
                name="arXiv",
                parameters=parameters,
                headers={"accept": "application/atom+xml"},
                pause=client.services.arxiv_delay,
            )
    raise AssertionError("the last attempt returns or raises")


class _EmptyPage(LookUpFailed):
    pass


def _read(response: Response, start: int) -> tuple[list[Any], int]:
    if response.is_error:
        raise LookUpFailed(f"arXiv answered with HTTP {response.status}")
    feed = feedparser.parse(BytesIO(response.text.encode()))
    total = feed.feed.get("opensearch_totalresults", "")
    if feed.bozo or not total.isdecimal():
        raise LookUpFailed(_NO_FEED)
    if not feed.entries and start < int(total):
        raise _EmptyPage("arXiv sent an empty page of results; try again later")
    return feed.entries, int(total)


def _paper(entry: Any) -> FetchedPaper:
    address = entry.get("id", "")
    summary = _plain(entry.get("summary", ""))
    if _ERROR_MARK in address:
        raise LookUpFailed(f"arXiv: {summary}")
    try:
        submitted = datetime.fromisoformat(entry.published).date()
    except (AttributeError, ValueError) as error:
        raise LookUpFailed(_NO_FEED) from error
    names = (_plain(author.get("name", "")) for author in entry.get("authors", ()))
    return FetchedPaper(
        title=_plain(entry.get("title", "")),
        submitted=submitted,
        authors=tuple(filter(None, names)),
        doi=entry.get("arxiv_doi", "").strip(),
        journal=_plain(entry.get("arxiv_journal_ref", "")),
        arxiv=address.rpartition("/abs/")[2].partition("v")[0],
        abstract=summary,
        comment=_plain(entry.get("arxiv_comment", "")),
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
