"""What the theme's templates may use of the catalogue, and what they get wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from macros.catalogue.model import Catalogue
from macros.render.tokens import token
from macros.translations import LOCALES, Locale, text, texts_below

# What the theme writes that HTML does not allow, outside of any block that could be overridden:
# an attribute of text fields at its two checkboxes (HTML, section 4.10.18.7), and an empty number
# (section 6.6.3).
_ERRORS: Final = re.compile(
    r'(<input class="md-toggle"[^>]*?) autocomplete="off"'
    r'|(<label class="md-nav__link[^>]*?) tabindex=""'
)


def corrected(page: str) -> str:
    """Return a page of the theme without the theme's own HTML errors."""
    return _ERRORS.sub(lambda found: found[1] or found[2], page)


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
