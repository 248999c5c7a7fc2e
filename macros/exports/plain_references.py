"""Plain references: in English after APA, in Chinese after GB/T 7714.

APA: Publication Manual of the American Psychological Association, 7th edition (2020), sections
9.8, 10.1, 10.5 and 10.8; titles keep their capitals. GB/T 7714-2015, 信息与文献 参考文献著录规则,
sections 4 and 8. Why no processor of CSL styles writes them: docs/development/architecture.md.
"""

from __future__ import annotations

from typing import Final

from macros.catalogue.model import doi_address
from macros.catalogue.patterns import HAN
from macros.exports.csl import CslItem, CslName, family_name, is_and_others
from macros.translations import Locale

# APA names up to twenty authors, GB/T 7714 three.
_MAX_APA: Final = 20
_MAX_GBT: Final = 3
# GB/T 7714-2015, annex B: kind of document, and OL for an online document.
_GBT_MARKS: Final = {
    "paper-conference": "C/OL",
    "article-journal": "J/OL",
    "article": "EB/OL",
    "document": "EB/OL",
}


def reference(item: CslItem, locale: Locale) -> str:
    """Return an item as one line: after GB/T 7714 in Chinese, after APA elsewhere."""
    return _gbt(item) if locale == "zh" else _apa(item)


def _apa(item: CslItem) -> str:
    year = item["issued"]["date-parts"][0][0]
    title = item["title"].removesuffix(".")
    if "number" in item:
        title += f" ({item['number']})"
    title = _sentence(title)
    source = item.get("publisher", "")
    if "container-title" in item:
        source = item["container-title"]
        pages = item.get("page", "").replace("-", "–")
        if item["type"] == "article-journal":
            source += f", {pages}" if pages else ""
        else:
            plural = "pp." if "–" in pages else "p."
            source = f"In {source}" + (f" ({plural} {pages})" if pages else "")
    address = doi_address(item["DOI"]) if "DOI" in item else item.get("URL", "")
    authors = _apa_authors(item.get("author", []))
    start = f"{authors} ({year}). {title}" if authors else f"{title} ({year})."
    return " ".join(filter(None, (start, _sentence(source), address)))


def _apa_authors(names: list[CslName]) -> str:
    written = [_apa_author(name) for name in names if not is_and_others(name)]
    if any(map(is_and_others, names)):
        return ", ".join((*written, "et al."))
    if len(written) > _MAX_APA:
        return ", ".join(written[: _MAX_APA - 1]) + f", . . . {written[-1]}"
    *leading, last = written or [""]
    return f"{', '.join(leading)}, & {last}" if leading else last


def _apa_author(name: CslName) -> str:
    if "literal" in name:
        return name["literal"]
    given = " ".join(
        "-".join(f"{part[0]}." for part in word.split("-") if part)
        for word in name["given"].replace(".", " ").split()
    )
    return ", ".join(filter(None, (family_name(name), given, name.get("suffix"))))


def _gbt(item: CslItem) -> str:
    year, *months = item["issued"]["date-parts"][0]
    work = f"{item['title'].removesuffix('.')}[{_GBT_MARKS[item['type']]}]"
    pages = f": {item['page']}" if "page" in item else ""
    if "container-title" not in item:
        date = f"{year}-{months[0]:02d}" if months else str(year)
        parts = [f"{work}. ({date})"]
    elif item["type"] == "article-journal":
        parts = [work, f"{item['container-title']}, {year}{pages}"]
    else:
        parts = [f"{work}//{item['container-title']}", f"{year}{pages}"]
    authors = _gbt_authors(item.get("author", []))
    address = f"DOI:{item['DOI']}" if "DOI" in item else item.get("URL", "")
    return "".join(f"{part}. " for part in (authors, *parts, address) if part).rstrip()


def _gbt_authors(names: list[CslName]) -> str:
    known = [name for name in names if not is_and_others(name)]
    written = [_gbt_author(name) for name in known[:_MAX_GBT]]
    if len(known) > _MAX_GBT or len(known) < len(names):
        written.append("等" if HAN.search("".join(written)) else "et al")
    return ", ".join(written)


def _gbt_author(name: CslName) -> str:
    if "literal" in name:
        return name["literal"]
    words = name["given"].replace(".", " ").replace("-", " ").split()
    initials = " ".join(word[0].upper() for word in words)
    return " ".join(filter(None, (family_name(name).upper(), initials, name.get("suffix"))))


def _sentence(text: str) -> str:
    return text if not text or text.endswith(("?", "!", ".")) else f"{text}."
