"""Filtering a list of papers: results, counts, the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from macros.catalogue.model import Catalogue, Paper
from macros.render.formats import format_day, offers
from macros.translations import LOCALES, Locale, text
from tests.browser.static_server import StaticServer

LOADING = re.compile("|".join(text("search.loading", locale) for locale in LOCALES))
Demand = Callable[[Paper], bool]
# Pixels of the tallest row at 1280 before rows held authors, a summary and what is open.
TALLEST_BEFORE = 84


def open_list(page: Page, server: StaticServer, locale: Locale, path: str = "papers/") -> None:
    page.goto(server.address(locale, path))


def open_filters(page: Page, server: StaticServer, locale: Locale, path: str = "papers/") -> None:
    open_list(page, server, locale, path)
    page.locator(".mdx-filter__open").click()


def shown(page: Page) -> list[str]:
    """Return the ids of the papers a reader sees, in their order."""
    ids: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".mdx-paper")]
            .filter((row) => row.checkVisibility()).map((row) => row.id)"""
    )
    return ids


def fill(page: Page, words: str) -> list[str]:
    """Type words into the filter and return the papers it leaves once the search has answered."""
    page.locator('input[name="q"]').fill(words)
    expect(page.locator(".mdx-filter__status")).not_to_have_text(LOADING)
    expect(page.locator("form.mdx-filter")).to_have_attribute("aria-busy", "false")
    return shown(page)


def expected(catalogue: Catalogue, demand: Demand) -> list[str]:
    return [paper.id for paper in catalogue.papers if demand(paper)]


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def chip(page: Page, name: str, value: str = "1") -> Locator:
    return page.locator(f'.mdx-chip input[name="{name}"][value="{value}"]')


@pytest.mark.parametrize("locale", LOCALES)
def test_words_are_found_in_either_language_and_marked(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_list(page, site_server, locale)
    for typed in ("扩散模型", "ＤＩＦＦＵＳＩＯＮ", "dïffusion"):
        left = set(fill(page, typed))
        labelled = set(expected(seed_catalogue, lambda paper: "Diffusion" in paper.labels))
        assert labelled <= left, typed
    assert fill(page, "dreamhead hierarchical") == ["dreamhead"]
    page.wait_for_function("() => CSS.highlights.get('mdx-match')?.size > 0")
    marked = page.evaluate(
        """() => [...new Set([...CSS.highlights.get("mdx-match")].map((range) =>
            range.startContainer.data.slice(range.startOffset, range.endOffset).toLowerCase()))]"""
    )
    assert set(marked) == {"dreamhead", "hierarchical"}
    assert fill(page, "") == [paper.id for paper in seed_catalogue.papers]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_question_of_a_researcher_has_an_address(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_filters(page, site_server, locale)
    chip(page, "label", "Diffusion").check()
    page.locator('select[name="code"]').select_option("1")
    page.locator('select[name="since"]').select_option("2024")
    wanted = expected(
        seed_catalogue,
        lambda paper: "Diffusion" in paper.labels and paper.has_code and paper.year >= 2024,
    )
    assert shown(page) == wanted
    assert query(page) == {"label": ["Diffusion"], "since": ["2024"], "code": ["1"]}
    total = len(seed_catalogue.papers)
    expect(page.locator(".mdx-filter__count")).to_have_text(
        text("reading.matching", locale, count=len(wanted), total=total)
    )
    expect(page.locator(".mdx-filter__count")).to_have_attribute("aria-live", "polite")

    page.reload()
    assert shown(page) == wanted
    expect(chip(page, "label", "Diffusion")).to_be_checked()

    other = text("language.name", "zh" if locale == "en" else "en")
    page.get_by_role("link", name=other, exact=True).click()
    page.wait_for_url(re.compile(r"since=2024"))
    assert shown(page) == wanted

    page.go_back()
    page.go_back()
    assert query(page) == {"label": ["Diffusion"], "code": ["1"]}
    expect(page.locator('select[name="since"]')).to_have_value("")
    assert shown(page) == expected(
        seed_catalogue, lambda paper: "Diffusion" in paper.labels and paper.has_code
    )


def test_typing_is_one_entry_of_the_history(
    context: BrowserContext, site_server: StaticServer
) -> None:
    page = context.new_page()
    open_list(page, site_server, "en")
    before = page.evaluate("history.length")
    page.locator('input[name="q"]').press_sequentially("emo")
    page.wait_for_url(re.compile(r"\?q=emo$"))
    page.locator('input[name="q"]').press_sequentially("tion")
    page.wait_for_url(re.compile(r"\?q=emotion$"))
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page.locator('input[name="q"]')).to_have_value("")


@pytest.mark.parametrize("locale", LOCALES)
def test_counts_follow_the_other_filters(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_filters(page, site_server, locale)
    page.locator('select[name="venue"]').select_option("CVPR")

    def count(demand: Demand) -> int:
        return len(expected(seed_catalogue, demand))

    def at_cvpr(paper: Paper) -> bool:
        return paper.publication is not None and paper.publication.venue == "CVPR"

    for label in seed_catalogue.labels:
        counted = count(lambda paper, label=label: at_cvpr(paper) and label.id in paper.labels)  # type: ignore[misc]
        box = chip(page, "label", label.id)
        expect(box.locator("xpath=..").locator(".mdx-chip__count")).to_have_text(str(counted))
    code = count(lambda paper: at_cvpr(paper) and paper.has_code)
    any_code = text("filter.codes.code", locale)
    expect(page.locator('select[name="code"] option[value="1"]')).to_have_text(
        text("filter.choice", locale, choice=any_code, count=code)
    )
    # The venues' own counts do not follow the venue, the years' do.
    arxiv = count(lambda paper: bool(paper.publication and paper.publication.is_preprint))
    expect(page.locator('select[name="venue"] option[value="arXiv"]')).to_have_text(
        text("filter.choice", locale, choice="arXiv", count=arxiv)
    )
    of_2024 = count(lambda paper: at_cvpr(paper) and paper.year == 2024)
    expect(page.locator('select[name="year"] option[value="2024"]')).to_have_text(
        text("filter.choice", locale, choice="2024", count=of_2024)
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_years_without_a_match_disappear_also_from_the_line_of_years(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_filters(page, site_server, locale)
    page.locator('select[name="category"]').select_option("3d-audio-driven")
    years = sorted({p.year for p in seed_catalogue.papers_in("3d-audio-driven")}, reverse=True)
    headings = page.locator("main h2[id^=y]:visible")
    assert [heading.get_attribute("id") for heading in headings.all()] == [f"y{y}" for y in years]
    entries = page.locator(".mdx-years a:visible")
    assert [entry.get_attribute("href") for entry in entries.all()] == [f"#y{y}" for y in years]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_result_says_which_filter_to_remove(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_filters(page, site_server, locale)
    chip(page, "label", "StyleGAN").check()
    page.locator('select[name="year"]').select_option("2020")
    assert shown(page) == []
    empty = page.locator(".mdx-filter__empty")
    expect(empty).to_contain_text(text("reading.none", locale))
    of_2020 = expected(seed_catalogue, lambda paper: paper.year == 2020)
    name = seed_catalogue.label("StyleGAN").name[locale]
    empty.get_by_role(
        "button", name=text("reading.loosen", locale, demand=name, count=len(of_2020))
    ).click()
    assert shown(page) == of_2020
    expect(empty).to_be_hidden()
    page.locator(".mdx-line .mdx-filter__clear").click()
    assert shown(page) == [paper.id for paper in seed_catalogue.papers]
    assert query(page) == {}
    expect(page.locator(".mdx-line .mdx-filter__clear")).to_be_hidden()


@pytest.mark.parametrize("locale", LOCALES)
def test_labels_venues_and_years_lead_to_their_papers(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    path = "2d-audio-driven/"
    listed = seed_catalogue.papers_in("2d-audio-driven")
    open_list(page, site_server, locale, path)
    row = page.locator("#difftalk")
    row.locator(".mdx-label").first.click()
    assert shown(page) == [paper.id for paper in listed if "Diffusion" in paper.labels]
    row.locator(".mdx-paper__date a").click()
    row.hover()
    row.locator(".mdx-venue").click()
    assert query(page) == {"label": ["Diffusion"], "year": ["2023"], "venue": ["CVPR"]}
    assert shown(page) == ["difftalk"]
    # The same links lead there from elsewhere: they are addresses.
    href = row.locator(".mdx-label").first.get_attribute("href")
    open_list(page, site_server, locale, path + str(href))
    assert shown(page) == [paper.id for paper in listed if "Diffusion" in paper.labels]


@pytest.mark.parametrize("locale", LOCALES)
def test_headers_order_the_papers_and_say_so(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_list(page, site_server, locale)
    default = [paper.id for paper in seed_catalogue.papers]
    assert shown(page) == default
    for column, order in (("title", "ascending"), ("title", "descending"), ("date", "descending")):
        name = text(f"papers.column.{column}", locale)
        page.locator("table:visible").first.get_by_role("button", name=name).click()
        header = page.locator(f"table:visible .mdx-papers__{column}").first
        expect(header).to_have_attribute("aria-sort", order)
        expect(header.get_by_role("button")).to_be_focused()
        if column == "title":
            titles = [seed_catalogue.paper(paper).title.lower() for paper in shown(page)]
            assert titles[0][0] == ("a" if order == "ascending" else "v")
            assert page.locator("main h2[id^=y]:visible").count() == 0
    assert shown(page) == default
    assert query(page) == {}
    page.locator('select[name="sort"]').select_option("date")
    dates = [seed_catalogue.paper(paper).date for paper in shown(page)]
    assert dates == sorted(dates)
    assert query(page) == {"sort": ["date"]}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_phone_filters_in_a_sheet(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_list(page, site_server, locale)
    expect(page.locator(".mdx-filter__facets")).to_be_hidden()
    page.get_by_role("button", name=text("filter.open", locale)).click()
    sheet = page.get_by_role("dialog", name=text("filter.title", locale))
    sheet.locator('.mdx-chip:has(input[value="Diffusion"])').click()
    sheet.locator('select[name="code"]').select_option("1")
    wanted = expected(seed_catalogue, lambda paper: "Diffusion" in paper.labels and paper.has_code)
    for button in sheet.locator("button:visible, .mdx-chip").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    sheet.get_by_role("button", name=text("reading.show", locale, count=len(wanted))).click()
    expect(sheet).to_be_hidden()
    assert shown(page) == wanted
    expect(page.locator(".mdx-filter__open .mdx-filter__active")).to_have_text("2")


@pytest.mark.parametrize("locale", LOCALES)
def test_two_taps_answer_a_researcher_on_a_phone(
    browser: Browser, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    open_list(page, site_server, locale)
    taps = page.get_by_role("group", name=text("filter.quick", locale))
    code = taps.get_by_role("button", name=text("filter.code", locale), exact=True)
    label = taps.get_by_role("button", name=seed_catalogue.label("Diffusion").name[locale])
    for button in (code, label):
        expect(button).to_be_in_viewport(ratio=1)
        expect(button).to_have_attribute("aria-pressed", "false")
        button.tap()
        expect(button).to_have_attribute("aria-pressed", "true")
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert query(page) == {"label": ["Diffusion"], "code": ["1"]}
    assert shown(page) == expected(
        seed_catalogue,
        lambda paper: "Diffusion" in paper.labels and paper.has_code,
    )
    code.tap()
    expect(code).to_have_attribute("aria-pressed", "false")
    assert query(page) == {"label": ["Diffusion"]}
    page.close()


def test_f_leads_to_the_filter_but_not_while_typing(page: Page, site_server: StaticServer) -> None:
    open_list(page, site_server, "en")
    box = page.locator('input[name="q"]')
    page.keyboard.press("f")
    expect(box).to_be_focused()
    page.keyboard.type("ff")
    expect(box).to_have_value("ff")


def test_a_filter_by_keyboard_alone(page: Page, site_server: StaticServer) -> None:
    open_list(page, site_server, "en")
    page.keyboard.press("f")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(6):  # over the common filters, the order and the export
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(chip(page, "label", "Diffusion")).to_be_focused()
    expect(chip(page, "label", "Diffusion")).to_be_checked()
    outline = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle"
        " + getComputedStyle(document.activeElement).outlineWidth"
    )
    assert outline == "solid2px"


@pytest.mark.parametrize("locale", LOCALES)
def test_without_scripts_everything_is_shown_and_every_control_works(
    plain_page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_list(plain_page, site_server, locale)
    rows = plain_page.locator(".mdx-paper")
    assert rows.count() == len(seed_catalogue.papers)
    assert plain_page.locator(".mdx-paper:visible").count() == rows.count()
    assert plain_page.locator(":is(main, header) :is(button, input, select):visible").count() == 0
    for permalink in plain_page.locator(".mdx-permalink").all()[:3]:
        assert permalink.is_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_chip_removes_its_filter(
    page: Page, site_server: StaticServer, seed_catalogue: Catalogue, locale: Locale
) -> None:
    open_list(page, site_server, locale, "papers/?label=Diffusion&year=2024")
    name = seed_catalogue.label("Diffusion").name[locale]
    page.get_by_role("button", name=text("filter.remove", locale, demand=name)).click()
    assert query(page) == {"year": ["2024"]}
    page.get_by_role("button", name=text("filter.remove", locale, demand="2024")).click()
    assert query(page) == {}
    expect(page.locator('input[name="q"]')).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_line_is_sticky_and_its_filters_do_not_scroll_the_page(
    page: Page, site_server: StaticServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_list(page, site_server, "en")
    page.locator("#sadtalker").scroll_into_view_if_needed()
    place = "document.querySelector('#sadtalker').getBoundingClientRect().top"
    before = page.evaluate(place)
    opener = page.locator(".mdx-line__open")
    expect(opener).to_be_in_viewport(ratio=1)
    opener.click()
    sheet = page.get_by_role("dialog", name=text("filter.title", "en"))
    expect(sheet).to_be_visible()
    page.go_back()
    expect(sheet).to_be_hidden()
    assert page.evaluate(place) == before
    expect(page).to_have_url(re.compile("/papers/$"))


def test_an_open_panel_is_remembered(page: Page, site_server: StaticServer) -> None:
    open_filters(page, site_server, "en")
    expect(page.locator(".mdx-filter__facets")).to_be_visible()
    open_list(page, site_server, "en", "2d-audio-driven/")
    expect(page.locator(".mdx-filter__facets")).to_be_visible()
    expect(page.locator(".mdx-filter__open")).to_have_attribute("aria-expanded", "true")
    page.locator(".mdx-filter__open").click()
    page.reload()
    expect(page.locator(".mdx-filter__facets")).to_be_hidden()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_link_to_a_filtered_out_paper_shows_it_with_the_reason(
    page: Page, site_server: StaticServer, locale: Locale
) -> None:
    open_list(page, site_server, locale, "papers/?year=2020#echomimic")
    expect(page.locator("#echomimic")).to_be_in_viewport()
    expect(page.locator(".mdx-filter__note:not(.mdx-filter__status)")).to_contain_text("EchoMimic")
    page.locator(".mdx-line .mdx-filter__clear").click()
    page.goto(site_server.address(locale, "papers/?year=2024#echomimic"))
    expect(page.locator(".mdx-filter__note:not(.mdx-filter__status)")).to_have_text("")


def test_the_note_about_a_linked_row_does_not_cover_it_on_a_phone(
    page: Page, site_server: StaticServer
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_list(page, site_server, "en", "papers/?year=2020#echomimic")
    page.wait_for_function(
        """() => {
            const box = (part) => document.querySelector(part).getBoundingClientRect();
            return box("#echomimic").top >= box(".mdx-line").bottom && scrollY > 0;
        }"""
    )


@pytest.mark.parametrize("screen", [(1280, 800, 4), (390, 844, 1)])
@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_screen_shows_papers(
    page: Page, site_server: StaticServer, locale: Locale, screen: tuple[int, int, int]
) -> None:
    width, height, whole = screen
    page.set_viewport_size({"width": width, "height": height})
    open_list(page, site_server, locale)
    seen = page.evaluate(
        """() => [...document.querySelectorAll(".mdx-paper")]
            .filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length"""
    )
    assert seen >= whole


@pytest.mark.parametrize("locale", LOCALES)
def test_an_author_leads_to_the_papers_of_that_name(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue, locale: Locale
) -> None:
    open_list(page, searched_server, locale)
    row = page.locator("#echomimic")
    row.locator(".mdx-paper__authors summary").click()
    name = searched_catalogue.paper("echomimic").authors[-1]
    row.get_by_role("link", name=name, exact=True).click()
    assert query(page) == {"author": [name]}
    assert shown(page) == [
        paper.id
        for paper in searched_catalogue.papers
        if any(name.casefold() in author.casefold() for author in paper.authors)
    ]
    expect(
        page.get_by_role("button", name=text("filter.remove", locale, demand=name))
    ).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_question_of_a_company_is_a_link(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue, locale: Locale
) -> None:
    open_list(page, searched_server, locale, "papers/?code=training&commercial=1&weights=1")
    wanted = [
        paper.id
        for paper in searched_catalogue.papers
        if {"training", "commercial", "weights"} <= set(offers(paper))
    ]
    assert shown(page) == wanted
    page.locator(".mdx-filter__open").click()
    expect(page.locator('select[name="code"]')).to_have_value("training")
    for flag in ("commercial", "weights"):
        expect(chip(page, flag)).to_be_checked()
        chip(page, flag).uncheck()
    assert query(page) == {"code": ["training"]}


@pytest.mark.parametrize("locale", LOCALES)
def test_openness_shows_date_and_sources_without_scripts(
    plain_page: Page,
    searched_server: StaticServer,
    searched_catalogue: Catalogue,
    locale: Locale,
) -> None:
    open_list(plain_page, searched_server, locale)
    openness = searched_catalogue.paper("echomimic").openness
    assert openness is not None
    assert openness.as_of is not None
    facts = plain_page.locator("#echomimic .mdx-openness")
    evidence = facts.locator(".mdx-evidence")
    expect(evidence).to_be_hidden()
    facts.locator("summary").click()
    expect(evidence).to_contain_text(format_day(openness.as_of, locale))
    for address in openness.evidence:
        expect(evidence.locator(f'a[href="{address}"]')).to_be_visible()


def test_a_row_is_no_taller_than_three_lines_need(
    page: Page, searched_server: StaticServer
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for locale in LOCALES:
        open_list(page, searched_server, locale)
        heights = page.evaluate(
            """() => [...document.querySelectorAll(".mdx-paper")]
                .map((row) => row.getBoundingClientRect().height)"""
        )
        assert max(heights) <= TALLEST_BEFORE


@pytest.mark.parametrize("locale", LOCALES)
def test_datasets_are_chosen_by_access_and_use(
    page: Page, searched_server: StaticServer, searched_catalogue: Catalogue, locale: Locale
) -> None:
    page.goto(searched_server.address(locale, "datasets/"))
    page.locator('select[name="commercial"]').select_option("allowed")
    allowed = [one for one in searched_catalogue.datasets if one.commercial_use == "allowed"]
    names = page.locator(".mdx-dataset:visible th")
    assert names.all_inner_texts() == [one.name for one in allowed]
    total = len(searched_catalogue.datasets)
    expect(page.locator(".mdx-filter__count")).to_have_text(
        text("datasets.matching", locale, count=len(allowed), total=total)
    )
    page.reload()
    assert names.all_inner_texts() == [one.name for one in allowed]
    page.get_by_role("button", name=text("filter.clear", locale)).click()
    expect(names).to_have_count(total)
    assert query(page) == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_link_to_a_filtered_out_dataset_shows_it_with_the_reason(
    page: Page, searched_server: StaticServer, locale: Locale
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(searched_server.address(locale, "datasets/?commercial=allowed#feed"))
    feed = page.locator("#feed")
    note = page.locator(".mdx-filter__note")
    expect(feed).to_be_in_viewport()
    expect(note).to_have_text(text("reading.linked", locale, title="FEED"))
    page.get_by_role("button", name=text("filter.share", locale)).click()
    expect(page.locator(".mdx-toast")).to_have_text(text("reading.view_copied", locale))
    view = searched_server.address(locale, "datasets/?commercial=allowed")
    assert page.evaluate("navigator.clipboard.readText()") == view
    page.locator('select[name="access"]').select_option("direct")
    expect(feed).to_be_hidden()
    expect(note).to_have_text("")
