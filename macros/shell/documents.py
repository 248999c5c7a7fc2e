"""The searchable text of the pages in docs/, by heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from macros.render.fragments import FragmentRenderer
from macros.render.tokens import fill
from macros.search.entries import DocumentPage, DocumentSection

# A heading below the page's title, as written by Python-Markdown's "toc" extension.
_HEADING: Final = re.compile(r'<h[2-6] id="([^"]+)"')
# Examples contain no useful search terms.
_CODE: Final = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


def document(content: str, page: Page, location: str, renderer: FragmentRenderer) -> DocumentPage:
    """Return the searchable text of a page of docs/ with this HTML; ``renderer`` fills tokens.

    ``location`` is the page's address below the root of its locale.
    """
    filled = fill(content, renderer)
    beginning, *parts = _HEADING.split(_CODE.sub(" ", filled))
    texts = {anchor: _text(after) for anchor, after in zip(parts[::2], parts[1::2], strict=True)}
    return DocumentPage(
        title=_text(str(page.title)),
        location=location,
        text=_text(beginning),
        sections=tuple(
            DocumentSection(_text(title), anchor, texts.get(anchor, ""))
            for title, anchor in _headings(page.toc.items)
        ),
    )


def _text(content: str) -> str:
    """Return the visible text of some HTML."""
    return Markup(content).striptags()  # noqa: S704 (the tags are removed)


def _headings(links: list[AnchorLink]) -> Iterator[tuple[str, str]]:
    """Yield title and anchor of every heading below the page's title."""
    for link in links:
        if link.level > 1:
            yield link.title, link.id
        yield from _headings(link.children)
