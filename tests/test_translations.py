"""Interface texts: looked up by key, with fields and singular forms."""

from __future__ import annotations

import pytest

from macros.translations import MissingTranslation, flatten, text


def test_fields_and_singular() -> None:
    assert text("papers.count", "en", count=1) == "1 paper"
    assert text("papers.count", "en", count=2) == "2 papers"
    assert text("papers.count", "zh", count=2) == "2 篇论文"


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(MissingTranslation, match=r"no\.such\.key"):
        text("no.such.key", "en")


def test_a_text_without_languages_is_refused() -> None:
    with pytest.raises(MissingTranslation, match=r"a\.b"):
        flatten({"a": {"b": "text"}})
