"""Preview of a data change: its effect on the pages, as data and as a comment.

The data comes from a job that runs on a stranger's change and is trusted no further than its shape
(``Preview``); the comment is made from it by a job that may write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from macros.catalogue.localized_texts import EntryText
from macros.catalogue.model import Catalogue, Dataset, Paper
from macros.catalogue.problems import Problem
from macros.catalogue.text_types import WebAddress
from macros.exports.markdown import inert_text, markdown_template
from macros.render.formats import format_month
from macros.translations import LOCALES, Locale, text

# A comment with more would be hard to read; `catalogue diff` shows all of them.
MAX_ENTRIES: Final = 50
MAX_WARNINGS: Final = 50

Short: TypeAlias = Annotated[str, Field(max_length=4000)]
Entry: TypeAlias = Paper | Dataset


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PreviewLink(_Data):
    """A link of a row: its name in each locale, and its address."""

    name: dict[Locale, Short]
    url: WebAddress


class PreviewRow(_Data):
    """An entry as its row will show it: facts and summary in each locale, links, changed keys."""

    kind: Literal["added", "changed", "removed"]
    title: Short
    facts: dict[Locale, Short]
    summary: dict[Locale, Short]
    links: Annotated[tuple[PreviewLink, ...], Field(max_length=10)]
    keys: Annotated[tuple[Short, ...], Field(max_length=40)]


class PreviewWarning(_Data):
    """A warning that the change causes, in each locale."""

    place: Short
    sentence: dict[Locale, Short]


class Preview(_Data):
    """The effect of a change. ``more`` counts the entries and warnings left out."""

    rows: Annotated[tuple[PreviewRow, ...], Field(max_length=MAX_ENTRIES)]
    warnings: Annotated[tuple[PreviewWarning, ...], Field(max_length=MAX_WARNINGS)]
    stale: dict[Locale, Annotated[int, Field(ge=0)]]
    more: Annotated[int, Field(ge=0)]


def preview(
    before: Catalogue,
    after: Catalogue,
    warnings: Iterable[Problem],
    entries: int = MAX_ENTRIES,
) -> Preview:
    """Return what the change from ``before`` to ``after`` does; ``warnings`` are the new ones."""
    pairs = [*_pairs(before.papers, after.papers), *_pairs(before.datasets, after.datasets)]
    rows = [_row(old, new, after if new else before) for old, new in pairs]
    described = [
        PreviewWarning(
            place=str(problem.place), sentence={one: problem.sentence(one) for one in LOCALES}
        )
        for problem in warnings
    ]
    return Preview.model_construct(
        rows=tuple(rows[:entries]),
        warnings=tuple(described[:MAX_WARNINGS]),
        stale=_stale(pairs),
        more=max(0, len(rows) - entries) + max(0, len(described) - MAX_WARNINGS),
    )


def comment(found: Preview) -> str:
    """Return the preview as Markdown, in both languages."""
    template = markdown_template("macros.proposals", "preview.md.jinja", trim=True, text=inert_text)
    return template.render(preview=found, locales=LOCALES, text=text)


def _pairs(
    before: Iterable[Entry], after: Iterable[Entry]
) -> Iterator[tuple[Entry | None, Entry | None]]:
    old = {entry.id: entry for entry in before}
    new = {entry.id: entry for entry in after}
    for identifier in (*new, *(gone for gone in old if gone not in new)):
        pair = old.get(identifier), new.get(identifier)
        if pair[0] != pair[1]:
            yield pair


def _row(old: Entry | None, new: Entry | None, catalogue: Catalogue) -> PreviewRow:
    entry = new or old
    assert entry is not None  # noqa: S101 - a pair holds at least one
    keys: tuple[str, ...] = ()
    if old and new:
        fields = type(entry).model_fields
        keys = tuple(key for key in fields if getattr(old, key) != getattr(new, key))
    summary = entry.summary if isinstance(entry, Paper) else entry.description
    return PreviewRow(
        kind="changed" if old and new else "added" if new else "removed",
        title=entry.title if isinstance(entry, Paper) else entry.name,
        facts={locale: _facts(entry, catalogue, locale) for locale in LOCALES},
        summary={locale: summary.fallback(locale)[0] if summary else "" for locale in LOCALES},
        links=tuple(_links(entry)),
        keys=keys,
    )


def _facts(entry: Entry, catalogue: Catalogue, locale: Locale) -> str:
    if isinstance(entry, Dataset):
        return str(entry.year)
    publication = entry.publication.label if entry.publication else ""
    facts = (
        format_month(entry.date, locale),
        publication,
        *(catalogue.category(category).title[locale] for category in entry.categories),
        *(catalogue.label(label).name[locale] for label in entry.labels),
    )
    return " · ".join(filter(None, facts))


def _links(entry: Entry) -> Iterator[PreviewLink]:
    links: Mapping[str, str] = entry.links if isinstance(entry, Paper) else {"project": entry.url}
    for kind, url in links.items():
        key = "search.paper" if kind == "publication" else f"papers.link.{kind}"
        yield PreviewLink(name={locale: text(key, locale) for locale in LOCALES}, url=url)


def _stale(pairs: Iterable[tuple[Entry | None, Entry | None]]) -> dict[Locale, int]:
    """Return how many texts of each locale the change makes out of date."""
    counts: dict[Locale, int] = dict.fromkeys(LOCALES, 0)
    for old, new in pairs:
        if old and new:
            for key in type(new).model_fields:
                was, is_now = getattr(old, key), getattr(new, key)
                if isinstance(was, EntryText) and isinstance(is_now, EntryText):
                    for locale in LOCALES:
                        others = [other for other in LOCALES if other != locale]
                        kept = getattr(was, locale) and was.fallback(locale) == is_now.fallback(
                            locale
                        )
                        changed = any(getattr(was, one) != getattr(is_now, one) for one in others)
                        counts[locale] += bool(kept and changed)
    return counts
