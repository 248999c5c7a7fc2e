"""Switching languages: the same page, with its query and anchor, and no failing request."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from tests.browser.static_server import StaticServer

QUERY_AND_ANCHOR = "?q=emotion&label=Diffusion#mdx-nowhere"


def test_every_kind_of_page_leads_to_its_twin_and_back(
    context: BrowserContext, sub_path_server: StaticServer
) -> None:
    page = context.new_page()
    # The switch of every page is followed in tests/site/test_links.py.
    paths = ["", "papers/", "2d-audio-driven/", "contributing/"]
    assert_pages_have_twins(page, sub_path_server, paths)


def test_pages_at_the_root_of_a_host_lead_to_their_twins(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    assert_pages_have_twins(page, site_server, ["", "datasets/"])


def assert_pages_have_twins(page: Page, server: StaticServer, paths: list[str]) -> None:
    failures: list[str] = []
    page.on("response", lambda response: _note_failure(response, server, failures))
    page.on(
        "console",
        lambda message: failures.append(message.text) if message.type == "error" else None,
    )
    for path in paths:
        page.goto(f"{server.url}{path}{QUERY_AND_ANCHOR}")
        page.get_by_role("link", name="中文", exact=True).click()
        page.wait_for_url(f"{server.url}zh/{path}{QUERY_AND_ANCHOR}")
        assert page.locator("html").get_attribute("lang") == "zh"
        page.get_by_role("link", name="English", exact=True).click()
        page.wait_for_url(f"{server.url}{path}{QUERY_AND_ANCHOR}")
        assert page.locator("html").get_attribute("lang") == "en"
    assert failures == []


def _note_failure(response: Response, server: StaticServer, failures: list[str]) -> None:
    if response.status >= 400 or not response.url.startswith(server.url):
        failures.append(f"{response.status} {response.url}")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_paper_in_view_stays_in_view(page: Page, site_server: StaticServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site_server.url}papers/")
    page.evaluate("document.querySelector('#sadtalker').scrollIntoView()")
    page.get_by_role("link", name="中文", exact=True).click()
    page.wait_for_url("**/zh/papers/")
    page.wait_for_load_state("load")
    expect(page.locator("#sadtalker")).to_be_in_viewport()
