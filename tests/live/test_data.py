"""Invariants of data/ however it grows: valid, with everything of the customer's document."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import errors
from macros.publishing.form_options import with_options
from tests.golden.gaps import gaps_of_catalogue, gaps_of_site
from tests.publishing.test_form_options import options
from tests.site.built import PROJECT

pytestmark = pytest.mark.data


def test_the_check_finds_no_error(data: Path) -> None:
    assert [str(problem) for problem in errors(load(data).problems)] == []


def test_nothing_of_the_customers_document_is_lost(catalogue: Catalogue) -> None:
    assert gaps_of_catalogue(catalogue) == []


def test_every_page_shows_its_part_of_the_document(built_site: Path, catalogue: Catalogue) -> None:
    assert gaps_of_site(built_site, catalogue) == []


def test_the_form_for_suggestions_offers_every_category_and_label(catalogue: Catalogue) -> None:
    form = (PROJECT / ".github" / "ISSUE_TEMPLATE" / "paper.yml").read_text(encoding="utf-8")
    written = with_options(form, catalogue)
    assert len(options(written, "category")) == len(catalogue.categories) + 1
    assert len(options(written, "labels")) == len(catalogue.labels)
