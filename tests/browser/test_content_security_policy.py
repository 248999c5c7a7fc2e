"""Nothing injected into a page runs, and its own inline scripts do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.static_server import StaticServer
from tests.browser.violations import watch_violations

SUBMIT = """() => new Promise((resolve) => {
    addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
    document.querySelector("#form").submit();
})"""


def test_the_palette_is_kept_by_the_inline_script(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.url)
    for _ in range(2):
        page.locator("label.md-header__button[for^=__palette]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{site_server.url}zh/papers/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_colours_of_the_system_need_no_script_file(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme="dark")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(site_server.url)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("#__palette_0").press("Enter")
    page.locator("#__palette_1").press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator("meta[name=theme-color]")).to_have_attribute("content", "rgb(22, 21, 20)")
    expect(body).not_to_have_attribute("data-md-color-switching", "")
    expect(page.locator("html")).to_have_class("js js-focus-visible")


@pytest.fixture(scope="module")
def injected_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose English home page was tampered with after the build."""
    site = tmp_path_factory.mktemp("injected") / "site"
    shutil.copytree(built_site, site)
    home = site / "index.html"
    attack = (
        "<script>window.ran = 'inline'</script>"
        "<img src='/nowhere.png' onerror='window.ran = \"handler\"'>"
        "<script src='https://example.com/foreign.js'></script>"
        "<p style='color: rgb(1, 2, 3)' id='styled'>styled</p>"
        "<iframe src='/datasets/'></iframe>"
        "<form action='https://example.com/' id='form'></form>"
        "<base href='https://example.com/'>"
    )
    written = home.read_text(encoding="utf-8").replace("</main>", f"{attack}</main>")
    home.write_text(written, encoding="utf-8")
    return site


def test_injected_code_does_not_run(context: BrowserContext, injected_site: Path) -> None:
    violations = watch_violations(context)
    page = context.new_page()
    with StaticServer(injected_site) as server:
        page.goto(server.url)
        assert page.evaluate("window.ran") is None
        colour = page.locator("#styled").evaluate("element => getComputedStyle(element).color")
        assert colour != "rgb(1, 2, 3)"
        assert page.evaluate("document.baseURI") == server.url
        # Last, because Playwright keeps waiting for the navigation of the blocked form.
        assert page.evaluate(SUBMIT) == "form-action"
    for directive in ("script-src-elem", "script-src-attr", "style-src-attr", "frame-src"):
        assert any(f": {directive}: " in violation for violation in violations), directive
    assert any(": base-uri: " in violation for violation in violations)
