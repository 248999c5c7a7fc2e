"""The conclusion of a link check from a response, or from none.

Only permanent failures are dead: 404 and 410, redirect loops, unknown hosts, and "not found" pages
of code hosts with a successful status. Every other failure (time-outs, certificates, 403, 429, 5xx)
is unsure: a person decides.
"""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import httpx

from macros.catalogue.addresses import kind_of_address

State: TypeAlias = Literal["ok", "moved", "dead", "failing", "unsure"]

_DEAD: Final = frozenset({httpx.codes.NOT_FOUND, httpx.codes.GONE})
_PERMANENT: Final = frozenset({httpx.codes.MOVED_PERMANENTLY, httpx.codes.PERMANENT_REDIRECT})
_TITLE: Final = re.compile(r"<title[^>]*>(?P<title>.*?)</title>", re.IGNORECASE | re.DOTALL)
_NOT_FOUND: Final = re.compile(
    r"\b404\b|not found|does ?n[o'’]t exist|页面不存在|找不到", re.IGNORECASE
)
_SIGN_IN: Final = re.compile(r"/(users/)?(sign_in|login|signin)/?$")


NO_SUCH_HOST: Final = "no such host"
NO_NAMES: Final = "names cannot be looked up for now"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a link; ``target`` is where a permanent redirect leads, else empty."""

    state: State
    reason: str = ""
    target: str = ""


_FAILURES: Final = (
    (httpx.TooManyRedirects, Verdict("dead", "redirects in circles")),
    (httpx.UnsupportedProtocol, Verdict("dead", "leads to no web address")),
    (httpx.TimeoutException, Verdict("unsure", "no answer in time")),
)


def judge(url: str, response: httpx.Response, body: str) -> Verdict:
    """Return the verdict on the final ``response`` to ``url``, redirects followed."""
    status = response.status_code
    if status in _DEAD:
        return Verdict("dead", f"HTTP {status}")
    if response.is_error:
        return Verdict("unsure", f"HTTP {status}")
    if reason := _soft_404(url, response, body):
        return Verdict("dead", reason)
    target = _permanent_target(response)
    same = httpx.URL(target or url) == httpx.URL(url)
    return Verdict("ok") if same else Verdict("moved", "", target)


def _permanent_target(response: httpx.Response) -> str:
    """Return where an unbroken chain of permanent redirects leads, empty without one."""
    target = ""
    for step, following in pairwise([*response.history, response]):
        if step.status_code not in _PERMANENT:
            break
        target = str(following.request.url)
    return target


def _soft_404(url: str, response: httpx.Response, body: str) -> str:
    if kind_of_address(url) != "code":
        return ""
    path, final = httpx.URL(url).path.rstrip("/"), response.url.path.rstrip("/")
    if path and path != final and (not final or _SIGN_IN.search(final)):
        return f"leads to {response.url}, not to the code"
    found = _TITLE.search(body)
    if found and _NOT_FOUND.search(found["title"]):
        return f"the page says: {' '.join(found['title'].split())}"
    return ""


def judge_failure(error: Exception) -> Verdict:
    """Return the verdict on a request without a usable response."""
    for kind, verdict in _FAILURES:
        if isinstance(error, kind):
            return verdict
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            passing = cause.errno == socket.EAI_AGAIN
            return Verdict("unsure", NO_NAMES) if passing else Verdict("dead", NO_SUCH_HOST)
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or "TLS fails"
            return Verdict("unsure", f"invalid certificate: {reason}")
    return Verdict("unsure", str(error) or type(error).__name__)


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
