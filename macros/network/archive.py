"""Archived copies in the Wayback Machine, from its availability API.

https://archive.org/help/wayback_api.php
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from macros.network.client import Client
from macros.network.settings import LookUpFailed

_COPY: Final = re.compile(r"https?://web\.archive\.org(?P<path>/web/(?P<day>\d{8})\d*/\S+)")


def look_up_copy(url: str, day: date, client: Client) -> str | None:
    """Return the address of the newest copy of a page up to ``day``, None without one.

    Later copies may show an error page. Raises LookUpFailed.
    """
    timestamp = f"{day:%Y%m%d}"

    def read(document: Any) -> str | None:
        try:
            closest = document["archived_snapshots"].get("closest")
            if not closest or not closest["available"] or str(closest["status"]) != "200":
                return None
            found = _COPY.fullmatch(closest["url"])
        except (AttributeError, KeyError, TypeError) as error:
            raise LookUpFailed(f"the archive's answer on {url} makes no sense") from error
        if not found or found["day"] > timestamp:
            return None
        return f"https://web.archive.org{found['path']}"

    services = client.services
    parameters = {"url": url, "timestamp": timestamp}
    return client.get_json(
        services.archive_url, read, parameters=parameters, pause=services.delay, nothing=()
    )
