"""A term that is the same in both languages is accepted if it is marked."""

import pytest
from pydantic import ValidationError

from macros.catalogue.localized_texts import CategoryText, LocalizedText
from macros.catalogue.yaml_writer import plain_record


@pytest.mark.parametrize("model", [LocalizedText, CategoryText])
def test_a_marked_term_may_be_the_same_in_both_languages(model: type[LocalizedText]) -> None:
    term = model.model_validate({"en": "NeRF", "zh": "NeRF", "same_in_zh": "true"})
    assert term["zh"] == "NeRF"
    assert plain_record(term) == {"en": "NeRF", "zh": "NeRF", "same_in_zh": "true"}


@pytest.mark.parametrize("model", [LocalizedText, CategoryText])
def test_a_marked_term_must_be_the_same(model: type[LocalizedText]) -> None:
    with pytest.raises(ValidationError) as refused:
        model.model_validate({"en": "NeRF", "zh": "SLAM", "same_in_zh": "true"})
    assert refused.value.errors()[0]["type"] == "not_same_in_zh"


def test_a_term_without_the_mark_is_refused_or_counts_as_untranslated() -> None:
    with pytest.raises(ValidationError):
        LocalizedText.model_validate({"en": "NeRF", "zh": "NeRF"})
    assert not CategoryText.model_validate({"en": "NeRF", "zh": "NeRF"}).is_translated
    marked = CategoryText.model_validate({"en": "NeRF", "zh": "NeRF", "same_in_zh": "true"})
    assert marked.is_translated
