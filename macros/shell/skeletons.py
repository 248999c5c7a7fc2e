"""Pages as the theme makes them, with tokens where the catalogue will be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from macros.render.fragments import FragmentRenderer
from macros.render.tokens import UnknownToken, pieces
from macros.shell.macro_errors import broken_page
from macros.translations import Locale

# Renders what is in one locale, for a page from which the mapping leads to each locale's root.
Renderer: TypeAlias = Callable[[Locale, Mapping[Locale, str]], FragmentRenderer]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page with tokens: its ``source`` below docs/, and the way from it to the locales' roots."""

    html: str
    source: str
    locale: Locale
    roots: Mapping[Locale, str]

    def write(self, file: Path, renderer: Renderer) -> None:
        """Write the page with the catalogue in it. Raises BrokenPage, OSError.

        No page is in memory as a whole; one that cannot be made leaves ``file`` as it is.
        """
        made = file.with_name(f".{file.name}")
        fragments = renderer(self.locale, self.roots)
        try:
            with made.open("wb") as page:
                for piece in pieces(self.html, fragments):
                    page.write(piece.encode(errors="xmlcharrefreplace"))
            made.replace(file)
        except UnknownToken as error:
            raise broken_page(self.source, error) from error
        finally:
            made.unlink(missing_ok=True)
