"""Safe reading of one YAML file, with line numbers and every scalar as its literal text.

Scalars are not resolved to numbers, dates or booleans: ``arxiv: 2409.10280`` keeps its last
zero and a venue may be called ``NO``. The model converts what it needs. Anchors, aliases, tags
and duplicate keys are refused (YAML 1.1, https://yaml.org/spec/1.1/, sections 3.2.1.3 and 7.1).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from macros.catalogue.problems import Problem

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Location: TypeAlias = Sequence[str | int]

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 20
_BOM: Final = b"\xef\xbb\xbf"
_TAGS: Final[dict[type[yaml.Node], str]] = {
    yaml.MappingNode: "tag:yaml.org,2002:map",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.ScalarNode: "tag:yaml.org,2002:str",
}
_STANDARD_TAGS: Final = frozenset(_TAGS.values())
# Where an anchor or an alias may begin ("**" begins neither), and what may nest deeply.
_RISKY: Final = re.compile(rf"(?:^|[\s\[{{,:?-])[&*](?!\*)|[-?:] +[-?] | {{{MAX_DEPTH}}}")
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


def mapping_of(value: Plain) -> dict[str, Plain]:
    """Return a value that may be a mapping, empty for any other."""
    return value if isinstance(value, dict) else {}


def items_of(value: Plain) -> list[Plain]:
    """Return a value that may be a list, empty for any other."""
    return value if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class YamlSource:
    """A parsed file: its path as shown in messages, its text, its plain value, its node tree."""

    path: str
    text: str
    value: Plain
    node: yaml.Node | None

    def line(self, location: Location) -> int:
        """Return the line (from 1) of the key or item at ``location``, or of its nearest parent."""
        return 1 if self.node is None else _line(self.node, location)


class UnreadableSource(Exception):
    """A file that cannot be read as plain YAML; ``problems`` says why, line by line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))  # Worded when asked: there may be thousands.


def read(file: Path, shown_path: str, root: Path) -> YamlSource:
    """Read ``file``, which must lie in ``root``; messages name it ``shown_path``.

    Raises UnreadableSource with every problem found: a file outside of ``root``, larger than
    MAX_BYTES, not UTF-8, with a byte order mark or tabs, not YAML, or with refused constructs.
    """
    return parse(content_of(file, shown_path, root), shown_path)


def content_of(file: Path, shown_path: str, root: Path) -> bytes:
    """Return the bytes of ``file``, which must lie in ``root``. Raises UnreadableSource."""
    try:
        if file.is_symlink() and not file.resolve(strict=True).is_relative_to(root.resolve()):
            raise UnreadableSource([Problem(shown_path, 1, "", "outside_data")])
        # Non-blocking: opening a pipe must not wait for a writer. A file object would take four
        # times as long as all the rest.
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableSource([Problem(shown_path, 1, "", "not_a_file")])
            if status.st_size > MAX_BYTES:
                values = {"size": status.st_size, "limit": MAX_BYTES}
                raise UnreadableSource([Problem(shown_path, 1, "", "file_too_large", values)])
            return os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)
    except FileNotFoundError as error:
        raise UnreadableSource([Problem(shown_path, 1, "", "file_missing")]) from error
    except IsADirectoryError as error:
        raise UnreadableSource([Problem(shown_path, 1, "", "not_a_file")]) from error
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = Problem(shown_path, 1, "", "file_unreadable", {"reason": reason})
        raise UnreadableSource([problem]) from error


def parse(content: bytes, shown_path: str) -> YamlSource:
    """Parse the bytes of one YAML file. Raises UnreadableSource as ``read`` does."""
    text = _decode(content, shown_path)
    _refuse_aliases_and_depth(text, shown_path)
    try:
        node = yaml.compose(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        raise UnreadableSource([_syntax_problem(error, text, shown_path)]) from error
    return YamlSource(shown_path, text, _value(node, shown_path), node)


class _TextLoader(yaml.CBaseLoader):
    """libyaml's parser; every scalar without a tag is text, without asking PyYAML's resolver."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        del self, value, implicit
        return _TAGS[kind]


def _decode(content: bytes, shown_path: str) -> str:
    if content.startswith(_BOM):
        raise UnreadableSource([Problem(shown_path, 1, "", "byte_order_mark")])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        values = {"byte": f"0x{content[error.start]:02x}"}
        raise UnreadableSource([Problem(shown_path, line, "", "not_utf8", values)]) from error
    return text


def _refuse_aliases_and_depth(text: str, shown_path: str) -> None:
    if not _RISKY.search(text) and text.count("[") + text.count("{") < MAX_DEPTH:
        return  # Parsing events would only cost time: nothing here refers or nests deeply.
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            line = (event.start_mark.line if event.start_mark else 0) + 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise UnreadableSource([Problem(shown_path, line, "", "anchor_or_alias")])
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    values = {"limit": MAX_DEPTH}
                    raise UnreadableSource([Problem(shown_path, line, "", "too_deep", values)])
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError as error:
        raise UnreadableSource([_syntax_problem(error, text, shown_path)]) from error


def _syntax_problem(error: yaml.YAMLError, text: str, shown_path: str) -> Problem:
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
        code = "control_character" if position is not None else "yaml_syntax"
        return Problem(shown_path, line, "", code, {"reason": str(error).splitlines()[0]})
    line = min(mark.line + 1, len(lines))
    for number in (line, line - 1):
        if 0 < number <= len(lines) and "\t" in _indentation(lines[number - 1]):
            return Problem(shown_path, number, "", "tab_indentation")
    if "alias" in str(error) and "*" in lines[line - 1]:
        return Problem(shown_path, line, "", "unquoted_asterisk")
    reason = ", ".join(filter(None, (getattr(error, "context", ""), getattr(error, "problem", ""))))
    return Problem(shown_path, line, "", "yaml_syntax", {"reason": reason})


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


class _NeedsCare(Exception):
    """A node that must be checked with its location."""


def _value(node: yaml.Node | None, path: str) -> Plain:
    if node is None:
        return None
    try:
        return _quickly(node)
    except _NeedsCare:
        problems: list[Problem] = []
        value = _plain(node, path, problems, "")
        if problems:
            raise UnreadableSource(problems) from None
        return value


def _quickly(node: yaml.Node) -> Plain:
    """Return what ``_plain`` does for a node without problems. Raises _NeedsCare for any other."""
    if node.tag not in _STANDARD_TAGS:
        raise _NeedsCare
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        return None if text in _NULLS and not node.style else text
    if isinstance(node, yaml.SequenceNode):
        return [_quickly(item) for item in node.value]
    members = {
        key.value: _quickly(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)
    }
    if len(members) != len(node.value):
        raise _NeedsCare
    return members


def _plain(node: yaml.Node, path: str, problems: list[Problem], key: str) -> Plain:
    if node.tag not in _STANDARD_TAGS:
        values = {"tag": node.tag}
        problems.append(Problem(path, node.start_mark.line + 1, key, "tag_refused", values))
        return None
    if isinstance(node, yaml.ScalarNode):
        value: str = node.value
        return None if not node.style and value in _NULLS else value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path, problems, key) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return dict(_members(node, path, problems, key))
    raise TypeError(f"not a YAML node: {node!r}")


def _members(
    node: yaml.MappingNode, path: str, problems: list[Problem], key: str
) -> Iterator[tuple[str, Plain]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(path, line, key, "key_not_text"))
            continue
        name = key_node.value
        full_key = f"{key}.{name}" if key else name
        if name in seen:
            values = {"first": seen[name]}
            problems.append(Problem(path, line, full_key, "duplicate_key", values))
        seen.setdefault(name, line)
        yield name, _plain(value_node, path, problems, full_key)


def _line(node: yaml.Node, location: Location) -> int:
    line: int = node.start_mark.line + 1
    for step in location:
        child: tuple[int, yaml.Node] | None = None
        if isinstance(node, yaml.MappingNode):
            child = next(
                ((k.start_mark.line + 1, v) for k, v in node.value if k.value == step), None
            )
        elif isinstance(node, yaml.SequenceNode) and step in range(len(node.value)):
            child = (node.value[int(step)].start_mark.line + 1, node.value[int(step)])
        if child is None:
            break
        line, node = child
    return line
