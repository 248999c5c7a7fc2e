"""The pages of the site: which there are, their addresses, and their bodies in tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from macros.catalogue.model import Catalogue, Paper, by_year
from macros.render.tokens import token

# The page of every paper; a category cannot have its name.
ALL_PAPERS: Final = "papers"

PageKind: TypeAlias = Literal["home", "papers", "category", "datasets"]


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page made from the catalogue.

    ``name`` is its address below the locale's root without slashes (``index`` for the home page),
    ``source`` the data file a contributor would edit to change it.
    """

    kind: PageKind
    name: str
    source: str

    @property
    def path(self) -> str:
        """Return the page's address below the root of its locale, ``2d-audio-driven/``."""
        return "" if self.kind == "home" else f"{self.name}/"

    @property
    def macro(self) -> str:
        """Return the macro call that makes the page's body."""
        argument = f'"{self.name}"' if self.kind == "category" else ""
        return f"{self.kind}_page({argument})"

    @property
    def title(self) -> str:
        """Return the page's name in navigation and title, as a token."""
        return token("page_title", self.kind, self.name)

    @property
    def description(self) -> str:
        return token("page_description", self.kind, self.name)


def site_pages(catalogue: Catalogue) -> tuple[SitePage, ...]:
    """Return the pages made from the catalogue, in the order of the navigation."""
    return (
        SitePage("home", "index", "data/site.yml"),
        SitePage("papers", ALL_PAPERS, "data/categories.yml"),
        *(
            SitePage("category", category.id, "data/categories.yml")
            for category in catalogue.categories
        ),
        SitePage("datasets", "datasets", "data/datasets.yml"),
    )


def home_body(catalogue: Catalogue) -> str:
    """Return the Markdown of the home page, its texts and fragments as tokens."""
    blocks = [
        f"# {token('site_name')}",
        token("home_introduction"),
        _heading("text", "home.categories", anchor="categories"),
        token("category_cards"),
        _heading("text", "home.newest", anchor="newest"),
        token("newest_papers"),
        *_charts(catalogue),
        _heading("text", "home.community", anchor="community"),
        token("community"),
    ]
    if catalogue.papers_with_blog:
        blocks += [
            _heading("text", "home.blogs", anchor="tech-blogs"),
            token("tech_blogs"),
        ]
    return "\n\n".join(blocks)


def _charts(catalogue: Catalogue) -> Iterator[str]:
    if catalogue.papers:
        yield _heading("text", "home.charts", anchor="charts")
        yield token("charts")


def papers_body(catalogue: Catalogue) -> str:
    """Return the Markdown of the page with every paper."""
    return "\n\n".join((token("papers_introduction"), *_years(catalogue, ALL_PAPERS)))


def category_body(catalogue: Catalogue, category_id: str) -> str:
    """Return the Markdown of a category's page: one heading and one table a year."""
    introduction = token("category_introduction", category_id)
    return "\n\n".join((introduction, *_years(catalogue, category_id)))


def datasets_body() -> str:
    """Return the Markdown of the datasets page."""
    return token("datasets_table")


def papers_listed(catalogue: Catalogue, page: str) -> tuple[Paper, ...]:
    """Return the papers of a page, newest first; ``page`` is a category or ``ALL_PAPERS``."""
    return catalogue.papers if page == ALL_PAPERS else catalogue.papers_in(page)


def _years(catalogue: Catalogue, page: str) -> Iterator[str]:
    papers = papers_listed(catalogue, page)
    if not papers:
        yield token("no_papers")
    else:
        yield token("filter_bar", page)
    for year in by_year(papers):
        yield _heading("year", year, anchor=f"y{year}")
        yield token("papers_table", page, year)


def _heading(name: str, argument: object, *, anchor: str) -> str:
    return f"## {token(name, argument)} {{ #{anchor} }}"
