"""The code host's REST API, as far as the workflows need it (https://docs.github.com/en/rest).

``PUSHES_START_CHECKS=true`` says that the token is an app's, whose pushes start workflows.
``GITHUB_API_URL``, ``GITHUB_REPOSITORY`` and ``GITHUB_TOKEN`` say where it is, of which repository,
and on whose behalf; runners set the first two.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

import httpx
import stamina

from macros.network.retrying import PassingFailure, raise_if_passing, should_retry
from macros.network.settings import USER_AGENT

API_URL: Final = "https://api.github.com"
API_VERSION: Final = "2022-11-28"
PER_PAGE: Final = 100
_ATTEMPTS: Final = 4
# The part of a pull request's description that each run replaces; people's text around it stays.
_FOUND: Final = re.compile(r"<!-- catalogue: found -->.*?<!-- catalogue: end -->", re.DOTALL)


def found_block(lines: str) -> str:
    """Return lines of a pull request's description that later runs replace."""
    return f"<!-- catalogue: found -->\n{lines.strip()}\n<!-- catalogue: end -->"


class CodeHostRefused(Exception):
    """The code host refused a request; the message says which, and why."""


@dataclass(slots=True)
class CodeHost:
    """One repository on the code host. Closes its connections."""

    repository: str
    token: str
    api_url: str = API_URL
    pushes_start_checks: bool = False
    backoff: float = 1.0
    _http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._http = httpx.Client(
            headers={
                "accept": "application/vnd.github+json",
                "authorization": f"Bearer {self.token}",
                "user-agent": USER_AGENT,
                "x-github-api-version": API_VERSION,
            },
            timeout=30,
        )

    @classmethod
    def from_environment(cls) -> Self:
        """Return the repository of the running workflow. Raises KeyError."""
        environment = os.environ
        api_url = environment.get("GITHUB_API_URL", API_URL)
        is_app = environment.get("PUSHES_START_CHECKS") == "true"
        return cls(environment["GITHUB_REPOSITORY"], environment["GITHUB_TOKEN"], api_url, is_app)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    @property
    def owner(self) -> str:
        """Return the account that the repository belongs to."""
        return self.repository.partition("/")[0]

    def open_pull_request(self, branch: str, title: str, body: str) -> int:
        """Return the number of the branch's open pull request, opened now if there is none.

        Of the description of one that is open only the ``found_block`` is renewed.
        """
        query = {"head": f"{self.owner}:{branch}", "state": "open"}
        if pulls := self._call("GET", "pulls", query=query):
            number, known = int(pulls[0]["number"]), pulls[0]["body"] or ""
            block = _FOUND.search(body)
            renewed = _FOUND.sub(lambda _: block[0], known, count=1) if block else known
            if renewed != known:
                self._call("PATCH", f"pulls/{number}", {"body": renewed})
            return number
        document = {"head": branch, "base": "main", "title": title, "body": body}
        return int(self._call("POST", "pulls", document)["number"])

    def has_open_pull_request(self, branch: str) -> bool:
        """Tell whether a branch has an open pull request."""
        query = {"head": f"{self.owner}:{branch}", "state": "open"}
        return bool(self._call("GET", "pulls", query=query))

    def closed_pull_requests(self, branch: str) -> list[dict[str, Any]]:
        """Return the closed pull requests of a branch; ``merged_at`` tells which were merged."""
        return list(self._pages("pulls", head=f"{self.owner}:{branch}", state="closed"))

    def head(self, pull_request: int) -> str:
        """Return the commit that a pull request proposes."""
        return str(self._call("GET", f"pulls/{pull_request}")["head"]["sha"])

    def start_checks(self, branch: str, workflow: str = "test.yml") -> None:
        """Run a workflow on a branch, unless the push did: the workflow's own token starts none."""
        if not self.pushes_start_checks:
            self._call("POST", f"actions/workflows/{workflow}/dispatches", {"ref": branch})

    def comment(self, issue: int, body: str, mark: str) -> None:
        """Write a comment, or update the one that contains the invisible ``mark``."""
        marked = f"<!-- {mark} -->\n{body}"
        for comment in self._pages(f"issues/{issue}/comments"):
            is_ours = comment["user"]["type"] == "Bot"
            if is_ours and str(comment["body"]).startswith(f"<!-- {mark} -->"):
                if comment["body"] != marked:
                    self._call("PATCH", f"issues/comments/{comment['id']}", {"body": marked})
                return
        self._call("POST", f"issues/{issue}/comments", {"body": marked})

    def close_issue(self, issue: int) -> None:
        """Close an issue about a paper that is already on the list."""
        document = {"state": "closed", "state_reason": "not_planned"}
        self._call("PATCH", f"issues/{issue}", document)

    def _pages(self, path: str, **query: str) -> Iterator[dict[str, Any]]:
        page = 1
        while found := self._call("GET", path, query={**query, "per_page": PER_PAGE, "page": page}):
            yield from found
            if len(found) < PER_PAGE:
                return
            page += 1

    def _call(
        self,
        method: str,
        path: str,
        document: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Any:
        url = f"{self.api_url.rstrip('/')}/repos/{self.repository}/{path}"
        what = f"{method} {path}"
        try:
            for attempt in stamina.retry_context(
                on=should_retry, attempts=_ATTEMPTS, wait_initial=self.backoff
            ):
                with attempt:
                    response = self._http.request(method, url, json=document, params=query)
                    raise_if_passing(response)
        except PassingFailure as error:
            raise CodeHostRefused(f"{what}: {error}; try again later") from error
        except httpx.HTTPError as error:
            raise CodeHostRefused(f"{what}: {error}") from error
        if response.is_error:
            raise CodeHostRefused(f"{what}: HTTP {response.status_code}: {_reason(response)}")
        return response.json() if response.content else None


def _reason(response: httpx.Response) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return response.reason_phrase
