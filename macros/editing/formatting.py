"""The canonical form of a YAML file of the catalogue: order, layout, quoting; comments kept.

A comment above a key or an item moves with it, one at the end of a line stays on its line, the
comment at the top of a file stays at the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from macros.catalogue.model import Dataset
from macros.catalogue.validation import record_model
from macros.catalogue.yaml_source import Plain, parse
from macros.editing.layout import INDENT, entry_lines, item_lines
from macros.editing.spans import Entry, comments, compose, entries, is_block

_BLANK_RUN = re.compile(r"\n{3,}")


def formatted(text: str, model: Any) -> str:
    """Return the canonical form of ``text``, a file that holds ``model``.

    ``model`` is a record type, or a tuple of one for a file that holds a list. Values never
    change. Raises UnreadableSource for what is not plain YAML.
    """
    text = text.replace("\r\n", "\n")
    source = parse(text.encode(), "")
    if not source.value:
        return text
    record = record_model(model)
    if _is_canonical(text, source.value, record):
        return text
    node = compose(text)
    if isinstance(node, SequenceNode):
        lines = _list(text, node, source.value, record)
    else:
        lines = _mapping(text, node, source.value, record)
    body = "\n".join(line.rstrip() for line in lines)
    return _BLANK_RUN.sub("\n\n", body).strip("\n") + "\n"


def _is_canonical(text: str, value: Plain, model: Any) -> bool:
    """Tell at once of a file without comments; composing it takes ten times as long."""
    if isinstance(value, list) and model is not Dataset:
        lines = _canonical_items(value, model)
    else:
        lines = _canonical(value, model)
    return text == "".join(f"{line}\n" for line in lines)


def _mapping(
    text: str, node: Node | None, value: Plain, model: Any, *, nested: bool = False
) -> list[str]:
    """Return the lines of a record that stands at column 0 of ``text``."""
    if not isinstance(node, MappingNode) or not isinstance(value, dict):
        return text.split("\n")
    if not is_block(node):
        return text.split("\n") if comments(text) else _canonical(value, model)
    lines = text.split("\n")
    found = entries(text, node)
    position = 0 if nested else _header_end(lines[: found[0].first_line])
    header, blocks = lines[:position], []
    for entry in found:
        leading = lines[position : entry.first_line]
        blocks.append((entry.key, leading, _entry(text, entry, value[entry.key], model)))
        position = entry.end_line
    blocks.sort(key=lambda block: _place(block[0], model))
    body = [line for _, leading, own in blocks for line in (*leading, *own)]
    return [*header, *body, *lines[position:]]


def _entry(text: str, entry: Entry, value: Plain, model: Any) -> list[str]:
    lines = text.split("\n")[entry.first_line : entry.end_line]
    own = "\n".join(lines)
    found = comments(own)
    inner = _field(model, entry.key)
    canonical = [] if value in (None, [], {}) else list(entry_lines(entry.key, value))
    if isinstance(value, dict) and canonical:
        canonical = [f"{entry.key}:", *(INDENT + line for line in _canonical(value, inner))]
    if not found:
        return canonical
    at_end = text[entry.value_end :].partition("\n")[0].strip() == found[0]
    if len(found) == 1 and at_end and canonical:
        return [f"{canonical[0]}  {found[0]}", *canonical[1:]]
    if isinstance(entry.value, MappingNode) and is_block(entry.value):
        first, *rest = lines
        indent = entry.value.start_mark.column
        nested = "\n".join(line[indent:] if not line[:indent].strip() else line for line in rest)
        child = _mapping(nested, compose(nested), value, inner, nested=True)
        return [first, *(INDENT + line if line else "" for line in child)]
    return lines  # Comments inside of a list or in brackets: their places are the writer's.


def _list(text: str, node: SequenceNode, value: Plain, model: Any) -> list[str]:
    if not isinstance(value, list):
        return text.split("\n")
    if not is_block(node):
        return text.split("\n") if comments(text) else _canonical_items(value, model)
    lines = text.split("\n")
    starts = [item.start_mark.line for item in node.value]
    starts = [_dash_line(lines, start) for start in starts]
    blocks: list[tuple[list[str], list[str], Plain]] = []
    position = _header_end(lines[: starts[0]])
    header = lines[:position]
    for start, after, item, plain in zip(
        starts, [*starts[1:], len(lines)], node.value, value, strict=True
    ):
        end = min(end_line(text, item), after)
        blocks.append((lines[position:start], _item(lines[start:end], plain, model), plain))
        position = end
    if model is Dataset:
        blocks.sort(key=lambda block: _year(block[2]), reverse=True)
    body = [line for leading, own, _ in blocks for line in (*leading, *own)]
    return [*header, *body, *lines[position:]]


def _item(lines: Sequence[str], value: Plain, model: Any) -> list[str]:
    own = "\n".join(lines)
    if not comments(own):
        return _canonical_items([value], model)
    indent = len(lines[0]) - len(lines[0].lstrip()) + len("- ")
    undashed = lines[0].replace("-", " ", 1)
    nested = "\n".join(line[indent:] for line in (undashed, *lines[1:]))
    child = _mapping(nested, compose(nested), value, model, nested=True)
    first = next((number for number, line in enumerate(child) if not _is_quiet(line)), 0)
    return [
        *(line.lstrip() for line in child[:first]),
        f"- {child[first]}",
        *(INDENT + line if line else "" for line in child[first + 1 :]),
    ]


def _header_end(lines: Sequence[str]) -> int:
    """Return how many of the lines above the first key speak of the file, not of the key."""
    blank = [number for number, line in enumerate(lines, start=1) if not line.strip()]
    return blank[-1] if blank else len(lines)


def _is_quiet(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _dash_line(lines: Sequence[str], line: int) -> int:
    while not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def end_line(text: str, node: Node) -> int:
    """Return the line (from 0) after the last line of an item's own content."""
    if isinstance(node, MappingNode) and is_block(node):
        return max(entry.end_line for entry in entries(text, node))
    end = node.end_mark
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return text.count("\n", 0, len(text[: end.index].rstrip())) + 1
    return int(end.line) + 1


def _canonical(value: Plain, model: Any) -> list[str]:
    record = value if isinstance(value, dict) else {}
    keys = sorted(record, key=lambda key: _place(key, model))
    lines: list[str] = []
    for key in keys:
        content = record[key]
        if isinstance(content, dict) and content:
            inner = _canonical(content, _field(model, key))
            lines += [f"{key}:", *(INDENT + line for line in inner)] if inner else []
        elif content not in (None, [], {}):
            lines += entry_lines(key, content)
    return lines


def _canonical_items(values: Iterable[Plain], model: Any) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, dict):
            inner = _canonical(value, model)
            lines += (
                [f"- {inner[0]}", *(INDENT + line for line in inner[1:])] if inner else ["- {}"]
            )
        else:
            lines += list(item_lines({"": value}))
    return lines


def _place(key: str, model: Any) -> int:
    names = list(getattr(model, "model_fields", ()))
    return names.index(key) if key in names else len(names)


def _field(model: Any, key: str) -> Any:
    fields = getattr(model, "model_fields", {})
    return record_model(fields[key].annotation) if key in fields else None


def _year(value: Plain) -> str:
    return str(value.get("year")) if isinstance(value, dict) else ""
