"""What the theme's templates may use of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale, text


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
