"""Pages at the former addresses of categories, which lead to the current ones."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig

from macros.shell.locales import prefix, roots_and_folders, roots_to
from macros.shell.site_build import SiteBuild
from macros.translations import LOCALES


def moved_pages(build: SiteBuild, config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """Yield path below the site's root and content of each page that has moved."""
    addresses, _ = roots_and_folders(config)
    for category in build.catalogue.categories:
        for former in category.former_ids:
            for locale in LOCALES:
                path = f"{prefix(locale)}{former}/"
                renderer = build.renderer(locale, roots_to(path))
                canonical = urljoin(addresses[locale], f"{category.id}/")
                page = renderer.moved_page(category.id, canonical)
                yield f"{path}index.html", page.encode()
