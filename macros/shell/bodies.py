"""The macros: the body of each kind of page."""

from __future__ import annotations

from macros.render import pages
from macros.shell.site_build import site_build


def home_page() -> str:
    """Return the body of the home page."""
    return pages.home_body(site_build().catalogue)


def papers_page() -> str:
    """Return the body of the page with every paper."""
    return pages.papers_body(site_build().catalogue)


def category_page(category_id: str) -> str:
    """Return the body of a category's page."""
    return pages.category_body(site_build().catalogue, category_id)


def datasets_page() -> str:
    """Return the body of the datasets page."""
    return pages.datasets_body()
