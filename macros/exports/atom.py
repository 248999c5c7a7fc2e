"""Atom documents (RFC 4287) of the feeds, written by ``feedgenerator``."""

from __future__ import annotations

import io
from typing import Any

from feedgenerator import Atom1Feed

from macros.exports.feeds import Feed

ENDING = ".xml"
MEDIA_TYPE = "application/atom+xml"


class _ManyAuthors(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """The library writes one author for an entry; a paper has several (RFC 4287, 4.2.1)."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


def atom(feed: Feed) -> bytes:
    """Return the feed as an Atom document in UTF-8."""
    document = _ManyAuthors(
        title=feed.title,
        link=feed.page,
        description=None,
        subtitle=feed.description,
        language=feed.locale,
        author_name=feed.site,
        feed_url=f"{feed.address}{ENDING}",
        feed_guid=feed.id,
    )
    for entry in feed.entries:
        document.add_item(
            title=entry.title,
            link=entry.address,
            description=None,
            content=entry.content,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.published,
            categories=entry.categories,
            authors=entry.authors,
        )
    stream = io.BytesIO()
    document.write(stream, "utf-8")
    return stream.getvalue()
