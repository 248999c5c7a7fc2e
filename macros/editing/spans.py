"""Where the keys and values of a YAML text stand, so that one can change without the others."""

from __future__ import annotations

from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode
from ruamel.yaml.tokens import ScalarToken, StreamEndToken


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping. Offsets count characters, lines count from 0."""

    key: str
    key_start: int
    key_end: int
    first_line: int
    value: Node
    value_start: int
    value_end: int
    end_line: int


def compose(text: str) -> Node | None:
    """Return the node tree of ``text``. Raises ruamel's YAMLError."""
    node: Node | None = YAML(typ="rt", pure=True).compose(text)
    return node


def entries(text: str, mapping: MappingNode) -> list[Entry]:
    """Return the keys of ``mapping``, a node of ``text``, in the order of the file."""
    found = []
    for key, value in mapping.value:
        start, end = value.start_mark.index, content_end(text, value)
        if is_empty(value):
            start = end = text.index(":", key.end_mark.index) + 1
        found.append(
            Entry(
                key=str(key.value),
                key_start=key.start_mark.index,
                key_end=key.end_mark.index,
                first_line=key.start_mark.line,
                value=value,
                value_start=start,
                value_end=end,
                end_line=text.count("\n", 0, end) + 1,
            )
        )
    return found


def content_end(text: str, node: Node) -> int:
    """Return the offset where the content of ``node`` ends, without blanks and comments after."""
    if is_block(node) and node.value:
        last = node.value[-1]
        return content_end(text, last[1] if isinstance(node, MappingNode) else last)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return len(text[: node.end_mark.index].rstrip())
    end: int = node.end_mark.index
    return end


def is_empty(node: Node) -> bool:
    """Tell whether nothing stands where ``node`` could: ``code:`` alone."""
    return isinstance(node, ScalarNode) and not node.value and not node.style


def is_block(node: Node) -> bool:
    """Tell whether ``node`` is a collection written in lines, not in brackets."""
    return isinstance(node, CollectionNode) and not node.flow_style


def comments(text: str) -> list[str]:
    """Return the comments of ``text``: what stands between its tokens and is not blank."""
    found = []
    position = 0
    for token in YAML(typ="safe", pure=True).scan(text):
        start, end = token.start_mark.index, token.end_mark.index
        gap = text[position : len(text) if isinstance(token, StreamEndToken) else start]
        found += [line[line.index("#") :].rstrip() for line in gap.split("\n") if "#" in line]
        if isinstance(token, ScalarToken) and token.style in ("|", ">"):
            header = text[start:end].partition("\n")[0]
            found += ["#" + header.partition("#")[2]] if "#" in header else []
            end = len(text[:end].rstrip())
        position = max(position, end)
    return found
