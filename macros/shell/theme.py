"""What the theme's templates can use of the catalogue, and the theme without its icons."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from jinja2 import Environment, FileSystemLoader
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape
from mkdocs.theme import Theme

from macros.catalogue.model import Catalogue
from macros.render.tokens import token
from macros.translations import LOCALES, Locale, text, texts_below


def template_globals(locale: Locale, catalogue: Catalogue) -> Mapping[str, object]:
    """Return the globals of the theme's templates, escaped: those render without autoescape."""

    def interface_text(key: str, in_locale: Locale = locale, **fields: object) -> Markup:
        return escape(text(key, in_locale, **fields))

    def script_texts(*keys: str) -> str:
        found = dict(pair for key in keys for pair in texts_below(key, locale))
        return htmlsafe_json_dumps(found, dumps=json.dumps, ensure_ascii=False)

    return {
        "locale": locale,
        "locales": LOCALES,
        "interface_text": interface_text,
        "repository": escape(catalogue.site.repository),
        "script_texts": script_texts,
        "site_short_name": token("site_short_name"),
    }


def skip_icons(theme: Theme) -> None:
    """Let the environments of ``theme`` list no hidden files; templates there can still be used.

    At each build of each locale MkDocs lists every file of the theme, thousands of icons among
    them, only to leave out those in hidden folders.
    """
    if "get_env" in vars(theme):
        return  # done by the pass of an earlier locale
    make_environment = theme.get_env

    def get_env() -> Environment:
        environment = make_environment()
        environment.loader = _VisibleFiles(theme.dirs)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


class _VisibleFiles(FileSystemLoader):
    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in _visible(folder)})


def _visible(root: str) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = PurePath(folder).relative_to(root)
        yield from ((below / name).as_posix() for name in files if not name.startswith("."))
