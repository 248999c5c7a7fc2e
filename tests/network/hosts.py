"""A local host that answers like arXiv, Crossref, GitHub and ordinary web sites, with faults."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import trustme

from tests.local_server import LocalServer


@dataclass(frozen=True)
class ArxivEntry:
    """An entry of arXiv's Atom feed."""

    identifier: str
    title: str
    published: str = "2024-09-10T17:59:46Z"
    summary: str = "We present a method."
    authors: tuple[str, ...] = ("Ada Example", "Bo Beispiel")
    comment: str = ""
    version: int = 1
    doi: str = ""
    journal: str = ""

    def atom(self) -> str:
        """Return the entry as arXiv writes it (API user's manual, section 3.3)."""
        authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in self.authors)
        address = f"http://arxiv.org/abs/{self.identifier}v{self.version}"
        comment = (
            f'<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(self.comment)}'
            "</arxiv:comment>"
            if self.comment
            else ""
        )
        extra = "".join(
            f'<arxiv:{name} xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(text)}'
            f"</arxiv:{name}>"
            for name, text in (("doi", self.doi), ("journal_ref", self.journal))
            if text
        )
        return (
            f"<entry><id>{address}</id><updated>{self.published}</updated>"
            f"<published>{self.published}</published>"
            f"<title>{escape(self.title)}</title><summary>  {escape(self.summary)}\n</summary>"
            f"{authors}{comment}{extra}"
            f'<link href="{address}" rel="alternate" type="text/html"/>'
            f'<link title="pdf" href="{address.replace("/abs/", "/pdf/")}" rel="related" '
            'type="application/pdf"/>'
            '<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CV" '
            'scheme="http://arxiv.org/schemas/atom"/>'
            '<category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/></entry>'
        )


def atom_feed(entries: Sequence[str], total: int, start: int) -> bytes:
    """Return a page of arXiv's Atom feed."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">ArXiv Query</title>'
        "<id>http://arxiv.org/api/x</id><updated>2024-10-01T00:00:00-04:00</updated>"
        '<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"{total}</opensearch:totalResults>"
        '<opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"{start}</opensearch:startIndex>"
        '<opensearch:itemsPerPage xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"{len(entries)}</opensearch:itemsPerPage>"
    )
    return (head + "".join(entries) + "</feed>").encode()


def atom_error(message: str) -> bytes:
    """Return the feed arXiv sends instead of results (API user's manual, section 3.4)."""
    entry = (
        f"<entry><id>http://arxiv.org/api/errors#{escape(message.replace(' ', '_'))}</id>"
        f"<title>Error</title><summary>{escape(message)}</summary>"
        "<updated>2024-10-01T00:00:00-04:00</updated>"
        "<published>2024-10-01T00:00:00-04:00</published>"
        "<author><name>arXiv api core</name></author></entry>"
    )
    return atom_feed([entry], 1, 0)


@dataclass
class Answer:
    """The response of a path: status, headers, body, optionally after some seconds."""

    status: int = 200
    body: bytes = b"<html><title>Fine</title></html>"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    head_status: int | None = None
    cut_off: bool = False


Route = Answer | Callable[["Request"], Answer]


@dataclass(frozen=True)
class Request:
    """A request that came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    started: float


class Hosts(LocalServer):
    """Serves ``routes`` on a free local port; remembers every request."""

    def __init__(self, *, tls: bool = False) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()
        hosts = self

        class Handler(_Handler):
            host = hosts

        super().__init__(Handler)
        scheme = "http"
        if tls:
            scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            trustme.CA().issue_cert("127.0.0.1", "localhost").configure_cert(context)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{scheme}://127.0.0.1:{self._server.server_port}"

    def environment(self) -> dict[str, str]:
        """Return the variables that point a command at this host, without pauses."""
        return {
            "CATALOGUE_ARXIV_URL": f"{self.url}/api/query",
            "CATALOGUE_CROSSREF_URL": f"{self.url}/works",
            "CATALOGUE_GITHUB_URL": self.url,
            "CATALOGUE_ARCHIVE_URL": f"{self.url}/wayback/available",
            "CATALOGUE_ARXIV_DELAY": "0",
            "CATALOGUE_DELAY": "0",
        }

    def counts(self) -> Counter[tuple[str, str]]:
        """Return how often each method and path were asked for."""
        return Counter((request.method, request.path) for request in self.requests)

    def serve_arxiv(self, entries: Sequence[ArxivEntry], page: int = 2) -> str:
        """Serve a small arXiv of ``entries`` in pages; return the address of its interface."""

        def answer(request: Request) -> Answer:
            wanted = list(filter(None, request.query.get("id_list", "").split(",")))
            for identifier in wanted:
                if not identifier.replace(".", "").replace("v", "").isdigit():
                    body = atom_error(f"incorrect id format for {identifier}")
                    return Answer(400, body, {"Content-Type": "application/atom+xml"})
            found = [entry for entry in entries if not wanted or entry.identifier in wanted]
            start = int(request.query["start"])
            size = min(page, int(request.query["max_results"]))
            shown = [entry.atom() for entry in found[start : start + size]]
            body = atom_feed(shown, len(found), start)
            return Answer(200, body, {"Content-Type": "application/atom+xml; charset=UTF-8"})

        self.routes["/api/query"] = answer
        return f"{self.url}/api/query"

    def serve_crossref(self, works: dict[str, dict[str, Any]]) -> str:
        """Serve Crossref's works by DOI; return the address of the register."""
        for doi, work in works.items():
            document = {
                "status": "ok",
                "message-type": "work",
                "message-version": "1.0.0",
                "message": {"DOI": doi, **work},
            }
            body = json.dumps(document).encode()
            self.routes[f"/works/{doi}"] = Answer(200, body, {"Content-Type": "application/json"})
        return f"{self.url}/works"

    def serve_works(self, works: Sequence[dict[str, Any]]) -> None:
        """Serve these works as the answer to every search of Crossref."""
        document = {"status": "ok", "message-type": "work-list", "message": {"items": works}}
        body = json.dumps(document).encode()
        self.routes["/works"] = Answer(200, body, {"Content-Type": "application/json"})

    def serve_repository(self, name: str, files: Sequence[str], **repository: Any) -> str:
        """Serve a repository of GitHub with one commit; return the address of the API.

        Without files it is one without a commit, as ``git init`` leaves it.
        """
        commit = "0123456789abcdef0123456789abcdef01234567"
        documents: dict[str, object] = {
            f"/repos/{name}": {
                "full_name": name,
                "private": False,
                "default_branch": "main",
                "created_at": "2024-01-01T00:00:00Z",
                "pushed_at": "2024-11-05T08:00:00Z",
                "license": None,
            }
            | repository,
            f"/repos/{name}/commits": [
                {"sha": commit, "commit": {"committer": {"date": "2024-11-02T08:00:00Z"}}}
            ],
            f"/repos/{name}/git/trees/{commit}": {
                "sha": commit,
                "truncated": False,
                "tree": [{"path": path, "type": "blob", "mode": "100644"} for path in files],
            },
        }
        for path, document in documents.items():
            body = json.dumps(document).encode()
            self.routes[path] = Answer(200, body, {"Content-Type": "application/json"})
        if not files:
            body = b'{"message": "Git Repository is empty."}'
            self.routes[f"/repos/{name}/commits"] = Answer(409, body)
        return self.url


class _Handler(BaseHTTPRequestHandler):
    host: Hosts
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = unquote(parts.path)
        request = Request(self.command, path, query, headers, time.monotonic())
        with self.host.lock:
            self.host.requests.append(request)
            self.host.at_once += 1
            self.host.most_at_once = max(self.host.most_at_once, self.host.at_once)
        try:
            route = self.host.routes.get(path, Answer(404, b"<title>Not Found</title>"))
            self._send(route if isinstance(route, Answer) else route(request), with_body=with_body)
        finally:
            with self.host.lock:
                self.host.at_once -= 1

    def _send(self, answer: Answer, *, with_body: bool) -> None:
        if answer.delay:
            time.sleep(answer.delay)
        try:
            if answer.cut_off:
                self.close_connection = True
                return
            self.send_response(answer.status if with_body else answer.head_status or answer.status)
            for name, value in ({"Content-Type": "text/html"} | answer.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if with_body:
                self.wfile.write(answer.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # The client has stopped waiting.

    def log_message(self, *_: object) -> None:
        """Keep the test output quiet."""
