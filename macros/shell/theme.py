"""Values of the catalogue for the theme's templates."""

from __future__ import annotations

import json
from collections.abc import Mapping

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from macros.catalogue.model import Catalogue
from macros.render.tokens import token
from macros.translations import LOCALES, Locale, text, texts_below


def template_globals(locale: Locale, catalogue: Catalogue) -> Mapping[str, object]:
    """Return the globals of the theme's templates, escaped: those render without autoescape."""

    def interface_text(key: str, in_locale: Locale = locale, **fields: object) -> Markup:
        return escape(text(key, in_locale, **fields))

    def script_texts(*keys: str) -> str:
        found = texts_below(locale, *keys)
        return htmlsafe_json_dumps(found, dumps=json.dumps, ensure_ascii=False)

    return {
        "locale": locale,
        "locales": LOCALES,
        "interface_text": interface_text,
        "repository": escape(catalogue.site.repository),
        "repository_name": interface_text("navigation.repository")
        if "//github.com/" not in catalogue.site.repository
        else Markup("GitHub"),
        "script_texts": script_texts,
        "site_short_name": token("site_short_name"),
    }
