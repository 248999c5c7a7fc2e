"""Services, request limits and the user agent."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

_REPOSITORY: Final = "https://github.com/NanGoAI/Awesome-Talking-Head-Generation"
USER_AGENT: Final = (
    f"awesome-talking-head-generation/{version('awesome-talking-head-generation')} (+{_REPOSITORY})"
)
ARXIV_URL: Final = "https://export.arxiv.org/api/query"
CROSSREF_URL: Final = "https://api.crossref.org/works"
GITHUB_URL: Final = "https://api.github.com"
ARCHIVE_URL: Final = "https://archive.org/wayback/available"

# Between two requests to any other host.
DELAY: Final = 1.0
# https://info.arxiv.org/help/api/tou.html asks for one request every three seconds.
ARXIV_DELAY: Final = 3.0


@dataclass(frozen=True, slots=True)
class Services:
    """Where the services are (mirrors and tests use others) and how long to wait, in seconds."""

    arxiv_url: str = ARXIV_URL
    crossref_url: str = CROSSREF_URL
    arxiv_delay: float = ARXIV_DELAY
    github_url: str = GITHUB_URL
    github_token: str = ""
    archive_url: str = ARCHIVE_URL
    delay: float = DELAY
    timeout: float = 30.0
    attempts: int = 3


@dataclass(frozen=True, slots=True)
class Manners:
    """Request limits: connections in total and per host, time-out in seconds, and attempts."""

    at_once: int = 20
    per_host: int = 2
    timeout: float = 20.0
    attempts: int = 3
    backoff: float = 1.0
    verify: bool = True


class LookUpFailed(Exception):
    """A service did not respond, refused, or does not know; the message says which and why."""


class NotKnown(LookUpFailed):
    """A service has no useful answer, and asking again would not change that."""
