"""The Jinja environment of the fragments: autoescape on, undefined names are errors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros.render import formats
from macros.translations import LOCALES

FRAGMENTS_FOLDER: Final = Path(__file__).parents[2] / "overrides" / "fragments"


@cache
def environment() -> Environment:
    """Return the environment that renders the files of ``overrides/fragments``."""
    jinja = Environment(
        loader=FileSystemLoader(FRAGMENTS_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals.update(LOCALES=LOCALES)
    jinja.filters.update(
        emphasis=formats.emphasis,
        month=formats.format_month,
        short_title=formats.short_title,
        written_in=formats.written_in,
    )
    return jinja
