"""The records of the API, as types from which its JSON Schemas are made.

They are separate from the model on purpose: within version 1, keys are only ever added here,
however the data folder changes. A key whose value is not known is absent.
"""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict


class ApiText(TypedDict):
    """A text in each language; one may be absent if a contributor wrote only the other."""

    en: NotRequired[Annotated[str, Field(description="The text in English.")]]
    zh: NotRequired[Annotated[str, Field(description="The text in Chinese.")]]


class ApiAddress(TypedDict):
    """The address of a page of the site in each language."""

    en: Annotated[str, Field(description="The English page.")]
    zh: Annotated[str, Field(description="The Chinese page.")]


class ApiPublication(TypedDict):
    """Where a paper was published."""

    venue: Annotated[str, Field(description="The venue's short name; arXiv for a preprint.")]
    venue_name: NotRequired[Annotated[str, Field(description="The venue's name in full.")]]
    kind: NotRequired[Annotated[str, Field(description="conference or journal.")]]
    year: NotRequired[Annotated[int, Field(description="The year of the publication.")]]
    pages: NotRequired[Annotated[str, Field(description="Pages or article number.")]]
    title: NotRequired[
        Annotated[str, Field(description="The title it was published under, where another.")]
    ]
    journal: NotRequired[
        Annotated[str, Field(description="The journal whose issue holds the proceedings.")]
    ]


class ApiLinks(TypedDict):
    """The links of a paper."""

    publication: NotRequired[Annotated[str, Field(description="The paper at its venue.")]]
    preprint: NotRequired[Annotated[str, Field(description="The paper on arXiv.")]]
    project: NotRequired[Annotated[str, Field(description="The project page.")]]
    code: NotRequired[Annotated[str, Field(description="The code; see openness.code.")]]
    blog: NotRequired[Annotated[str, Field(description="A blog post about it, in Chinese.")]]


class ApiArchived(TypedDict):
    """Archived copies of links of the paper that are dead."""

    publication: NotRequired[Annotated[str, Field(description="A copy of links.publication.")]]
    project: NotRequired[Annotated[str, Field(description="A copy of links.project.")]]
    code: NotRequired[Annotated[str, Field(description="A copy of links.code.")]]
    blog: NotRequired[Annotated[str, Field(description="A copy of links.blog.")]]


class ApiOpenness(TypedDict):
    """What of a paper can be run and used, according to the evidence."""

    code: Annotated[str, Field(description="none, promised, inference or training.")]
    official: Annotated[bool, Field(description="Whether the authors wrote the linked code.")]
    weights: NotRequired[
        Annotated[bool, Field(description="Whether trained weights can be downloaded.")]
    ]
    licence: NotRequired[
        Annotated[str, Field(description="An SPDX licence expression, custom or none.")]
    ]
    commercial_use: NotRequired[
        Annotated[str, Field(description="allowed, not-allowed or unclear.")]
    ]
    hardware: NotRequired[Annotated[ApiText, Field(description="What the authors say it needs.")]]
    note: NotRequired[Annotated[ApiText, Field(description="What else a reader should know.")]]
    as_of: NotRequired[Annotated[str, Field(description="The day of the state that was read.")]]
    evidence: Annotated[list[str], Field(description="The addresses where this was read.")]


class ApiPaper(TypedDict):
    """One paper of the catalogue."""

    id: Annotated[str, Field(description="A permanent identifier, unique in the catalogue.")]
    title: Annotated[str, Field(description="The title as published.")]
    date: Annotated[
        str, Field(description="Month (2024-09) or year (2019) of the first appearance.")
    ]
    authors: Annotated[list[str], Field(description="The authors in order, as printed.")]
    affiliations: Annotated[list[ApiText], Field(description="The authors' institutions.")]
    aliases: Annotated[list[str], Field(description="Other names of the work.")]
    categories: Annotated[list[str], Field(description="Ids of categories.json.")]
    labels: Annotated[list[str], Field(description="Ids of labels.json.")]
    publication: NotRequired[ApiPublication]
    doi: NotRequired[Annotated[str, Field(description="The Digital Object Identifier.")]]
    arxiv: NotRequired[Annotated[str, Field(description="The arXiv identifier.")]]
    links: ApiLinks
    archived: NotRequired[ApiArchived]
    summary: NotRequired[ApiText]
    openness: NotRequired[ApiOpenness]
    added: NotRequired[Annotated[str, Field(description="The day it joined the catalogue.")]]
    citation_key: Annotated[str, Field(description="Its key in papers.bib.")]
    url: ApiAddress


class ApiMirror(TypedDict):
    """Another download location of a dataset."""

    name: ApiText
    url: Annotated[str, Field(description="Its address.")]
    checked: NotRequired[Annotated[str, Field(description="The day it was seen to answer.")]]


class ApiDatasetPaper(TypedDict):
    """The paper that introduces a dataset: one of the catalogue by id, or another by title."""

    id: NotRequired[Annotated[str, Field(description="An id of papers.json.")]]
    title: NotRequired[Annotated[str, Field(description="The title of another paper.")]]
    authors: NotRequired[Annotated[list[str], Field(description="Its authors, as printed.")]]
    publication: NotRequired[ApiPublication]
    arxiv: NotRequired[Annotated[str, Field(description="Its arXiv identifier.")]]
    doi: NotRequired[Annotated[str, Field(description="Its Digital Object Identifier.")]]


class ApiSize(TypedDict):
    """How large a dataset is: `~279` is about 279, `16000+` more than 16,000."""

    hours: NotRequired[Annotated[str, Field(description="Hours of video.")]]
    clips: NotRequired[Annotated[str, Field(description="Number of clips.")]]
    identities: NotRequired[Annotated[str, Field(description="Number of people.")]]
    resolution: NotRequired[Annotated[str, Field(description="Resolution of the video.")]]


class ApiDataset(TypedDict):
    """One dataset of the catalogue."""

    id: Annotated[str, Field(description="A permanent identifier, unique among the datasets.")]
    name: Annotated[str, Field(description="The dataset's name.")]
    year: Annotated[int, Field(description="The year of its release.")]
    description: ApiText
    homepage: Annotated[str, Field(description="Where the dataset is described or offered.")]
    archived: NotRequired[
        Annotated[str, Field(description="An archived copy of the homepage, which is dead.")]
    ]
    paper: NotRequired[ApiDatasetPaper]
    licence: NotRequired[
        Annotated[str, Field(description="An SPDX licence expression, custom or none.")]
    ]
    commercial_use: NotRequired[
        Annotated[str, Field(description="allowed, not-allowed or unclear.")]
    ]
    access: NotRequired[Annotated[str, Field(description="direct, form, script or gone.")]]
    note: NotRequired[Annotated[ApiText, Field(description="What else a reader should know.")]]
    size: NotRequired[ApiSize]
    mirrors: Annotated[list[ApiMirror], Field(description="Other places to get it from.")]
    as_of: NotRequired[Annotated[str, Field(description="The day of the state that was read.")]]
    evidence: Annotated[list[str], Field(description="The addresses where this was read.")]
    url: ApiAddress


class ApiCategory(TypedDict):
    """A category of papers."""

    id: Annotated[str, Field(description="The identifier that papers name it by.")]
    former_ids: Annotated[list[str], Field(description="Ids it had; their pages lead to url.")]
    title: ApiText
    description: ApiText
    count: Annotated[int, Field(description="The number of papers in it.")]
    url: ApiAddress


class ApiLabel(TypedDict):
    """A label of papers."""

    id: Annotated[str, Field(description="The identifier that papers name it by.")]
    former_ids: Annotated[list[str], Field(description="Ids it had.")]
    name: ApiText
    count: Annotated[int, Field(description="How many papers carry it.")]


class ApiReplacement(TypedDict):
    """The paper that a removed entry is part of now."""

    id: Annotated[str, Field(description="An id of papers.json.")]
    title: Annotated[str, Field(description="Its title.")]
    url: ApiAddress


class ApiRemoval(TypedDict):
    """An entry that left the catalogue."""

    id: Annotated[str, Field(description="The id it had in papers.json.")]
    title: Annotated[str, Field(description="Its title.")]
    removed: Annotated[str, Field(description="The day it left the catalogue.")]
    why: NotRequired[Annotated[str, Field(description="The reason.")]]
    replaced_by: NotRequired[ApiReplacement]


class ApiCounts(TypedDict):
    """How many papers, datasets, categories and labels there are."""

    papers: int
    datasets: int
    categories: int
    labels: int


class ApiDocumentEntry(TypedDict):
    """A document of the API."""

    name: Annotated[str, Field(description="Its file name.")]
    url: Annotated[str, Field(description="Its address.")]
    media_type: str
    description: ApiText
    schema: NotRequired[Annotated[str, Field(description="The address of its JSON Schema.")]]


class ApiIndex(TypedDict):
    """The index of the API."""

    version: Annotated[str, Field(description="Within a version, keys are only ever added.")]
    name: ApiText
    description: ApiText
    licence: NotRequired[
        Annotated[str, Field(description="The SPDX identifier of the data's licence.")]
    ]
    updated: NotRequired[
        Annotated[str, Field(description="The day or month of the newest paper's entry.")]
    ]
    counts: ApiCounts
    documents: list[ApiDocumentEntry]
