"""The papers as one table for spreadsheets and data frames: ``papers.csv``.

One row a paper, newest first; comma-separated values as RFC 4180 describes them, in UTF-8 with a
byte order mark, without which Excel misreads Chinese. Several values in a cell are separated by
"; ". A cell that a spreadsheet would run as a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.localized_texts import EntryText
from macros.catalogue.model import ArchivedLinks, Catalogue, Paper
from macros.translations import LOCALES, Locale

SEPARATOR: Final = "; "
_ARCHIVED: Final = tuple(ArchivedLinks.model_fields)
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA: Final = ("=", "+", "-", "@")


def csv_table(
    catalogue: Catalogue, roots: Mapping[Locale, str], facts: DerivedFacts | None = None
) -> bytes:
    """Return every paper as a row of a CSV file, the names of the columns in the first.

    ``roots`` are the absolute addresses of the locales' home pages; ``facts`` may hold rows.
    """
    papers = catalogue.papers

    def rows(chunk: Sequence[Paper]) -> str:
        return _written(map(_cell, _row(catalogue, paper, roots).values()) for paper in chunk)

    head = _written(_row(catalogue, paper, roots) for paper in papers[:1])
    made = (facts or DerivedFacts()).of_chunks("papers.csv", papers, rows)
    return "".join((head, *made)).encode("utf-8-sig")


def _written(rows: Iterable[Iterable[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def _row(catalogue: Catalogue, paper: Paper, roots: Mapping[Locale, str]) -> dict[str, object]:
    publication, openness = paper.publication, paper.openness
    labels = [catalogue.label(label).name for label in paper.labels]
    return {
        "id": paper.id,
        "title": paper.title,
        "date": paper.date,
        "authors": SEPARATOR.join(paper.authors),
        "categories": SEPARATOR.join(paper.categories),
        "venue": publication.venue if publication else None,
        "venue_year": publication.year if publication else None,
        "pages": publication.pages if publication else None,
        "doi": paper.doi,
        "arxiv": paper.arxiv,
        "paper": paper.links.get("publication"),
        "project": paper.project,
        "code": paper.code,
        "blog": paper.blog,
        "labels": SEPARATOR.join(paper.labels),
        "labels_zh": SEPARATOR.join(name.zh for name in labels),
        "code_status": openness.code if openness else None,
        "weights": openness.weights if openness else None,
        "licence": openness.licence if openness else None,
        "commercial_use": openness.commercial_use if openness else None,
        "openness_as_of": openness.as_of if openness else None,
        "added": paper.added,
        **{f"summary_{locale}": _text(paper.summary, locale) for locale in LOCALES},
        **{f"url_{locale}": f"{roots[locale]}papers/#{paper.id}" for locale in LOCALES},
        **{f"archived_{kind}": getattr(paper.archived, kind, None) for kind in _ARCHIVED},
    }


def _text(summary: EntryText | None, locale: Locale) -> str | None:
    return getattr(summary, locale, None)


def _cell(value: object) -> str:
    if value is None:
        return ""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{written}" if written.startswith(_FORMULA) else written
