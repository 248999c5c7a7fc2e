"""The geometry of the charts: correct numbers, nothing outside the view box."""

from __future__ import annotations

import pytest

from macros.catalogue.model import Catalogue
from macros.render import chart


def test_bars_count_every_year_and_category(seed_catalogue: Catalogue) -> None:
    bars = chart.year_bars(seed_catalogue)
    assert [bar.year for bar in bars] == [2020, 2021, 2022, 2023, 2024]
    assert sum(bar.count for bar in bars) == 36
    assert sum(segment.count for bar in bars for segment in bar.segments) == 37


def test_a_year_without_papers_keeps_its_place(seed_catalogue: Catalogue) -> None:
    papers = tuple(paper for paper in seed_catalogue.papers if paper.year != 2022)
    bars = chart.year_bars(seed_catalogue.model_copy(update={"papers": papers}))
    assert [(bar.year, bar.count) for bar in bars][2] == (2022, 0)
    assert bars[2].segments == ()


def test_heights_are_proportional_and_fit(seed_catalogue: Catalogue) -> None:
    bars = chart.year_bars(seed_catalogue)
    for bar in bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= chart.WIDTH
        for segment in bar.segments:
            assert segment.height / segment.count == pytest.approx(
                bars[-1].segments[0].height / bars[-1].segments[0].count, rel=0.05
            )
            assert 0 < segment.y < segment.y + segment.height <= chart.YEARS_HEIGHT


def test_labels_come_by_frequency(seed_catalogue: Catalogue) -> None:
    bars = chart.label_bars(seed_catalogue)
    assert [(bar.label_id, bar.count) for bar in bars] == [
        ("Diffusion", 10),
        ("Implicit-keypoints", 6),
        ("Emotional", 5),
        ("3D-volume", 2),
        ("Editable", 1),
        ("StyleGAN", 1),
    ]
    assert max(chart.LABEL_INDENT + bar.width for bar in bars) < chart.WIDTH


def test_an_empty_catalogue_has_no_bars(seed_catalogue: Catalogue) -> None:
    empty = seed_catalogue.model_copy(update={"papers": ()})
    assert chart.year_bars(empty) == ()
    assert chart.label_bars(empty) == ()
