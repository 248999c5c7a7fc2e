"""What of the customer's document is missing from a catalogue or its site.

A catalogue may say more than the document: papers, facts, categories, labels. It may say less or
something else only where ``corrections.yml`` lists the value with its reason and its source. One
exception needs no entry: a later publication may take the place of the document's, as long as the
paper's row still leads to the address in the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from lxml import html
from slugify import slugify

from macros.catalogue.loading import load
from macros.catalogue.model import ARXIV, Catalogue, Paper
from macros.translations import LOCALES, Locale
from tests.golden.document import (
    COMMUNITY_URL,
    DatasetRow,
    Row,
    community_texts,
    dataset_rows,
    paper_rows,
)
from tests.site.built import SEED
from tests.site.reading import read_page, text_of

CORRECTIONS_FILE: Final = Path(__file__).with_name("corrections.yml")
SECTIONS: Final = {
    "2D-Audio-Driven": "2d-audio-driven",
    "2D-Video-Driven": "2d-video-driven",
    "3D-Audio-Driven": "3d-audio-driven",
}


@dataclass(frozen=True)
class Correction:
    """A value of the document that the catalogue replaces; ``entry`` is a paper's or dataset's id.

    ``key`` is a field of ``Row`` or ``DatasetRow``.
    """

    entry: str
    key: str
    document: str
    catalogue: str
    reason: str
    source: str


def read_corrections() -> list[Correction]:
    """Return the corrections of ``corrections.yml``, every value as text."""
    loaded = yaml.load(CORRECTIONS_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Correction(**entry) for entry in loaded]


def corrected(row: Row, entry: str, corrections: list[Correction]) -> Row:
    """Return the row of a paper with its corrections."""
    for correction in corrections:
        if correction.entry == entry:
            old, new = correction.document, correction.catalogue
            value = getattr(row, correction.key)
            if isinstance(value, tuple):
                changed: Any = tuple(new if item == old else item for item in value)
            else:
                changed = new if value == old else value
            row = replace(row, **{correction.key: changed})
    return row


def corrected_dataset(row: DatasetRow, corrections: list[Correction]) -> DatasetRow:
    """Return the row of a dataset with its corrections."""
    for correction in corrections:
        if correction.entry == slugify(row.name) and getattr(row, correction.key) == (
            correction.document
        ):
            row = replace(row, **{correction.key: correction.catalogue})
    return row


@cache
def identified_rows() -> tuple[tuple[str, Row], ...]:
    """Return the document's rows of papers, corrected, each with its permalink."""
    frozen = load(SEED).catalogue
    assert frozen is not None
    ids = {paper.title: paper.id for paper in frozen.papers}
    corrections = read_corrections()
    titles = {
        correction.document: correction.catalogue
        for correction in corrections
        if correction.key == "title"
    }
    rows = []
    for row in paper_rows():
        entry = ids[titles.get(row.title, row.title)]
        rows.append((entry, corrected(row, entry, corrections)))
    return tuple(rows)


def gaps_of_catalogue(catalogue: Catalogue) -> list[str]:
    """Return what of the document's papers, datasets and community a catalogue lacks."""
    return [
        *_gaps_of_papers(catalogue),
        *_gaps_of_datasets(catalogue),
        *(
            []
            if catalogue.site.community.url == COMMUNITY_URL
            else [f"community: no longer at {COMMUNITY_URL}"]
        ),
    ]


def _gaps_of_papers(catalogue: Catalogue) -> Iterator[str]:
    papers = {paper.id: paper for paper in catalogue.papers}
    for entry, row in identified_rows():
        if (paper := papers.get(entry)) is None:
            yield f"{entry}: the paper is gone"
            continue
        if paper.title != row.title:
            yield f"{entry}: title: {paper.title!r} is not {row.title!r}"
        if str(paper.date) != row.date:
            yield f"{entry}: date: {paper.date} is not {row.date}"
        if SECTIONS[row.section] not in paper.categories:
            yield f"{entry}: categories: not in {SECTIONS[row.section]}"
        yield from (
            f"{entry}: labels: not {name}" for name in row.labels if name not in paper.labels
        )
        yield from (
            f"{entry}: {key}: not {wanted}"
            for key in ("project", "code", "blog")
            if (wanted := getattr(row, key)) and getattr(paper, key) != wanted
        )
        yield from _gaps_of_publication(paper, row)


def _gaps_of_publication(paper: Paper, row: Row) -> Iterator[str]:
    if row.publication is None:
        return
    label, url = row.publication
    shown = {*paper.links.values(), paper.preprint}
    if url not in shown:
        yield f"{paper.id}: publication: nothing leads to {url}"
    held = paper.publication
    # A preprint may gain a venue without another address.
    if held is not None and held.url == url and held.label != label != ARXIV:
        yield f"{paper.id}: publication: {held.label!r} is not {label!r}"


def _gaps_of_datasets(catalogue: Catalogue) -> Iterator[str]:
    corrections = read_corrections()
    datasets = {dataset.id: dataset for dataset in catalogue.datasets}
    for row in (corrected_dataset(row, corrections) for row in dataset_rows()):
        if (dataset := datasets.get(slugify(row.name))) is None:
            yield f"{slugify(row.name)}: the dataset is gone"
            continue
        held = DatasetRow(
            dataset.name, str(dataset.year), dataset.description.en or "", dataset.url
        )
        for field in fields(DatasetRow):
            has, wanted = getattr(held, field.name), getattr(row, field.name)
            if has != wanted:
                yield f"{dataset.id}: {field.name}: {has!r} is not {wanted!r}"


def gaps_of_site(site: Path, catalogue: Catalogue) -> list[str]:
    """Return what of the document the pages of a site lack, in each language.

    A row is whatever element carries the permalink; its markup is free.
    """
    return [
        f"{locale}: {gap}" for locale in LOCALES for gap in _gaps_of_pages(site, locale, catalogue)
    ]


def _gaps_of_pages(site: Path, locale: Locale, catalogue: Catalogue) -> Iterator[str]:
    pages = {section: read_page(site, locale, f"{page}/") for section, page in SECTIONS.items()} | {
        "Dataset": read_page(site, locale, "datasets/")
    }
    for entry, row in identified_rows():
        texts = [row.title, *(catalogue.label(name).name[locale] for name in row.labels)]
        links = [row.project, row.code, row.blog]
        if row.publication:
            links.append(row.publication[1])
            held = catalogue.paper(entry).publication
            texts += [held.label] if held else []
        yield from _gaps_of_element(pages[row.section], entry, texts, links)
        if pages[row.section].find(f".//*[@id='{entry}']//time[@datetime='{row.date}']") is None:
            yield f"{entry}: its row does not say {row.date}"
    corrections = read_corrections()
    for dataset in (corrected_dataset(row, corrections) for row in dataset_rows()):
        texts = [dataset.name, dataset.year]
        if locale == "en":
            texts.append(dataset.description.replace("**", ""))
        yield from _gaps_of_element(pages["Dataset"], slugify(dataset.name), texts, [dataset.url])
    home = read_page(site, locale, "")
    if home.find(f".//a[@href='{COMMUNITY_URL}']") is None:
        yield f"home page: no link to {COMMUNITY_URL}"
    said = text_of(home)
    yield from (
        f"home page: does not say {text!r}" for text in community_texts() if text not in said
    )


def _gaps_of_element(
    page: html.HtmlElement, anchor: str, texts: list[str], links: list[str | None]
) -> Iterator[str]:
    row = page.find(f".//*[@id='{anchor}']")
    if row is None:
        yield f"{anchor}: no row on its page"
        return
    said = text_of(row)
    yield from (f"{anchor}: its row does not say {text!r}" for text in texts if text not in said)
    hrefs = {link.get("href") for link in row.iter("a")}
    yield from (
        f"{anchor}: its row does not lead to {link}" for link in links if link and link not in hrefs
    )
