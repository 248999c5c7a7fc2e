"""The catalogue's pages for MkDocs: files, navigation, edit links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import escape
from mkdocs.structure.files import Files

from macros.catalogue.model import Catalogue
from macros.exports import atom, feeds, json_feed
from macros.render.contributions import edit_address
from macros.render.pages import SitePage, body, site_pages
from macros.render.tokens import token


def source_name(page: SitePage) -> str:
    """Return the name of the page's source below docs/, whether the file exists or not."""
    return f"{page.name}.md"


def find(source: str, catalogue: Catalogue) -> SitePage | None:
    """Return the catalogue's page with this source name, if there is one."""
    return next((page for page in site_pages(catalogue) if source_name(page) == source), None)


def missing_sources(files: Files, catalogue: Catalogue) -> Iterator[str]:
    """Yield the source names of the catalogue's pages that have no file in docs/."""
    known = files.src_uris
    for page in site_pages(catalogue):
        if source_name(page) not in known:
            yield source_name(page)


def taken_by_docs(files: Files, catalogue: Catalogue) -> Iterator[str]:
    """Yield the ids, former ones too, of categories whose page a file in docs/ is already."""
    known = files.src_uris
    for category in catalogue.categories:
        for name in (category.id, *category.former_ids):
            if f"{name}.md" in known:
                yield name


def navigation(configured: list[Any] | None, catalogue: Catalogue) -> list[Any]:
    """Return the configured navigation with the categories after the page of all papers.

    May be called again with its own result: entries of the catalogue's pages are renewed.
    """
    pages = site_pages(catalogue)
    categories = [source_name(page) for page in pages if page.kind == "category"]
    entries = [entry for entry in configured or [] if entry not in categories]
    position = entries.index("papers.md") + 1 if "papers.md" in entries else len(entries)
    return [*entries[:position], *categories, *entries[position:]]


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces: its title as a token, its path below the site's root."""

    title: str
    path: str
    media_type: str


def feed_links(source: str, catalogue: Catalogue, folder: str) -> Iterator[FeedLink]:
    """Yield the feeds of a page: its category's, then that of all papers, in both formats.

    ``folder`` is the path of the page's locale below the site's root.
    """
    page = find(source, catalogue)
    names = {"papers": token("site_name")}
    if page and page.kind == "category" and catalogue.papers_in(page.name):
        names = {feeds.category_feed(page.name): page.title, **names}
    for name, title in names.items() if catalogue.papers else ():
        for form in (atom, json_feed):
            path = f"{folder}{feeds.FOLDER}/{name}{form.ENDING}"
            yield FeedLink(title, path, form.MEDIA_TYPE)


def structure(catalogue: Catalogue) -> object:
    """Return all that MkDocs sees of a catalogue: where it is equal, so are the pages in tokens.

    The page for addresses that do not exist and those that have moved show no other part of it.
    """
    return (
        catalogue.site,
        catalogue.categories,
        [
            (page, body(catalogue, page), list(feed_links(source_name(page), catalogue, "")))
            for page in site_pages(catalogue)
        ],
    )


def edit_url(source: str, catalogue: Catalogue) -> str:
    """Return the code host's address for editing what a page is made from."""
    page = find(source, catalogue)
    path = page.source if page else f"docs/{source}"
    return str(
        escape(edit_address(catalogue.site, path))
    )  # the theme's templates render without autoescape
