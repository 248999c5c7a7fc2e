"""Takes the pictures of the README: the page of all papers, in each language.

``python -m tests.browser.screenshot`` writes ``docs/development/images/screenshot.<locale>.png``.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from macros.translations import DEFAULT_LOCALE, LOCALES
from tests.browser.chromium import chromium_arguments, find_chromium
from tests.browser.static_server import StaticServer
from tests.site.built import PROJECT, build_site

FOLDER = PROJECT / "docs" / "development" / "images"
PAGE = "2d-audio-driven/"
SIZE = (1280, 960)
# Enough for text and a few flat colours, at a third of the size.
COLOURS = 128


def main() -> int:
    """Write the pictures; return the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build_site(Path(folder) / "site", data=PROJECT / "data")
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=chromium_arguments()
        )
        with StaticServer(site) as server:
            for locale in LOCALES:
                page = chromium.new_page(
                    viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light"
                )
                root = "" if locale == DEFAULT_LOCALE else f"{locale}/"
                page.goto(f"{server.url}{root}{PAGE}", wait_until="networkidle")
                page.evaluate("document.fonts.ready")
                picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
                file = FOLDER / f"screenshot.{locale}.png"
                small.save(file, optimize=True)
                print(f"{file.relative_to(PROJECT)}: {file.stat().st_size:,} bytes")
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
