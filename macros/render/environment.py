"""The Jinja environment of the fragments: autoescape on, undefined names are errors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)

from macros.catalogue.derived_facts import is_cache_wanted
from macros.render import contributions, formats
from macros.translations import LOCALES

PROJECT: Final = Path(__file__).parents[2]
FRAGMENTS_FOLDER: Final = PROJECT / "overrides" / "fragments"
CACHE_FOLDER: Final = PROJECT / ".cache" / "jinja"


@cache
def compiled_templates() -> BytecodeCache | None:
    """Return the cache of compiled templates: compiling the theme's is a third of a small build.

    Keyed by the templates' content (jinja2.FileSystemBytecodeCache). None where the project's
    folder cannot be written and where no cache is wanted.
    """
    if not is_cache_wanted():
        return None
    try:
        CACHE_FOLDER.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(CACHE_FOLDER))


@cache
def environment() -> Environment:
    """Return the environment that renders the files of ``overrides/fragments``."""
    jinja = Environment(
        loader=FileSystemLoader(FRAGMENTS_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates(),
    )
    jinja.globals.update(LOCALES=LOCALES)
    jinja.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    jinja.filters.update(
        author_links=formats.author_links,
        day=formats.format_day,
        emphasis=formats.emphasis,
        entry=formats.entry,
        method_name=formats.method_name,
        month=formats.format_month,
        offers=formats.offers,
        paper_address=formats.paper_address,
        paper_source=contributions.paper_source,
        quantity=formats.format_quantity,
        short_title=formats.short_title,
        source_links=formats.source_links,
        terms=formats.terms,
        titled=formats.titled,
        written_in=formats.written_in,
    )
    return jinja
