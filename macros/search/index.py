"""The search index of each locale, as the JSON that the reader's browser fetches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypedDict, get_args

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.localized_texts import LocalizedText
from macros.catalogue.model import Catalogue, Paper, Term
from macros.catalogue.patterns import HAN
from macros.search.entries import (
    DocumentPage,
    Entry,
    dataset_entries,
    page_entries,
    paper_entry,
)
from macros.search.segmentation import Segment, simplified, simplified_characters
from macros.search.segmented_texts import cached_segmentation
from macros.translations import LOCALES, Locale, text

# The path of the index below the site's root; overrides/partials/search.html names it too.
FOLDER: Final = "search"

_SegmentedList: TypeAlias = Literal["affiliations", "authors", "keywords", "notes", "venues"]
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
    facts: DerivedFacts | None = None,
) -> dict[Locale, str]:
    """Return the ``Index`` of every locale as JSON; ``documents`` are pages beside the catalogue's.

    ``cache`` is a file that keeps the segmented texts for the next call, ``facts`` keep entries.
    """
    facts = facts or DerivedFacts()
    segmented = _SegmentedCatalogue(catalogue, documents or {}, cache)
    papers = [
        json.loads(one) for one in facts.of_chunks("search", catalogue.papers, segmented.papers)
    ]
    characters = "".join(sorted({*"".join(one["characters"] for one in papers)}))
    source = _json([segmented.pages, segmented.datasets, characters]).encode()
    others = facts.of_source("search", source, lambda: _json(segmented.others(characters)))
    # Entries come last in an index, those of papers last among them: the same in every locale.
    entries = ",".join(("", *(one["entries"] for one in papers)))
    return {
        locale: f"{index.removesuffix(']}')}{entries}]}}"
        for locale, index in json.loads(others).items()
    }


def write(folder: Path, found: Mapping[Locale, str]) -> None:
    """Write each locale's index below the site's root ``folder``, as ``search/<locale>.json``."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for locale, index in found.items():
        (folder / FOLDER / f"{locale}.json").write_text(index, encoding="utf-8")


class _SegmentedCatalogue:
    """The entries of a catalogue with their Chinese segmented, which is done when one needs it."""

    def __init__(
        self,
        catalogue: Catalogue,
        documents: Mapping[Locale, tuple[DocumentPage, ...]],
        cache: Path | None,
    ) -> None:
        self._catalogue = catalogue
        self._cache = cache
        self._phrases = [phrase for term in catalogue.terms for phrase in term.zh]
        self.pages = {
            locale: page_entries(catalogue, locale, documents.get(locale, ())) for locale in LOCALES
        }
        self.datasets = dataset_entries(catalogue)

    def papers(self, papers: Sequence[Paper]) -> str:
        """Return the entries of some papers as JSON, and the characters of their Chinese texts."""
        entries = [self._entries[paper.id] for paper in papers]
        written = _json([_segmented(entry, self._segment) for entry in entries])[1:-1]
        characters = sorted({*"".join(_chinese(entries))})
        return _json({"entries": written, "characters": "".join(characters)})

    def others(self, characters: str) -> dict[Locale, str]:
        """Return the index of every locale without papers; theirs are the ``characters``."""
        catalogue, segment = self._catalogue, self._segment
        folding = _folding(frozenset("".join((*self._texts, *self._phrases, characters))))
        found: dict[Locale, str] = {}
        for locale in LOCALES:
            entries = (*self.pages[locale], *self.datasets)
            index: Index = {
                "categories": {
                    one.id: _name(one.title, locale, segment) for one in catalogue.categories
                },
                "labels": {one.id: _name(one.name, locale, segment) for one in catalogue.labels},
                "terms": [_phrases(term, segment) for term in catalogue.terms],
                "kinds": {kind: _words(name, segment) for kind, name in self._kinds.items()},
                "field": _words(catalogue.site.short_name, segment),
                "simplified": folding,
                "entries": [_segmented(entry, segment) for entry in entries],
            }
            found[locale] = _json(index)
        return found

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {paper.id: paper_entry(paper, self._catalogue) for paper in self._catalogue.papers}

    @property
    def _kinds(self) -> dict[str, LocalizedText]:
        return {
            kind: LocalizedText(en=text(key, "en"), zh=text(key, "zh"))
            for kind, key in _KINDS.items()
        }

    @property
    def _texts(self) -> Iterator[str]:
        """The Chinese texts of all but papers and terms."""
        for found in (*self.pages.values(), self.datasets):
            yield from _chinese(found)
        for name in (
            *(label.name for label in self._catalogue.labels),
            *(category.title for category in self._catalogue.categories),
        ):
            yield name.zh

    @cached_property
    def _segment(self) -> Segment:
        kinds = (name.zh for name in self._kinds.values())
        texts = (*self._texts, *_chinese(self._entries.values()), *kinds)
        return cached_segmentation(
            [*texts, self._catalogue.site.short_name.zh], self._phrases, self._cache
        )


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


def _chinese(found: Iterable[Entry]) -> Iterator[str]:
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
