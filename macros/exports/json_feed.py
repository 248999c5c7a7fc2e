"""JSON Feed documents (https://www.jsonfeed.org/version/1.1/) of the feeds."""

from __future__ import annotations

import json
from typing import Final

from macros.exports.feeds import Feed, FeedEntry

ENDING: Final = ".json"
MEDIA_TYPE: Final = "application/feed+json"


def json_feed(feed: Feed) -> bytes:
    """Return the feed as a JSON Feed 1.1 document in UTF-8."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": f"{feed.address}{ENDING}",
        "description": feed.description,
        "language": feed.locale,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: FeedEntry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.content,
        "date_published": entry.published.isoformat(),
        "tags": list(entry.categories),
    }
    if entry.summary:
        item["summary"] = entry.summary
    if entry.authors:
        item["authors"] = [{"name": name} for name in entry.authors]
    return item
