"""`mkdocs serve` with an open browser: after any fault, the page stays and shows the problem."""

from __future__ import annotations

import os
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.translations import LOCALES, Locale, text
from tests.browser.serving import Serving
from tests.faults.project import copy_project, replace_in, restore

WAIT_MILLISECONDS = 60_000
PAPERS = "data/papers/2024"
PATHS: dict[Locale, str] = {"en": "3d-audio-driven/", "zh": "zh/3d-audio-driven/"}


@dataclass(frozen=True)
class Fault:
    """Something that breaks: what to do to the project, and what the banner says then.

    ``sentence`` is the key of a problem's text, ``reason`` a word of MkDocs' own message.
    """

    damage: Callable[[Path], object]
    place: str
    sentence: str = ""
    reason: str = ""


def write(file: str, content: str | bytes) -> Callable[[Path], object]:
    data = content.encode() if isinstance(content, str) else content
    return lambda project: (project / file).write_bytes(data)


def change(file: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda project: replace_in(project / file, old, new)


def remove(file: str) -> Callable[[Path], object]:
    return lambda project: (project / file).unlink()


def rename(old: str, new: str) -> Callable[[Path], object]:
    return lambda project: (project / old).rename(project / new)


def half(file: str) -> Callable[[Path], object]:
    def save(project: Path) -> None:
        content = (project / file).read_bytes()
        (project / file).write_bytes(content[: len(content) // 2])

    return save


def copy_of_a_paper(project: Path) -> None:
    folder = project / PAPERS
    source = (folder / "dreamhead.yml").read_text(encoding="utf-8")
    (folder / "dreamhead-2.yml").write_text(source, encoding="utf-8")


def drop_a_translation(project: Path) -> None:
    file = project / "data" / "site.yml"
    file.write_text(re.sub(r"\n +zh: .*", "", file.read_text("utf-8"), count=1), "utf-8")


def link_in_circles(project: Path) -> None:
    (project / "data" / "papers" / "circle").symlink_to(project / "data")


def named_pipe(project: Path) -> None:
    os.mkfifo(project / PAPERS / "pipe.yml")


LOOPY = f"{PAPERS}/loopy.yml"
# Each a build of its own, of what a banner can show at once.
FAULTS: dict[str, tuple[Fault, ...]] = {
    "papers": (
        Fault(change(LOOPY, "title: ", "title: [ "), f"{LOOPY}:"),
        Fault(
            write(f"{PAPERS}/kmtalk.yml", "id: kmtalk\npublication:\n\tvenue: arXiv\n"),
            f"{PAPERS}/kmtalk.yml:3",
        ),
        Fault(copy_of_a_paper, f"{PAPERS}/dreamhead.yml:1", "duplicate_id"),
        Fault(
            change(f"{PAPERS}/echomimic.yml", "[Diffusion]", "[Difusion]"),
            f"{PAPERS}/echomimic.yml:11",
            "unknown_label",
        ),
        Fault(write(f"{PAPERS}/vasa-1.yml", b"id: \xff\xfe\n"), f"{PAPERS}/vasa-1.yml:1"),
        Fault(link_in_circles, "data/papers/circle:1", "stray_file"),
        Fault(named_pipe, f"{PAPERS}/pipe.yml:1", "not_a_file"),
    ),
    "files of the catalogue": (
        Fault(remove("data/terms.yml"), "data/terms.yml:1", "file_missing"),
        Fault(drop_a_translation, "data/site.yml:", "missing_translation"),
        Fault(write("data/labels.yml", ""), "data/labels.yml:1", "file_empty"),
        Fault(half("data/categories.yml"), "data/categories.yml:"),
    ),
    "renamed year": (Fault(rename(PAPERS, "data/papers/2030"), "data/papers/2030/loopy.yml:"),),
    "renamed data folder": (Fault(rename("data", "moved"), "data:1", "folder_missing"),),
    "fragment": (
        Fault(
            change("overrides/fragments/papers-table.html", "<tbody>", "<tbody>{{ nothing_here }}"),
            "overrides/fragments/papers-table.html:",
        ),
    ),
    "theme template": (
        Fault(
            change("overrides/main.html", "{% endblock %}", "{% endblok %}"), "overrides/main.html:"
        ),
    ),
    "macro": (Fault(change("docs/papers.md", "{{", "{{ no_such_macro() }}{{"), "docs/papers.md:"),),
    "unknown token": (
        Fault(
            lambda project: (project / "docs" / "index.md").write_text("%%catalogue:nothing%%\n"),
            "docs/index.md:1",
        ),
    ),
    "settings": (Fault(change("mkdocs.yml", "theme:\n", "theme: [\n"), "mkdocs.yml:"),),
    "unknown setting": (
        Fault(
            change("mkdocs.yml", "- macros:\n", "- makros:\n"), "mkdocs.yml:1", reason='"makros"'
        ),
    ),
    "renamed docs": (Fault(rename("docs", "documents"), "mkdocs.yml:1"),),
}


@dataclass
class Served:
    """A project being served, an untouched copy of it, and its category page in each locale."""

    project: Path
    pristine: Path
    serving: Serving
    pages: dict[Locale, Page]

    def terminal(self) -> str:
        return self.serving.log.read_text(encoding="utf-8")

    def read(self, path: str) -> str:
        with urllib.request.urlopen(self.serving.url + path, timeout=60) as answer:
            content: bytes = answer.read()
        return content.decode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    project = copy_project(folder / "project")
    pristine = copy_project(folder / "pristine")
    with Serving(folder, project=project) as serving:
        context = browser.new_context()
        pages: dict[Locale, Page] = {}
        for locale, path in PATHS.items():
            pages[locale] = context.new_page()
            # What is read here needs no scripts of the site, which a reload would fetch again.
            session = context.new_cdp_session(pages[locale])
            session.send("Network.enable")
            session.send("Network.setBlockedURLs", {"urls": ["*/javascripts/*"]})
            pages[locale].goto(serving.url + path)
        yield Served(project, pristine, serving, pages)
        context.close()


@pytest.fixture
def whole(served: Served) -> Iterator[Served]:
    """The served project, restored after the test."""
    yield served
    restore(served.project, served.pristine)
    for page in served.pages.values():
        page.bring_to_front()
        expect(page.locator(".mdx-problems")).to_have_count(0, timeout=WAIT_MILLISECONDS)
        expect(page.locator("#codetalker")).to_be_visible(timeout=WAIT_MILLISECONDS)


@pytest.mark.parametrize("name", FAULTS)
def test_the_page_stays_and_shows_the_problem_until_it_is_solved(whole: Served, name: str) -> None:
    faults = FAULTS[name]
    printed_before = len(whole.terminal())
    for fault in faults:
        fault.damage(whole.project)
    for locale, page in whole.pages.items():
        page.bring_to_front()  # A page in the background waits for its turn before it reloads.
        banner = page.locator(".mdx-problems")
        for fault in faults:
            problem = banner.locator("li", has_text=fault.place).first
            expect(problem).to_be_visible(timeout=WAIT_MILLISECONDS)
            if fault.sentence:
                beginning = text(f"problems.{fault.sentence}", locale).partition("{")[0]
                expect(problem).to_contain_text(beginning.strip())
            expect(problem).to_contain_text(fault.reason)
        expect(banner).to_contain_text(title_in(locale))
        expect(page.locator("#codetalker")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == locale
    printed = whole.terminal()[printed_before:]
    for fault in faults:
        assert fault.place in printed
    assert "Traceback" not in printed


def title_in(locale: Locale) -> str:
    sentences = re.split(r"[.。] ?", text("problems.banner_title", locale, count=2))
    return sentences[1][:15]  # One problem and several differ further on.


def test_pages_that_do_not_exist_answer_with_the_banner(whole: Served) -> None:
    write(LOOPY, "")(whole.project)
    for page in whole.pages.values():
        page.bring_to_front()
        expect(page.locator(".mdx-problems")).to_be_visible(timeout=WAIT_MILLISECONDS)
    with pytest.raises(urllib.error.HTTPError) as answer:
        whole.read("nowhere/")
    assert answer.value.code == 404
    content = answer.value.read().decode()
    assert "mdx-problems" in content
    assert "livereload(" in content


def test_clients_that_hang_up_leave_no_traceback(whole: Served) -> None:
    printed_before = len(whole.terminal())
    host, _, port = whole.serving.url.removeprefix("http://").strip("/").partition(":")
    for request in (b"", b"GET / HTTP/1.1\r\n", b"GET /papers/ HTTP/1.1\r\n\r\n", b"\xff\n\n"):
        with socket.create_connection((host, int(port))) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            client.sendall(request)
    assert "EchoMimic" in whole.read("papers/")
    assert "Traceback" not in whole.terminal()[printed_before:]


def test_an_edited_translation_appears_without_a_restart(whole: Served) -> None:
    translations = whole.project / "macros" / "translations" / "interface.yml"
    replace_in(translations, "All papers", "Every paper there is")
    page = whole.pages["en"]
    page.bring_to_front()
    tabs = page.locator(".md-tabs")
    expect(tabs).to_contain_text("Every paper there is", timeout=WAIT_MILLISECONDS)
    restore(whole.project, whole.pristine)
    expect(tabs).not_to_contain_text("Every paper there is", timeout=WAIT_MILLISECONDS)


@pytest.mark.parametrize("missing", ["a key", "the folder"])
def test_a_start_on_a_broken_catalogue_shows_the_report_and_then_the_site(
    tmp_path: Path, page: Page, missing: str
) -> None:
    project = copy_project(tmp_path / "project")
    categories = project / "data" / "categories.yml"
    good = categories.read_text(encoding="utf-8")
    if missing == "a key":
        categories.write_text(good.replace("  title:", "  titel:"), encoding="utf-8")
        place, problems = "data/categories.yml:", 6
    else:
        (project / "data").rename(project / "elsewhere")
        place, problems = "data:1", 1
    with Serving(tmp_path, project=project) as serving:
        for locale in LOCALES:
            page.goto(serving.url + PATHS[locale])
            expect(page.locator("html")).to_have_attribute("lang", locale)
            expect(page.get_by_role("heading")).to_have_text(text("problems.page_title", locale))
            expect(page.locator("li", has_text=place)).to_have_count(problems)
        assert place in serving.log.read_text(encoding="utf-8")
        if missing == "the folder":
            (project / "elsewhere").rename(project / "data")
        new = {"en": "A new category", "zh": "新的分类"}
        categories.write_text(
            f"{good}- id: brand-new\n"
            f"  title:\n    en: {new['en']}\n    zh: {new['zh']}\n"
            f"  description:\n    en: {new['en']}.\n    zh: {new['zh']}。\n",
            encoding="utf-8",
        )
        expect(page.locator("#codetalker")).to_be_visible(timeout=WAIT_MILLISECONDS)
        tab = page.locator(".md-tabs").get_by_role("link", name=new["zh"])
        expect(tab).to_be_visible(timeout=WAIT_MILLISECONDS)
        tab.click()
        expect(page.locator("h1")).to_contain_text(new["zh"])
        expect(page.locator(".mdx-problems")).to_have_count(0)
        assert "Traceback" not in serving.log.read_text(encoding="utf-8")


def test_a_start_with_a_broken_template_keeps_serving(tmp_path: Path, page: Page) -> None:
    project = copy_project(tmp_path / "project")
    template = project / "overrides" / "main.html"
    good = template.read_text(encoding="utf-8")
    template.write_text(good.replace("{% endblock %}", "{% endblok %}"), encoding="utf-8")
    with Serving(tmp_path, project=project) as serving:
        page.goto(serving.url)
        expect(page.locator("li", has_text="overrides/main.html:")).to_be_visible()
        template.write_text(good, encoding="utf-8")
        expect(page.locator(".mdx-hero")).to_be_visible(timeout=WAIT_MILLISECONDS)
        assert "Traceback" not in serving.log.read_text(encoding="utf-8")
