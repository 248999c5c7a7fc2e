"""Papers as files of references: BibTeX and RIS.

BibTeX follows O. Patashnik, "BibTeXing" (1988), and for preprints arXiv's own entries
(https://info.arxiv.org/help/hypertex/bibstyles/); RIS the tags of
https://en.wikipedia.org/wiki/RIS_(file_format) as ``rispy`` knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Block, Entry, Field
from bibtexparser.writer import BibtexFormat

from macros.exports.csl import CslItem, CslName, family_name, is_and_others

_BIBTEX_TYPES: Final = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "article": "misc",
    "document": "misc",
}
_RIS_TYPES: Final = {
    "article-journal": "JOUR",
    "paper-conference": "CONF",
    "article": "UNPB",
    "document": "GEN",
}
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
_FORMAT: Final = BibtexFormat()  # type: ignore[no-untyped-call]
_FORMAT.indent = "    "
_FORMAT.block_separator = "\n"
# Characters with a meaning in TeX.
_TEX: Final = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "$": r"{\textdollar}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        '"': "''",
    }
)
# A word BibTeX must not set in lower case: capitals after its first letter, or beside a digit.
_ACRONYM: Final = re.compile(r"(?<![^\W_])[^\W_]*(?:[^\W_][A-Z]|[A-Z]\d|\d[A-Z])[^\W_]*")


def bibtex(items: Iterable[CslItem]) -> str:
    """Return the items as a BibTeX file, one entry each, in the order given."""
    entries: list[Block] = [
        Entry(_BIBTEX_TYPES[item["type"]], item["id"], list(_bibtex_fields(item))) for item in items
    ]
    return write_string(Library(entries), unparse_stack=[], bibtex_format=_FORMAT)


def _bibtex_fields(item: CslItem) -> Iterator[Field]:
    year, *months = item["issued"]["date-parts"][0]
    fields = {
        "author": " and ".join(map(_bibtex_name, item.get("author", ()))),
        "title": _protected(item["title"]),
        "journal" if item["type"] == "article-journal" else "booktitle": _escaped(
            item.get("container-title", "")
        ),
        "year": str(year),
        "month": _MONTHS[months[0] - 1] if months else "",
        "pages": item.get("page", "").replace("-", "--"),
        "doi": item.get("DOI", ""),
        "eprint": item.get("archive_location", ""),
        "archivePrefix": item.get("archive", ""),
        "url": item.get("URL", ""),
    }
    for name, value in fields.items():
        if value:
            # Months are macros of BibTeX's styles, each of which prints them in its own way.
            yield Field(name, value if name == "month" else f"{{{value}}}")


def _bibtex_name(name: CslName) -> str:
    if is_and_others(name):
        return "others"
    written = _escaped(family_name(name))
    if "literal" in name:
        # Without braces BibTeX would take the words for given names and a family name.
        return f"{{{written}}}" if re.search(r"[\s,]", written) else written
    suffix = f", {_escaped(name['suffix'])}" if "suffix" in name else ""
    return f"{written}{suffix}, {_escaped(name['given'])}"


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


def ris(items: Iterable[CslItem]) -> str:
    """Return the items as an RIS file, one reference each, in the order given."""
    references = [_ris_reference(item) for item in items]
    return str(rispy.dumps(references, implementation=_RisWriter)).lstrip("\n")


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """rispy's writer without the number it puts above each reference."""

    def set_header(self, count: int) -> str:
        del count
        return ""


def _ris_reference(item: CslItem) -> dict[str, Any]:
    year, *months = item["issued"]["date-parts"][0]
    first, _, last = item.get("page", "").partition("-")
    names = [name for name in item.get("author", ()) if not is_and_others(name)]
    reference = {
        "type_of_reference": _RIS_TYPES[item["type"]],
        "id": item["id"],
        "authors": [
            ", ".join(filter(None, (family_name(name), name.get("given"), name.get("suffix"))))
            for name in names
        ],
        "title": item["title"],
        "secondary_title": item.get("container-title"),
        "year": str(year),
        "date": f"{year}/{months[0]:02d}//" if months else None,
        "start_page": first,
        "end_page": last,
        "doi": item.get("DOI"),
        "publisher": item.get("publisher"),
        "accession_number": item.get("number"),
        "urls": [item["URL"]] if "URL" in item else None,
    }
    return {key: value for key, value in reference.items() if value}
