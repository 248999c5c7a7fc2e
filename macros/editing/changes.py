"""Changes to single keys of a YAML record that leave every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, SequenceNode

from macros.catalogue.model import EntryText, Publication
from macros.catalogue.yaml_source import Plain, UnreadableSource, parse
from macros.editing.layout import entry_lines, flow_list, scalar
from macros.editing.spans import Entry, comments, compose, entries, is_block, is_empty

KeyPath: TypeAlias = tuple[str, ...]

_MAX_PATH: Final = 2
# The canonical orders of the keys inside of a paper's or a dataset's groups.
_GROUP_ORDERS: Final[Mapping[str, Sequence[str]]] = {
    "publication": tuple(Publication.model_fields),
    "summary": tuple(EntryText.model_fields),
    "description": tuple(EntryText.model_fields),
}


class UnchangeableText(ValueError):
    """A text whose form does not allow the change; the file must be edited by hand."""


def change(text: str, changes: Mapping[KeyPath, Plain], order: Sequence[str]) -> str:
    """Return ``text``, one record, with ``changes`` applied; None or an empty value removes a key.

    A key path names a key, or a key inside a key: ``("publication", "venue")``. A new key is
    put where ``order``, the canonical order of the record's keys, wants it. Comments, order,
    quoting and blank lines of everything else are kept to the byte. Raises UnchangeableText.
    """
    expected = _values(text)
    for path, wanted in changes.items():
        value = None if wanted in ([], {}, "") else wanted
        wanted_values = _changed(expected, path, value)
        if wanted_values != expected:  # What stands there already keeps its quotes.
            text = _set(text, path, value, order)
            expected = wanted_values
    if _values(text) != expected:
        raise UnchangeableText("the change cannot be made without touching other keys")
    return text


def _values(text: str) -> dict[str, Plain]:
    try:
        value = parse(text.encode(), "").value
    except UnreadableSource as error:
        raise UnchangeableText(str(error)) from error
    if not isinstance(value, dict):
        raise UnchangeableText("the file does not hold one record of keys and values")
    return {key: content for key, content in value.items() if content is not None}


def _changed(record: dict[str, Plain], path: KeyPath, value: Plain) -> dict[str, Plain]:
    key, *rest = path
    changed = dict(record)
    if rest:
        parent = record.get(key)
        inner = _changed(dict(parent) if isinstance(parent, dict) else {}, tuple(rest), value)
        value = inner or None
    if value is None:
        changed.pop(key, None)
    else:
        changed[key] = value
    return changed


def _set(text: str, path: KeyPath, value: Plain, order: Sequence[str]) -> str:
    if not 1 <= len(path) <= _MAX_PATH:
        raise UnchangeableText(f"no key lies as deep as {'.'.join(path)}")
    mapping = _mapping(text)
    entry = _entry(text, mapping, path[0])
    if len(path) == 1:
        return _set_key(text, mapping, path[0], value, order)
    if entry is None or not isinstance(entry.value, MappingNode):
        if value is None:
            return text
        return _set_key(text, mapping, path[0], {path[1]: value}, order)
    if value is None and [child.key for child in entries(text, entry.value)] == [path[1]]:
        return _set_key(text, mapping, path[0], None, order)
    return _set_key(text, entry.value, path[1], value, _GROUP_ORDERS.get(path[0], ()))


def _mapping(text: str) -> MappingNode:
    try:
        node = compose(text)
    except YAMLError as error:
        raise UnchangeableText(str(error)) from error
    if not isinstance(node, MappingNode):
        raise UnchangeableText("the file does not hold one record of keys and values")
    return node


def _entry(text: str, mapping: MappingNode, key: str) -> Entry | None:
    return next((entry for entry in entries(text, mapping) if entry.key == key), None)


def _set_key(text: str, mapping: MappingNode, key: str, value: Plain, order: Sequence[str]) -> str:
    entry = _entry(text, mapping, key)
    if entry and value is None:
        return _removed(text, mapping, entry)
    if entry:
        return _replaced(text, mapping, entry, value)
    return text if value is None else _inserted(text, mapping, key, value, order)


def _replaced(text: str, mapping: MappingNode, entry: Entry, value: Plain) -> str:
    start, end = entry.value_start, entry.value_end
    if isinstance(entry.value, SequenceNode) and isinstance(value, list):
        return _relisted(text, entry.value, list(map(str, value)))
    if not isinstance(value, dict | list) and not is_block(entry.value):
        new = scalar(str(value), in_flow=not is_block(mapping))
        if is_empty(entry.value):
            new = f" {new}"
        return text[:start] + new + text[end:]
    if comments(text[entry.key_start : end]):
        raise UnchangeableText(f"{entry.key} holds comments; change it by hand")
    lines = _indented(text, mapping, entry_lines(entry.key, value))
    return text[: entry.key_start] + lines.lstrip(" ") + text[end:]


def _relisted(text: str, node: SequenceNode, values: list[str]) -> str:
    """Keep the items that stay as they are written; write only what is new."""
    present = [str(item.value) for item in node.value]
    if not present:
        return text[: node.start_mark.index] + flow_list(values) + text[node.end_mark.index :]
    kept = [value for value in present if value in values]
    if not kept or values[: len(kept)] != kept:
        return _rewritten(text, node, values)
    keep = [value in values for value in present]
    return _listed(text, node, keep, values[len(kept) :])


def _rewritten(text: str, node: SequenceNode, values: list[str]) -> str:
    """Put ``values`` in the places of the present items, then drop or append the rest."""
    shared = list(zip(node.value, values, strict=False))
    keep = [True] * len(shared) + [False] * (len(node.value) - len(shared))
    text = _listed(text, node, keep, values[len(shared) :])
    for item, value in reversed(shared):
        if str(item.value) != value:
            new = scalar(value, in_flow=not is_block(node))
            text = text[: item.start_mark.index] + new + text[item.end_mark.index :]
    return text


def _listed(text: str, node: SequenceNode, keep: list[bool], added: list[str]) -> str:
    items = node.value
    start, end = items[0].start_mark.index, items[-1].end_mark.index
    if is_block(node):
        separator = _newline(text) + " " * node.start_mark.column
        end = _line_end(text, end)
        text = text[:end] + "".join(f"{separator}- {scalar(new)}" for new in added) + text[end:]
        for item in (
            item for item, kept in reversed(list(zip(items, keep, strict=True))) if not kept
        ):
            text = _without_lines(text, item.start_mark.index, item.end_mark.index)
        return text
    written = ""
    for position, item in enumerate(items):
        if keep[position]:
            before = items[position - 1].end_mark.index if written else item.start_mark.index
            written += text[before : item.end_mark.index]
    written += "".join(f", {scalar(new, in_flow=True)}" for new in added)
    return text[:start] + written + text[end:]


def _without_lines(text: str, start: int, end: int) -> str:
    """Return ``text`` without the lines from the one of ``start`` to the one of ``end``."""
    after = min(_line_end(text, end) + len(_newline(text)), len(text))
    return text[: text.rfind("\n", 0, start) + 1] + text[after:]


def _removed(text: str, mapping: MappingNode, entry: Entry) -> str:
    if is_block(mapping):
        return _without_lines(text, entry.key_start, entry.value_end)
    found = entries(text, mapping)
    position = [other.key for other in found].index(entry.key)
    if position + 1 < len(found):
        return text[: entry.key_start] + text[found[position + 1].key_start :]
    start = found[position - 1].value_end if position else entry.key_start
    return text[:start] + text[entry.value_end :]


def _inserted(text: str, mapping: MappingNode, key: str, value: Plain, order: Sequence[str]) -> str:
    found = entries(text, mapping)
    if not is_block(mapping):
        if isinstance(value, dict | list):
            raise UnchangeableText(f"{key} does not fit into a record in one line")
        new = f"{scalar(key, in_flow=True)}: {scalar(str(value), in_flow=True)}"
        end = found[-1].value_end if found else mapping.start_mark.index + 1
        return text[:end] + (", " if found else "") + new + text[end:]
    lines = _indented(text, mapping, entry_lines(key, value))
    before = list(order[: order.index(key)]) if key in order else [entry.key for entry in found]
    previous = [entry for entry in found if entry.key in before]
    if not previous:
        start = text.rfind("\n", 0, found[0].key_start) + 1
        return text[:start] + lines + _newline(text) + text[start:]
    end = _line_end(text, max(entry.value_end for entry in previous))
    return text[:end] + _newline(text) + lines + text[end:]


def _indented(text: str, mapping: MappingNode, lines: Iterable[str]) -> str:
    column = " " * mapping.start_mark.column
    return _newline(text).join(f"{column}{line}" for line in lines)


def _line_end(text: str, offset: int) -> int:
    """Return the offset of the end of the line of ``offset``, before its line break."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
