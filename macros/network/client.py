"""Requests to other hosts: one at a time, with pauses, time limits and retries."""

from __future__ import annotations

import codecs
import json
import re
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self, TypeVar

import httpx
import stamina

from macros.network.responses import Response, ResponseCache
from macros.network.retrying import (
    PassingFailure,
    raise_if_passing,
    rate_limit_reset,
    should_retry,
)
from macros.network.settings import USER_AGENT, LookUpFailed, NotKnown, Services

MAX_BYTES: Final = 5_000_000
_META_CHARSET: Final = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
Content = TypeVar("Content")


@dataclass(slots=True)
class Client:
    """Sends requests, and waits between two requests to the same host. Closes its connections.

    A host that did not respond is not asked again, nor is one whose rate limit is used up.
    Responses in ``cache`` need no request.
    """

    services: Services
    cache: ResponseCache | None = None
    _http: httpx.Client = field(init=False)
    _asked: dict[str, float] = field(init=False, default_factory=dict)
    _silent: dict[str, LookUpFailed] = field(init=False, default_factory=dict)

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
        if self.cache:
            self.cache.close()

    def get(
        self,
        url: str,
        read: Callable[[Response], Content],
        *,
        name: str = "",
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        pause: float = 0.0,
    ) -> Content:
        """Return the result of ``read`` for the response to a GET of ``url``, whatever its status.

        Args:
            url: The address, without a query if there are ``parameters``.
            read: Returns the content; raises LookUpFailed for an unusable response.
            name: The host's name in messages; its address by default.
            parameters: The query.
            headers: Headers to send in addition to the user agent.
            pause: Seconds between two requests to this host.

        Raises:
            LookUpFailed: There is no response, or none that ``read`` understands.
        """
        name = name or host_of(url)
        try:
            address = str(httpx.URL(url, params=parameters) if parameters else httpx.URL(url))
        except httpx.InvalidURL as error:
            raise LookUpFailed(f"{name} cannot be reached at {url}: {error}") from error
        known = self.cache.fresh(address) if self.cache else None
        if known:
            return read(known)
        response = self._response(address, name, headers or {}, pause)
        content = read(response)
        if self.cache and not response.may_change:
            self.cache.remember(address, response)
        return content

    def get_json(
        self,
        url: str,
        read: Callable[[Any], Content],
        *,
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        pause: float = 0.0,
        nothing: Collection[int] = (httpx.codes.NOT_FOUND, httpx.codes.GONE),
    ) -> Content:
        """Return the result of ``read`` for a JSON document, or for None on status ``nothing``.

        Raises LookUpFailed.
        """

        def parse(response: Response) -> Content:
            if response.status in nothing:
                return read(None)
            if response.is_error:
                raise LookUpFailed(f"{host_of(url)} answered with HTTP {response.status}")
            try:
                document = json.loads(response.text)
            except ValueError as error:
                raise LookUpFailed(f"{host_of(url)} did not send JSON") from error
            return read(document)

        headers = {"accept": "application/json", **(headers or {})}
        return self.get(url, parse, parameters=parameters, headers=headers, pause=pause)

    def _response(self, url: str, name: str, headers: Mapping[str, str], pause: float) -> Response:
        host = host_of(url)
        if host in self._silent:
            raise self._silent[host]
        shown, limit = url.partition("?")[0], self.services.timeout
        try:
            for attempt in stamina.retry_context(on=should_retry, attempts=self.services.attempts):
                with attempt:
                    return self._ask(url, name, headers, pause)
        except PassingFailure as error:
            failure = LookUpFailed(f"{name} answered with {error}; try again later")
            raise self._gave_up(host, failure) from error
        except httpx.TimeoutException as error:
            failure = LookUpFailed(f"{name} did not answer within {limit:g} s")
            raise self._gave_up(host, failure) from error
        except httpx.TooManyRedirects as error:
            raise LookUpFailed(f"{shown} redirects in circles") from error
        except httpx.HTTPError as error:
            failure = LookUpFailed(f"{name} cannot be reached at {shown}: {error}")
            raise self._gave_up(host, failure) from error
        raise AssertionError("the last attempt returns or raises")

    def _gave_up(self, host: str, failure: LookUpFailed) -> LookUpFailed:
        return self._silent.setdefault(host, failure)

    def _ask(self, url: str, name: str, headers: Mapping[str, str], pause: float) -> Response:
        self._wait(host_of(url), pause)
        with self._http.stream("GET", url, headers=dict(headers)) as response:
            if reset := rate_limit_reset(response):
                until = f"{reset.astimezone():%H:%M}"
                failure = LookUpFailed(f"{name}'s rate limit is used up until {until}")
                self._gave_up(host_of(url), failure)
                if response.is_error:
                    raise failure
            raise_if_passing(response)
            content = b""
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise NotKnown(f"{url} is larger than {MAX_BYTES} bytes")
            text = content.decode(encoding(response, content), errors="replace")
            return Response(str(response.url), response.status_code, text)

    def _wait(self, host: str, pause: float) -> None:
        if host in self._asked:
            time.sleep(max(0.0, self._asked[host] + pause - time.monotonic()))
        self._asked[host] = time.monotonic()


def encoding(response: httpx.Response, content: bytes) -> str:
    """Return the encoding of a page, as its header or else its first kilobyte declares it.

    UTF-8 if Python does not know that encoding: some servers declare nonexistent ones.
    """
    found = _META_CHARSET.search(content[:1024])
    declared = response.charset_encoding or (found[1].decode() if found else "utf-8")
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return "utf-8"


def host_of(url: str) -> str:
    """Return the host that an address names."""
    try:
        return httpx.URL(url).host or url
    except httpx.InvalidURL:
        return url
