"""Reading built pages in tests."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from markupever import HtmlOptions, Parser

from macros.catalogue.model import Catalogue
from macros.render.pages import SitePage, site_pages
from macros.translations import Locale


def page_file(site: Path, locale: Locale, path: str) -> Path:
    """Return the file of the page at ``path`` below the root of a locale."""
    return (site if locale == "en" else site / locale) / path / "index.html"


def read_page(site: Path, locale: Locale, path: str) -> html.HtmlElement:
    """Return a built page's tree."""
    return html.parse(str(page_file(site, locale, path))).getroot()


def parse_errors(page: str) -> list[str]:
    """Return what a browser would have to repair in a page (https://html.spec.whatwg.org/#parse-errors)."""
    parser = Parser(HtmlOptions(exact_errors=True))
    parser.process(page)
    parser.finish()
    return list(parser.errors())


def text_of(element: html.HtmlElement) -> str:
    """Return what a reader sees of an element, spaces collapsed."""
    return " ".join(element.text_content().split())


def pages_with_papers(catalogue: Catalogue) -> tuple[SitePage, ...]:
    """Return the pages that hold tables of papers."""
    return tuple(page for page in site_pages(catalogue) if page.kind in ("papers", "category"))
