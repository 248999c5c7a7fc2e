"""Single pages and documents of other hosts: one question at a time, time limits, retries."""

from __future__ import annotations

import codecs
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

import httpx
import stamina

from macros.network.retrying import PassingFailure, raise_if_passing, should_retry
from macros.network.settings import USER_AGENT, LookUpFailed, Services

MAX_BYTES: Final = 5_000_000
_META_CHARSET: Final = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered to a GET, redirects followed."""

    url: str
    status: int
    text: str

    @property
    def is_error(self) -> bool:
        """Tell whether the status is one of 4xx or 5xx."""
        return httpx.codes.is_error(self.status)

    @property
    def is_missing(self) -> bool:
        """Tell whether the host says that there is nothing at this address."""
        return self.status in (httpx.codes.NOT_FOUND, httpx.codes.GONE)


@dataclass(slots=True)
class Client:
    """Asks hosts, and waits between two questions to the same one. Closes its connections."""

    services: Services
    _http: httpx.Client = field(init=False)
    _asked: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._http = httpx.Client(
            http2=True,
            headers={"user-agent": USER_AGENT},
            timeout=self.services.timeout,
            follow_redirects=True,
            max_redirects=10,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(
        self,
        url: str,
        accept: str,
        *,
        name: str = "",
        parameters: Mapping[str, str] | None = None,
        pause: float = 0.0,
    ) -> Answer:
        """Return the answer to a GET of ``url``, whatever its status.

        Args:
            url: The address, without a query if there are ``parameters``.
            accept: The media types asked for.
            name: What messages call the host; its address by default.
            parameters: The query.
            pause: Seconds between two questions to this host.

        Raises:
            LookUpFailed: There is no answer.
        """
        name = name or _host(url)
        limit = self.services.timeout
        try:
            for attempt in stamina.retry_context(on=should_retry, attempts=self.services.attempts):
                with attempt:
                    return self._ask(url, accept, parameters, pause)
        except PassingFailure as error:
            raise LookUpFailed(f"{name} answered with {error}; try again later") from error
        except httpx.TimeoutException as error:
            raise LookUpFailed(f"{name} did not answer within {limit:g} s") from error
        except httpx.TooManyRedirects as error:
            raise LookUpFailed(f"{url} redirects in circles") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise LookUpFailed(f"{name} cannot be reached at {url}: {error}") from error
        raise AssertionError("the last attempt returns or raises")

    def get_json(
        self, url: str, *, parameters: Mapping[str, str] | None = None, pause: float = 0.0
    ) -> Any:
        """Return a JSON document, None where the host says there is none. Raises LookUpFailed."""
        answer = self.get(url, "application/json", parameters=parameters, pause=pause)
        if answer.is_missing:
            return None
        if answer.is_error:
            raise LookUpFailed(f"{_host(url)} answered with HTTP {answer.status}")
        try:
            return json.loads(answer.text)
        except ValueError as error:
            raise LookUpFailed(f"{_host(url)} did not send JSON") from error

    def _ask(
        self, url: str, accept: str, parameters: Mapping[str, str] | None, pause: float
    ) -> Answer:
        self._wait(_host(url), pause)
        headers = {"accept": accept}
        with self._http.stream("GET", url, params=parameters, headers=headers) as response:
            raise_if_passing(response)
            content = b""
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise LookUpFailed(f"{url} is larger than {MAX_BYTES} bytes")
            text = content.decode(encoding(response, content), errors="replace")
            return Answer(str(response.url), response.status_code, text)

    def _wait(self, host: str, pause: float) -> None:
        if host in self._asked:
            time.sleep(max(0.0, self._asked[host] + pause - time.monotonic()))
        self._asked[host] = time.monotonic()


def encoding(response: httpx.Response, content: bytes) -> str:
    """Return the encoding of a page, as its header or else its first kilobyte declares it.

    UTF-8 if that is one Python does not know: servers declare what does not exist.
    """
    found = _META_CHARSET.search(content[:1024])
    declared = response.charset_encoding or (found[1].decode() if found else "utf-8")
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return "utf-8"


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host or url
    except httpx.InvalidURL:
        return url
