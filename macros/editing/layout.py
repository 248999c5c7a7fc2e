"""The canonical layout of a record in YAML: order of keys, quoting, lists in one line or many.

Every value is the text that stands in the file, as ``macros.catalogue.yaml_source`` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from macros.catalogue.model import Month, Record
from macros.catalogue.yaml_source import Plain, UnreadableSource, parse

INDENT: Final = "  "

# Lists of ids and of words stand in one line; names of people and search terms one per line.
ONE_LINE_LISTS: Final = frozenset({"categories", "labels", "aliases", "en", "zh"})

# What YAML 1.1 and 1.2 readers take for something else than text must be quoted; numbers are
# not, because a reader of ours takes them as they stand.
_MISTAKEN: Final = frozenset(
    [
        "~",
        "null",
        "Null",
        "NULL",
        "true",
        "True",
        "TRUE",
        "false",
        "False",
        "FALSE",
        "yes",
        "Yes",
        "YES",
        "no",
        "No",
        "NO",
        "on",
        "On",
        "ON",
        "off",
        "Off",
        "OFF",
        "y",
        "Y",
        "n",
        "N",
        "=",
        "<<",
    ]
)

# Keys whose values are meant as true or false.
_TRUE_OR_FALSE: Final = frozenset({"official", "weights"})

_FLOW_SIGNS: Final = frozenset(",[]{}")


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Return ``text`` as a YAML scalar: plain where that reads back the same, else quoted."""
    plain = text not in _MISTAKEN and not (in_flow and _FLOW_SIGNS.intersection(text))
    if plain and _reads_back(text, in_flow=in_flow):
        return text
    if text.isprintable():
        return json.dumps(text, ensure_ascii=False)  # JSON's strings are YAML's (YAML 1.2, 1.3).
    stream = StringIO()
    writer = YAML(typ="rt", pure=True)
    writer.width = 2**31
    writer.dump({"text": DoubleQuotedScalarString(text)}, stream)
    return stream.getvalue().removeprefix("text: ").rstrip("\n")


def _reads_back(text: str, *, in_flow: bool) -> bool:
    source = f"text: [{text}, x]\n" if in_flow else f"text: {text}\n"
    try:
        value = parse(source.encode(), "").value
    except (UnreadableSource, UnicodeEncodeError):
        return False
    return value == {"text": [text, "x"] if in_flow else text}


def record_text(record: Mapping[str, Plain]) -> str:
    """Return a whole file that holds ``record``, its keys in the order given."""
    return "".join(f"{line}\n" for line in record_lines(record))


def records_text(records: Iterable[Mapping[str, Plain]]) -> str:
    """Return a whole file that holds a list of records."""
    return "".join(f"{line}\n" for record in records for line in item_lines(record))


def item_lines(record: Mapping[str, Plain]) -> Iterator[str]:
    """Yield the lines of ``record`` as an item of a list: ``- id: …``, then ``  title: …``."""
    for position, line in enumerate(record_lines(record)):
        yield f"- {line}" if position == 0 else f"{INDENT}{line}"


def record_lines(record: Mapping[str, Plain]) -> Iterator[str]:
    """Yield the lines of ``record`` in the canonical layout; empty values are left out."""
    for key, value in record.items():
        if value not in (None, [], {}):
            yield from entry_lines(key, value)


def entry_lines(key: str, value: Plain) -> Iterator[str]:
    """Yield the lines of one key and its value."""
    name = scalar(key)
    if isinstance(value, dict):
        yield f"{name}:"
        yield from (INDENT + line for line in record_lines(value))
    elif isinstance(value, list) and key in ONE_LINE_LISTS:
        yield f"{name}: {flow_list(value)}"
    elif isinstance(value, list):
        yield f"{name}:"
        for item in value:
            lines = item_lines(item) if isinstance(item, dict) else [f"- {scalar(str(item))}"]
            yield from (INDENT + line for line in lines)
    elif key in _TRUE_OR_FALSE and value in ("true", "false"):
        yield f"{name}: {value}"
    else:
        yield f"{name}: {scalar(str(value))}"


def flow_list(values: Iterable[Plain]) -> str:
    """Return a list in one line: ``[Emotional, Diffusion]``."""
    return f"[{', '.join(scalar(str(value), in_flow=True) for value in values)}]"


def plain_record(record: Record) -> dict[str, Plain]:
    """Return a record as it stands in YAML: its keys in the model's order, empty ones left out."""
    plain = {
        name: _plain(value)
        for name, field in type(record).model_fields.items()
        if (value := getattr(record, name)) != field.default
    }
    return {key: value for key, value in plain.items() if value not in (None, [], {})}


def _plain(value: object) -> Plain:
    if value is None:
        return None
    if isinstance(value, Record):
        return plain_record(value)
    if isinstance(value, tuple) and not isinstance(value, Month):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
