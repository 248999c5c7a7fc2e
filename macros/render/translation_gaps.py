"""Which texts of the data lack a translation, or have one that is out of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from macros.catalogue.problems import Problem
from macros.translations import Locale

State = Literal["missing", "stale"]

# What the checks of the data call it; only a Chinese text says which English it translates.
_GAPS: Final[dict[str, tuple[Locale, State]]] = {
    "untranslated_en": ("en", "missing"),
    "untranslated_zh": ("zh", "missing"),
    "stale_translation": ("zh", "stale"),
}


@dataclass(frozen=True, slots=True)
class TranslationGap:
    """A text without an up-to-date translation into ``locale``.

    ``path`` is that of its file below the data folder, ``line`` counts from 1, ``key`` is dotted.
    """

    locale: Locale
    state: State
    path: str
    line: int
    key: str


def translation_gaps(problems: Iterable[Problem], folder: str) -> Iterator[TranslationGap]:
    """Yield the gaps among the ``problems`` of a data folder, whose path begins theirs."""
    for problem in problems:
        if problem.code in _GAPS:
            locale, state = _GAPS[problem.code]
            path = problem.path.removeprefix(folder).lstrip("/")
            yield TranslationGap(locale, state, path, problem.line, problem.key)
