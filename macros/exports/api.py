"""The API: the catalogue as documents below ``api/v1/``, with texts in both languages.

Within version 1, documents and keys are only ever added. The JSON documents are
described by JSON Schemas (draft 2020-12) beside them, made from ``macros.exports.api_records``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from pydantic import TypeAdapter

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.localized_texts import EntryText, LocalizedText, Name
from macros.catalogue.model import Catalogue, Dataset, Paper, Publication, Removal
from macros.exports.api_records import (
    ApiAddress,
    ApiCategory,
    ApiDataset,
    ApiDocumentEntry,
    ApiIndex,
    ApiLabel,
    ApiPaper,
    ApiRemoval,
    ApiText,
)
from macros.exports.citation_files import citations
from macros.exports.csl import citation_key
from macros.exports.table import csv_table
from macros.translations import Locale, text

FOLDER: Final = "api/v1"
VERSION: Final = "1"
_JSON: Final = "application/json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

# The absolute address of each locale's home page.
Roots = Mapping[Locale, str]


@dataclass(frozen=True, slots=True)
class ApiDocument:
    """One document: its file ``name``, and the type of its ``records`` if it has a schema."""

    name: str
    media_type: str
    records: Any = None

    @property
    def schema(self) -> str | None:
        """Return the file name of the document's schema below ``schema/``, if it has one."""
        return self.name if self.records else None

    @property
    def description(self) -> ApiText:
        """Return what the document holds, in every locale."""
        key = f"api.documents.{self.name.replace('.', '_')}"
        return {"en": text(key, "en"), "zh": text(key, "zh")}

    def url(self, root: str) -> str:
        """Return the document's address; ``root`` is that of the site's root."""
        return f"{root}{FOLDER}/{self.name}"


DOCUMENTS: Final = (
    ApiDocument("index.json", _JSON, ApiIndex),
    ApiDocument("papers.json", _JSON, list[ApiPaper]),
    ApiDocument("datasets.json", _JSON, list[ApiDataset]),
    ApiDocument("categories.json", _JSON, list[ApiCategory]),
    ApiDocument("labels.json", _JSON, list[ApiLabel]),
    ApiDocument("removed.json", _JSON, list[ApiRemoval]),
    ApiDocument("papers.csv", "text/csv"),
    ApiDocument("papers.bib", "application/x-bibtex"),
    ApiDocument("papers.ris", "application/x-research-info-systems"),
    ApiDocument("papers.csl.json", "application/vnd.citationstyles.csl+json"),
)


def index(catalogue: Catalogue, roots: Roots) -> ApiIndex:
    """Return the index: licence, counts and documents."""
    root = roots["en"]
    found: ApiIndex = {
        "version": VERSION,
        "name": _both(catalogue.site.name),
        "description": _both(catalogue.site.description),
        "counts": {
            "papers": len(catalogue.papers),
            "datasets": len(catalogue.datasets),
            "categories": len(catalogue.categories),
            "labels": len(catalogue.labels),
        },
        "documents": [_entry(document, root) for document in DOCUMENTS],
    }
    if catalogue.site.licence:
        found["licence"] = catalogue.site.licence
    if updated := max((str(paper.added or paper.date) for paper in catalogue.papers), default=None):
        found["updated"] = updated
    return found


def _entry(document: ApiDocument, root: str) -> ApiDocumentEntry:
    found: ApiDocumentEntry = {
        "name": document.name,
        "url": document.url(root),
        "media_type": document.media_type,
        "description": document.description,
    }
    if document.schema:
        found["schema"] = f"{root}{FOLDER}/schema/{document.schema}"
    return found


def papers(catalogue: Catalogue, roots: Roots) -> list[ApiPaper]:
    """Return every paper, newest first."""
    return [_paper(catalogue, paper, roots) for paper in catalogue.papers]


def datasets(catalogue: Catalogue, roots: Roots) -> list[ApiDataset]:
    """Return every dataset, in the order of the page."""
    return [_dataset(catalogue, dataset, roots) for dataset in catalogue.datasets]


def categories(catalogue: Catalogue, roots: Roots) -> list[ApiCategory]:
    """Return every category, in the order of the navigation."""
    return [
        {
            "id": category.id,
            "former_ids": list(category.former_ids),
            "title": _both(category.title),
            "description": _both(category.description),
            "count": len(catalogue.papers_in(category.id)),
            "url": _address(roots, f"{category.id}/"),
        }
        for category in catalogue.categories
    ]


def labels(catalogue: Catalogue) -> list[ApiLabel]:
    """Return every label, in the order of the data folder."""
    return [
        {
            "id": label.id,
            "former_ids": list(label.former_ids),
            "name": _both(label.name),
            "count": sum(1 for paper in catalogue.papers if label.id in paper.labels),
        }
        for label in catalogue.labels
    ]


def removals(catalogue: Catalogue, roots: Roots) -> list[ApiRemoval]:
    """Return every entry that left the catalogue, in the order of the data folder."""
    return [_removal(catalogue, removal, roots) for removal in catalogue.removed]


def _removal(catalogue: Catalogue, removal: Removal, roots: Roots) -> ApiRemoval:
    found: ApiRemoval = {
        "id": removal.id,
        "title": removal.title,
        "removed": str(removal.removed),
    }
    if removal.why:
        found["why"] = removal.why
    if removal.replaced_by:
        found["replaced_by"] = {
            "id": removal.replaced_by,
            "title": catalogue.paper(removal.replaced_by).title,
            "url": _address(roots, f"papers/#{removal.replaced_by}"),
        }
    return found


def documents(
    catalogue: Catalogue, roots: Roots, facts: DerivedFacts | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield path below ``api/v1/`` and content of every document and schema."""
    yield "index.json", _written(index(catalogue, roots))
    kept = facts or DerivedFacts()

    records = kept.of_chunks("papers.json", catalogue.papers, partial(_members, catalogue, roots))
    yield "papers.json", f"[{','.join(records)}]".encode()
    yield "datasets.json", _written(datasets(catalogue, roots))
    yield "categories.json", _written(categories(catalogue, roots))
    yield "labels.json", _written(labels(catalogue))
    yield "removed.json", _written(removals(catalogue, roots))
    yield "papers.csv", csv_table(catalogue, roots, kept)
    references = _references(catalogue, kept)
    yield "papers.bib", "\n".join(one["bibtex"] for one in references).encode()
    yield "papers.ris", "\n".join(one["ris"] for one in references).encode()
    yield "papers.csl.json", f"[{','.join(one['csl'] for one in references)}]".encode()
    for name, schema in schemas().items():
        yield f"schema/{name}", schema


def _members(catalogue: Catalogue, roots: Roots, papers: Sequence[Paper]) -> str:
    return _json([_paper(catalogue, paper, roots) for paper in papers])[1:-1]


def _references(catalogue: Catalogue, facts: DerivedFacts) -> list[dict[str, str]]:
    """Return the references of each chunk of papers, by format."""

    def made(papers: Sequence[Paper]) -> str:
        (members,) = citations(papers, catalogue, facts)
        cited = json.loads(f"{{{members}}}").values()
        return _json(
            {
                "bibtex": "\n".join(one["bibtex"] for one in cited),
                "ris": "\n".join(one["ris"] for one in cited),
                "csl": _json([one["csl"] for one in cited])[1:-1],
            }
        )

    return [json.loads(one) for one in facts.of_chunks("references", catalogue.papers, made)]


@cache
def schemas() -> Mapping[str, bytes]:
    """Return the JSON Schema of each of our JSON documents, by the document's name."""
    return {
        document.name: _written(
            {
                "$schema": _DIALECT,
                "title": document.description["en"],
                **TypeAdapter(document.records).json_schema(mode="serialization"),
            },
            indent=2,
        )
        for document in DOCUMENTS
        if document.records
    }


def _paper(catalogue: Catalogue, paper: Paper, roots: Roots) -> ApiPaper:
    found: dict[str, Any] = {
        "id": paper.id,
        "title": paper.title,
        "date": str(paper.date),
        "authors": paper.authors,
        "affiliations": [_known(name) for name in paper.affiliations],
        "aliases": paper.aliases,
        "categories": paper.categories,
        "labels": paper.labels,
        "links": dict(paper.links),
        "citation_key": citation_key(paper),
        "url": _address(roots, f"papers/#{paper.id}"),
    }
    if published := paper.publication:
        found["publication"] = _publication(catalogue, published)
    if paper.preprint:
        found["links"]["preprint"] = paper.preprint
    if paper.archived:
        found["archived"] = _present(**paper.archived.model_dump())
    if paper.summary:
        found["summary"] = _known(paper.summary)
    if openness := paper.openness:
        found["openness"] = _present(
            code=openness.code,
            official=openness.official,
            weights=openness.weights,
            licence=openness.licence,
            commercial_use=openness.commercial_use,
            hardware=_known(openness.hardware) if openness.hardware else None,
            note=_known(openness.note) if openness.note else None,
            as_of=openness.as_of and str(openness.as_of),
            evidence=openness.evidence,
        )
    found |= _present(
        doi=paper.doi, arxiv=paper.arxiv, added=str(paper.added) if paper.added else None
    )
    return found  # type: ignore[return-value]


def _publication(catalogue: Catalogue, published: Publication) -> dict[str, Any]:
    venue = catalogue.venue(published.venue)
    return _present(
        venue=published.venue,
        venue_name=venue.name if venue else None,
        kind=venue.kind if venue else None,
        year=published.year,
        pages=published.pages,
        title=published.title,
        journal=published.journal,
    )


def _dataset(catalogue: Catalogue, dataset: Dataset, roots: Roots) -> ApiDataset:
    found: dict[str, Any] = {
        "id": dataset.id,
        "name": dataset.name,
        "year": dataset.year,
        "description": _known(dataset.description),
        "homepage": dataset.url,
        "mirrors": [
            _present(
                name=_known(mirror.name),
                url=mirror.url,
                checked=str(mirror.checked) if mirror.checked else None,
            )
            for mirror in dataset.mirrors
        ],
        "evidence": dataset.evidence,
        "url": _address(roots, f"datasets/#{dataset.id}"),
    }
    if paper := dataset.paper:
        found["paper"] = _present(
            id=paper.id,
            title=paper.title,
            authors=paper.authors or None,
            publication=paper.publication and _publication(catalogue, paper.publication),
            arxiv=paper.arxiv,
            doi=paper.doi,
        )
    if dataset.size:
        found["size"] = _present(**dataset.size.model_dump())
    found |= _present(
        archived=dataset.archived,
        licence=dataset.licence,
        commercial_use=dataset.commercial_use,
        access=dataset.access,
        note=_known(dataset.note) if dataset.note else None,
        as_of=str(dataset.as_of) if dataset.as_of else None,
    )
    return found  # type: ignore[return-value]


def _present(**values: Any) -> dict[str, Any]:
    """Return the values that are known."""
    return {name: value for name, value in values.items() if value is not None}


def _known(content: EntryText | Name) -> ApiText:
    return _present(en=content.en, zh=content.zh)  # type: ignore[return-value]


def _both(content: LocalizedText) -> ApiText:
    return {"en": content.en, "zh": content.zh}


def _address(roots: Roots, path: str) -> ApiAddress:
    return {"en": roots["en"] + path, "zh": roots["zh"] + path}


def _written(document: object, indent: int | None = None) -> bytes:
    return _json(document, indent).encode()


def _json(document: object, indent: int | None = None) -> str:
    separators = (",", ": ") if indent else (",", ":")
    return json.dumps(document, ensure_ascii=False, indent=indent, separators=separators)
