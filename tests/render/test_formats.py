"""Single values as readers see them."""

from __future__ import annotations

import pytest

from macros.catalogue.value_types import Month
from macros.render.formats import emphasis, format_month, short_title, written_in
from macros.translations import Locale


@pytest.mark.parametrize(("locale", "expected"), [("en", "Sep 2024"), ("zh", "2024 年 9 月")])
def test_months(locale: Locale, expected: str) -> None:
    assert format_month(Month(2024, 9), locale) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a **b** c", "a <strong>b</strong> c"),
        ("社群**每日跟进“前沿”**，并有", "社群<strong>每日跟进“前沿”</strong>，并有"),
        ("**a** and **b**", "<strong>a</strong> and <strong>b</strong>"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("**<b>&**", "<strong>&lt;b&gt;&amp;</strong>"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_emphasis_is_the_only_markup(source: str, expected: str) -> None:
    assert str(emphasis(source)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("EchoMimic: Lifelike Portraits", "EchoMimic"),
        ("First Order Motion Model", "First Order Motion Model"),
        ("Ratio 1:2 of things", "Ratio 1:2 of things"),
        (
            "Depth-Aware Generative Adversarial Network for Talking Head Video Generation",
            "Depth-Aware Generative Adversarial Network for Talking Head…",
        ),
    ],
)
def test_short_titles(title: str, expected: str) -> None:
    assert short_title(title) == expected


def test_the_language_of_a_title() -> None:
    assert written_in("DreamHead") == "en"
    assert written_in("基于扩散模型的说话人头") == "zh"
