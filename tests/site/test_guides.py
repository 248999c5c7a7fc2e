"""The guides say what is true: the example is a paper, the messages are those of the check."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from macros.catalogue.loading import load
from macros.catalogue.localized_texts import EntryText, Name, Record
from macros.catalogue.model import Catalogue, Publication
from macros.catalogue.problems import errors
from macros.catalogue.statistics import completeness, wanted_facts
from macros.render.contributions import (
    EXAMPLE_PLACE,
    edit_address,
    example_paper,
    paper_source,
)
from macros.render.fragments import MAX_INCOMPLETE
from macros.translations import LOCALES, Locale, text
from tests.site.built import PROJECT, SEED
from tests.site.reading import read_page, text_of

GUIDES = ("contributing", "curating", "deploying")
MISTAKES = (
    ("date: 2025-01", "date: 2025-13"),
    ("[2d-audio-driven]", "[2d-audio]"),
    ("https://github.com", "htps://github.com"),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_keywords_of_guides_are_those_of_headings(built_site: Path, locale: Locale) -> None:
    catalogue = load(PROJECT / "data").catalogue
    assert catalogue is not None
    index = json.loads((built_site / "search" / f"{locale}.json").read_text(encoding="utf-8"))
    addresses = [guide.at for guide in catalogue.guides]
    headings = {entry["location"] for entry in index["entries"] if "prose" in entry}
    assert len(addresses) == len({*addresses})
    assert headings <= {*addresses} <= {entry["location"] for entry in index["entries"]}


@pytest.fixture
def with_example(tmp_path: Path) -> Path:
    """A copy of the project's data with the example of the guide as one more paper."""
    shutil.copytree(SEED, tmp_path / "data")
    file = tmp_path / EXAMPLE_PLACE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(example_paper(), encoding="utf-8")
    return tmp_path


def test_the_example_is_a_paper_in_six_lines(with_example: Path) -> None:
    loaded = load(with_example / "data")
    assert loaded.problems == ()
    assert loaded.catalogue is not None
    assert loaded.catalogue.paper("your-paper").code is not None
    assert len(example_paper().splitlines()) == 6


@pytest.mark.parametrize("locale", LOCALES)
def test_the_form_is_filled_in_with_the_example(
    built_site: Path, seed_catalogue: Catalogue, locale: Locale
) -> None:
    page = read_page(built_site, locale, "contributing/")
    link = page.find(".//main//a[@class='md-button md-button--primary']")
    address = urlsplit(link.get("href"))
    site = seed_catalogue.site
    assert link.get("href").startswith(f"{site.repository}/new/{site.branch}?")
    expected = {"filename": [EXAMPLE_PLACE], "value": [example_paper()]}
    assert parse_qs(address.query) == expected
    assert page.find(".//main//pre/code").text == example_paper()


@pytest.mark.parametrize("suffix", [".md", ".zh.md"])
def test_the_messages_of_the_guide_are_those_of_the_check(with_example: Path, suffix: str) -> None:
    file = with_example / EXAMPLE_PLACE
    source = file.read_text(encoding="utf-8")
    for right, wrong in MISTAKES:
        source = source.replace(right, wrong)
    file.write_text(source, encoding="utf-8")
    found = errors(load(with_example / "data").problems)
    said = [str(problem).removeprefix(f"{with_example}/") for problem in found]
    guide = (PROJECT / "docs" / f"contributing{suffix}").read_text(encoding="utf-8")
    quoted = re.findall(r"^data/papers/2025/your-paper\.yml:\d.*$", guide, re.MULTILINE)
    assert quoted == said


def examples(suffix: str) -> list[str]:
    guide = (PROJECT / "docs" / f"contributing{suffix}").read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("suffix", [".md", ".zh.md"])
def test_the_guide_shows_every_key_of_a_paper_and_of_a_dataset(
    with_example: Path, suffix: str
) -> None:
    paper, dataset, *_ = examples(suffix)
    (with_example / EXAMPLE_PLACE).write_text(paper, encoding="utf-8")
    (with_example / "data/datasets.yml").write_text(dataset, encoding="utf-8")
    loaded = load(with_example / "data")
    assert loaded.problems == ()
    assert loaded.catalogue is not None
    shown = loaded.catalogue.paper("your-paper")
    left_out = {"project", "blog", "labels"}  # Of the six lines and their table.
    left_out |= {"archived.project", "archived.blog"}
    assert absent(shown) <= left_out
    # The example of a paper has every key of a publication.
    of_publication = {f"paper.publication.{key}" for key in Publication.model_fields}
    assert absent(loaded.catalogue.datasets[0]) - of_publication <= {"paper.id"}


def absent(record: Record, prefix: str = "") -> set[str]:
    """The keys of a record, and of the records in it, that have no value of their own."""
    found = set()
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        items = value if isinstance(value, tuple) else (value,)
        if value in (None, ()) or value == field.default:
            found.add(f"{prefix}{name}")
        for item in items:
            if isinstance(item, Record) and not isinstance(item, EntryText | Name):
                found |= absent(item, f"{prefix}{name}.")
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_lists_the_entries_that_need_help(
    built_site: Path, seed_catalogue: Catalogue, locale: Locale
) -> None:
    page = read_page(built_site, locale, "contributing/")
    said = text_of(page)
    for one in completeness(seed_catalogue):
        assert text(f"facts.{one.fact}", locale) in said
    incomplete = [paper for paper in seed_catalogue.papers if wanted_facts(paper)]
    links = [link.get("href") for link in page.iterfind(".//article//td/a")]
    addresses = [edit_address(seed_catalogue.site, paper_source(paper)) for paper in incomplete]
    assert [link for link in links if link in addresses] == addresses[:MAX_INCOMPLETE]


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_of_a_guide_say_the_same(built_site: Path, guide: str) -> None:
    english, chinese = (read_page(built_site, locale, f"{guide}/") for locale in LOCALES)
    for tag in ("h1", "h2", "h3", "tr", "pre", "li"):
        counts = [len(page.findall(f".//article//{tag}")) for page in (english, chinese)]
        assert counts[0] == counts[1], tag
    for block, twin in zip(
        english.findall(".//article//pre"), chinese.findall(".//article//pre"), strict=True
    ):
        assert text_of(block) == text_of(twin)


def test_the_configuration_of_the_guide_can_be_downloaded(built_site: Path) -> None:
    published = built_site / "deploying" / "nginx.conf"
    assert published.read_bytes() == (PROJECT / "docs/deploying/nginx.conf").read_bytes()
