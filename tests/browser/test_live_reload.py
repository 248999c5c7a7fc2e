"""Under `mkdocs serve` an edit in the YAML shows in the open browser, in both languages."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.browser.serving import Serving

RELOAD_MILLISECONDS = 30_000


def test_an_edited_paper_appears_in_both_open_pages(
    context: BrowserContext, tmp_path: Path
) -> None:
    with Serving(tmp_path) as serving:
        pages = []
        for path in ("2d-audio-driven/", "zh/2d-audio-driven/"):
            page = context.new_page()
            page.goto(serving.url + path)
            expect(page.locator("#echomimic")).to_contain_text("EchoMimic: Lifelike")
            pages.append(page)
        file = serving.data / "papers" / "2024" / "echomimic.yml"
        source = file.read_text(encoding="utf-8")
        file.write_text(source.replace("EchoMimic: Lifelike", "EchoMimic: Livelier"), "utf-8")
        for page in pages:
            # A page in the background waits for its turn before it reloads.
            page.bring_to_front()
            expect(page.locator("#echomimic")).to_contain_text(
                "EchoMimic: Livelier", timeout=RELOAD_MILLISECONDS
            )
