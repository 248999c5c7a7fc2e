"""Citations and facts for the site's dialogs: one JSON file a year, fetched on demand.

A file maps the id of each paper that first appeared in the year to its ``CitedPaper``. A reader
who cites one paper fetches a year, not the catalogue. ``datasets.json`` maps the id of each
dataset whose paper is known to that paper's citation.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias, TypedDict

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.model import Catalogue, Label, Paper, Venue, by_year
from macros.exports.citations import bibtex, ris
from macros.exports.csl import CslItem, csl_item, dataset_item
from macros.exports.plain_references import reference
from macros.translations import LOCALES, Locale

# Below the site's root; overrides/assets/javascripts/citations.js names it too.
FOLDER: Final = "citations"


_Names: TypeAlias = tuple[tuple[Label, ...], tuple[Venue, ...]]


class CitedPaper(TypedDict):
    """What the dialogs show of a paper; unknown texts are empty."""

    key: str
    bibtex: str
    ris: str
    csl: CslItem
    reference: dict[Locale, str]
    title: str
    date: str
    publication: str
    labels: dict[Locale, list[str]]
    links: dict[str, str]


class CitedDataset(TypedDict):
    """The citation of the paper that introduces a dataset."""

    bibtex: str
    reference: dict[Locale, str]
    title: str


def cited_datasets(catalogue: Catalogue) -> dict[str, CitedDataset]:
    """Return the citation of each dataset's paper by the dataset's id, where it is known."""
    items = {dataset.id: dataset_item(dataset, catalogue) for dataset in catalogue.datasets}
    return {
        dataset: {
            "bibtex": bibtex([item]),
            "reference": {locale: reference(item, locale) for locale in LOCALES},
            "title": item["title"],
        }
        for dataset, item in items.items()
        if item
    }


def cited_paper(paper: Paper, catalogue: Catalogue) -> CitedPaper:
    """Return what the dialogs show of a paper."""
    item = csl_item(paper, catalogue)
    names = [catalogue.label(label).name for label in paper.labels]
    return {
        "key": item["id"],
        "bibtex": bibtex([item]),
        "ris": ris([item]),
        "csl": item,
        "reference": {locale: reference(item, locale) for locale in LOCALES},
        "title": paper.title,
        "date": str(paper.date),
        "publication": paper.publication.label if paper.publication else "",
        "labels": {locale: [name[locale] for name in names] for locale in LOCALES},
        "links": dict(paper.links),
    }


class CitationFiles:
    """The files of one process: a year whose papers are the same objects is not rendered again."""

    def __init__(self) -> None:
        self._years: dict[int, tuple[list[Paper], _Names, bytes]] = {}

    def write(self, site: Path, catalogue: Catalogue, facts: DerivedFacts) -> None:
        """Write the file of every year with papers, and that of the datasets, into ``site``."""
        folder = site / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for year, papers in by_year(catalogue.papers).items():
            (folder / f"{year}.json").write_bytes(self._content(year, papers, catalogue, facts))
        (folder / "datasets.json").write_text(_json(cited_datasets(catalogue)), encoding="utf-8")

    def _content(
        self, year: int, papers: list[Paper], catalogue: Catalogue, facts: DerivedFacts
    ) -> bytes:
        known = self._years.get(year)
        names = (catalogue.labels, catalogue.venues)
        if known and known[1] == names and _are_the_same(known[0], papers):
            return known[2]
        content = f"{{{','.join(citations(papers, catalogue, facts))}}}".encode()
        self._years[year] = (papers, names, content)
        return content


def citations(papers: Sequence[Paper], catalogue: Catalogue, facts: DerivedFacts) -> Iterator[str]:
    """Yield what the dialogs show of each chunk of papers, as the members of a JSON object."""

    def members(chunk: Sequence[Paper]) -> str:
        return _json({paper.id: cited_paper(paper, catalogue) for paper in chunk})[1:-1]

    return facts.of_chunks("citations", papers, members)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _are_the_same(some: list[Paper], others: list[Paper]) -> bool:
    return len(some) == len(others) and all(map(operator.is_, some, others))
