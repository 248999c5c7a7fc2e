"""A fake code host: a bare repository, and the REST API that the workflows use.

Every request is checked as the documentation of the API writes it (https://docs.github.com/en/rest):
method, path, authorization, version, and the keys and types of the body. Anything else fails.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from macros.code_host.branch import Clone
from macros.code_host.rest import CodeHost
from tests.local_server import LocalServer

REPOSITORY = "owner/list"
TOKEN = "secret-token"


class FakeHost(LocalServer):
    """The code host of one repository; ``failures`` are answered first, one a request."""

    def __init__(self, folder: Path) -> None:
        self.pulls: list[dict[str, Any]] = []
        self.closed_pulls: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.dispatched: list[str] = []
        self.closed: list[int] = []
        self.heads: dict[int, str] = {}
        self.failures: list[tuple[int, dict[str, str]]] = []
        self.requests: list[str] = []
        self.origin = folder / "origin.git"
        git("init", "--quiet", "--bare", "--initial-branch=main", str(self.origin), at=folder)
        super().__init__(lambda *arguments: _Handler(self, *arguments))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def client(self) -> CodeHost:
        return CodeHost(REPOSITORY, TOKEN, self.url, backoff=0.01)

    def clone(self, folder: Path) -> Clone:
        git("clone", "--quiet", str(self.origin), str(folder), at=folder.parent)
        return Clone(folder)

    def file(self, branch: str, path: str) -> str | None:
        """Return a file's content on a branch, None where it is not there."""
        command = ["git", "-C", str(self.origin), "show", f"{branch}:{path}"]
        shown = subprocess.run(command, capture_output=True, text=True, check=False)
        return shown.stdout if shown.returncode == 0 else None

    # Each route gets query and body, whether it looks at them or not.
    # ruff: noqa: ARG002
    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:
        """Return status and document for a request."""
        for pattern, known, handle in self._routes():
            found = re.fullmatch(pattern, path)
            if found and method == known:
                return handle(query, body, *found.groups())
        return 404, {"message": f"Not Found: {method} {path}"}

    def _routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [
            ("/pulls", "GET", self._list_pulls),
            ("/pulls", "POST", self._open_pull),
            (r"/pulls/(\d+)", "GET", self._show_pull),
            (r"/pulls/(\d+)", "PATCH", self._edit_pull),
            (r"/issues/(\d+)/comments", "GET", self._list_comments),
            (r"/issues/(\d+)/comments", "POST", self._add_comment),
            (r"/issues/comments/(\d+)", "PATCH", self._edit_comment),
            (r"/issues/(\d+)", "PATCH", self._edit_issue),
            (r"/actions/workflows/([\w.]+)/dispatches", "POST", self._dispatch),
        ]

    def _list_pulls(self, query: dict[str, list[str]], body: Any) -> Any:
        assert body is None
        assert query["state"] in (["open"], ["closed"])
        owner, _, branch = query["head"][0].partition(":")
        assert owner == "owner"
        if query["state"] == ["closed"]:
            size, page = int(query["per_page"][0]), int(query["page"][0])
            closed = [pull for pull in self.closed_pulls if pull["head"]["ref"] == branch]
            return 200, closed[(page - 1) * size : page * size]
        return 200, [pull for pull in self.pulls if pull["head"] == branch]

    def close_pull(self, branch: str, *, merged: bool = False) -> None:
        """Close the open pull request of a branch as a person would; its commits stay readable."""
        (pull,) = (one for one in self.pulls if one["head"] == branch)
        self.pulls.remove(pull)
        head, base = (git("rev-parse", name, at=self.origin).strip() for name in (branch, "main"))
        base = git("merge-base", head, base, at=self.origin).strip()
        git("update-ref", f"refs/pull/{pull['number']}/head", head, at=self.origin)
        self.closed_pulls.append(
            {
                "number": pull["number"],
                "head": {"ref": branch, "sha": head},
                "base": {"ref": "main", "sha": base},
                "closed_at": "2026-03-04T05:06:07Z",
                "merged_at": "2026-03-04T05:06:07Z" if merged else None,
            }
        )
        if merged:
            git("update-ref", "refs/heads/main", head, at=self.origin)

    def _open_pull(self, query: dict[str, list[str]], body: Any) -> Any:
        assert set(body) == {"head", "base", "title", "body"}
        assert body["base"] == "main"
        if git("branch", "--list", body["head"], at=self.origin) == "":
            return 422, {"message": "Validation Failed: head"}
        self.pulls.append({"number": len(self.pulls) + len(self.closed_pulls) + 100, **body})
        return 201, self.pulls[-1]

    def _show_pull(self, query: dict[str, list[str]], body: Any, number: str) -> Any:
        return 200, {"number": int(number), "head": {"sha": self.heads[int(number)]}}

    def _edit_pull(self, query: dict[str, list[str]], body: Any, number: str) -> Any:
        assert set(body) == {"body"}
        (pull,) = (one for one in self.pulls if one["number"] == int(number))
        pull["body"] = body["body"]
        return 200, pull

    def _list_comments(self, query: dict[str, list[str]], body: Any, issue: str) -> Any:
        size, page = int(query["per_page"][0]), int(query["page"][0])
        found = [one for one in self.comments if one["issue"] == int(issue)]
        return 200, found[(page - 1) * size : page * size]

    def _add_comment(self, query: dict[str, list[str]], body: Any, issue: str) -> Any:
        assert set(body) == {"body"}
        self.say(int(issue), body["body"], "Bot")
        return 201, self.comments[-1]

    def say(self, issue: int, body: str, kind: str = "User") -> None:
        """Add a person's comment."""
        number = len(self.comments) + 1
        self.comments.append({"id": number, "issue": issue, "body": body, "user": {"type": kind}})

    def _edit_comment(self, query: dict[str, list[str]], body: Any, number: str) -> Any:
        assert set(body) == {"body"}
        (comment,) = (one for one in self.comments if one["id"] == int(number))
        assert comment["user"]["type"] == "Bot"
        comment["body"] = body["body"]
        return 200, comment

    def _edit_issue(self, query: dict[str, list[str]], body: Any, issue: str) -> Any:
        assert body == {"state": "closed", "state_reason": "not_planned"}
        self.closed.append(int(issue))
        return 200, {"number": int(issue)}

    def _dispatch(self, query: dict[str, list[str]], body: Any, workflow: str) -> Any:
        assert set(body) == {"ref"}
        self.dispatched.append(f"{workflow}@{body['ref']}")
        return 204, None


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, host: FakeHost, *arguments: Any) -> None:
        self.host = host
        super().__init__(*arguments)

    def _handle(self) -> None:
        address = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.host.requests.append(f"{self.command} {address.path}")
        headers: dict[str, str] = {}
        if self.host.failures:
            status, headers = self.host.failures.pop(0)
            document: Any = {"message": "made to fail"}
        elif self.headers["authorization"] != f"Bearer {TOKEN}":
            status, document = 401, {"message": "Bad credentials"}
        elif self.headers["x-github-api-version"] != "2022-11-28":
            status, document = 400, {"message": "no version"}
        else:
            path = address.path.removeprefix(f"/repos/{REPOSITORY}")
            try:
                status, document = self.host.answer(
                    self.command, path, parse_qs(address.query), body
                )
            except (AssertionError, KeyError, TypeError) as error:
                status, document = 422, {"message": f"Validation Failed: {error!r}"}
        content = b"" if document is None else json.dumps(document).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = _handle  # noqa: N815 (the base's names)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base's)
        del format, args


def git(*arguments: str, at: Path) -> str:
    """Run git as a person and return its output."""
    identity = ("-c", "user.name=Curator", "-c", "user.email=curator@example.org")
    command = ["git", "-C", str(at), *identity, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def commit(clone: Path, path: str, content: str | None, branch: str = "main") -> None:
    """Commit and push a file as a person would; None removes it."""
    git("fetch", "--quiet", "origin", at=clone)
    known = git("branch", "--remotes", "--list", f"origin/{branch}", at=clone)
    if known:
        git("checkout", "--quiet", "-B", branch, f"origin/{branch}", at=clone)
    file = clone / path
    if content is None:
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    git("add", "--all", at=clone)
    git("commit", "--quiet", "--message", "Edit", at=clone)
    git("push", "--quiet", "origin", f"HEAD:{branch}", at=clone)
