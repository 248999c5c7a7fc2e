"""arXiv's query interface, through the ``arxiv`` package.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import arxiv
import requests

from macros.catalogue.fetched_paper import FetchedPaper
from macros.network.settings import USER_AGENT, LookUpFailed, Services

_PAGE: Final = 100
_FEED_START: Final = 2000
_ERROR_MARK: Final = "/api/errors"


class _NotAFeed(requests.RequestException):
    """An answer in place of arXiv's: a proxy's page, say."""


class _PoliteSession(requests.Session):
    """The package sets neither a time limit nor a user agent that names its user."""

    def __init__(self, timeout: float) -> None:
        super().__init__()
        self.timeout = timeout

    def request(self, *arguments: Any, **options: Any) -> requests.Response:
        options["timeout"] = self.timeout
        options["headers"] = {**(options.get("headers") or {}), "user-agent": USER_AGENT}
        response = super().request(*arguments, **options)
        # The package takes anything that is not a feed for a feed without results.
        if response.ok and b"<feed" not in response.content[:_FEED_START]:
            raise _NotAFeed
        return response


def look_up(identifiers: Sequence[str], services: Services) -> Iterator[FetchedPaper]:
    """Yield the papers with these arXiv identifiers, in any order, unknown ones left out.

    Raises LookUpFailed.
    """
    for start in range(0, len(identifiers), _PAGE):
        search = arxiv.Search(id_list=list(identifiers[start : start + _PAGE]), max_results=None)
        yield from _results(search, services)


def newest(
    terms: Iterable[str], since: date, until: date, limit: int, services: Services
) -> Iterator[FetchedPaper]:
    """Yield at most ``limit`` papers that name one of ``terms``, the latest submitted first.

    Raises LookUpFailed.
    """
    phrases = " OR ".join(f'all:"{_phrase(term)}"' for term in terms)
    query = f"({phrases}) AND submittedDate:[{since:%Y%m%d}0000 TO {until:%Y%m%d}2359]"
    order = arxiv.SortCriterion.SubmittedDate
    yield from _results(arxiv.Search(query=query, max_results=limit, sort_by=order), services)


def _phrase(term: str) -> str:
    return " ".join(term.replace('"', " ").split())


def _results(search: arxiv.Search, services: Services) -> Iterator[FetchedPaper]:
    client = arxiv.Client(
        page_size=_PAGE, delay_seconds=services.arxiv_delay, num_retries=services.attempts - 1
    )
    client.query_url_format = f"{services.arxiv_url}?{{}}"
    client._session = _PoliteSession(services.timeout)  # noqa: SLF001 - no public way to set it
    try:
        for result in client.results(search):
            yield _paper(result)
    except arxiv.HTTPError as error:
        raise LookUpFailed(f"arXiv answered with HTTP {error.status}") from error
    except arxiv.UnexpectedEmptyPageError as error:
        raise LookUpFailed("arXiv sent an empty page of results; try again later") from error
    except requests.Timeout as error:
        raise LookUpFailed(f"arXiv did not answer within {services.timeout:g} s") from error
    except _NotAFeed as error:
        raise LookUpFailed("arXiv's answer is not the feed it should be") from error
    except requests.RequestException as error:
        raise LookUpFailed(f"arXiv cannot be reached at {services.arxiv_url}") from error


def _paper(result: arxiv.Result) -> FetchedPaper:
    if _ERROR_MARK in result.entry_id:
        raise LookUpFailed(f"arXiv: {' '.join(result.summary.split())}")
    identifier = result.get_short_id().partition("v")[0]
    return FetchedPaper(
        title=result.title.strip(),
        submitted=result.published.date(),
        authors=tuple(author.name.strip() for author in result.authors if author.name.strip()),
        arxiv=identifier,
        abstract=" ".join(result.summary.split()),
        comment=" ".join((result.comment or "").split()),
    )
