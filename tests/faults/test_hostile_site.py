"""A whole site from hostile data, built by MkDocs with the theme and opened in a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from playwright.sync_api import BrowserContext, Dialog, Error, Request, expect

from macros.translations import LOCALES, Locale
from tests.browser.static_server import StaticServer
from tests.faults.hostile import (
    ADDRESSES,
    PAPER,
    TEXT_PLACES,
    TEXTS,
    Place,
    as_yaml,
    in_locale,
    put,
    whole_catalogue,
)
from tests.faults.project import contents
from tests.site.built import build_site, run_mkdocs
from tests.site.reading import page_file, parse_errors

# The site's own texts get the values most likely to end the surrounding element or template.
IN_PLACE: dict[str, str] = {
    "name": "end of title",
    "short_name": "token",
    "description": "quote",
    "introduction": "statement",
    "title": "end of title",
    "text": "apostrophe",
}
REPOSITORY = ADDRESSES["ampersand"]
LINK = re.compile(r"https?://[^/]|[./#?]|[\w-]+[/.]|$", re.IGNORECASE)
PATHS = ("", "papers/", "sound/", "datasets/")


def hostile_text(place: Place) -> str:
    key = next(str(step) for step in place[1:] if isinstance(step, str))
    name = IN_PLACE.get("text" if "text" in place else key, "script")
    return in_locale(place, TEXTS[name])


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    """A valid catalogue of hostile texts: in every place, and each of them as a title."""
    hostile = whole_catalogue()
    for place in TEXT_PLACES:
        hostile = put(hostile, place, hostile_text(place))
    hostile = put(hostile, ("site.yml", "repository"), REPOSITORY)
    for number, text in enumerate([*TEXTS.values(), *ADDRESSES.values()]):
        paper = {
            **hostile[PAPER],
            "id": f"paper-{number}",
            "title": f"{text} {number}",
            "arxiv": f"2401.1{number:04}",
            "doi": f"10.1000/{number}",
            "authors": [text],
            "publication": {"venue": text, "url": ADDRESSES["asterisks"]},
            "project": list(ADDRESSES.values())[number % len(ADDRESSES)],
        }
        hostile[f"papers/2024/paper-{number}.yml"] = paper
    return hostile


@pytest.fixture(scope="module")
def data(catalogue: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    for name, content in catalogue.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_yaml(content), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("hostile-site") / "site", data=data)


def spaced(text: str | None) -> str:
    return " ".join((text or "").split())


def test_every_page_parses_strictly(site: Path) -> None:
    files = [*site.rglob("*.html")]
    assert len(files) >= 2 * len(PATHS) + 2
    for file in files:
        assert parse_errors(file.read_text(encoding="utf-8")) == [], file


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", PATHS)
def test_head_header_and_navigation_read_as_written(
    site: Path, catalogue: dict[str, Any], locale: Locale, path: str
) -> None:
    page: Any = html.fromstring(page_file(site, locale, path).read_bytes())
    name = catalogue["site.yml"]["name"][locale]
    category = catalogue["categories.yml"][0]["title"][locale]
    assert spaced(page.findtext(".//title")).endswith(spaced(name))
    if path == "sound/":
        assert spaced(page.findtext(".//title")).startswith(spaced(category))
        assert spaced(page.findtext(".//h1")) == spaced(category)
    assert page.find(".//a[@class='md-header__button md-logo']").get("title") == name
    short_name = spaced(catalogue["site.yml"]["short_name"][locale])
    topics = [spaced(topic.text_content()) for topic in page.find_class("md-header__topic")]
    assert short_name in topics
    tabs = [spaced(tab.text_content()) for tab in page.find_class("md-tabs__link")]
    assert spaced(category) in tabs
    assert page.xpath("string(//a[contains(@class, 'mdx-repository')]/@href)") == REPOSITORY
    if path == "":
        description = catalogue["site.yml"]["description"][locale]
        assert page.xpath("string(//meta[@name='description']/@content)") == description


@pytest.mark.parametrize("locale", LOCALES)
def test_every_title_reads_as_written(
    site: Path, catalogue: dict[str, Any], locale: Locale
) -> None:
    page: Any = html.fromstring(page_file(site, locale, "papers/").read_bytes())
    shown = {spaced(title.text_content()) for title in page.xpath("//*[@data-paper-title]")}
    titles = {
        spaced(record["title"]) for name, record in catalogue.items() if name.startswith("papers/")
    }
    assert shown == titles


def test_every_link_is_a_page_of_the_site_or_http(site: Path) -> None:
    for file in site.rglob("*.html"):
        for element in html.document_fromstring(file.read_bytes()).iter():
            for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
                assert not name.startswith("on"), (file, element.tag, name)
                if name in ("href", "src", "action", "formaction", "data"):
                    assert re.match(r"https?://[^/]|[./#?]|[\w-]+[/.]|$", value, re.IGNORECASE), (
                        value
                    )
                    assert not value.startswith("//")


def test_sitemap_and_feeds_are_xml(site: Path) -> None:
    files = [*site.rglob("*.xml")]
    assert files
    for file in files:
        etree.parse(str(file), etree.XMLParser(resolve_entities=False, no_network=True))


def test_nothing_runs_in_the_browser(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    ran: list[str] = []
    foreign: list[str] = []

    def refuse(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    def note_error(error: Error) -> None:
        ran.append(str(error))

    def note_request(request: Request) -> None:
        if not request.url.startswith(server.url):
            foreign.append(request.url)

    page.on("dialog", refuse)
    page.on("pageerror", note_error)
    page.on("request", note_request)
    with StaticServer(site) as server:
        for path in (*PATHS, *(f"zh/{path}" for path in PATHS), "nowhere/"):
            page.goto(server.url + path)
            page.wait_for_load_state("networkidle")
            expect(page.locator("[onfocus], [onmouseover], [onload], [onerror]")).to_have_count(0)
    assert ran == []
    assert foreign == []


@pytest.mark.parametrize("name", ["contributing", "deploying"])
def test_a_category_cannot_replace_a_page_of_the_docs(
    data: Path, tmp_path: Path, name: str
) -> None:
    clashing = tmp_path / "data"
    for file, digest in contents(data).items():
        assert digest
        target = clashing / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((data / file).read_text("utf-8").replace("sound", name), "utf-8")
    finished = run_mkdocs("build", "--site-dir", str(tmp_path / "site"), data=clashing)
    assert finished.returncode == 1
    expected = f'the site already has a page "{name}"'
    assert expected in finished.stdout + finished.stderr
    assert not (tmp_path / "site").exists()
