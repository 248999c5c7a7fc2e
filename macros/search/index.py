"""The search index of each locale, as the JSON that the reader's browser fetches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypedDict, get_args

from macros.catalogue.model import Catalogue, LocalizedText, Term
from macros.catalogue.patterns import HAN
from macros.search.entries import DocumentPage, Entry, page_entries, record_entries
from macros.search.segmentation import Segment, simplified, simplified_characters
from macros.search.segmented_texts import cached_segmentation
from macros.translations import LOCALES, Locale, text

# The path of the index below the site's root; overrides/partials/search.html names it too.
FOLDER: Final = "search"

_SegmentedList: TypeAlias = Literal["affiliations", "authors", "notes", "venues"]
_SEGMENTED_LISTS: Final[tuple[_SegmentedList, ...]] = get_args(_SegmentedList)

# What an entry is or has, and the interface text that names it.
_KINDS: Final = {"dataset": "search.dataset", "code": "papers.link.code", "blog": "home.blogs"}


class Name(TypedDict):
    """The name of a category or label as it is shown, and its words in every locale."""

    title: str
    words: str


class Index(TypedDict):
    """All the browser needs to search one locale.

    ``terms`` are groups of phrases that mean the same, each with its words (empty if they
    equal the phrase); ``kinds`` names kinds of entries in every language, ``field`` the whole
    field; ``simplified`` holds the simplified character of each traditional one that may occur in
    a query.
    """

    categories: dict[str, Name]
    labels: dict[str, Name]
    terms: list[dict[str, str]]
    kinds: dict[str, str]
    field: str
    simplified: dict[str, str]
    entries: list[Entry]


def indexes(
    catalogue: Catalogue,
    documents: Mapping[Locale, tuple[DocumentPage, ...]] | None = None,
    cache: Path | None = None,
) -> dict[Locale, Index]:
    """Return the index of every locale; ``documents`` are the pages beside the catalogue's.

    ``cache`` is a file that keeps the segmented texts for the next call.
    """
    pages = {
        locale: page_entries(catalogue, locale, (documents or {}).get(locale, ()))
        for locale in LOCALES
    }
    records = record_entries(catalogue)
    phrases = [phrase for term in catalogue.terms for phrase in term.zh]
    names = [*(label.name for label in catalogue.labels), *(c.title for c in catalogue.categories)]
    texts = [
        *(value for found in (*pages.values(), records) for value in _chinese(found)),
        *(name.zh for name in names),
    ]
    field = catalogue.site.short_name
    kinds = {
        kind: LocalizedText(en=text(key, "en"), zh=text(key, "zh")) for kind, key in _KINDS.items()
    }
    names_of_kinds = (field.zh, *(kind.zh for kind in kinds.values()))
    segment = cached_segmentation([*texts, *names_of_kinds], phrases, cache)
    folding = _folding(frozenset("".join((*texts, *phrases))))
    segmented = [_segmented(entry, segment) for entry in records]
    return {
        locale: {
            "categories": {c.id: _name(c.title, locale, segment) for c in catalogue.categories},
            "labels": {label.id: _name(label.name, locale, segment) for label in catalogue.labels},
            "terms": [_phrases(term, segment) for term in catalogue.terms],
            "kinds": {kind: _words(name, segment) for kind, name in kinds.items()},
            "field": _words(field, segment),
            "simplified": folding,
            "entries": [*(_segmented(entry, segment) for entry in pages[locale]), *segmented],
        }
        for locale in LOCALES
    }


def write(folder: Path, found: Mapping[Locale, Index]) -> None:
    """Write each locale's index below the site's root ``folder``, as ``search/<locale>.json``."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for locale, index in found.items():
        compact = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        (folder / FOLDER / f"{locale}.json").write_text(compact, encoding="utf-8")


def _name(name: LocalizedText, locale: Locale, segment: Segment) -> Name:
    return {"title": name[locale], "words": _words(name, segment)}


def _words(name: LocalizedText, segment: Segment) -> str:
    return f"{name.en} {segment(name.zh)}"


def _phrases(term: Term, segment: Segment) -> dict[str, str]:
    # Most phrases equal their words; leaving those empty halves the bytes.
    spaced = {phrase: segment(phrase) for phrase in (*term.en, *term.zh)}
    return {phrase: "" if words == phrase else words for phrase, words in spaced.items()}


def _segmented(entry: Entry, segment: Segment) -> Entry:
    changed = entry.copy()
    if HAN.search(entry["title"]):
        changed["words"] = segment(entry["title"])
    if "text" in entry:
        changed["text"] = segment(entry["text"])
    if "prose" in entry:
        changed["prose"] = segment(entry["prose"])
    for key in _SEGMENTED_LISTS:
        if key in entry:
            changed[key] = tuple(segment(value) for value in entry[key])
    return changed


def _chinese(found: list[Entry]) -> Iterator[str]:
    for entry in found:
        lists = (value for key in _SEGMENTED_LISTS for value in entry.get(key, ()))
        for value in (entry["title"], entry.get("text", ""), entry.get("prose", ""), *lists):
            if HAN.search(value):
                yield value


def _folding(characters: frozenset[str]) -> dict[str, str]:
    """Return the simplified characters of the traditional ones that could name any of these."""
    used = characters | frozenset(simplified("".join(sorted(characters))))
    return {
        traditional: simple
        for traditional, simple in simplified_characters().items()
        if simple in used or traditional in used
    }
