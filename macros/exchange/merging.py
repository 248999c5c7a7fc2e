"""Records found in lists, merged with each other and with the catalogue that exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from macros.catalogue.checks import folded_title
from macros.catalogue.model import ARXIV, Catalogue, Dataset, Paper, Record
from macros.catalogue.naming import paper_id
from macros.catalogue.patterns import RECORD_ID, RESERVED_ID
from macros.catalogue.problems import Problem
from macros.catalogue.validation import validation_problems
from macros.catalogue.yaml_source import Plain
from macros.catalogue.yaml_writer import plain_record
from macros.exchange.found import Found, dated

_LISTS: Final = ("categories", "labels")


@dataclass(slots=True)
class Merged:
    """What an import changes: whole new records, and new values of records that exist."""

    papers: list[Paper] = field(default_factory=list)
    datasets: list[Dataset] = field(default_factory=list)
    changed_papers: dict[str, dict[str, Plain]] = field(default_factory=dict)
    changed_datasets: dict[str, dict[str, Plain]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def merge(papers: Iterable[Found], datasets: Iterable[Found], catalogue: Catalogue) -> Merged:
    """Merge found records into ``catalogue``: by arXiv identifier, then by folded title.

    What the catalogue says stays; a record gains the keys and list items it lacks, and a
    preprint its venue. Contradictions are reported with the line that holds them.
    """
    merged = Merged()
    _merge_papers(list(papers), catalogue, merged)
    _merge_datasets(datasets, catalogue, merged)
    return merged


def _merge_papers(papers: list[Found], catalogue: Catalogue, merged: Merged) -> None:
    existing = [(_known(paper), plain_record(paper)) for paper in catalogue.papers]
    originals = {paper.id: plain_record(paper) for paper in catalogue.papers}
    index: dict[str, Found] = {}
    for found, _ in existing:
        index |= dict.fromkeys(_identities(found), found)
    fresh: list[Found] = []
    for found in papers:
        merged.problems += dated(found)
        other = next((index[name] for name in _identities(found) if name in index), None)
        if other is None:
            fresh.append(found)
            other = found
        else:
            merged.problems += _join(other, found)
        index |= {name: other for name in _identities(found) if name not in index}
    taken = set(originals) | {found.get("id") for found in fresh}
    given: set[str] = set(originals)
    for found in fresh:
        _name(found, taken, given)
        record = _validated(found, Paper, merged.problems)
        merged.papers += [record] if record else []
    for found, before in existing:
        changes = {key: value for key, value in found.record.items() if before.get(key) != value}
        if changes and _validated(found, Paper, merged.problems):
            merged.changed_papers[str(before["id"])] = changes


def _known(paper: Paper) -> Found:
    return Found("", 1, plain_record(paper))


def _identities(found: Found) -> list[str]:
    arxiv = found.get("arxiv").partition("v")[0]
    title = folded_title(found.get("title")) or found.get("title")
    return [*([f"arxiv:{arxiv}"] if arxiv else []), *([f"title:{title}"] if title else [])]


def _name(found: Found, taken: set[str], given: set[str]) -> None:
    anchor = found.get("id")
    usable = RECORD_ID.fullmatch(anchor) and not RESERVED_ID.fullmatch(anchor)
    if not usable or anchor in given:
        year = int(found.get("date")[:4] or 0)
        anchor = paper_id(found.get("title"), year, taken)
    taken.add(anchor)
    given.add(anchor)
    found.record["id"] = anchor


def _join(kept: Found, other: Found) -> Iterator[Problem]:
    """Add to ``kept`` what ``other`` knows beyond it; yield corrections and contradictions."""
    if kept.path and "categories" in kept.record:
        yield from _join_categories(kept, other)
    for key, value in other.record.items():
        mine = kept.record.get(key)
        if not mine:
            kept.record[key] = value
        elif key in _LISTS and isinstance(value, list) and isinstance(mine, list):
            added = [item for item in value if item not in mine]
            kept.record[key] = [*mine, *added]
        elif key == "title":
            yield from _join_titles(kept, other)
        elif isinstance(mine, dict) and isinstance(value, dict):
            yield from _join_groups(kept, other, key, mine, value)
        elif mine != value and key not in ("id", "authors"):
            yield _contradiction(kept, other, key, mine, value)


def _join_categories(kept: Found, other: Found) -> Iterator[Problem]:
    """Join the categories of two rows of a list; the row with the permalink stands first."""
    mine, others = kept.items("categories"), other.items("categories")
    if other.get("id") and not kept.get("id"):
        mine, others = others, mine
    joined = list(dict.fromkeys([*mine, *others]))
    if joined != kept.items("categories"):
        kept.record["categories"] = list(joined)
        where = f"{kept.path}:{kept.first_line}"
        yield other.note("import_merged", where=where, categories=", ".join(joined))


def _join_titles(kept: Found, other: Found) -> Iterator[Problem]:
    mine, title = kept.get("title"), other.get("title")
    if folded_title(mine) != folded_title(title):
        yield _contradiction(kept, other, "title", mine, title)
    elif kept.path and len(title.split()) > len(mine.split()):
        # The same letters with a space more: the other spelling lost one.
        kept.record["title"] = title
        yield kept.note("import_title", value=mine, expected=title)
    elif kept.path and len(title.split()) < len(mine.split()):
        yield other.note("import_title", value=title, expected=mine)


def _join_groups(
    kept: Found, other: Found, key: str, mine: Mapping[str, Plain], value: Mapping[str, Plain]
) -> Iterator[Problem]:
    if mine.get("venue") == ARXIV and value.get("venue") not in (None, ARXIV):
        kept.record[key] = dict(value)
        return
    if value.get("venue") == ARXIV and mine.get("venue") not in (None, ARXIV):
        return  # The preprint of a paper that has been published since.
    kept.record[key] = {**value, **mine}
    for name in mine.keys() & value.keys():
        if mine[name] != value[name]:
            yield _contradiction(kept, other, f"{key}.{name}", mine[name], value[name])


def _contradiction(kept: Found, other: Found, key: str, mine: Plain, value: Plain) -> Problem:
    where = f"{kept.path}:{kept.first_line}" if kept.path else str(kept.record.get("id", "data"))
    values = {"name": key, "value": str(value), "kept": str(mine), "where": where}
    return other.note("import_contradiction", **values)


def _merge_datasets(datasets: Iterable[Found], catalogue: Catalogue, merged: Merged) -> None:
    before = {folded_title(dataset.name): plain_record(dataset) for dataset in catalogue.datasets}
    index = {name: Found("", 1, dict(record)) for name, record in before.items()}
    fresh: list[Found] = []
    for found in datasets:
        name = folded_title(found.get("name")) or found.get("name")
        if name in index:
            merged.problems += _join(index[name], found)
        else:
            index[name] = found
            fresh.append(found)
    for found in fresh:
        record = _validated(found, Dataset, merged.problems)
        merged.datasets += [record] if record else []
    for name, record in before.items():
        now = index[name].record
        changes = {key: value for key, value in now.items() if record.get(key) != value}
        if changes and _validated(index[name], Dataset, merged.problems):
            merged.changed_datasets[str(record["name"])] = changes


def _validated(found: Found, model: type[Record], problems: list[Problem]) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(model)
    record = {key: value for key, value in found.record.items() if value not in (None, "", [], {})}
    try:
        return adapter.validate_python(record)
    except ValidationError as error:
        problems += validation_problems(error, found, adapter)
        return None
