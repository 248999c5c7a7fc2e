"""The catalogue as immutable, validated objects.

Every record is a frozen pydantic model that refuses unknown keys. Values arrive as the text
that stands in the YAML (``macros.catalogue.yaml_source``). What a single record can know about
itself is validated here; what needs the whole catalogue is in ``macros.catalogue.checks``.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Final, NamedTuple, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)
from pydantic_core import PydanticCustomError
from slugify import slugify

from macros.catalogue.patterns import HAN, MONTH
from macros.catalogue.text_types import ArxivId, QrAddress, RecordId, Text, Title, WebAddress
from macros.translations import LOCALES, Locale

ARXIV: Final = "arXiv"
# More authors, labels or aliases than this are a mistake.
MAX_ITEMS: Final = 200
# Addresses below the root of a locale that a category's page must not take.
RESERVED_PAGES: Final = frozenset(
    {"404", "assets", "data", "datasets", "index", "pagefind", "papers", "search", "sitemap"}
    | set(LOCALES)
)


class Record(BaseModel):
    """The base of every record: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Month(NamedTuple):
    """A month of a year; orders by time, prints as ``2024-09`` (ISO 8601)."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, value: str) -> Month:
        """Return the month written ``YYYY-MM``. Raises ValueError for anything else."""
        if not (found := MONTH.fullmatch(value)):
            raise ValueError(f"not a month: {value!r}")
        return cls(int(found["year"]), int(found["month"]))

    def previous(self) -> Month:
        """Return the month before."""
        return Month(self.year - 1, 12) if self.month == 1 else Month(self.year, self.month - 1)


def _month(value: object) -> Month:
    if isinstance(value, Month):
        return value
    try:
        return Month.parse(str(value))
    except ValueError as error:
        raise PydanticCustomError("malformed_month", "", {"value": value}) from error


def _year(value: object) -> int:
    digits = str(value)
    if not (len(digits) == 4 and digits.isascii() and digits.isdigit()):
        raise PydanticCustomError("malformed_year", "", {"value": value})
    return int(digits)


def _distinct(values: object) -> object:
    if isinstance(values, list | tuple):
        seen: set[str] = set()
        for value in values:
            if isinstance(value, str) and value in seen:
                raise PydanticCustomError("repeated_item", "", {"value": value})
            seen.add(str(value))
    return values


def _makes_an_id(name: str) -> str:
    if not slugify(name):
        raise PydanticCustomError("name_without_letters", "", {"value": name})
    return name


def _free_page(category_id: str) -> str:
    if category_id in RESERVED_PAGES:
        raise PydanticCustomError("reserved_page", "", {"value": category_id})
    return category_id


MonthText: TypeAlias = Annotated[Month, BeforeValidator(_month), PlainSerializer(str)]
Year: TypeAlias = Annotated[int, BeforeValidator(_year)]
Titles: TypeAlias = Annotated[
    tuple[Title, ...], BeforeValidator(_distinct), Field(max_length=MAX_ITEMS)
]


def text_hash(text: str) -> str:
    """Return the short hash by which a translation names the text it translates.

    The first eight hexadecimal digits of the SHA-256 of the NFC-normalised UTF-8 text.
    """
    normalised = unicodedata.normalize("NFC", text)
    return hashlib.sha256(normalised.encode()).hexdigest()[:8]


class LocalizedText(Record):
    """A text of the site, in every locale; ``translates`` is the hash of the English it renders."""

    en: Text
    zh: Text
    translates: str | None = None

    def __getitem__(self, locale: Locale) -> str:
        text: str = getattr(self, locale)
        return text

    @model_validator(mode="after")
    def _zh_is_chinese(self) -> LocalizedText:
        if not HAN.search(self.zh):
            code = "translation_equal" if self.zh == self.en else "translation_not_chinese"
            raise PydanticCustomError(code, "", {"text": self.zh})
        return self


class EntryText(Record):
    """A contributor's text: one locale is enough, the other page falls back to it."""

    en: Text | None = None
    zh: Text | None = None
    translates: str | None = None

    @model_validator(mode="after")
    def _some_text(self) -> EntryText:
        if not (self.en or self.zh):
            raise PydanticCustomError("no_text", "")
        if self.zh is not None and not HAN.search(self.zh):
            code = "translation_equal" if self.zh == self.en else "translation_not_chinese"
            raise PydanticCustomError(code, "", {"text": self.zh})
        return self

    @property
    def missing(self) -> tuple[Locale, ...]:
        """Return the locales without a text of their own."""
        return tuple(locale for locale in LOCALES if not getattr(self, locale))

    def fallback(self, locale: Locale) -> tuple[str, Locale]:
        """Return the text for a page in ``locale`` and the locale it is written in."""
        for candidate in (locale, *LOCALES):
            if text := getattr(self, candidate):
                return text, candidate
        raise AssertionError("an entry text holds at least one text")


class Publication(Record):
    """Where a paper was published: a venue and its year, or arXiv, which has none."""

    venue: Title
    year: Year | None = None
    url: WebAddress | None = None

    @property
    def is_preprint(self) -> bool:
        return self.venue == ARXIV

    @property
    def label(self) -> str:
        """Return the venue as the field writes it: ``CVPR 2023``, ``arXiv``."""
        return self.venue if self.year is None else f"{self.venue} {self.year}"


class Paper(Record):
    """One paper. ``date`` is the month of its first appearance, ``id`` its permalink anchor."""

    id: RecordId
    title: Title
    date: MonthText
    categories: Annotated[
        tuple[str, ...], BeforeValidator(_distinct), Field(min_length=1, max_length=MAX_ITEMS)
    ]
    publication: Publication | None = None
    arxiv: ArxivId | None = None
    project: WebAddress | None = None
    code: WebAddress | None = None
    blog: WebAddress | None = None
    labels: Titles = ()
    authors: Titles = ()
    summary: EntryText | None = None

    @property
    def year(self) -> int:
        return self.date.year

    @cached_property
    def links(self) -> Mapping[str, str]:
        """Return the addresses a reader can open, by kind, in the order of the columns."""
        publication = self.publication.url if self.publication else None
        links = {
            "publication": publication,
            "project": self.project,
            "code": self.code,
            "blog": self.blog,
        }
        return {kind: url for kind, url in links.items() if url}


class Dataset(Record):
    """One dataset; its anchor ``id`` is made from its name."""

    name: Annotated[Title, AfterValidator(_makes_an_id)]
    year: Year
    description: EntryText
    url: WebAddress

    @cached_property
    def id(self) -> str:
        return slugify(self.name)


class Category(Record):
    """A category of papers: one page in each locale."""

    id: Annotated[RecordId, AfterValidator(_free_page)]
    title: LocalizedText
    description: LocalizedText
    arxiv_terms: Titles = ()


class Label(Record):
    """A label; ``id`` is its canonical English name, ``aliases`` the slips seen in lists."""

    id: Title
    name: LocalizedText
    aliases: Titles = ()


class Term(Record):
    """Words of the field that mean the same, in each language."""

    en: Annotated[Titles, Field(min_length=1)]
    zh: Annotated[Titles, Field(min_length=1)]


class Community(Record):
    """The readers' community: its name, what it offers, and the address its QR code holds."""

    name: LocalizedText
    text: LocalizedText
    url: QrAddress


class Site(Record):
    """The site as a whole."""

    name: LocalizedText
    short_name: LocalizedText
    description: LocalizedText
    introduction: LocalizedText
    community: Community
    repository: WebAddress
    branch: Title = "main"


class Catalogue(Record):
    """Everything the data folder holds. Papers come newest first."""

    site: Site
    categories: tuple[Category, ...]
    labels: tuple[Label, ...]
    papers: tuple[Paper, ...]
    datasets: tuple[Dataset, ...]
    terms: tuple[Term, ...]

    def category(self, category_id: str) -> Category:
        """Return the category with this id. Raises KeyError."""
        return self._categories[category_id]

    def label(self, label_id: str) -> Label:
        """Return the label with this id. Raises KeyError."""
        return self._labels[label_id]

    def paper(self, paper_id: str) -> Paper:
        """Return the paper with this id. Raises KeyError."""
        return self._papers[paper_id]

    def papers_in(self, category_id: str) -> tuple[Paper, ...]:
        """Return the papers of a category, newest first."""
        return self._papers_by_category.get(category_id, ())

    @cached_property
    def papers_with_blog(self) -> tuple[Paper, ...]:
        """Return the papers that have a tech-blog post, newest first."""
        return tuple(paper for paper in self.papers if paper.blog)

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {category.id: category for category in self.categories}

    @cached_property
    def _labels(self) -> dict[str, Label]:
        return {label.id: label for label in self.labels}

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def _papers_by_category(self) -> dict[str, tuple[Paper, ...]]:
        members: dict[str, list[Paper]] = {}
        for paper in self.papers:
            for category_id in paper.categories:
                members.setdefault(category_id, []).append(paper)
        return {category_id: tuple(papers) for category_id, papers in members.items()}


def by_year(papers: Iterable[Paper]) -> dict[int, list[Paper]]:
    """Return papers grouped by the year of first appearance, in the order given."""
    years: dict[int, list[Paper]] = {}
    for paper in papers:
        years.setdefault(paper.year, []).append(paper)
    return years


def newest_first(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers by date, then arXiv identifier, latest first, then by id."""
    ordered = sorted(papers, key=lambda paper: paper.id)
    return tuple(sorted(ordered, key=lambda paper: (paper.date, paper.arxiv or ""), reverse=True))


def field_names(model: type[BaseModel] | Any) -> tuple[str, ...]:
    """Return the keys a record of this model may hold."""
    return tuple(getattr(model, "model_fields", ()))
