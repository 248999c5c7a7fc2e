"""The search dialog: what is loaded when, keys, results, sharing, assistive technology."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from macros.catalogue.model import Catalogue
from macros.translations import LOCALES, Locale, text
from tests.browser.searching import Searching
from tests.browser.static_server import StaticServer
from tests.browser.test_accessibility import DIALOG, violations

PHONE_TARGET = 44
STEP = 20


def requested(page: Page) -> list[str]:
    """Return a list that fills with the paths the page asks for."""
    paths: list[str] = []
    page.context.on("request", lambda request: paths.append(request.url.split("/", 3)[3]))
    return paths


def test_nothing_is_loaded_before_the_search_is_used(
    context: BrowserContext, sub_path_server: StaticServer
) -> None:
    page = context.new_page()
    paths = requested(page)
    page.goto(f"{sub_path_server.url}zh/papers/", wait_until="networkidle")
    assert [path for path in paths if "search" in path] == [
        path for path in paths if path.endswith(("/search.js", "/search-papers.js", "/search.css"))
    ]
    Searching(page, "zh").open().type("社群")
    indexes = [path for path in paths if path.endswith(".json") and "/search/" in path]
    assert indexes == ["Awesome-Talking-Head-Generation/search/zh.json"]


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_keys_open_it_and_escape_gives_the_focus_back(
    page: Page, site_server: StaticServer, key: str
) -> None:
    page.goto(site_server.url)
    searching = Searching(page, "en")
    link = page.locator(".md-tabs__link").first
    link.focus()
    page.keyboard.press(key)
    expect(searching.input).to_be_focused()
    expect(searching.input).to_have_value("")
    page.keyboard.type("s/")
    expect(searching.input).to_have_value("s/")
    page.keyboard.press("Escape")
    expect(searching.dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_text_typed_while_loading_is_kept(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/search-dialog.js", hold)
    page.goto(site_server.url)
    with page.expect_request("**/search-dialog.js"):
        searching = Searching(page, "en").open()
    page.keyboard.type("dream")
    for route in waiting:
        route.continue_()
    expect(searching.status).not_to_have_text("")
    page.keyboard.type("head")
    expect(searching.input).to_have_value("dreamhead")
    expect(searching.rows).to_have_count(1)


def test_the_focus_stays_within(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.url)
    searching = Searching(page, "en").open().type("dreamhead")
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body"
            " || Boolean(document.activeElement.closest('dialog'))"
        )
        assert inside
    expect(searching.dialog).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_enter_lands_on_the_highlighted_row_below_the_header(
    page: Page, sub_path_server: StaticServer, locale: Locale
) -> None:
    home = sub_path_server.address(locale)
    page.goto(home)
    Searching(page, locale).open().type("makeittalk")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}2d-audio-driven/#makeittalk")
    assert_highlighted(page, "makeittalk")


@pytest.mark.parametrize(("path", "locale"), [("no/such/page/", "en"), ("zh/404.html", "zh")])
def test_the_not_found_page_has_the_search(
    page: Page, site_server: StaticServer, path: str, locale: Locale
) -> None:
    page.goto(site_server.url + path)
    Searching(page, locale).open().type("数据集")
    page.keyboard.press("Enter")
    page.wait_for_url(site_server.address(locale, "datasets/"))


def test_a_result_on_the_same_page_closes_the_dialog(page: Page, site_server: StaticServer) -> None:
    address = f"{site_server.url}2d-audio-driven/"
    page.goto(address)
    searching = Searching(page, "en").open().type("makeittalk")
    searching.rows.first.locator(".mdx-result__main").click()
    page.wait_for_url(f"{address}#makeittalk")
    expect(searching.dialog).to_be_hidden()
    assert_highlighted(page, "makeittalk")
    searching.open()
    expect(searching.input).to_have_value("")


def assert_highlighted(page: Page, anchor: str) -> None:
    row = page.locator(f"#{anchor}")
    assert row.evaluate("row => row.matches(':target')")
    header = page.locator(".md-header").bounding_box()
    box = row.bounding_box()
    assert header is not None
    assert box is not None
    assert box["y"] >= header["y"] + header["height"]
    viewport = page.viewport_size
    assert viewport is not None
    assert box["y"] + box["height"] <= viewport["height"]
    background = "element => getComputedStyle(element).backgroundColor"
    assert row.evaluate(background) != page.locator("#dreamhead").evaluate(background)


def test_arrows_choose_and_enter_opens_what_is_chosen(
    page: Page, site_server: StaticServer
) -> None:
    page.goto(site_server.url)
    searching = Searching(page, "en").open().type("portrait animation")
    names = searching.found()
    cells = searching.rows.locator("[role=gridcell]:first-child")
    for key, chosen in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(cells.nth(chosen)).to_have_attribute("aria-selected", "true")
        active = cells.nth(chosen).get_attribute("id")
        expect(searching.input).to_have_attribute("aria-activedescendant", str(active))
        expect(searching.rows.locator("[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    expect(cells.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{names[1]}")


def test_a_paper_in_two_categories_is_found_once_with_both_named(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue
) -> None:
    page.goto(f"{site_server.url}zh/")
    searching = Searching(page, "zh").open().type("kmtalk")
    assert searching.found() == ["2d-audio-driven/#kmtalk"]
    facts = searching.rows.locator(".mdx-result__fact").all_inner_texts()
    assert facts == ["2D 音频驱动", "3D 音频驱动", "ECCV 2024"]
    paper = seed_catalogue.paper("kmtalk")
    assert paper.publication is not None
    links = {"论文": paper.publication.url, "代码": paper.code}
    assert searching.links(searching.rows.first) == links
    named = searching.rows.first.get_by_role("link", name="KMTalk 的代码")
    expect(named).to_have_attribute("rel", "noopener")
    expect(searching.rows.locator(".mdx-result__title")).to_have_attribute("lang", "en")


def test_no_results_come_with_suggestions(page: Page, sub_path_server: StaticServer) -> None:
    page.goto(f"{sub_path_server.url}zh/datasets/")
    searching = Searching(page, "zh").open().type("dreamhead <b>社群</b>")
    nothing = text("search.nothing", "zh", query="dreamhead <b>社群</b>")
    expect(searching.status).to_have_text(nothing)
    expect(searching.input).to_have_attribute("aria-expanded", "false")
    searching.dialog.get_by_role("button", name="dreamhead", exact=True).click()
    expect(searching.status).to_have_text(text("search.results", "zh", count=1))
    expect(searching.input).to_be_focused()
    searching.type("zzzzz")
    searching.dialog.get_by_role("link", name=text("navigation.papers", "zh")).click()
    page.wait_for_url(f"{sub_path_server.url}zh/papers/")


def test_more_than_twenty_results_are_shown_in_steps(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.url)
    searching = Searching(page, "en").open().type("audio")
    total = int(searching.status.inner_text().split()[0])
    assert total > STEP
    for shown in range(STEP, total, STEP):
        expect(searching.rows).to_have_count(shown)
        more = text("search.more", "en", count=min(STEP, total - shown))
        searching.dialog.get_by_role("button", name=more).click()
    expect(searching.rows).to_have_count(total)
    expect(searching.dialog.locator(".mdx-search__more")).to_be_hidden()


def test_the_address_contains_the_query(context: BrowserContext, site_server: StaticServer) -> None:
    page = context.new_page()
    page.goto(f"{site_server.url}zh/papers/?q=x#y2024")
    searching = Searching(page, "zh").open().type("扩散 EchoMimic")
    page.wait_for_url(re.compile("[?&]search="))
    shared = page.url
    assert shared.startswith(f"{site_server.url}zh/papers/?")
    assert shared.endswith("#y2024")
    friend = context.new_page()
    friend.goto(shared)
    theirs = Searching(friend, "zh")
    expect(theirs.input).to_have_value("扩散 EchoMimic")
    expect(theirs.rows.first).to_contain_text("EchoMimic: Lifelike")
    friend.keyboard.press("Enter")
    friend.wait_for_url("**/#echomimic")
    friend.go_back()
    expect(theirs.input).to_have_value("扩散 EchoMimic")
    page.keyboard.press("Escape")
    expect(searching.dialog).to_be_hidden()
    expect(page).to_have_url(f"{site_server.url}zh/papers/?q=x#y2024")


def test_back_finds_the_query_of_a_result_opened_at_once(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    page.clock.install(time=0)
    page.goto(f"{site_server.url}papers/")
    page.clock.pause_at(1_000_000)
    searching = Searching(page, "en").open().type("EchoMimic")
    assert "search=" not in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/#echomimic")
    page.go_back()
    page.clock.resume()
    expect(searching.input).to_have_value("EchoMimic")


def test_an_input_method_is_not_disturbed(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    page.goto(f"{site_server.url}zh/")
    searching = Searching(page, "zh").open().type("数据集")
    searching.input.fill("")
    session = context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "shequn", "selectionStart": 6, "selectionEnd": 6}
    )
    expect(searching.status).to_have_text("")
    session.send("Input.insertText", {"text": "社群"})
    expect(searching.rows.first).to_contain_text("社群")


def test_on_a_phone_it_fills_the_screen_with_large_targets(
    browser: Browser, site_server: StaticServer
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site_server.url}zh/2d-audio-driven/")
    searching = Searching(page, "zh").open().type("音频驱动")
    assert searching.dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    targets = searching.dialog.locator("a:visible, button:visible, input:visible")
    for target in targets.all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= PHONE_TARGET, target.inner_html()
    overflow = (
        "dialog => dialog.querySelector('.mdx-search__body').scrollWidth <= dialog.clientWidth"
    )
    assert searching.dialog.evaluate(overflow)
    context.close()


@pytest.mark.parametrize(
    ("width", "queries"), [(390, ("音频驱动", "dreamhead zzzzz")), (1280, ("数据集",))]
)
def test_axe_finds_nothing_with_and_without_results(
    page: Page, site_server: StaticServer, width: int, queries: tuple[str, ...]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site_server.url}zh/datasets/")
    searching = Searching(page, "zh").open()
    for query in queries:
        searching.type(query)
        assert violations(page, within=DIALOG) == [], query


def test_a_failed_load_is_reported(page: Page, site_server: StaticServer) -> None:
    page.route("**/search/en.json", lambda route: route.abort())
    page.goto(site_server.url)
    searching = Searching(page, "en").open()
    expect(searching.status).to_have_text(text("search.failed", "en"))


def test_a_click_counts_before_the_scripts_have_loaded(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    held: list[Route] = []
    page.route("**/search.js", lambda route: held.append(route))  # noqa: PLW0108 (inspected by name)
    page.goto(site_server.url, wait_until="commit")
    page.locator("[data-search-open]").click()
    dialog, field = page.locator(".mdx-search"), page.locator(".mdx-search__input")
    expect(field).to_be_focused()
    field.press_sequentially("dreamhead")
    page.locator("[data-search-close]").click()
    expect(dialog).to_be_hidden()
    page.locator("[data-search-open]").click()
    held[0].continue_()
    expect(dialog.get_by_role("row").first).to_contain_text("DreamHead")
    expect(field).to_have_value("dreamhead")
    page.go_back()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(site_server.url)


def test_enter_counts_before_the_scripts_have_loaded(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    page.route("**/search.js", lambda route: route.abort())
    page.goto(site_server.url)
    page.locator("[data-search-open]").click()
    page.locator(".mdx-search__input").fill("dreamhead")
    page.unroute("**/search.js")
    page.locator(".mdx-search__input").press("Enter")
    expect(page.locator(".mdx-search").get_by_role("row").first).to_contain_text("DreamHead")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_dialog_without_its_module_says_so_and_closes(
    context: BrowserContext, site_server: StaticServer, locale: Locale
) -> None:
    page = context.new_page()
    page.route("**/search-dialog.js", lambda route: route.abort())
    page.goto(site_server.address(locale))
    page.locator("[data-search-open]").click()
    dialog = page.locator(".mdx-search")
    expect(dialog.get_by_role("status")).to_have_text(text("search.failed", locale))
    dialog.get_by_role("button", name=text("search.close", locale)).click()
    expect(dialog).to_be_hidden()


def test_without_javascript_no_dead_button_is_shown(
    plain_page: Page, site_server: StaticServer
) -> None:
    plain_page.goto(site_server.url)
    expect(plain_page.locator(".mdx-search-button")).to_be_hidden()
