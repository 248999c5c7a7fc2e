"""New content of the data folder's files, prepared here and written by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, Final, TypeAlias

from macros.catalogue.data_folder import paper_file, shown_path
from macros.catalogue.identities import identities, identities_of
from macros.catalogue.model import Dataset, LinkCheck, Paper, Refusal, Removal
from macros.catalogue.naming import year_of
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.yaml_source import Plain, YamlSource, items_of, mapping_of, parse
from macros.catalogue.yaml_writer import plain_record, written

# New content by file, None to delete it: everything is prepared before the first file is written.
Drafts: TypeAlias = dict[Path, str | None]

REFUSALS_HEADER: Final = (
    "# Papers that do not belong on the list, and why; catalogue discover leaves them out.\n"
)
REMOVALS_HEADER: Final = (
    "# Entries that left the list; their permalinks lead to what replaced them.\n"
)
LINKS_HEADER: Final = (
    "# When links were last checked, and which fail; written by the weekly check.\n"
)
DATASETS_HEADER: Final = "# Datasets, newest first. **…** sets words in bold.\n"


def new_paper(folder: Path, record: Mapping[str, Plain]) -> Drafts:
    """Return the file of a new paper, given as in YAML."""
    file = paper_file(folder, str(record["id"]), year_of(record))
    return {file: written(dict(record), Paper)}


def changed_paper(paper: SourceRecord[Paper], changes: dict[str, Plain]) -> Drafts:
    """Return a paper's file with keys changed."""
    source = paper.source()
    return {paper.file: written(mapping_of(source.value) | changes, Paper, source)}


def lengthened(listed: SourceRecord[Any], schema: Any, fresh: Iterable[Plain]) -> Drafts:
    """Return a file that holds a list with items at its end."""
    source = listed.source()
    return {listed.file: written([*items_of(source.value), *fresh], schema, source)}


def changed_datasets(
    sources: Sources, fresh: Sequence[Dataset], changes: Mapping[str, dict[str, Plain]]
) -> Drafts:
    """Return ``datasets.yml`` with new records, and with changed keys of others, by name."""
    if not sources.datasets or not (fresh or changes):
        return {}
    source = sources.datasets.source()
    if not source.text.strip():
        source = parse(DATASETS_HEADER.encode(), source.path)
    items = items_of(source.value)
    known = [
        item | changes.get(str(item.get("name")), {}) for item in items if isinstance(item, dict)
    ]
    new = [plain_record(dataset) for dataset in fresh]
    return {sources.datasets.file: written([*known, *new], tuple[Dataset, ...], source)}


def with_refusals(sources: Sources, refusals: Iterable[Refusal]) -> Drafts:
    """Return ``refused.yml`` with the papers added that it does not contain yet.

    Raises ValueError, which names it, for a file with errors, so that its content is not lost.
    """
    items, source = _items(sources, "refused.yml", REFUSALS_HEADER)
    known = identities_of(sources.refused.content if sources.refused else ())
    fresh = []
    for refusal in refusals:
        if not known & identities(refusal):
            known |= identities(refusal)
            fresh.append(plain_record(refusal))
    if not fresh:
        return {}
    content = written([*items, *fresh], tuple[Refusal, ...], source)
    return {sources.folder / "refused.yml": content}


def with_link_check(sources: Sources, check: LinkCheck) -> Drafts:
    """Return ``links.yml`` as of a check of the links.

    Raises ValueError, which names it, for a file with errors, so that its content is not lost.
    """
    source = _source(sources, "links.yml", LINKS_HEADER)
    return {sources.folder / "links.yml": written(plain_record(check), LinkCheck, source)}


def grouped(record: Plain, changes: Mapping[tuple[str, ...], Plain]) -> dict[str, Plain]:
    """Return changes of keys inside of a record's groups as changes of the groups."""
    found: dict[str, Plain] = {}
    for (key, *inner), value in changes.items():
        if inner:
            known = found.get(key) or (record.get(key) if isinstance(record, dict) else None)
            found[key] = mapping_of(known) | {inner[0]: value}
        else:
            found[key] = value
    return found


def without_paper(sources: Sources, removal: Removal) -> Drafts:
    """Return the files that take a paper off the list: ``removed.yml``, what names it, its own.

    A dataset that names the paper names the one that replaced it, else its title. Raises KeyError,
    and ValueError, which names it, for a file that has errors.
    """
    items, source = _items(sources, "removed.yml", REMOVALS_HEADER)
    for item in items:
        if isinstance(item, dict) and item.get("replaced_by") == removal.id:
            item["replaced_by"] = removal.replaced_by
    content = written([*items, plain_record(removal)], tuple[Removal, ...], source)
    names: dict[str, Plain] = {"title": removal.title, "arxiv": removal.arxiv, "doi": removal.doi}
    if removal.replaced_by:
        names = {"id": removal.replaced_by}
    datasets = sources.datasets.content if sources.datasets else ()
    changes: dict[str, dict[str, Plain]] = {
        dataset.name: {"paper": names}
        for dataset in datasets
        if dataset.paper and dataset.paper.id == removal.id
    }
    return {
        sources.folder / "removed.yml": content,
        **changed_datasets(sources, (), changes),
        sources.paper(removal.id).file: None,
    }


def _items(sources: Sources, name: str, header: str) -> tuple[list[Plain], YamlSource]:
    """Return the items of a file that may be missing, and the file, which begins with a header."""
    source = _source(sources, name, header)
    return deepcopy(items_of(source.value)), source


def _source(sources: Sources, name: str, header: str) -> YamlSource:
    """Return a file, or only its header if it is missing or empty. Raises ValueError for errors."""
    file = sources.folder / name
    record: SourceRecord[Any] | None = getattr(sources, file.stem)
    if record is None and file.exists():
        raise ValueError(shown_path(file))
    source = record.source() if record else None
    if source is None or not source.text.strip():
        source = parse(header.encode(), shown_path(file))
    return source
