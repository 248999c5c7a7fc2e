"""What can be found: one entry a paper, dataset, page and section of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypedDict

from macros.catalogue.model import Catalogue, Dataset, Paper
from macros.render import pages
from macros.render.pages import SitePage, site_pages
from macros.translations import Locale, text


class Entry(TypedDict, total=False):
    """An entry as the reader's browser gets it; absent keys are empty.

    ``location`` is the address below the root of the locale. ``words`` is the title for matching
    where it differs from the title shown; ``text`` says what the entry is about and ``prose`` is
    what stands on a page, both matched but not shown; ``page`` names the page of a section, ``url``
    and ``code`` are a paper's own links.
    """

    kind: Literal["paper", "dataset", "page", "section"]
    title: str
    location: str
    page: str
    words: str
    text: str
    prose: str
    categories: tuple[str, ...]
    venue: str
    year: int
    date: str
    labels: tuple[str, ...]
    authors: tuple[str, ...]
    arxiv: str
    url: str
    code: str
    blog: bool


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """What stands below a heading of a page, up to the next one."""

    title: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page that is not made from the catalogue; ``text`` is what stands before its sections."""

    title: str
    location: str
    text: str
    sections: tuple[DocumentSection, ...]


# A heading in the body of a catalogue's page, as macros.render.pages writes it.
_HEADING: Final = re.compile(
    r"^## %%catalogue:(?P<kind>text|year):(?P<argument>[^%]+)%% \{ #(?P<anchor>[\w-]+) \}$",
    re.MULTILINE,
)


def entries(
    catalogue: Catalogue, locale: Locale, documents: tuple[DocumentPage, ...] = ()
) -> list[Entry]:
    """Return everything that can be found on the pages of ``locale``, in no order of rank."""
    return [
        *(entry for page in site_pages(catalogue) for entry in _page(page, catalogue, locale)),
        *(entry for document in documents for entry in _document(document)),
        *(_dataset(dataset, locale) for dataset in catalogue.datasets),
        *(_paper(paper, locale) for paper in catalogue.papers),
    ]


def _paper(paper: Paper, locale: Locale) -> Entry:
    publication = paper.publication
    entry: Entry = {
        "kind": "paper",
        "title": paper.title,
        "location": f"{paper.categories[0]}/#{paper.id}",
        "categories": paper.categories,
        "date": str(paper.date),
    }
    if publication:
        entry["venue"] = publication.venue
        if publication.year:
            entry["year"] = publication.year
        if publication.url:
            entry["url"] = publication.url
    if paper.code:
        entry["code"] = paper.code
    if paper.labels:
        entry["labels"] = paper.labels
    if paper.authors:
        entry["authors"] = paper.authors
    if paper.arxiv:
        entry["arxiv"] = paper.arxiv
    if paper.blog:
        entry["blog"] = True
    if paper.summary:
        entry["text"] = _plain(paper.summary.fallback(locale)[0])
    return entry


def _dataset(dataset: Dataset, locale: Locale) -> Entry:
    return {
        "kind": "dataset",
        "title": dataset.name,
        "location": f"datasets/#{dataset.id}",
        "year": dataset.year,
        "url": dataset.url,
        "text": _plain(dataset.description.fallback(locale)[0]),
    }


def _page(page: SitePage, catalogue: Catalogue, locale: Locale) -> Iterator[Entry]:
    title, description = _page_texts(page, catalogue, locale)
    yield {"kind": "page", "title": title, "location": page.path, "text": _plain(description)}
    for heading in _HEADING.finditer(_body(page, catalogue)):
        argument, anchor = heading["argument"], heading["anchor"]
        if heading["kind"] == "year":
            section = text("date.year", locale, year=argument)
        else:
            section = text(argument, locale)
        yield {
            "kind": "section",
            "title": section,
            "location": f"{page.path}#{anchor}",
            "page": text("navigation.home", locale) if page.kind == "home" else title,
            "text": _section_text(anchor, catalogue, locale),
        }


def _page_texts(page: SitePage, catalogue: Catalogue, locale: Locale) -> tuple[str, str]:
    """Return the title and the description of a page."""
    if page.kind == "home":
        site = catalogue.site
        return site.name[locale], f"{text('navigation.home', locale)} {site.introduction[locale]}"
    if page.kind == "category":
        category = catalogue.category(page.name)
        return category.title[locale], category.description[locale]
    return text(f"{page.kind}.title", locale), text(f"{page.kind}.description", locale)


def _body(page: SitePage, catalogue: Catalogue) -> str:
    if page.kind == "home":
        return pages.home_body(catalogue)
    if page.kind == "category":
        return pages.category_body(catalogue, page.name)
    return pages.papers_body(catalogue) if page.kind == "papers" else ""


def _section_text(anchor: str, catalogue: Catalogue, locale: Locale) -> str:
    """Return what stands in a section of the home page, as far as it is not papers."""
    community = catalogue.site.community
    if anchor == "community":
        return _plain(f"{community.name[locale]} {community.text[locale]}")
    if anchor == "tech-blogs":
        return f"{text('home.blogs_introduction', locale)} {community.name[locale]}"
    return ""


def _document(document: DocumentPage) -> Iterator[Entry]:
    yield {
        "kind": "page",
        "title": document.title,
        "location": document.location,
        # The address names the page in other words than its title: contributing, deploying.
        "text": document.location.strip("/"),
        "prose": document.text,
    }
    for section in document.sections:
        yield {
            "kind": "section",
            "title": section.title,
            "location": f"{document.location}#{section.anchor}",
            "page": document.title,
            "prose": section.text,
        }


def _plain(value: str) -> str:
    return value.replace("**", "")
