"""The catalogue as immutable, validated objects.

Every record is a frozen pydantic model that refuses unknown keys. Values arrive as the text
written in the YAML (``macros.catalogue.yaml_source``). What a single record can know about
itself is validated here; what needs the whole catalogue is in ``macros.catalogue.checks``.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias, get_args
from urllib.parse import quote

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

from macros.catalogue.patterns import ARXIV_URL, DAY, HAN, MONTH, QUANTITY
from macros.catalogue.text_types import (
    ArxivId,
    Doi,
    Licence,
    Pages,
    Phrase,
    QrAddress,
    RecordId,
    Text,
    Title,
    WebAddress,
)
from macros.translations import LOCALES, Locale

ARXIV: Final = "arXiv"
# Marks a list whose canonical form in YAML is one line: [Emotional, Diffusion].
ONE_LINE: Final = "one line"
# More authors, labels or aliases than this are a mistake.
MAX_ITEMS: Final = 200
# With more keywords than this in a language, an entry is found by everything.
MAX_KEYWORDS: Final = 40
# Between two failures of a link that is called dead.
DAYS_BEFORE_DEAD: Final = timedelta(days=3)
# Addresses below a locale's root that a category's page must not use.
RESERVED_PAGES: Final = frozenset(
    {"404", "assets", "data", "datasets", "index", "pagefind", "papers", "search", "sitemap"}
    | set(LOCALES)
)


class Record(BaseModel):
    """The base of every record: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Month(NamedTuple):
    """A month of a year, or a year alone (``month`` is 0), by which it orders before its months.

    Prints as ISO 8601: ``2024-09``, ``2019``.
    """

    year: int
    month: int = 0

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    @classmethod
    def parse(cls, value: str) -> Month:
        """Return what is written ``YYYY-MM`` or ``YYYY``. Raises ValueError for anything else."""
        if not (found := MONTH.fullmatch(value)):
            raise ValueError(f"not a month: {value!r}")
        return cls(int(found["year"]), int(found["month"] or 0))

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


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        # Python's own parser takes other forms of ISO 8601 too: 20240901, 2024-W36-7.
        return date.fromisoformat(str(value) if DAY.fullmatch(str(value)) else "")
    except ValueError as error:
        raise PydanticCustomError("malformed_day", "", {"value": value}) from error


def _one_of(choices: tuple[str, ...]) -> Callable[[object], object]:
    def chosen(value: object) -> object:
        if value not in choices:
            code = "unknown_choice" if isinstance(value, str) else "expected_text"
            context = {"value": value, "choices": ", ".join(choices)}
            raise PydanticCustomError(code, "", context)
        return value

    return chosen


def _true_or_false(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise PydanticCustomError("not_true_or_false", "", {"value": value})
    return value == "true"


def _bool_text(value: bool) -> str:
    return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much there is of something: ``60``, ``~279`` (about), ``16000+`` (more than)."""

    number: float
    bound: Literal["", "~", "+"] = ""

    def __str__(self) -> str:
        number = f"{self.number:.3f}".rstrip("0").rstrip(".")
        return f"~{number}" if self.bound == "~" else f"{number}{self.bound}"

    @classmethod
    def parse(cls, value: str) -> Quantity:
        """Return the quantity written so. Raises ValueError for anything else."""
        found = QUANTITY.fullmatch(value)
        if not found or (found["about"] and found["more"]):
            raise ValueError(f"not a quantity: {value!r}")
        return cls(float(found["number"]), "~" if found["about"] else "+" if found["more"] else "")


def _quantity(value: object) -> Quantity:
    if isinstance(value, Quantity):
        return value
    try:
        return Quantity.parse(str(value))
    except ValueError as error:
        raise PydanticCustomError("malformed_quantity", "", {"value": value}) from error


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
Day: TypeAlias = Annotated[date, BeforeValidator(_day), PlainSerializer(str)]
TrueOrFalse: TypeAlias = Annotated[
    bool, BeforeValidator(_true_or_false), PlainSerializer(_bool_text)
]
QuantityText: TypeAlias = Annotated[Quantity, BeforeValidator(_quantity), PlainSerializer(str)]
Titles: TypeAlias = Annotated[
    tuple[Title, ...], BeforeValidator(_distinct), Field(max_length=MAX_ITEMS)
]

Phrases: TypeAlias = Annotated[
    tuple[Phrase, ...], BeforeValidator(_distinct), Field(max_length=MAX_KEYWORDS)
]

Addresses: TypeAlias = Annotated[
    tuple[WebAddress, ...], BeforeValidator(_distinct), Field(max_length=MAX_ITEMS)
]

CodeStatus: TypeAlias = Literal["none", "promised", "inference", "training"]
CommercialUse: TypeAlias = Literal["allowed", "not-allowed", "unclear"]
Access: TypeAlias = Literal["direct", "form", "script", "gone"]
VenueKind: TypeAlias = Literal["conference", "journal"]
CODE_STATUSES: Final[tuple[CodeStatus, ...]] = get_args(CodeStatus)
COMMERCIAL_USES: Final[tuple[CommercialUse, ...]] = get_args(CommercialUse)
ACCESSES: Final[tuple[Access, ...]] = get_args(Access)
VENUE_KINDS: Final[tuple[VenueKind, ...]] = get_args(VenueKind)


def text_hash(text: str) -> str:
    """Return the short hash that a translation gives of the text it translates.

    The first eight hexadecimal digits of the SHA-256 of the NFC-normalised UTF-8 text.
    """
    normalised = unicodedata.normalize("NFC", text)
    return hashlib.sha256(normalised.encode()).hexdigest()[:8]


class LocalizedText(Record):
    """A text of the site, in every locale; ``translates`` is the hash of the English it renders.

    ``same_in_zh`` marks a term that Chinese writes as English does: NeRF, SLAM.
    """

    en: Text
    zh: Text
    same_in_zh: TrueOrFalse = False
    translates: str | None = None

    def __getitem__(self, locale: Locale) -> str:
        text: str = getattr(self, locale)
        return text

    @model_validator(mode="after")
    def _zh_is_chinese(self) -> LocalizedText:
        if self.same_in_zh:
            if self.zh != self.en:
                raise PydanticCustomError("not_same_in_zh", "", {"text": self.zh})
        elif not HAN.search(self.zh):
            code = "translation_equal" if self.zh == self.en else "translation_not_chinese"
            raise PydanticCustomError(code, "", {"text": self.zh})
        return self


class CategoryText(LocalizedText):
    """A text of a category; falls back to English while the Chinese is missing."""

    @model_validator(mode="before")
    @classmethod
    def _english_stands_in(cls, value: object) -> object:
        if isinstance(value, dict) and value.get("en") and value.get("zh") is None:
            return {**value, "zh": value["en"]}
        return value

    @model_validator(mode="after")
    def _zh_is_chinese(self) -> CategoryText:
        if self.same_in_zh:
            if self.zh != self.en:
                raise PydanticCustomError("not_same_in_zh", "", {"text": self.zh})
        elif self.is_translated and not HAN.search(self.zh):
            raise PydanticCustomError("translation_not_chinese", "", {"text": self.zh})
        return self

    @property
    def is_translated(self) -> bool:
        return self.same_in_zh or self.zh != self.en


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


class Name(Record):
    """A name in English, and in Chinese where one is established."""

    en: Title
    zh: Title | None = None

    @model_validator(mode="after")
    def _zh_is_chinese(self) -> Name:
        if self.zh is not None and not HAN.search(self.zh):
            code = "translation_equal" if self.zh == self.en else "translation_not_chinese"
            raise PydanticCustomError(code, "", {"text": self.zh})
        return self

    def __getitem__(self, locale: Locale) -> str:
        return (self.zh if locale == "zh" else None) or self.en


Names: TypeAlias = Annotated[tuple[Name, ...], Field(max_length=MAX_ITEMS)]


class Keywords(Record):
    """How readers who half remember a work describe it; for the search only, never shown."""

    en: Annotated[Phrases, ONE_LINE] = ()
    zh: Annotated[Phrases, ONE_LINE] = ()


class Publication(Record):
    """Where a paper was published: a venue and its year, or arXiv, which has none.

    ``title`` is the title it was published under where that is another, ``journal`` the journal
    whose issue holds a conference's papers, ``pages`` the paper's pages or article number.
    """

    venue: Title
    year: Year | None = None
    url: WebAddress | None = None
    title: Title | None = None
    journal: Title | None = None
    pages: Pages | None = None

    @property
    def is_preprint(self) -> bool:
        return self.venue == ARXIV

    @property
    def label(self) -> str:
        """Return the venue as the field writes it: ``CVPR 2023``, ``arXiv``."""
        return self.venue if self.year is None else f"{self.venue} {self.year}"


class Openness(Record):
    """What of a paper can be run and used, as read in ``evidence``; absent is not known.

    Where the paper has a ``code`` link, this describes what the link leads to; ``official: false``
    says that others wrote it. ``weights`` tells whether trained weights can be downloaded,
    ``as_of`` the day of the version that was read.
    """

    code: Annotated[CodeStatus, BeforeValidator(_one_of(CODE_STATUSES))]
    official: TrueOrFalse = True
    weights: TrueOrFalse | None = None
    licence: Licence | None = None
    commercial_use: Annotated[CommercialUse | None, BeforeValidator(_one_of(COMMERCIAL_USES))] = (
        None
    )
    hardware: EntryText | None = None
    note: EntryText | None = None
    as_of: Day | None = None
    evidence: Annotated[Addresses, Field(min_length=1)]


class ArchivedLinks(Record):
    """Archived copies of links that are dead, by the kind of the link."""

    publication: WebAddress | None = None
    project: WebAddress | None = None
    code: WebAddress | None = None
    blog: WebAddress | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of links of which there is a copy."""
        return tuple(kind for kind, url in self if url)


class Paper(Record):
    """One paper.

    ``date`` is the month (or the year alone) of its first appearance, ``id`` its permalink
    anchor, ``added`` the day its entry joined the list.
    """

    id: RecordId
    title: Title
    aliases: Annotated[Titles, ONE_LINE] = ()
    date: MonthText
    added: Day | None = None
    categories: Annotated[
        tuple[str, ...],
        BeforeValidator(_distinct),
        Field(min_length=1, max_length=MAX_ITEMS),
        ONE_LINE,
    ]
    publication: Publication | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    project: WebAddress | None = None
    code: WebAddress | None = None
    blog: WebAddress | None = None
    archived: ArchivedLinks | None = None
    labels: Annotated[Titles, ONE_LINE] = ()
    authors: Titles = ()
    affiliations: Names = ()
    summary: EntryText | None = None
    keywords: Keywords | None = None
    openness: Openness | None = None

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

    @property
    def preprint(self) -> str | None:
        """Return the address of the preprint on arXiv where the publication leads elsewhere."""
        if not self.arxiv:
            return None
        published = self.publication.url if self.publication else None
        return None if ARXIV_URL.fullmatch(published or "") else arxiv_address(self.arxiv)

    @property
    def code_status(self) -> CodeStatus | None:
        """Return what the paper's code is, where the list knows it."""
        return self.openness.code if self.openness else None

    @property
    def code_is_promised(self) -> bool:
        """Tell whether the code is announced only: a code link then leads to a promise."""
        return self.code_status == "promised"

    @property
    def has_code(self) -> bool:
        """Tell whether a code link leads to code: not to a promise or a page of pictures."""
        return bool(self.code) and self.code_status not in ("promised", "none")


class DatasetPaper(Record):
    """The paper that introduces a dataset: the ``id`` of one in the list, or another's citation."""

    id: RecordId | None = None
    title: Title | None = None
    authors: Titles = ()
    publication: Publication | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None

    @model_validator(mode="after")
    def _one_of_the_list_or_another(self) -> DatasetPaper:
        if (self.id is None) == (self.title is None):
            raise PydanticCustomError("id_or_title", "")
        if self.id and (self.authors or self.publication or self.arxiv or self.doi):
            raise PydanticCustomError("id_alone", "", {"value": self.id})
        return self

    @property
    def url(self) -> str | None:
        """Return where the paper can be read; None for one of the list, whose row says it."""
        if self.publication and self.publication.url:
            return self.publication.url
        if self.doi:
            return doi_address(self.doi)
        return arxiv_address(self.arxiv) if self.arxiv else None


class DatasetSize(Record):
    """How large a dataset is, as far as it is known."""

    hours: QuantityText | None = None
    clips: QuantityText | None = None
    identities: QuantityText | None = None
    resolution: Title | None = None


class Mirror(Record):
    """Another download location of a dataset; ``checked`` is the day it last worked."""

    url: WebAddress
    name: Name
    checked: Day | None = None


class Dataset(Record):
    """One dataset; its anchor ``id`` is made from its name. Absent keys are not known.

    ``archived`` is a copy of the page at ``url``, which is dead.
    """

    name: Annotated[Title, AfterValidator(_makes_an_id)]
    year: Year
    description: EntryText
    keywords: Keywords | None = None
    url: WebAddress
    archived: WebAddress | None = None
    paper: DatasetPaper | None = None
    licence: Licence | None = None
    commercial_use: Annotated[CommercialUse | None, BeforeValidator(_one_of(COMMERCIAL_USES))] = (
        None
    )
    access: Annotated[Access | None, BeforeValidator(_one_of(ACCESSES))] = None
    size: DatasetSize | None = None
    mirrors: Annotated[tuple[Mirror, ...], Field(max_length=MAX_ITEMS)] = ()
    note: EntryText | None = None
    as_of: Day | None = None
    evidence: Addresses = ()

    @cached_property
    def id(self) -> str:
        return slugify(self.name)


class Venue(Record):
    """A conference or journal: ``id`` is its name in the list, ``name`` its name in full.

    ``name`` is what a citation says: for a conference the name of its proceedings. ``aliases``
    are former names and other spellings.
    """

    id: Title
    name: Title
    kind: Annotated[VenueKind, BeforeValidator(_one_of(VENUE_KINDS))]
    aliases: Annotated[Titles, ONE_LINE] = ()


class Refusal(Record):
    """A paper that was considered and does not belong on the list: what it is, why, since when."""

    title: Title | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    why: Text
    refused: Day

    @model_validator(mode="after")
    def _names_a_paper(self) -> Refusal:
        if not (self.title or self.arxiv or self.doi):
            raise PydanticCustomError("names_no_paper", "")
        return self


class Removal(Record):
    """An entry that left the list, so that its permalink still leads somewhere.

    ``replaced_by`` is the id of the paper that it was merged into; title and identifiers tell that
    a paper is this one when it comes again.
    """

    id: RecordId
    title: Title
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    removed: Day
    replaced_by: RecordId | None = None
    why: Text | None = None


class FailingLink(Record):
    """A link that failed, on the ``first`` day it did and on the ``last`` one.

    It is dead once these are days apart: a host may be down for an afternoon.
    """

    url: WebAddress
    first: Day
    last: Day

    @property
    def is_dead(self) -> bool:
        return self.last - self.first >= DAYS_BEFORE_DEAD


class LinkCheck(Record):
    """The last check of every link: its day, and the links that fail since one before it."""

    checked: Day | None = None
    failing: tuple[FailingLink, ...] = ()

    @cached_property
    def dead(self) -> Mapping[str, FailingLink]:
        """Return the links that are dead, by address."""
        return {link.url: link for link in self.failing if link.is_dead}


class Category(Record):
    """A category of papers: one page in each locale. Pages of ``former_ids`` lead to it."""

    id: Annotated[RecordId, AfterValidator(_free_page)]
    former_ids: Annotated[
        tuple[Annotated[RecordId, AfterValidator(_free_page)], ...],
        BeforeValidator(_distinct),
        Field(max_length=MAX_ITEMS),
        ONE_LINE,
    ] = ()
    title: CategoryText
    description: CategoryText
    arxiv_terms: Titles = ()


class Label(Record):
    """A label; ``id`` is its canonical English name, ``aliases`` are spellings seen in lists.

    ``former_ids`` are ids it had: addresses of filtered lists still name them.
    """

    id: Title
    former_ids: Annotated[Titles, ONE_LINE] = ()
    name: LocalizedText
    aliases: Annotated[Titles, ONE_LINE] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return what lists write for it besides its id."""
        return (*self.former_ids, *self.aliases)


class Term(Record):
    """Words of the field that mean the same, in each language."""

    en: Annotated[Titles, Field(min_length=1), ONE_LINE]
    zh: Annotated[Titles, Field(min_length=1), ONE_LINE]


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
    licence: Licence | None = None


class Catalogue(Record):
    """Everything the data folder holds. Papers come newest first."""

    site: Site
    categories: tuple[Category, ...]
    labels: tuple[Label, ...]
    papers: tuple[Paper, ...]
    datasets: tuple[Dataset, ...]
    terms: tuple[Term, ...]
    venues: tuple[Venue, ...] = ()
    refused: tuple[Refusal, ...] = ()
    removed: tuple[Removal, ...] = ()
    links: LinkCheck = LinkCheck()

    @cached_property
    def taken_ids(self) -> frozenset[str]:
        """The ids of papers, of listed and of removed ones: a new paper needs another."""
        return frozenset(
            {paper.id for paper in self.papers} | {removal.id for removal in self.removed}
        )

    def category(self, category_id: str) -> Category:
        """Return the category with this id. Raises KeyError."""
        return self._categories[category_id]

    def label(self, label_id: str) -> Label:
        """Return the label with this id. Raises KeyError."""
        return self._labels[label_id]

    def paper(self, paper_id: str) -> Paper:
        """Return the paper with this id. Raises KeyError."""
        return self._papers[paper_id]

    def venue(self, name: str) -> Venue | None:
        """Return the venue known by this name or alias, None for one the list does not know."""
        return self._venues.get(name.casefold())

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
    def _venues(self) -> dict[str, Venue]:
        return {
            name.casefold(): venue
            for venue in reversed(self.venues)
            for name in (*venue.aliases, venue.name, venue.id)
        }

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


def arxiv_address(identifier: str) -> str:
    """Return the address of a paper's page on arXiv."""
    return f"https://arxiv.org/abs/{identifier}"


def doi_address(doi: str) -> str:
    """Return the address that a DOI resolves at."""
    return f"https://doi.org/{quote(doi, safe='/:;()')}"


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
