"""The search index of a build: the entries of the catalogue and of the pages in docs/."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from macros.render.tokens import fill
from macros.search import index
from macros.search.entries import DocumentPage
from macros.shell import locales, site_pages
from macros.shell.session import session
from macros.translations import LOCALES


def remember_document(content: str, page: Page, config: MkDocsConfig) -> None:
    """Keep what can be found on a page of docs/; the catalogue's own pages are known anyway."""
    if site_pages.find(page.file.src_uri, session().catalogue):
        return
    locale = locales.current(config)
    renderer = session().renderer(locale, locales.roots_from(page))
    session().documents[locale, page.file.src_uri] = DocumentPage(
        title=_text(fill(str(page.title), renderer)),
        location=locales.path_in_locale(page, config),
        sections=tuple(
            (_text(fill(title, renderer)), anchor) for title, anchor in _sections(page.toc.items)
        ),
        text=_text(fill(content, renderer)),
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


def _sections(links: list[AnchorLink]) -> list[tuple[str, str]]:
    """Return title and anchor of every heading below the page's own."""
    found = []
    for link in links:
        if link.level > 1:
            found.append((link.title, link.id))
        found += _sections(link.children)
    return found
