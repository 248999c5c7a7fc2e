"""Listings from the files of reference managers: BibTeX, RIS and CSL-JSON.

https://www.bibtex.org/Format/ · https://en.wikipedia.org/wiki/RIS_(file_format) ·
https://docs.citationstyles.org/en/stable/specification.html (Zotero exports all three).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from macros.catalogue.addresses import arxiv_id
from macros.catalogue.model import ARXIV, arxiv_address
from macros.catalogue.patterns import ARXIV_ID, DOI
from macros.catalogue.problems import Problem
from macros.exchange.dates import parse_month, parse_year
from macros.exchange.list_files import Format
from macros.exchange.listing import Listing
from macros.exchange.lists import Reading
from macros.exchange.markup import Run
from macros.exchange.paper_links import place
from macros.exchange.sections import SKIPPED, Sections
from macros.exchange.venues import parse_venue


@dataclass(frozen=True, slots=True)
class _Reference:
    """An entry of a bibliography, whatever its format. ``groups`` are collections or keywords."""

    line: int
    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    venue: str = ""
    url: str = ""
    doi: str = ""
    arxiv: str = ""
    journal: bool = False
    groups: tuple[str, ...] = field(default=())


def read_bibliography(
    text: str,
    path: str,
    form: Format,
    sections: Sections,
    reading: Reading | None = None,
) -> Reading:
    """Read a bibliography, after other lists; ``path`` names it in messages.

    An entry's category is that of its first keyword or collection that ``sections`` know, else
    their fallback. Missing facts are reported, as for a list.
    """
    reading = reading or Reading()
    readers: dict[str, Callable[[str, str, Reading], Iterator[_Reference]]] = {
        "BibTeX": _bibtex,
        "RIS": _ris,
        "CSL-JSON": _csl_json,
    }
    for reference in readers[form](text, path, reading):
        listing = Listing(path, reference.line, {"title": reference.title})
        if not reference.title:
            reading.report.refuse(listing.problem("import_no_title", text=reference.url or "…"))
            continue
        _fill(listing, reference, reading)
        category = sections.category(reference.groups)
        if category == SKIPPED:
            continue
        listing.section = ", ".join(reference.groups)
        if category:
            listing.record["categories"] = [category]
        reading.papers.append(listing)
    return reading


def _fill(listing: Listing, reference: _Reference, reading: Reading) -> None:
    record = listing.record
    if reference.authors:
        record["authors"] = list(dict.fromkeys(reference.authors))
    date = parse_month(reference.date) or parse_year(reference.date[:4])
    if date:
        record["date"] = str(date)
    if DOI.fullmatch(reference.doi) and not reference.doi.casefold().startswith("10.48550/"):
        record["doi"] = reference.doi
    identifier = _arxiv_of(reference)
    if identifier:
        record["arxiv"] = identifier
    _publish(listing, reference, identifier)
    url = reference.url or (arxiv_address(identifier) if identifier else "")
    if not url and record.get("publication") and record.get("doi"):
        url = f"https://doi.org/{reference.doi}"
    if url:
        place(listing, Run("paper", url), reading.report)


def _publish(listing: Listing, reference: _Reference, identifier: str) -> None:
    venue = parse_venue(reference.venue, trusted=True) or {}
    if venue.get("venue") and venue.get("venue") != ARXIV:
        year = venue.get("year") or reference.date[:4]
        listing.record["publication"] = {"venue": venue["venue"], "year": year}
        if identifier:
            # The date of an entry is that of its publication; the preprint is older.
            listing.record.pop("date", None)
    elif identifier:
        listing.record["publication"] = {"venue": ARXIV}


def _arxiv_of(reference: _Reference) -> str:
    candidates = (
        reference.arxiv,
        arxiv_id(f"https://doi.org/{reference.doi}"),
        arxiv_id(reference.url),
        _arxiv_in(reference.venue),
    )
    return next((found for found in candidates if found and ARXIV_ID.fullmatch(found)), "")


def _arxiv_in(text: str) -> str:
    found = re.search(r"(?i)arxiv[:\s]+(?:abs/)?(\d{4}\.\d{4,5})", text)
    return found[1] if found else ""


def _bibtex(text: str, path: str, reading: Reading) -> Iterator[_Reference]:
    # Only an import of BibTeX needs these libraries.
    from bibtexparser import middlewares  # noqa: PLC0415
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415

    library = parse_string(
        text,
        append_middleware=[
            middlewares.LatexDecodingMiddleware(),
            middlewares.SeparateCoAuthors(),
        ],
    )
    for block in library.failed_blocks:
        shown = " ".join((block.raw or "").split())[:60]
        problem = Problem(
            path, (block.start_line or 0) + 1, "", "import_unread_entry", {"text": shown}
        )
        reading.report.refuse(problem)
    for entry in library.entries:
        fields: dict[str, Any] = {name.casefold(): value for name, value in entry.items()}

        def said(*names: str, fields: Mapping[str, Any] = fields) -> str:
            value = next((fields[name] for name in names if fields.get(name)), "")
            return " ".join(str(value).replace("{", "").replace("}", "").split())

        authors = fields.get("author") or ()
        eprint = said("eprint") if said("archiveprefix", "eprinttype").casefold() == "arxiv" else ""
        yield _Reference(
            line=(entry.start_line or 0) + 1,
            title=said("title"),
            authors=tuple(_in_order(" ".join(str(name).split())) for name in authors),
            date=said("date") or f"{said('year')}{_bibtex_month(said('month'))}",
            venue=said("booktitle", "journal", "journaltitle", "howpublished"),
            url=said("url"),
            doi=_bare_doi(said("doi")),
            arxiv=eprint.partition("v")[0],
            groups=_words(said("keywords", "groups", "collection")),
        )


def _bibtex_month(month: str) -> str:
    found = parse_month(f"{month} 2000") or parse_month(f"2000-{month}")
    return f"-{found.month:02d}" if found else ""


def _ris(text: str, path: str, reading: Reading) -> Iterator[_Reference]:
    import rispy  # noqa: PLC0415

    lines = [
        number for number, line in enumerate(text.splitlines(), start=1) if line.startswith("TY  -")
    ]
    try:
        entries: list[dict[str, Any]] = rispy.loads(text)
    except (OSError, ValueError, KeyError) as error:
        values = {"text": str(error)}
        reading.report.refuse(Problem(path, 1, "", "import_unread_entry", values))
        return
    for line, entry in zip(lines, entries, strict=False):
        urls = entry.get("urls") or []
        yield _Reference(
            line=line,
            title=entry.get("title") or entry.get("primary_title") or "",
            authors=tuple(map(_in_order, entry.get("authors") or entry.get("first_authors") or ())),
            date=_ris_date(entry.get("date") or entry.get("publication_year") or entry.get("year")),
            venue=entry.get("secondary_title")
            or entry.get("journal_name")
            or entry.get("alternate_title3")
            or "",
            url=str(urls[0]) if urls else "",
            doi=_bare_doi(entry.get("doi") or ""),
            groups=tuple(entry.get("keywords") or ()),
        )
    for line in lines[len(entries) :]:
        values = {"text": "TY  -"}
        reading.report.refuse(Problem(path, line, "", "import_unread_entry", values))


def _ris_date(value: str | None) -> str:
    """Return ``2024/07/03/`` as a month; a year alone stays one."""
    return "-".join(part for part in (value or "").split("/")[:2] if part.strip())


def _csl_json(text: str, path: str, reading: Reading) -> Iterator[_Reference]:
    entries = json.loads(text)
    entries = entries.get("items", []) if isinstance(entries, dict) else entries
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            values = {"text": str(entry)[:60]}
            reading.report.refuse(Problem(path, number, "", "import_unread_entry", values))
            continue
        issued = entry.get("issued") or {}
        parts = (issued.get("date-parts") or [[]])[0] if isinstance(issued, dict) else []
        names = [name for name in entry.get("author") or [] if isinstance(name, dict)]
        yield _Reference(
            line=_line_of(text, entry, number),
            title=" ".join(str(entry.get("title", "")).split()),
            authors=tuple(filter(None, map(_csl_name, names))),
            date="-".join(f"{int(part):02d}" for part in parts[:2] if str(part).isdigit()),
            venue=str(entry.get("event-title") or entry.get("container-title") or ""),
            url=str(entry.get("URL") or ""),
            doi=_bare_doi(str(entry.get("DOI") or "")),
            arxiv=_arxiv_in(f"arxiv {entry.get('number', '')}".replace("arXiv:", "")),
            groups=_words(str(entry.get("keyword") or "")),
        )


def _line_of(text: str, entry: Mapping[str, Any], number: int) -> int:
    """Return the line of an entry's title, else ``number``."""
    written = json.dumps(entry.get("title"), ensure_ascii=False)
    position = text.find(written)
    return text.count("\n", 0, position) + 1 if position >= 0 else number


def _csl_name(name: Mapping[str, Any]) -> str:
    parts = (name.get("given"), name.get("non-dropping-particle"), name.get("family"))
    return " ".join(str(part) for part in parts if part) or str(name.get("literal") or "")


def _in_order(name: str) -> str:
    """Return ``Family, Given`` as ``Given Family``."""
    family, comma, given = name.replace("{", "").replace("}", "").partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else name.strip()


def _bare_doi(text: str) -> str:
    found = DOI.search(text)
    return found[0] if found else ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split(r"[,;]", text) if word.strip())
