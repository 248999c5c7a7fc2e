"""The catalogue as immutable, validated objects.

Every record is a frozen pydantic model that refuses unknown keys. Values arrive as the text
written in the YAML (``macros.catalogue.yaml_source``). What a single record can know about
itself is validated here; what needs the whole catalogue is in ``macros.catalogue.checks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Final
from urllib.parse import quote

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError
from slugify import slugify

from macros.catalogue.localized_texts import (
    CategoryText,
    EntryText,
    Keywords,
    LocalizedText,
    Name,
    Names,
    Record,
)
from macros.catalogue.patterns import ARXIV_URL
from macros.catalogue.text_types import (
    ArxivId,
    Doi,
    Licence,
    Pages,
    QrAddress,
    RecordId,
    Text,
    Title,
    WebAddress,
)
from macros.catalogue.value_types import (
    MAX_ITEMS,
    ONE_LINE,
    AccessText,
    Addresses,
    CodeStatus,
    CodeStatusText,
    CommercialUseText,
    Day,
    MonthText,
    QuantityText,
    Titles,
    TrueOrFalse,
    VenueKindText,
    Year,
    distinct,
)
from macros.translations import LOCALES

ARXIV: Final = "arXiv"
# Between two failures of a link that is called dead.
DAYS_BEFORE_DEAD: Final = timedelta(days=3)
# Addresses below a locale's root that a category's page must not use.
RESERVED_PAGES: Final = frozenset(
    {"404", "assets", "data", "datasets", "index", "pagefind", "papers", "search", "sitemap"}
    | set(LOCALES)
)


def _makes_an_id(name: str) -> str:
    if not slugify(name):
        raise PydanticCustomError("name_without_letters", "", {"value": name})
    return name


def _free_page(category_id: str) -> str:
    if category_id in RESERVED_PAGES:
        raise PydanticCustomError("reserved_page", "", {"value": category_id})
    return category_id


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

    code: CodeStatusText
    official: TrueOrFalse = True
    weights: TrueOrFalse | None = None
    licence: Licence | None = None
    commercial_use: CommercialUseText | None = None
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
        BeforeValidator(distinct),
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
    def is_published(self) -> bool:
        """Tell whether the paper has a venue: arXiv is none."""
        return self.publication is not None and not self.publication.is_preprint

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
    commercial_use: CommercialUseText | None = None
    access: AccessText | None = None
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
    kind: VenueKindText
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
        BeforeValidator(distinct),
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


class Guide(Record):
    """What readers want to do who need a guide: a page of docs/, or a section of any page.

    ``at`` is its address below the root of a locale: ``contributing/#check-messages``.
    """

    at: Title
    keywords: Keywords


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
    guides: tuple[Guide, ...] = ()
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

    @cached_property
    def guides_keywords(self) -> dict[str, Keywords]:
        """The keywords of guides, by their addresses below the root of a locale."""
        return {guide.at: guide.keywords for guide in self.guides}

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
