"""The canonical form of the catalogue's YAML: one order, one layout, one quoting style.

Keys come in the order of the model's fields and empty values are left out. Comments are kept: one
above a key or an item stays above it, with a blank line before it if it has one; one at the end of
a line stays there, the comment at the top of a file stays at the top. The comment of a removed
line moves above the next one.

Values are the literal text of the file, as ``macros.catalogue.yaml_source`` reads it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias, get_args

import yaml
from pydantic.fields import FieldInfo

from macros.catalogue.localized_texts import Record
from macros.catalogue.model import Dataset
from macros.catalogue.validation import record_model
from macros.catalogue.value_types import ONE_LINE, Month
from macros.catalogue.yaml_source import Plain, UnreadableSource, YamlSource, parse

# Keys of mappings and names of list items, which do not change when a list is sorted.
_Path: TypeAlias = tuple[str, ...]

_INDENT: Final = "  "
_IDENTITIES: Final = ("id", "name", "url", "en")
_EMPTY: Final[tuple[Plain, ...]] = (None, [], {})

# What YAML 1.1 and 1.2 readers take for something other than text must be quoted; numbers are
# not, because our reader takes them literally.
_MISTAKEN: Final = re.compile(r"~|null|true|false|yes|no|on|off|y|n|=|<<", re.IGNORECASE)
# Texts that surely read back as they are, so that most need no parser.
_PLAIN: Final = re.compile(
    r"https?://[\w./=&%+~?()-]+|[^\W_][\w./&%+~()-]*(?: [\w./=%+~()][\w./&%+~()-]*)*"
)
_FLOW_SIGNS: Final = frozenset(",[]{}")


class Comment(NamedTuple):
    """A comment: its line (from 0), its text with the ``#``, and whether it has its own line."""

    line: int
    text: str
    alone: bool


def canonical(source: YamlSource, schema: Any) -> str:
    """Return the canonical form of a file that holds ``schema``; values never change.

    ``schema`` is a record type, or a tuple of one for a file that holds a list.
    """
    value = source.value
    return written(value, schema, source) if isinstance(value, dict | list) else source.text


def written(value: Plain, schema: Any, before: YamlSource | None = None) -> str:
    """Return a file that holds ``value``, with the comments of ``before``, the file so far."""
    lines: Iterable[_Line] = _lines(value, schema, ())
    if before and "#" in before.text:
        lines = _with_comments(list(lines), before)
    return "".join(f"{line.text}\n" for line in lines)


def plain_record(record: Record) -> dict[str, Plain]:
    """Return a record as written in YAML: its keys in the model's order, defaults left out."""
    plain = {
        name: _plain(value)
        for name, field in type(record).model_fields.items()
        if (value := getattr(record, name)) != field.default
    }
    return {key: value for key, value in plain.items() if value not in _EMPTY}


def filled(value: Plain) -> Plain:
    """Return a value as ``written`` writes it: without keys that hold nothing."""
    if isinstance(value, list):
        return [filled(item) for item in value]
    if isinstance(value, dict):
        inner = {key: filled(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in _EMPTY}
    return value


def _plain(value: object) -> Plain:
    if value is None:
        return None
    if isinstance(value, Record):
        return plain_record(value)
    if isinstance(value, tuple) and not isinstance(value, Month):
        return [_plain(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file and its content; the first line of an item has two paths."""

    text: str
    paths: tuple[_Path, ...] = ()

    def indented(self) -> _Line:
        return _Line(_INDENT + self.text, self.paths)


def _lines(value: Plain, schema: Any, path: _Path) -> Iterator[_Line]:
    model = record_model(schema)
    if isinstance(value, dict):
        yield from _mapping(value, getattr(model, "model_fields", {}), path)
    elif isinstance(value, list):
        if model is Dataset:
            value = sorted(value, key=_year, reverse=True)
        for item, name in zip(value, _names(value), strict=True):
            yield from _item(item, model, (*path, name))


def _mapping(
    record: Mapping[str, Plain], fields: Mapping[str, FieldInfo], path: _Path
) -> Iterator[_Line]:
    known = [key for key in fields if key in record]
    for key in (*known, *(key for key in record if key not in fields)):
        value, field, here = record[key], fields.get(key), (*path, key)
        name = key if field else scalar(key)
        if value in _EMPTY:
            continue
        if isinstance(value, dict) or (isinstance(value, list) and not _in_one_line(field)):
            inner = list(_lines(value, field.annotation if field else None, here))
            if inner:
                yield _Line(f"{name}:", (here,))
                yield from (line.indented() for line in inner)
        elif isinstance(value, list):
            yield _Line(f"{name}: {_flow(value)}", (here,))
        elif value in ("true", "false") and field and _is_true_or_false(field.annotation):
            yield _Line(f"{name}: {value}", (here,))
        else:
            yield _Line(f"{name}: {scalar(value)}", (here,))


def _item(value: Plain, model: Any, path: _Path) -> Iterator[_Line]:
    inner = list(_lines(value, model, path)) if isinstance(value, dict) else []
    if not inner:
        yield _Line(f"- {_flow(value)}", (path,))
        return
    yield _Line(f"- {inner[0].text}", (path, *inner[0].paths))
    yield from (line.indented() for line in inner[1:])


def _in_one_line(field: FieldInfo | None) -> bool:
    return field is not None and ONE_LINE in field.metadata


def _is_true_or_false(annotation: Any) -> bool:
    return annotation is bool or any(map(_is_true_or_false, get_args(annotation)))


def _year(value: Plain) -> str:
    return str(value.get("year")) if isinstance(value, dict) else ""


def _names(items: Iterable[Plain]) -> Iterator[str]:
    """Yield what tells the items of a list apart: a text, or what identifies a record."""
    seen: Counter[str] = Counter()
    for item in items:
        name = str(item)
        if isinstance(item, dict):
            name = next((str(item[key]) for key in _IDENTITIES if key in item), "")
        seen[name] += 1
        yield f"{name} {seen[name]}"


def scalar(text: str | None, *, in_flow: bool = False) -> str:
    """Return ``text`` as a YAML scalar: plain where that reads back the same, else quoted."""
    if text is None:
        return "null"
    mistaken = bool(_MISTAKEN.fullmatch(text) or (in_flow and _FLOW_SIGNS.intersection(text)))
    # Most titles hold a colon, which ends a plain text: no need to ask the parser.
    mistaken = mistaken or ": " in text or " #" in text
    if not mistaken and (_PLAIN.fullmatch(text) or _reads_back(text, in_flow=in_flow)):
        return text
    # JSON strings are YAML strings (YAML 1.2, section 1.3), except beyond the BMP.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in quoted)


def _reads_back(text: str, *, in_flow: bool) -> bool:
    source = f"text: [{text}, x]\n" if in_flow else f"text: {text}\n"
    try:
        value = parse(source.encode(), "").value
    except (UnreadableSource, UnicodeEncodeError):
        return False
    return value == {"text": [text, "x"] if in_flow else text}


def _flow(value: Plain) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    return scalar(value, in_flow=True)


def comments(text: str) -> list[Comment]:
    """Return the comments of a YAML text: the text between its tokens that is not blank."""
    found: list[Comment] = []
    position = 0
    for token in yaml.scan(text, Loader=yaml.CBaseLoader):
        start, end = token.start_mark.index, token.end_mark.index
        found += _comments_between(text, position, start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            found += _comments_between(text, start, start + text[start:].find("\n"))
            end = len(text[:end].rstrip())
        position = max(position, end)
    return [*found, *_comments_between(text, position, len(text))]


def _comments_between(text: str, start: int, end: int) -> Iterator[Comment]:
    while (sign := text.find("#", start, end)) >= 0:
        start = text.find("\n", sign, end)
        start = end if start < 0 else start
        alone = not text[text.rfind("\n", 0, sign) + 1 : sign].strip()
        yield Comment(text.count("\n", 0, sign), text[sign:start].rstrip(), alone)


def _with_comments(lines: list[_Line], before: YamlSource) -> Iterator[_Line]:
    anchors = list(_anchors(before.node, before.value, ()))
    text = before.text.removesuffix("\n").split("\n")
    header = _header(
        text[: anchors[0][0] if anchors else None], is_list=not isinstance(before.value, dict)
    )
    numbers = {path: number for number, line in enumerate(lines) for path in line.paths}
    above: dict[int, list[str]] = {}
    beside: dict[int, str] = {}
    for comment in comments(before.text):
        if comment.line < header:
            continue
        number, at_end = _own(comment, anchors, numbers)
        if number is not None and at_end and number not in beside:
            beside[number] = f"  {comment.text}"
        else:
            number = len(lines) if number is None else number
            spaced = comment.alone and comment.line > header and not text[comment.line - 1].strip()
            above.setdefault(number, []).extend(["", comment.text] if spaced else [comment.text])
    yield from (_Line(line.strip()) for line in text[:header])
    for number, line in enumerate(lines):
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        yield from (_Line((indent + note).rstrip()) for note in above.get(number, ()))
        yield _Line(line.text + beside.get(number, ""))
    yield from map(_Line, above.get(len(lines), ()))


def _header(lines: list[str], *, is_list: bool) -> int:
    """Return how many of the lines above the first key are about the file, not about the key."""
    blank = [number for number, line in enumerate(lines, start=1) if not line.strip()]
    return blank[-1] if blank else len(lines) if is_list else 0


def _own(
    comment: Comment, anchors: list[tuple[int, _Path]], numbers: Mapping[_Path, int]
) -> tuple[int | None, bool]:
    """Return the new line a comment belongs to (None: the end), and whether beside it."""
    after = bisect_right(anchors, comment.line, key=itemgetter(0))
    first = after if comment.alone else max(after - 1, 0)
    for position, (_, path) in enumerate(islice(anchors, first, None)):
        for length in range(len(path), 0, -1):
            if path[:length] in numbers:
                return numbers[path[:length]], position == 0 and not comment.alone
    return None, False


def _anchors(node: yaml.Node | None, value: Plain, path: _Path) -> Iterator[tuple[int, _Path]]:
    """Yield the lines (from 0) and paths of a file's keys and items, in the order of the file."""
    if isinstance(node, yaml.MappingNode) and isinstance(value, dict):
        for key, child in node.value:
            here = (*path, key.value)
            yield key.start_mark.line, here
            yield from _anchors(child, value[key.value], here)
    elif isinstance(node, yaml.SequenceNode) and isinstance(value, list):
        for child, item, name in zip(node.value, value, _names(value), strict=True):
            yield child.start_mark.line, (*path, name)
            yield from _anchors(child, item, (*path, name))
