"""Markdown files from templates, with escaped text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

# Signs that CommonMark or the code host's extensions (tables, strike-through, formulas) may read
# as markup; & only where an entity would follow.
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>~|$#]|&(?=#?\w+;)")


def markdown_text(value: str) -> str:
    """Return ``value`` so that Markdown shows it as it is, also inside of a table."""
    return _MARKUP.sub(lambda sign: "&amp;" if sign[0] == "&" else rf"\{sign[0]}", value)


def inert_text(value: str) -> str:
    """Return ``value`` in one line of Markdown that notifies nobody and links nowhere."""
    # An invisible character after "@" keeps the code host from notifying anyone.
    return (
        markdown_text(" ".join(value.split())).replace("@", "@\u200b").replace("://", ":\u200b//")
    )


@cache
def markdown_template(
    package: str, name: str, *, trim: bool = False, **filters: Callable[..., Any]
) -> Template:
    """Return the template ``name`` of a package; its filter ``text`` is ``markdown_text``.

    Compiled once, which takes longer than rendering: ``filters`` are the same at each call.
    ``trim`` drops the lines that contain only a tag; ``filters`` are further ones.
    """
    environment = Environment(
        loader=PackageLoader(package, "."),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=trim,
        lstrip_blocks=trim,
    )
    environment.filters |= {"text": markdown_text, **filters}
    return environment.get_template(name)
