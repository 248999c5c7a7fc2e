"""A static host that sends texts compressed, as real hosts do."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from tests.browser.static_server import StaticHandler

COMPRESSED_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")
# RFC 1952 leaves the level to the host; most hosts' own default.
LEVEL = 6


@lru_cache(maxsize=512)
def compressed(file: Path, modified: int) -> bytes:
    """Return a file compressed; ``modified`` is its time in nanoseconds."""
    del modified
    return gzip.compress(file.read_bytes(), LEVEL, mtime=0)


class GzipHandler(StaticHandler):
    """Answers GET with gzip where the browser takes it."""

    def do_GET(self) -> None:  # noqa: N802 (the base's name)
        """Send the file, compressed if it is a text."""
        file = Path(self.translate_path(self.path.partition("?")[0]))
        if file.is_dir():
            file /= "index.html"
        kind = self.guess_type(str(file))
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (file.is_file() and accepted and kind.startswith(COMPRESSED_TYPES)):
            super().do_GET()
            return
        body = compressed(file, file.stat().st_mtime_ns)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_response(200)
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
