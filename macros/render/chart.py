"""The geometry of the home page's charts: papers per year by category, and label frequencies.

Lengths are in units of the drawings' view boxes; the fragments draw them, CSS colours them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from macros.catalogue.model import Catalogue, by_year

WIDTH: Final = 360
YEARS_HEIGHT: Final = 200
# Room above the highest bar for its number, and below the bars for the years.
_TOP: Final = 18
_BOTTOM: Final = 22
_MAX_BAR_WIDTH: Final = 46
_GAP: Final = 0.28
# Few labels share the height of the chart beside, up to a limit; many make theirs higher.
_LABEL_ROW_HEIGHTS: Final = (28, 44)
# Where the bars of the labels begin, and the room to their right for the number.
LABEL_INDENT: Final = 118
_LABEL_NUMBER: Final = 34
# Colours for categories in CSS; more categories begin again with the first.
SERIES: Final = 6


@dataclass(frozen=True, slots=True)
class Segment:
    """The papers of one category in one year, as a segment of the year's bar."""

    category_id: str
    series: int
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class YearBar:
    """One year: ``count`` distinct papers, and a segment for each category that has some."""

    year: int
    count: int
    x: float
    y: float
    width: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class LabelBar:
    """One label: how many papers have it, as a bar in its own row."""

    label_id: str
    count: int
    y: int
    height: int
    width: float


def series_of(catalogue: Catalogue) -> dict[str, int]:
    """Return the colour number of each category, from 1."""
    return {
        category.id: position % SERIES + 1 for position, category in enumerate(catalogue.categories)
    }


def year_bars(catalogue: Catalogue) -> tuple[YearBar, ...]:
    """Return a bar for every year from the first with papers to the last, oldest first.

    A paper in two categories is drawn in both, so a bar may be higher than its count.
    """
    papers = by_year(catalogue.papers)
    if not papers:
        return ()
    years = range(min(papers), max(papers) + 1)
    counts = {
        year: Counter(id_ for paper in papers.get(year, ()) for id_ in paper.categories)
        for year in years
    }
    unit = (YEARS_HEIGHT - _TOP - _BOTTOM) / max(map(Counter.total, counts.values()))
    step = WIDTH / len(years)
    width = min(step * (1 - _GAP), _MAX_BAR_WIDTH)
    bars = []
    for position, year in enumerate(years):
        segments = _segments(catalogue, counts[year], unit)
        x = step * (position + 0.5) - width / 2
        top = segments[-1].y if segments else float(YEARS_HEIGHT - _BOTTOM)
        count = len(papers.get(year, ()))
        bars.append(YearBar(year, count, round(x, 1), top, round(width, 1), segments))
    return tuple(bars)


def _segments(catalogue: Catalogue, counts: Counter[str], unit: float) -> tuple[Segment, ...]:
    segments = []
    y = float(YEARS_HEIGHT - _BOTTOM)
    for category_id, series in series_of(catalogue).items():
        if count := counts[category_id]:
            y -= count * unit
            segments.append(
                Segment(category_id, series, count, round(y, 1), round(count * unit, 1))
            )
    return tuple(segments)


def label_bars(catalogue: Catalogue) -> tuple[LabelBar, ...]:
    """Return a bar for every label that papers carry, the most frequent first."""
    counts = Counter(label_id for paper in catalogue.papers for label_id in paper.labels)
    if not counts:
        return ()
    unit = (WIDTH - LABEL_INDENT - _LABEL_NUMBER) / max(counts.values())
    least, most = _LABEL_ROW_HEIGHTS
    height = max(least, min(YEARS_HEIGHT // len(counts), most))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        LabelBar(label_id, count, position * height, height, round(count * unit, 1))
        for position, (label_id, count) in enumerate(ordered)
    )
