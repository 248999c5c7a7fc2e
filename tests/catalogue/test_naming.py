"""Ids proposed for new papers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.naming import MAX_ID, paper_id
from macros.catalogue.patterns import RECORD_ID, RESERVED_ID


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("LivePortrait: Efficient Portrait Animation with Stitching", "liveportrait"),
        ("VASA-1: Lifelike Audio-Driven Talking Faces", "vasa-1"),
        ("Emote Portrait Alive – Generating Expressive Portraits", "emote-portrait-alive"),
        ("First Order Motion Model for Image Animation", "first-order-motion-model"),
        (
            "A Lip Sync Expert Is All You Need for Speech to Lip Generation In The Wild",
            "a-lip-sync-expert-is-all-you-need",
        ),
        (
            "KAN-Based Fusion of Dual-Domain for Audio-Driven Facial Landmarks Generation",
            "kan-based-fusion-of-dual-domain",
        ),
        ("StyleTalk++: A Unified Framework", "styletalk-plus-plus"),
        ("说话人头生成综述", "shuo-hua-ren-tou-sheng-cheng-zong-shu"),
        ("***", "paper"),
        ("Mdx-Net: Voices", "paper-mdx-net"),
        ("Y2024", "paper-y2024"),
        ("For you: x", "for-you"),
    ],
)
def test_an_id_is_the_name_or_the_phrase_before_the_purpose(title: str, expected: str) -> None:
    assert paper_id(title, 2024) == expected


def test_a_taken_id_gets_the_year_and_then_a_number() -> None:
    assert paper_id("SPACE: One", 2024, {"space"}) == "space-2024"
    assert paper_id("SPACE: Two", 2024, {"space", "space-2024"}) == "space-2024-2"


@given(st.text(max_size=400), st.integers(1990, 2100))
def test_every_title_gives_a_valid_id(title: str, year: int) -> None:
    proposed = paper_id(title, year)
    assert RECORD_ID.fullmatch(proposed)
    assert not RESERVED_ID.fullmatch(proposed)
    assert len(proposed) <= MAX_ID + len("paper-")
    again = paper_id(title, year, {proposed})
    assert again != proposed
    assert RECORD_ID.fullmatch(again)
