"""Every page is valid HTML, with unique identifiers and without inline styles or handlers.

A strict parser finds what a browser would have to repair; `make validate` asks the Nu checker.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from tests.site.reading import parse_errors


def test_every_page_parses_strictly(built_site: Path) -> None:
    files = [*built_site.rglob("*.html")]
    errors = {file: parse_errors(file.read_text(encoding="utf-8")) for file in files}
    assert {file: found for file, found in errors.items() if found} == {}


@pytest.mark.parametrize("markup", ["<p><div></p>", "<table><p>out</p></table>", "<a b='1' b='2'>"])
def test_the_strict_parser_refuses_what_is_wrong(markup: str) -> None:
    assert parse_errors(f"<!doctype html><title>t</title>{markup}")


def test_identifiers_are_unique_and_found(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        tree = html.parse(str(file)).getroot()
        identifiers = Counter(str(found) for found in tree.xpath("//@id"))
        assert [name for name, count in identifiers.items() if count > 1] == [], file
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
            named = {name for found in tree.xpath(f"//@{attribute}") for name in found.split()}
            assert named - set(identifiers) == set(), f"{file}: {attribute}"


def test_nothing_is_styled_or_run_inline(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        tree = html.parse(str(file)).getroot()
        assert tree.xpath("//@style") == [], file
        assert tree.xpath("//style") == [], file
        assert tree.xpath("//@*[starts-with(name(), 'on')]") == [], file


def test_every_page_begins_with_its_policy(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        head = html.parse(str(file)).getroot().find("head")
        tags = [child for child in head if isinstance(child.tag, str)]
        assert tags[0].get("charset") == "utf-8", file
        assert tags[1].get("name") == "viewport" or tags[1].get("http-equiv"), file
        policies = head.findall("meta[@http-equiv='Content-Security-Policy']")
        assert len(policies) == 1, file
        before = tags[: tags.index(policies[0])]
        assert [child.tag for child in before if child.tag in ("script", "link")] == [], file
        assert "unsafe" not in policies[0].get("content"), file
        assert head.find("meta[@name='referrer']").get("content") == "same-origin", file
