"""The search index of a build: the entries of the catalogue and of the pages in docs/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from macros.render.tokens import fill
from macros.search import index
from macros.search.entries import DocumentPage, DocumentSection
from macros.shell import locales, site_pages
from macros.shell.session import session
from macros.translations import LOCALES

# A heading below the page's own, as Python-Markdown's "toc" extension writes it.
_HEADING: Final = re.compile(r'<h[2-6] id="([^"]+)"')
# Examples are made of words that nobody looks for.
_CODE: Final = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


def remember_document(content: str, page: Page, config: MkDocsConfig) -> None:
    """Keep what can be found on a page of docs/; the catalogue's own pages are known anyway."""
    if site_pages.find(page.file.src_uri, session().catalogue):
        return
    locale = locales.current(config)
    filled = fill(content, session().renderer(locale, locales.roots_from(page)))
    beginning, *parts = _HEADING.split(_CODE.sub(" ", filled))
    texts = {anchor: _text(after) for anchor, after in zip(parts[::2], parts[1::2], strict=True)}
    session().documents[locale, page.file.src_uri] = DocumentPage(
        title=_text(str(page.title)),
        location=locales.path_in_locale(page, config),
        text=_text(beginning),
        sections=tuple(
            DocumentSection(_text(title), anchor, texts.get(anchor, ""))
            for title, anchor in _headings(page.toc.items)
        ),
    )


def write_indexes(config: MkDocsConfig) -> None:
    """Write the index of every locale into the built site."""
    documents = {
        locale: tuple(document for (of, _), document in session().documents.items() if of == locale)
        for locale in LOCALES
    }
    index.write(Path(config.site_dir), index.indexes(session().catalogue, documents))


def _text(content: str) -> str:
    """Return what a reader sees of some HTML."""
    return Markup(content).striptags()  # noqa: S704 (the tags are removed)


def _headings(links: list[AnchorLink]) -> Iterator[tuple[str, str]]:
    """Yield title and anchor of every heading below the page's own."""
    for link in links:
        if link.level > 1:
            yield link.title, link.id
        yield from _headings(link.children)
