"""Columns, grids and cards use the width that a screen has."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.translations import LOCALES
from tests.browser.static_server import StaticServer
from tests.site.built import SEED, BuiltOnce

ROOM_FOR_A_TITLE = 260
# Three cards and more on a phone of 844 px, on average.
HEIGHT_OF_A_CARD = 260


def test_columns_have_room_and_do_not_spill_into_each_other(
    page: Page, site_server: StaticServer
) -> None:
    for path in ("2d-audio-driven/", "zh/papers/", "datasets/", "zh/datasets/"):
        page.goto(site_server.url + path)
        for width in (960, 1024, 1219, 1220, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            spilled = page.evaluate(
                """() => [...document.querySelectorAll("main td, main th[scope=row]")]
                    .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
                    .map((cell) => cell.textContent.trim())"""
            )
            assert spilled == [], (path, width)
            if "datasets" not in path:
                title = page.locator(".mdx-paper__title").first.bounding_box()
                assert title is not None
                assert title["width"] >= ROOM_FOR_A_TITLE, (path, width)


def test_a_blog_shares_the_line_of_the_labels(page: Page, site_server: StaticServer) -> None:
    for width in (960, 1280, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site_server.url}papers/")
        row = page.locator(".mdx-paper:has(.mdx-label):has(.mdx-link--blog)").first
        label, blog = (row.locator(part).last for part in (".mdx-label", ".mdx-link--blog"))
        ends = label.evaluate("one => one.getBoundingClientRect().right")
        box, beside = label.bounding_box(), blog.bounding_box()
        assert box is not None
        assert beside is not None
        assert abs(box["y"] + box["height"] / 2 - beside["y"] - beside["height"] / 2) < 3, width
        assert beside["x"] > ends, width
        # All of them end at one edge, also in rows without a label.
        assert page.locator(".mdx-paper:not(:has(.mdx-label)) .mdx-link--blog").count()
        blogs = page.locator(".mdx-link--blog")
        edges = blogs.evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
        assert max(edges) - min(edges) < 1, width


LONG_TITLE = "LongTalk: " + "Talking Heads with Diffusion Transformers, Long Titles and All " * 5
UNUSUAL = {
    "longtalk": f"""title: "{LONG_TITLE[:300].strip()}"
authors: [{", ".join(f"Adaline{i} van der Lovelace-Byron{i}" for i in range(40))}]
labels: [Diffusion, Emotional, Editable, StyleGAN]
blog: https://example.org/blog
""",
    "chinese": "title: 基于扩散模型与隐式关键点的语音驱动说话人头像视频生成方法研究及其应用\n",
    "no-link": "title: A Paper without Any Link\n",
    "no-space": f"title: {'WithoutAnySpace' * 12}\n",
}


@pytest.fixture(scope="module")
def unusual_server(
    built_once: BuiltOnce, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StaticServer]:
    """A list with a title of 300 characters, forty authors, a paper without a link."""
    data = tmp_path_factory.mktemp("unusual") / "data"
    shutil.copytree(SEED, data)
    for name, source in UNUSUAL.items():
        head = f"id: {name}\ndate: 2024-10\ncategories: [2d-audio-driven]\n"
        (data / "papers" / "2024" / f"{name}.yml").write_text(head + source, encoding="utf-8")
    with StaticServer(built_once("unusual-site", data)) as server:
        yield server


@pytest.mark.parametrize("width", [390, 1280])
def test_unusual_papers_fit(page: Page, unusual_server: StaticServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for locale in LOCALES:
        for path in ("", "2d-audio-driven/"):
            page.goto(unusual_server.address(locale, path))
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        for name in UNUSUAL:
            title = page.locator(f"#{name} [data-paper-title]")
            assert title.evaluate("one => one.scrollWidth <= one.offsetParent.clientWidth"), name
        row = page.locator("#no-link")
        expect(row).to_be_visible()
        expect(row.locator(".mdx-link, .mdx-label")).to_have_count(0)
        authors = page.locator("#longtalk .mdx-paper__authors a:visible")
        expect(authors).to_have_count(3)
        page.locator("#longtalk .mdx-paper__authors summary").click()
        expect(authors).to_have_count(40)


def test_the_counts_of_the_home_page_lead_to_what_they_count(
    page: Page, site_server: StaticServer
) -> None:
    page.goto(site_server.url)
    counts = page.locator(".mdx-hero__counts a[href*='papers/']:not([href*='#'])").evaluate_all(
        """links => links.map((link) =>
            [link.href, Number(link.querySelector("strong").textContent)])"""
    )
    assert len(counts) > 1
    for address, count in counts:
        page.goto(address)
        expect(page.locator(".mdx-paper:visible")).to_have_count(count)


def test_grids_of_the_home_page_fill_their_rows(page: Page, site_server: StaticServer) -> None:
    page.goto(site_server.url)
    for width in (360, 390, 600, 768, 960, 1280, 1600, 1920, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        gaps = page.evaluate(
            """() => [...document.querySelectorAll(".mdx-grid")].map((grid) => {
                const cards = [...grid.children].map((card) => card.getBoundingClientRect());
                const last = Math.max(...cards.map(({ top }) => top));
                const ends = cards.filter(({ top }) => top === last).map(({ right }) => right);
                return Math.abs(Math.max(...ends) - grid.getBoundingClientRect().right);
            })"""
        )
        assert len(gaps) == 2
        assert max(gaps) < 1, width


def test_a_paper_is_a_card_on_a_phone(page: Page, site_server: StaticServer) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site_server.url}zh/2d-audio-driven/")
    card = page.locator("#echomimic")
    assert card.evaluate("row => getComputedStyle(row).display") == "flex"
    links = card.locator("a.mdx-link")
    assert links.count() >= 3
    for link in links.all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_a_tap_expands_the_summary_of_a_card(
    browser: Browser, searched_server: StaticServer
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{searched_server.url}papers/")
    cards = page.locator(".mdx-paper")
    summary = page.locator("#dreamhead .mdx-paper__summary")
    low = summary.evaluate("one => one.offsetHeight")
    heights = cards.evaluate_all("rows => rows.map((row) => row.offsetHeight)")
    assert sum(heights) / len(heights) < HEIGHT_OF_A_CARD
    summary.tap(position={"x": 40, "y": 8})
    assert summary.evaluate("one => one.offsetHeight") > low
    page.close()


def test_both_languages_are_side_by_side_on_wide_screens_only(
    page: Page, site_server: StaticServer
) -> None:
    for width, side_by_side in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site_server.url}zh/")
        for section in (".mdx-community", ".mdx-blog .mdx-bilingual"):
            columns = page.locator(section).first.locator("> .mdx-bilingual__column").all()
            chinese, english = (column.bounding_box() for column in columns)
            assert chinese is not None
            assert english is not None
            assert (chinese["y"] == english["y"]) is side_by_side
            assert (chinese["x"] < english["x"]) is side_by_side


@pytest.mark.parametrize("scripting", [True, False])
def test_the_not_found_page_is_in_the_language_of_the_address(
    browser: Browser, site_server: StaticServer, scripting: bool
) -> None:
    page = browser.new_page(java_script_enabled=scripting)
    for folder, heading in (("", "Page not found"), ("zh/", "页面不存在")):
        address = f"{site_server.url}{folder}no/such/page/?q=1"
        response = page.goto(address)
        assert response is not None
        assert response.status == 404
        expected = heading if scripting else "Page not found"
        expect(page.get_by_role("heading", level=1)).to_have_text(expected)
        expect(page).to_have_url(address)
        expect(page.locator("main [lang=en]")).to_contain_text("Page not found")
        expect(page.locator("main [lang=zh]")).to_contain_text("页面不存在")
    page.close()
