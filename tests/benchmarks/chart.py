"""Draws seconds over papers as an SVG, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

LEFT, RIGHT, TOP, BOTTOM = 60, 510, 20, 350
COLOURS = ("#888888", "#1f6fb2", "#b0361c", "#d98324")
MANTISSAS = (1, 2, 5)


@dataclass(frozen=True)
class Series:
    """A line: its name and its points (papers, seconds)."""

    name: str
    points: list[tuple[int, float | None]]


def drawn(series: Sequence[Series]) -> str:
    """Return the chart as SVG."""
    points = [(x, y) for one in series for x, y in one.points if y]
    horizontal = _Axis([x for x, _ in points], LEFT, RIGHT)
    vertical = _Axis([y for _, y in points], BOTTOM, TOP)
    lines = []
    for colour, one in zip(COLOURS, series, strict=False):
        places = [(horizontal.at(x), vertical.at(y)) for x, y in one.points if y]
        written = " ".join(f"{x},{y}" for x, y in places)
        lines.append({"name": one.name, "colour": colour, "points": written, "end": places[-1]})
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
    )
    return environment.get_template("chart.svg.jinja").render(
        lines=lines,
        vertical=vertical.ticks(),
        horizontal=[
            {"at": horizontal.at(x), "name": f"{x:,}"} for x in sorted({x for x, _ in points})
        ],
    )


class _Axis:
    """A logarithmic axis from ``start`` to ``end`` in the drawing's units."""

    def __init__(self, values: Sequence[float], start: int, end: int) -> None:
        self.low, self.high = math.log10(min(values)) - 0.05, math.log10(max(values)) + 0.05
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[dict[str, object]]:
        values = [
            mantissa * 10**power
            for power in range(math.floor(self.low), math.ceil(self.high))
            for mantissa in MANTISSAS
        ]
        return [
            {"at": self.at(value), "name": f"{value:g}"}
            for value in values
            if self.low <= math.log10(value) <= self.high
        ]
