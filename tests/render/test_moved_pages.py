"""Pages at former addresses: valid, under the policy, in both languages; feeds stay too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html
from pydantic import ValidationError

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.model import Catalogue, Category
from macros.exports.site_files import site_files
from macros.render.content_security_policy import inline_scripts
from macros.render.fragments import FragmentRenderer
from macros.shell.locales import roots_to
from macros.shell.site_pages import taken_by_docs
from macros.translations import LOCALES, Locale
from tests.exports.published import ROOTS
from tests.site.reading import parse_errors


@pytest.fixture
def renamed(seed_catalogue: Catalogue) -> Catalogue:
    """The seed whose first category and label had other ids."""
    category, *categories = seed_catalogue.categories
    label, *labels = seed_catalogue.labels
    changes = {
        "categories": (category.model_copy(update={"former_ids": ("old",)}), *categories),
        "labels": (label.model_copy(update={"former_ids": ("Old one",)}), *labels),
    }
    return seed_catalogue.model_copy(update=changes)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_moved_page_is_valid_and_leads_on(renamed: Catalogue, locale: Locale) -> None:
    category = renamed.categories[0]
    path = "old/" if locale == "en" else "zh/old/"
    renderer = FragmentRenderer(renamed, locale, {}, roots_to(path), "assets-1")
    page = str(renderer.moved_page(category.id, f"{ROOTS[locale]}{category.id}/"))
    assert parse_errors(page) == []
    tree = html.fromstring(page)
    assert tree.xpath("/html/@lang") == [locale]
    canonical = f"{ROOTS[locale]}{category.id}/"
    assert tree.xpath("//link[@rel='canonical']/@href") == [canonical]
    assert f'content="0; url=../{category.id}/"' in page
    assert tree.xpath("//body//a/@href") == [f"../{category.id}/"]
    assert tree.xpath("//body//a/text()") == [category.title[locale]]
    assets = {"en": "../assets-1", "zh": "../../assets-1"}[locale]
    assert tree.xpath("//script/@src") == [f"{assets}/javascripts/moved.js"]
    assert 'script-src &#39;self&#39;"' in page
    assert inline_scripts(page) == ()


def test_a_former_address_must_be_free(renamed: Catalogue) -> None:
    files: Any = SimpleNamespace(src_uris={"old.md": None, "index.md": None})
    assert list(taken_by_docs(files, renamed)) == ["old"]
    category = renamed.categories[0].model_dump()
    with pytest.raises(ValidationError, match="reserved_page"):
        Category.model_validate(category | {"former_ids": ["papers"]})


def test_a_feed_stays_at_its_former_address(renamed: Catalogue) -> None:
    folders: dict[Locale, str] = {"en": "", "zh": "zh/"}
    files = dict(site_files(renamed, ROOTS, folders, DerivedFacts()))
    category, label = renamed.categories[0].id, renamed.labels[0].id.lower()
    for ending in (".xml", ".json"):
        for folder in folders.values():
            for old, new in (
                ("category/old", f"category/{category}"),
                ("label/old-one", f"label/{label}"),
            ):
                feeds = [files[f"{folder}feeds/{name}{ending}"] for name in (old, new)]
                assert feeds[0] == feeds[1]
