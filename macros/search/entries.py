"""What can be found: one entry a paper, dataset, page and section of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict, cast
from urllib.parse import urlsplit

from macros.catalogue.localized_texts import EntryText, Keywords, Name
from macros.catalogue.model import Catalogue, Dataset, Openness, Paper, Publication
from macros.render.pages import SitePage, sections, site_pages
from macros.translations import LOCALES, Locale, text


class Entry(TypedDict, total=False):
    """An entry as the reader's browser gets it; absent keys are empty.

    ``location`` is the address below the root of the locale. ``words`` is the title for matching
    where it differs from the title shown. ``text`` says what the entry is about, in every
    language, and ``prose`` is the text of a page of docs/; both are matched but not shown.
    ``keywords`` are descriptions of a work, or of what a guide is for, in other words, for
    matching only; ``lacks`` names what a work does not offer;
    ``venues`` are other names of the venue, ``identifiers`` the arXiv identifier and the DOI,
    ``addresses`` the owners and names in the addresses of code and project page; ``page`` names
    the page of a section, ``notes`` what is said beside the facts of a dataset, ``url`` and
    ``code`` are a paper's own links.
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
    aliases: tuple[str, ...]
    affiliations: tuple[str, ...]
    venues: tuple[str, ...]
    identifiers: tuple[str, ...]
    addresses: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    lacks: tuple[str, ...]
    notes: tuple[str, ...]
    url: str
    code: str
    blog: bool


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """The text below a heading of a page, up to the next one."""

    title: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page that is not made from the catalogue; ``text`` is the text before its sections."""

    title: str
    location: str
    text: str
    sections: tuple[DocumentSection, ...]


def entries(
    catalogue: Catalogue, locale: Locale, documents: tuple[DocumentPage, ...] = ()
) -> list[Entry]:
    """Return everything that can be found on the pages of ``locale``, in no order of rank."""
    return [
        *page_entries(catalogue, locale, documents),
        *dataset_entries(catalogue),
        *(paper_entry(paper, catalogue) for paper in catalogue.papers),
    ]


def page_entries(
    catalogue: Catalogue, locale: Locale, documents: tuple[DocumentPage, ...] = ()
) -> list[Entry]:
    """Return the pages of ``locale`` and their sections."""
    return [
        _with_keywords(entry, catalogue)
        for entry in (
            *(entry for page in site_pages(catalogue) for entry in _page(page, catalogue, locale)),
            *(entry for one in documents for entry in _document(one)),
        )
    ]


def dataset_entries(catalogue: Catalogue) -> list[Entry]:
    """Return the datasets, which are found by the same words in every locale, as papers are."""
    return [_dataset(dataset) for dataset in catalogue.datasets]


def paper_entry(paper: Paper, catalogue: Catalogue) -> Entry:
    """Return the entry of a paper."""
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
    if paper.code and paper.has_code:
        entry["code"] = paper.code
    if paper.blog:
        entry["blog"] = True
    return entry | _described(
        labels=paper.labels,
        authors=paper.authors,
        aliases=(*paper.aliases, *_published_title(publication)),
        affiliations=_in_every_language(*paper.affiliations),
        venues=_venues(catalogue, publication),
        identifiers=(paper.arxiv, paper.doi),
        addresses=tuple(owner_and_name(url) for url in (paper.code, paper.project) if url),
        keywords=_keywords(paper.keywords),
        lacks=_lacks(paper),
        text=(*_in_every_language(paper.summary), *_offers(paper.openness)),
    )


def _dataset(dataset: Dataset) -> Entry:
    entry: Entry = {
        "kind": "dataset",
        "title": dataset.name,
        "location": f"datasets/#{dataset.id}",
        "year": dataset.year,
        "url": dataset.url,
    }
    paper, size = dataset.paper, dataset.size
    title = (paper.title or "",) if paper else ()
    authors = paper.authors if paper else ()
    sizes = (f"{size.hours or ''} hours", size.resolution or "") if size else ()
    use = _use(dataset.licence, dataset.commercial_use)
    return entry | _described(
        identifiers=(paper.arxiv, paper.doi) if paper else (),
        authors=authors,
        keywords=_keywords(dataset.keywords),
        lacks=("commercial use",) if dataset.commercial_use == "not-allowed" else (),
        notes=_in_every_language(dataset.note),
        text=(*_in_every_language(dataset.description), *title, *sizes, *use),
    )


def _described(
    *,
    text: tuple[str, ...] = (),
    identifiers: tuple[str | None, ...] = (),
    **lists: tuple[object, ...],
) -> Entry:
    """Return what is said of an entry, without what is empty."""
    said = {"text": " ".join(filter(None, text)), "identifiers": tuple(filter(None, identifiers))}
    return cast("Entry", {key: value for key, value in {**lists, **said}.items() if value})


def _keywords(keywords: Keywords | None) -> tuple[str, ...]:
    return (*keywords.en, *keywords.zh) if keywords else ()


def _published_title(publication: Publication | None) -> tuple[str, ...]:
    """Return the title that a paper was published with, where it is another one."""
    return (publication.title,) if publication and publication.title else ()


def _venues(catalogue: Catalogue, publication: Publication | None) -> tuple[str, ...]:
    """Return the other names of a venue: in full, and those it had."""
    venue = catalogue.venue(publication.venue) if publication else None
    return (venue.name, *venue.aliases) if venue else ()


def _offers(openness: Openness | None) -> tuple[str, ...]:
    """Return what can be run and used, in the words of the model; data/terms.yml has the others."""
    if not openness:
        return ()
    code = (f"{openness.code} code",) if openness.code in ("inference", "training") else ()
    weights = ("weights",) if openness.weights else ()
    return (*code, *weights, *_use(openness.licence, openness.commercial_use))


def _lacks(paper: Paper) -> tuple[str, ...]:
    """Return what a paper is known not to offer, in the words of ``_offers``."""
    openness = paper.openness
    if not openness:
        return ()
    found = (
        ("code", not paper.has_code),
        ("training code", openness.code == "inference"),
        ("weights", openness.weights is False),
        ("commercial use", openness.commercial_use == "not-allowed"),
    )
    return tuple(name for name, lacking in found if lacking)


def _use(licence: str | None, commercial_use: str | None) -> tuple[str, ...]:
    uses = {"allowed": "commercial use", "not-allowed": "noncommercial"}
    return (licence or "", uses.get(commercial_use or "", ""))


def owner_and_name(url: str) -> tuple[str, str]:
    """Return whose address it is and what it names: of a repository, its owner and its name."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").split(".")[0]
    path = [part for part in parts.path.split("/") if part]
    if host == "github" and len(path) > 1:
        return path[0], path[1]
    return host, path[-1].partition(".")[0] if path else host


def _in_every_language(*texts: EntryText | Name | None) -> tuple[str, ...]:
    written = (getattr(text, locale) for text in texts if text for locale in LOCALES)
    return tuple(_plain(value) for value in written if value)


def _page(page: SitePage, catalogue: Catalogue, locale: Locale) -> Iterator[Entry]:
    title, description = _page_texts(page, catalogue, locale)
    yield {"kind": "page", "title": title, "location": page.path, "text": _plain(description)}
    for section in sections(catalogue, page):
        key = {"text": section.argument, "year": "date.year"}[section.name]
        yield {
            "kind": "section",
            "title": text(key, locale, year=section.argument),
            "location": f"{page.path}#{section.anchor}",
            "page": text("navigation.home", locale) if page.kind == "home" else title,
            "text": _section_text(section.anchor, catalogue, locale),
        }


def _page_texts(page: SitePage, catalogue: Catalogue, locale: Locale) -> tuple[str, str]:
    """Return the title and the description of a page."""
    if page.kind == "home":
        site = catalogue.site
        return site.name[locale], f"{text('navigation.home', locale)} {site.introduction[locale]}"
    if page.kind == "category":
        category = catalogue.category(page.name)
        # Readers may search in the other language, too.
        other = " ".join(category.description[one] for one in LOCALES if one != locale)
        return category.title[locale], f"{category.description[locale]} {other}"
    return text(f"{page.kind}.title", locale), text(f"{page.kind}.description", locale)


def _section_text(anchor: str, catalogue: Catalogue, locale: Locale) -> str:
    """Return the text of a section of the home page, without its papers."""
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
        "aliases": (document.location.strip("/"),),
        "text": " ".join(section.title for section in document.sections),
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


def _with_keywords(entry: Entry, catalogue: Catalogue) -> Entry:
    """Return the entry of a page or section with what readers want to find or do there."""
    keywords = _keywords(catalogue.guides_keywords.get(entry["location"]))
    return entry | {"keywords": keywords} if keywords else entry


def _plain(value: str) -> str:
    return value.replace("**", "")
