"""Services, request limits and the user agent."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

_REPOSITORY: Final = "https://github.com/NanGoAI/Awesome-Talking-Head-Generation"
USER_AGENT: Final = (
    f"awesome-talking-head-generation/{version('awesome-talking-head-generation')} (+{_REPOSITORY})"
)


@dataclass(frozen=True, slots=True)
class Services:
    """Where the services are (mirrors and tests use others) and how long to wait, in seconds.

    ``delay`` passes between two requests to a host, ``arxiv_delay`` between two to arXiv: its terms
    of use (https://info.arxiv.org/help/api/tou.html) ask for one request every three seconds.
    """

    arxiv_url: str = "https://export.arxiv.org/api/query"
    crossref_url: str = "https://api.crossref.org/works"
    github_url: str = "https://api.github.com"
    archive_url: str = "https://archive.org/wayback/available"
    github_token: str = ""
    arxiv_delay: float = 3.0
    delay: float = 1.0
    timeout: float = 30.0
    attempts: int = 3

    @classmethod
    def from_environment(cls, timeout: float) -> Services:
        """Return the services, as ``CATALOGUE_ARXIV_URL`` and other variables change them.

        Raises ValueError for a delay that is no number.
        """
        variables = {name: os.environ.get(f"CATALOGUE_{name.upper()}") for name in ENVIRONMENT}
        given: dict[str, Any] = {
            name: ENVIRONMENT[name](value) for name, value in variables.items() if value
        }
        token = os.environ.get("GITHUB_TOKEN", "")
        return cls(**given, github_token=token, timeout=timeout)


# The settings that a variable of the environment may change: CATALOGUE_ARXIV_URL, …
ENVIRONMENT: Final[Mapping[str, Callable[[str], object]]] = {
    "arxiv_url": str,
    "crossref_url": str,
    "github_url": str,
    "archive_url": str,
    "arxiv_delay": float,
    "delay": float,
}


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
