"""Tokens: placeholders in a page for the catalogue's texts and fragments.

Pages pass Jinja, Markdown and the theme with tokens in place of the catalogue's own text, so
nothing from the YAML is ever read as source. The tokens are replaced once, at the very end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

_TOKEN: Final = r"%%catalogue:([a-z_]+)((?::[^:%\s]+)*)%%"  # noqa: S105 (no password)
# Markdown wraps the token of a block in a paragraph, which must not contain a block.
_TOKENS: Final = re.compile(rf"<p>{_TOKEN}</p>|{_TOKEN}")


class UnknownToken(Exception):
    """A page contains a token that names no fragment."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no such fragment: %%catalogue:{name}%%")


def token(name: str, *arguments: object) -> str:
    """Return the token for a fragment; arguments must not contain ``:``, ``%`` or spaces."""
    parts = (name, *map(str, arguments))
    written = f"%%catalogue:{':'.join(parts)}%%"
    found = re.fullmatch(_TOKEN, written)
    if not found or found[2].count(":") != len(arguments):
        raise ValueError(f"not a token: {written}")
    return written


def pieces(page: str, fragment: Callable[..., str]) -> Iterator[str]:
    """Yield ``page`` in pieces, every token replaced by ``fragment(name, *arguments)``.

    The HTML of a fragment is not searched for tokens again.
    """
    end = 0
    for found in _TOKENS.finditer(page):
        yield page[end : found.start()]
        end = found.end()
        name, arguments = found.group(1, 2) if found[1] else found.group(3, 4)
        yield fragment(name, *arguments.split(":")[1:])
    yield page[end:]


def fill(page: str, fragment: Callable[..., str]) -> str:
    """Return ``page`` with every token replaced, as ``pieces`` yields it."""
    return "".join(pieces(page, fragment))
