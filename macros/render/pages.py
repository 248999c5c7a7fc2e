"""The pages of the site: their names, addresses, and bodies made of tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from macros.catalogue.model import Catalogue, Paper, by_year
from macros.catalogue.remembered import remembered
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


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: the fragment that names it, its anchor, and the token of its content."""

    name: Literal["text", "year"]
    argument: str
    anchor: str
    content: str

    @property
    def markdown(self) -> str:
        heading = f"## {token(self.name, self.argument)} {{ #{self.anchor} }}"
        return f"{heading}\n\n{self.content}"


def sections(catalogue: Catalogue, page: SitePage) -> tuple[Section, ...]:
    """Return the sections of a page, in their order."""
    if page.kind == "home":
        return _home_sections(catalogue)
    return () if page.kind == "datasets" else _years(catalogue, page.name)


def body(catalogue: Catalogue, page: SitePage) -> str:
    """Return the Markdown of a page, its texts and fragments as tokens."""
    if page.kind == "category":
        return category_body(catalogue, page.name)
    if page.kind == "datasets":
        return datasets_body()
    return home_body(catalogue) if page.kind == "home" else papers_body(catalogue)


def home_body(catalogue: Catalogue) -> str:
    """Return the Markdown of the home page, its texts and fragments as tokens."""
    beginning = (f"# {token('site_name')}", token("home_introduction"))
    return _body(*beginning, sections=_home_sections(catalogue))


def papers_body(catalogue: Catalogue) -> str:
    """Return the Markdown of the page with every paper."""
    return _papers_body(token("papers_introduction"), catalogue, ALL_PAPERS)


def category_body(catalogue: Catalogue, category_id: str) -> str:
    """Return the Markdown of a category's page: one heading and one table per year."""
    return _papers_body(token("category_introduction", category_id), catalogue, category_id)


def datasets_body() -> str:
    """Return the Markdown of the datasets page."""
    return token("datasets_table")


def papers_listed(catalogue: Catalogue, page: str) -> tuple[Paper, ...]:
    """Return the papers of a page, newest first; ``page`` is a category or ``ALL_PAPERS``."""
    return catalogue.papers if page == ALL_PAPERS else catalogue.papers_in(page)


@remembered
def papers_by_year(catalogue: Catalogue, page: str) -> dict[int, list[Paper]]:
    """Return the papers of a page by year, newest first."""
    return by_year(papers_listed(catalogue, page))


def _home_sections(catalogue: Catalogue) -> tuple[Section, ...]:
    charts = (Section("text", "home.charts", "charts", token("charts")),)
    blogs = (Section("text", "home.blogs", "tech-blogs", token("tech_blogs")),)
    return (
        Section("text", "home.categories", "categories", token("category_cards")),
        Section("text", "home.newest", "newest", token("newest_papers")),
        *(charts if catalogue.papers else ()),
        Section("text", "home.community", "community", token("community")),
        *(blogs if catalogue.papers_with_blog else ()),
    )


def _years(catalogue: Catalogue, page: str) -> tuple[Section, ...]:
    years = papers_by_year(catalogue, page)
    return tuple(
        Section("year", str(year), f"y{year}", token("papers_table", page, year)) for year in years
    )


def _papers_body(introduction: str, catalogue: Catalogue, page: str) -> str:
    years = _years(catalogue, page)
    above = token("filter_bar", page) if years else token("no_papers")
    return _body(introduction, above, sections=years)


def _body(*beginning: str, sections: tuple[Section, ...]) -> str:
    return "\n\n".join((*beginning, *(section.markdown for section in sections)))
