"""A cache of responses, kept for some days, so that an interrupted command can continue."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import httpx

# Longer than any response is useful.
_KEPT: Final = timedelta(days=90).total_seconds()


@dataclass(frozen=True, slots=True)
class Response:
    """The response to a GET after redirects."""

    url: str
    status: int
    text: str

    @property
    def is_error(self) -> bool:
        """Tell whether the status is one of 4xx or 5xx."""
        return httpx.codes.is_error(self.status)

    @property
    def may_change(self) -> bool:
        """Tell whether another response may come today: not after 2xx, 404 and 410."""
        return self.is_error and self.status not in (httpx.codes.NOT_FOUND, httpx.codes.GONE)


class ResponseCache:
    """Responses by the requested address; those older than ``max_age`` are deleted."""

    def __init__(self, file: Path, max_age: timedelta) -> None:
        """Open the file, replacing a damaged one. Raises OSError."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._max_age = max_age.total_seconds()
        try:
            self._table = _table(file)
        except sqlite3.DatabaseError:
            file.unlink()
            self._table = _table(file)

    def fresh(self, address: str) -> Response | None:
        """Return the response for ``address`` if it has not expired."""
        since = time.time() - self._max_age
        row = self._table.execute(
            "SELECT url, status, text FROM answers WHERE address = ? AND asked BETWEEN ? AND ?",
            (address, since, time.time()),
        ).fetchone()
        return Response(*row) if row and self._max_age else None

    def remember(self, address: str, response: Response) -> None:
        """Store a response on disk."""
        row = (address, time.time(), response.url, response.status, response.text)
        with self._table:
            self._table.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)

    def close(self) -> None:
        """Delete expired responses and close the file."""
        with suppress(sqlite3.OperationalError), self._table:
            self._table.execute("DELETE FROM answers WHERE asked < ?", (time.time() - _KEPT,))
        self._table.close()


def _table(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS answers"
        " (address TEXT PRIMARY KEY, asked REAL, url TEXT, status INTEGER, text TEXT)"
    )
    return connection
