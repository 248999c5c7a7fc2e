"""The problems of a catalogue as HTML: a banner for existing pages, and a standalone page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from macros.catalogue.problems import Problem
from macros.render.environment import environment
from macros.translations import LOCALES, Locale, text

# More would hide the page; the terminal lists all of them.
_SHOWN: Final = 30


def banner(problems: Sequence[Problem], locale: Locale, *, stylesheet: str) -> str:
    """Return the banner for a page in ``locale``; ``stylesheet`` is the address of its CSS."""
    return _render("problems-banner.html", problems, locale, stylesheet=stylesheet)


def report_page(problems: Sequence[Problem], locale: Locale, *, stylesheet: str, root: str) -> str:
    """Return a complete page that needs no catalogue; ``root`` is the site's path."""
    return _render(
        "problems-page.html", problems, locale, stylesheet=stylesheet, root=root, locales=LOCALES
    )


def _render(template: str, problems: Sequence[Problem], locale: Locale, **context: object) -> str:
    return (
        environment()
        .get_template(template)
        .render(
            context,
            problems=problems[:_SHOWN],
            total=len(problems),
            locale=locale,
            text=lambda key, **fields: text(key, locale, **fields),
            text_in=text,
        )
    )
