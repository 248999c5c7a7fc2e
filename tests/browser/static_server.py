"""A static host for tests: a folder below a path, with the 404 page a real host would send."""

from __future__ import annotations

import contextlib
import functools
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from macros.translations import DEFAULT_LOCALE, Locale
from tests.local_server import LocalServer


class StaticHandler(SimpleHTTPRequestHandler):
    """Answers below ``mount`` from ``directory``."""

    protocol_version = "HTTP/1.1"  # one connection for several requests, as on real hosts
    disable_nagle_algorithm = True  # head and body are two writes

    def __init__(self, *arguments: Any, mount: str, directory: str) -> None:
        self.mount = mount
        super().__init__(*arguments, directory=directory)

    def handle(self) -> None:
        """Answer until the browser closes the connection, also without a word."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.mount):
            return str(Path(self.directory, "outside-of-the-site"))
        return super().translate_path("/" + path.removeprefix(self.mount))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        not_found = Path(self.directory, "404.html")
        if code != 404 or not not_found.exists():
            super().send_error(code, message, explain)
            return
        body = not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base's name)
        del format, args


class StaticServer(LocalServer):
    """Serves ``folder`` at ``url`` (with a closing slash) on a free local port."""

    def __init__(
        self, folder: Path, path: str = "/", handler: type[StaticHandler] = StaticHandler
    ) -> None:
        super().__init__(functools.partial(handler, directory=str(folder), mount=path))
        self.url = f"http://127.0.0.1:{self._server.server_port}{path}"

    def address(self, locale: Locale, path: str = "") -> str:
        """Return the address of a page below the root of ``locale``."""
        return f"{self.url}{'' if locale == DEFAULT_LOCALE else f'{locale}/'}{path}"
