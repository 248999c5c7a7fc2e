"""Takes the pictures that a shared link shows, 1200 x 630, one in each language.

``python -m tests.browser.share_picture`` writes ``overrides/assets/images/share.<locale>.png``.
They show names and descriptions from ``data/`` and no counts, so they do not age.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from PIL import Image
from playwright.sync_api import sync_playwright

from macros.catalogue.loading import load
from macros.translations import LOCALES
from tests.browser.chromium import chromium_arguments, find_chromium
from tests.site.built import PROJECT

FOLDER = PROJECT / "overrides" / "assets" / "images"
# The size that readers of Open Graph metadata (https://ogp.me/) show without cropping.
SIZE = (1200, 630)
COLOURS = 96


def main() -> int:
    """Write the pictures; return the exit code."""
    catalogue = load(PROJECT / "data").catalogue
    if catalogue is None:
        print("The data has errors; run `catalogue check`.", file=sys.stderr)
        return 1
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    template = environment.get_template("share-picture.html")
    logo = Markup((FOLDER / "favicon.svg").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=chromium_arguments()
        )
        for locale in LOCALES:
            page = chromium.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
            page.set_content(
                template.render(
                    site=catalogue.site, categories=catalogue.categories, locale=locale, logo=logo
                )
            )
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            file = FOLDER / f"share.{locale}.png"
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
            print(f"{file.relative_to(PROJECT)}: {file.stat().st_size:,} bytes")
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
