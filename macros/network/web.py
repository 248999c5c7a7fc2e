"""Single pages and JSON documents of other hosts, with time limits and retries."""

from __future__ import annotations

import re
from typing import Any, Final

import httpx
import stamina

from macros.network.retrying import PassingFailure, raise_if_passing, should_retry
from macros.network.settings import USER_AGENT, LookUpFailed, Services

MAX_BYTES: Final = 5_000_000
_META_CHARSET: Final = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)


def fetch(url: str, services: Services, accept: str) -> httpx.Response:
    """Return the answer to a GET of ``url``, redirects followed, whatever its status.

    Raises LookUpFailed when there is none.
    """
    try:
        for attempt in stamina.retry_context(on=should_retry, attempts=services.attempts):
            with attempt:
                response = _get(url, services, accept)
                raise_if_passing(response)
                return response
    except PassingFailure as error:
        raise LookUpFailed(f"{_host(url)} answered with {error}; try again later") from error
    except httpx.TimeoutException as error:
        raise LookUpFailed(f"{_host(url)} did not answer within {services.timeout:g} s") from error
    except httpx.TooManyRedirects as error:
        raise LookUpFailed(f"{url} redirects in circles") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise LookUpFailed(f"{_host(url)} cannot be reached: {error}") from error
    raise AssertionError("the last attempt returns or raises")


def fetch_json(url: str, services: Services) -> Any:
    """Return a JSON document, None where the host says there is none. Raises LookUpFailed."""
    response = fetch(url, services, "application/json")
    if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        return None
    if response.is_error:
        raise LookUpFailed(f"{_host(url)} answered with HTTP {response.status_code}")
    try:
        return response.json()
    except ValueError as error:
        raise LookUpFailed(f"{_host(url)} did not send JSON") from error


def _get(url: str, services: Services, accept: str) -> httpx.Response:
    headers = {"user-agent": USER_AGENT, "accept": accept}
    client = httpx.Client(
        http2=True,
        headers=headers,
        timeout=services.timeout,
        follow_redirects=True,
        max_redirects=10,
        default_encoding=declared_encoding,
    )
    with client, client.stream("GET", url) as response:
        content = b""
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > MAX_BYTES:
                raise LookUpFailed(f"{url} is larger than {MAX_BYTES} bytes")
        response._content = content  # noqa: SLF001 - what httpx's own read() sets
        return response


def declared_encoding(content: bytes) -> str:
    """Return the encoding an HTML page declares in its first kilobyte, else UTF-8."""
    found = _META_CHARSET.search(content[:1024])
    return found[1].decode() if found else "utf-8"


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host or url
    except httpx.InvalidURL:
        return url
