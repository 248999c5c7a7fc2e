"""Papers as BibTeX entries and as one-line references.

The entries follow BibTeX's own format (O. Patashnik, "BibTeXing", 1988); preprints carry
``eprint`` and ``archivePrefix`` (https://info.arxiv.org/help/hypertex/bibstyles/).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from pybtex.database import BibliographyData, Entry, InvalidNameString, Person
from pybtex.database.output.bibtex import Writer

from macros.catalogue.checks import bare_arxiv_id
from macros.catalogue.model import Paper
from macros.translations import Locale, text

# Venues that are journals; every other is a conference.
JOURNAL: Final = re.compile(
    r"Journal\b|Transactions\b|Trans\.|Letters\b|(?:TOG|T?PAMI|TVCG|TMM|TIP|TCSVT|IJCV)$"
)
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_PLAIN: Final = re.compile(r"(?:[^\W_]|[\s,.:;!?'()/+=*@{}-])*")
# What the writer's own escaping leaves to TeX.
_TEX: Final = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "$": r"{\textdollar}",
        "^": r"{\textasciicircum}",
        '"': "''",
    }
)
# A word BibTeX must not set in lower case: capitals after its first letter, or beside a digit.
_ACRONYM: Final = re.compile(r"[^\W_]*(?:[^\W_][A-Z]|[A-Z]\d|\d[A-Z])[^\W_]*")


def citation_key(paper: Paper) -> str:
    """Return the key to cite a paper by: its id and the year of its first appearance.

    Both are permanent, so the key stays when authors or a venue are added later.
    """
    return f"{paper.id}-{paper.year}"


def bibtex(papers: Iterable[Paper]) -> str:
    """Return the papers as a BibTeX file, one entry each, in the order given."""
    entries = {citation_key(paper): _entry(paper) for paper in papers}
    stream = io.StringIO()
    _CitationWriter(encoding="UTF-8").write_stream(BibliographyData(entries=entries), stream)
    return stream.getvalue()


def reference(paper: Paper, locale: Locale) -> str:
    """Return a paper as a reference in one line, with what the catalogue knows of it."""
    separator = text("papers.author_separator", locale)
    parts = (
        separator.join(paper.authors),
        paper.title.rstrip("."),
        _published(paper),
        next(iter(paper.links.values()), ""),
    )
    return ". ".join(filter(None, parts))


def _published(paper: Paper) -> str:
    publication = paper.publication
    if publication and not publication.is_preprint:
        return publication.label
    arxiv = bare_arxiv_id(paper)
    return f"arXiv:{arxiv}, {paper.year}" if arxiv else str(paper.year)


def _entry(paper: Paper) -> Entry:
    publication = paper.publication
    fields = {"title": _protected(paper.title)}
    kind = "misc"
    if publication and not publication.is_preprint:
        kind = "article" if JOURNAL.search(publication.venue) else "inproceedings"
        container = "journal" if kind == "article" else "booktitle"
        fields[container] = _escaped(publication.venue)
    fields["year"] = str(publication.year if publication and publication.year else paper.year)
    if fields["year"] == str(paper.year):
        fields["month"] = _MONTHS[paper.date.month - 1]
    if arxiv := bare_arxiv_id(paper):
        fields |= {"eprint": arxiv, "archivePrefix": "arXiv"}
    if url := next(iter(paper.links.values()), None):
        fields["url"] = url
    persons = {"author": [_person(name) for name in paper.authors]} if paper.authors else {}
    return Entry(kind, fields=fields, persons=persons)


@lru_cache(maxsize=65536)
def _person(name: str) -> Person:
    if re.search(r"\band\b", name):
        return _undivided(name)
    try:
        return Person(_escaped(name))
    except InvalidNameString:
        return _undivided(name)


def _undivided(name: str) -> Person:
    person = Person()
    person.last_names = [f"{{{_escaped(name)}}}"]
    return person


def _escaped(value: str) -> str:
    return value.translate(_TEX)


def _protected(title: str) -> str:
    """Return a title with braces around the words whose capitals must stay."""
    parts: list[str] = []
    position = 0
    for found in _ACRONYM.finditer(title):
        parts += [_escaped(title[position : found.start()]), f"{{{found[0]}}}"]
        position = found.end()
    return "".join((*parts, _escaped(title[position:])))


class _CitationWriter(Writer):  # type: ignore[misc]  # pybtex has no types
    """pybtex's writer, which would escape addresses too and quote the names of months."""

    def _encode(self, text: str) -> str:
        # The codec takes half a millisecond for a text; most have nothing to escape.
        return text if _PLAIN.fullmatch(text) else str(super()._encode(text))

    def _write_field(self, stream: Any, type: str, value: str) -> None:  # noqa: A002 (the base's)
        if type == "month":
            stream.write(f",\n    month = {value}")
        elif type in ("url", "eprint"):
            stream.write(f",\n    {type} = {{{value}}}")
        else:
            stream.write(f",\n    {type} = {{{self._encode(value)}}}")
