"""What the theme's templates may use of the catalogue, and what they get wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup, escape

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale, text

# The theme's base template gives its two checkboxes an attribute they must not have
# (HTML, section 4.10.18.7), outside of any block that could be overridden.
_TOGGLE: Final = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


def corrected(page: str) -> str:
    """Return a page of the theme without the theme's own HTML errors."""
    return _TOGGLE.sub(r"\1", page)


def template_globals(locale: Locale, catalogue: Catalogue) -> Mapping[str, object]:
    """Return the globals of the theme's templates, escaped: those render without autoescape."""

    def interface_text(key: str, in_locale: Locale = locale, **fields: object) -> Markup:
        return escape(text(key, in_locale, **fields))

    return {
        "locale": locale,
        "locales": LOCALES,
        "interface_text": interface_text,
        "repository": escape(catalogue.site.repository),
        "site_short_name": escape(catalogue.site.short_name[locale]),
    }
