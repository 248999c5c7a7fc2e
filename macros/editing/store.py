"""Where records stand in a data folder, and writing them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from ruamel.yaml.nodes import MappingNode, SequenceNode

from macros.catalogue.data_folder import paper_file
from macros.catalogue.model import Dataset, Paper
from macros.catalogue.yaml_source import Plain
from macros.editing.changes import KeyPath, UnchangeableText, change
from macros.editing.formatting import end_line
from macros.editing.layout import INDENT, item_lines, plain_record, record_text
from macros.editing.spans import compose

# The new content of files, by file: all is prepared before the first one is written.
Drafts: TypeAlias = dict[Path, str]

DATASETS_HEADER: Final = "# Datasets, newest first. **…** sets words in bold.\n"
_PAPER_KEYS: Final = tuple(Paper.model_fields)
_DATASET_KEYS: Final = tuple(Dataset.model_fields)


def new_papers(folder: Path, papers: Iterable[Paper]) -> Drafts:
    """Return the files of papers that the folder does not hold yet."""
    return {
        paper_file(folder, paper.id, paper.year): record_text(plain_record(paper))
        for paper in papers
    }


def changed_paper(file: Path, changes: Mapping[str, Plain]) -> Drafts:
    """Return a paper's file with keys changed. Raises UnchangeableText, naming the file."""
    text = _read(file)
    try:
        after = change(text, _paths(changes), _PAPER_KEYS)
    except UnchangeableText as error:
        raise UnchangeableText(f"{file}: {error}") from error
    return {file: after} if after != text else {}


def changed_datasets(
    folder: Path, fresh: Sequence[Dataset], changes: Mapping[str, Mapping[str, Plain]]
) -> Drafts:
    """Return ``datasets.yml`` with new records in their places and keys of others changed.

    ``changes`` is by name. Comments and all other records are kept as they are written. Raises
    UnchangeableText.
    """
    file = folder / "datasets.yml"
    before = _read(file) if file.exists() else ""
    text = before or DATASETS_HEADER
    try:
        for name, values in changes.items():
            text = _changed_item(text, name, values)
        for dataset in fresh:
            text = _with_item(text, dataset)
    except UnchangeableText as error:
        raise UnchangeableText(f"{file}: {error}") from error
    return {file: text} if text != before and (fresh or changes) else {}


def _read(file: Path) -> str:
    return file.read_bytes().decode()


def _paths(changes: Mapping[str, Plain]) -> dict[KeyPath, Plain]:
    """Spell changes of groups key by key, so that their comments stay."""
    paths: dict[KeyPath, Plain] = {}
    for key, value in changes.items():
        if isinstance(value, dict):
            paths |= {(key, name): inner for name, inner in value.items()}
        else:
            paths[key,] = value
    return paths


def _items(text: str) -> list[MappingNode]:
    node = compose(text)
    if node is None:
        return []
    if not isinstance(node, SequenceNode) or node.flow_style:
        raise UnchangeableText("not a list of records, one after another")
    return list(node.value)


def _value(item: MappingNode, key: str) -> str:
    return next((str(value.value) for name, value in item.value if name.value == key), "")


def _changed_item(text: str, name: str, changes: Mapping[str, Plain]) -> str:
    item = next((item for item in _items(text) if _value(item, "name") == name), None)
    if item is None:
        raise UnchangeableText(f"no record is named {name}")
    lines = text.splitlines(keepends=True)
    first, last = item.start_mark.line, end_line(text, item)
    indent = item.start_mark.column
    dash = lines[first][:indent]
    own = [lines[first][indent:], *(line[indent:] or line for line in lines[first + 1 : last])]
    after = change("".join(own), _paths(changes), _DATASET_KEYS).splitlines(keepends=True)
    shifted = [
        dash + after[0],
        *(" " * indent + line if line.strip() else line for line in after[1:]),
    ]
    return "".join([*lines[:first], *shifted, *lines[last:]])


def _with_item(text: str, dataset: Dataset) -> str:
    """Put a record behind the last one that is as new, before all older ones."""
    lines = text.splitlines()
    items = _items(text)
    place = len(lines)
    newer = [item for item in items if _value(item, "year") >= str(dataset.year)]
    if items:
        place = end_line(text, newer[-1]) if newer else items[0].start_mark.line
    column = items[0].start_mark.column - len(INDENT) if items else 0
    own = [" " * column + line for line in item_lines(plain_record(dataset))]
    return "\n".join([*lines[:place], *own, *lines[place:]]) + "\n"
