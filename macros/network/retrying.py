"""When to retry, and how long to wait: backoff and ``Retry-After``."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

# The longest wait for one host; a longer Retry-After ends the attempts.
MAX_WAIT: Final = 60.0
_DIGITS_OF_A_TIME: Final = 10
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class PassingFailure(Exception):
    """A response that may be different later."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(f"HTTP {response.status_code}")
        self.response = response
        self.wait = retry_after(response)


def raise_if_passing(response: httpx.Response) -> None:
    """Raise PassingFailure for a status that invites a retry (RFC 9110, 15.5 and 15.6).

    GitHub sends 403 with Retry-After for too many requests.
    """
    asked_too_fast = response.status_code == httpx.codes.FORBIDDEN and (
        "retry-after" in response.headers
    )
    if response.status_code in _PASSING or asked_too_fast:
        raise PassingFailure(response)


def retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that ``Retry-After`` asks to wait (RFC 9110, 10.2.3), None without."""
    value = response.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(tz=UTC)).total_seconds())


def rate_limit_reset(response: httpx.Response) -> datetime | None:
    """Return when a used-up rate limit is reset, None while requests are left.

    https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """
    if response.headers.get("x-ratelimit-remaining") != "0":
        return None
    reset = response.headers.get("x-ratelimit-reset", "")
    now = datetime.now(tz=UTC)
    if not (reset.isascii() and reset.isdigit() and len(reset) <= _DIGITS_OF_A_TIME):
        return now
    return max(now, datetime.fromtimestamp(int(reset), tz=UTC))


def should_retry(error: Exception) -> bool | float:
    """Tell stamina whether to retry, or after how many seconds."""
    if isinstance(error, PassingFailure):
        if error.wait is None:
            return True
        return error.wait if error.wait <= MAX_WAIT else False
    return isinstance(error, httpx.TimeoutException | httpx.RemoteProtocolError | httpx.ReadError)
