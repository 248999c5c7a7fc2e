"""The README in both languages: the same structure, and true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from macros.catalogue.model import Catalogue
from macros.render.contributions import example_paper, new_paper_address
from macros.translations import LOCALES, Locale
from tests.browser.screenshot import FOLDER, SIZE
from tests.site.built import PROJECT

FILES = {"en": PROJECT / "README.md", "zh": PROJECT / "README.zh.md"}


def blocks(file: Path) -> dict[str, str]:
    """Return the text of each fenced block by its language."""
    tokens = MarkdownIt().parse(file.read_text(encoding="utf-8"))
    return {token.info: token.content for token in tokens if token.type == "fence"}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_example_and_its_form_are_those_of_the_site(
    seed_catalogue: Catalogue, locale: Locale
) -> None:
    source = FILES[locale].read_text(encoding="utf-8")
    assert blocks(FILES[locale])["yaml"] == example_paper()
    assert f"({new_paper_address(seed_catalogue.site)})" in source


@pytest.mark.parametrize("locale", LOCALES)
def test_the_commands_are_make_targets(locale: Locale) -> None:
    targets = re.findall(r"^make ([a-z]+)", blocks(FILES[locale])["shell"], re.MULTILINE)
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert targets == ["serve", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("locale", LOCALES)
def test_local_links_lead_to_files(locale: Locale) -> None:
    links = re.findall(r"\]\(([^)]+)\)", FILES[locale].read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith("https://")]
    assert len(local) >= 8
    assert [link for link in local if not (PROJECT / link).exists()] == []


def test_both_languages_have_the_same_structure() -> None:
    shapes = []
    for file in FILES.values():
        source = file.read_text(encoding="utf-8")
        chart = blocks(file)["mermaid"]
        arrows = re.findall(r"(\w+)(?:\[[^]]*\])? -->(?:\|[^|]*\|)? (\w+)", chart)
        shapes.append((source.count("\n## "), source.count("\n- "), arrows))
    assert shapes[0] == shapes[1]
    assert shapes[0][0] == 4
    assert len(shapes[0][2]) == 7


@pytest.mark.parametrize("locale", LOCALES)
def test_the_screenshot_is_there(locale: Locale) -> None:
    with Image.open(FOLDER / f"screenshot.{locale}.png") as picture:
        assert picture.size == SIZE


def test_the_code_guide_names_files_and_targets_that_exist() -> None:
    source = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:docs|macros|overrides|tests)/[\w./-]*\w)`", source))
    assert len(paths) >= 20
    assert sorted(path for path in paths if not (PROJECT / path).exists()) == []
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make ([a-z-]+)`", source))
    assert targets
    assert {
        name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)
    } == set()
