"""What a first visit of a category page costs a reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Response

from tests.browser.gzip_server import GzipHandler
from tests.browser.static_server import StaticServer

# Issue's budget for the customer's catalogue: every byte of every body, compressed with gzip.
BUDGET = 120_000


@pytest.mark.parametrize("path", ["2d-audio-driven/", "zh/2d-audio-driven/"])
def test_a_category_page_stays_within_its_budget(
    context: BrowserContext, built_site: Path, path: str
) -> None:
    page = context.new_page()
    answers: list[Response] = []
    with StaticServer(built_site, handler=GzipHandler) as server:
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (no builtins)
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        sizes = {
            answer.url.removeprefix(server.url): answer.request.sizes()["responseBodySize"]
            for answer in answers
        }
    print(f"{sum(sizes.values())} bytes", sizes)
    assert sum(sizes.values()) < BUDGET
    assert any(name.endswith("papers.js") for name in sizes)
