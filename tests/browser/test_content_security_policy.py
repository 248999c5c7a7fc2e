"""Every page works under its policy, with each of its controls used; what is injected does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.translations import LOCALES
from tests.browser.serving import Serving
from tests.browser.static_server import StaticServer
from tests.browser.violations import watch_violations
from tests.site.built import crawlable_pages

# Whatever a reader can press or type into, found anew on each page: no list to keep.
CONTROLS = "button, summary, label.md-header__button, select, input[type=checkbox]"
FIELDS = "input[type=search]:visible, input[type=text]:visible, input:not([type]):visible"
SUBMIT = """() => new Promise((resolve) => {
    addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
    document.querySelector("#form").submit();
})"""
# One of each kind, by element and class; pressed from script, so that nothing is in the way. A form
# that is sent leaves the page in a task of its own, an address that is assigned at once.
PRESS_NEXT = """([controls, pressed]) => {
    let leaves = false;
    addEventListener("submit", (event) => { leaves ||= !event.defaultPrevented; });
    const follow = ({ destination }) => { leaves ||= !destination.sameDocument; };
    navigation.addEventListener("navigate", follow);
    for (const element of document.querySelectorAll(controls)) {
        const kind = `${element.tagName} ${element.type} ${element.className}`;
        if (pressed.includes(kind) || !element.checkVisibility()) continue;
        element.click();
        return { kind, leaves };
    }
    return null;
}"""


def use_controls(page: Page, pressed: list[str]) -> None:
    """Press every kind of control not yet in ``pressed``, write into the fields the page shows."""
    address = page.url
    while control := page.evaluate(PRESS_NEXT, [CONTROLS, pressed]):
        pressed.append(control["kind"])
        if control["leaves"]:
            page.wait_for_url(lambda url: url.partition("?")[0] != address)
            page.goto(address)
            continue
        for field in page.locator(FIELDS).all():
            field.fill("talking 说话人")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_and_control_works_under_the_policy(
    context: BrowserContext, built_site: Path, site_server: StaticServer, locale: str
) -> None:
    violations = watch_violations(context)
    page = context.new_page()
    # The policy is the same on every page (tests/site/test_html.py): a kind is pressed once.
    used: list[str] = []
    for path in crawlable_pages(built_site):
        if path.startswith("zh/") is not (locale == "zh"):
            continue
        page.goto(site_server.url + path)
        use_controls(page, used)
    assert any("LABEL" in kind for kind in used), used
    assert violations == []


def test_the_palette_is_kept_by_the_inline_script(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.url)
    for _ in range(2):
        page.locator("label.md-header__button[for^=__palette]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{site_server.url}zh/papers/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


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
        # Last: Playwright waits for ever for where the refused form would have led.
        assert page.evaluate(SUBMIT) == "form-action"
    for directive in ("script-src-elem", "script-src-attr", "style-src-attr", "frame-src"):
        assert any(f": {directive}: " in violation for violation in violations), directive
    assert any(": base-uri: " in violation for violation in violations)


def test_live_reload_works_under_serve(context: BrowserContext, tmp_path: Path) -> None:
    violations = watch_violations(context)
    page = context.new_page()
    with Serving(tmp_path) as serving:
        page.goto(serving.url)
        file = serving.data / "papers" / "2024" / "echomimic.yml"
        source = file.read_text(encoding="utf-8")
        file.write_text(source.replace("EchoMimic: Lifelike", "EchoMimic: Livelier"), "utf-8")
        page.wait_for_event("load", timeout=30_000)
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy is not None
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert violations == []
