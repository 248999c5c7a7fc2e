"""A static host for tests: a folder below a path, with the 404 page a real host would send."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self


class StaticHandler(SimpleHTTPRequestHandler):
    """Answers below ``mount`` from ``directory``."""

    def __init__(self, *arguments: Any, mount: str, directory: str) -> None:
        self.mount = mount
        super().__init__(*arguments, directory=directory)

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

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base's name)
        del format, args


class StaticServer:
    """Serves ``folder`` at ``url`` (with a closing slash) on a free local port."""

    def __init__(
        self, folder: Path, path: str = "/", handler: type[StaticHandler] = StaticHandler
    ) -> None:
        answer = functools.partial(handler, directory=str(folder), mount=path)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
