"""Texts of the data whose translation is missing or out of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from macros.catalogue.problems import Problem
from macros.translations import Locale

State = Literal["missing", "stale"]

# The codes of the checks; only a Chinese text records which English it translates.
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
    """Yield the gaps among the ``problems`` of the data folder at the path ``folder``."""
    for problem in problems:
        if problem.code in _GAPS:
            locale, state = _GAPS[problem.code]
            path = problem.path.removeprefix(folder).lstrip("/")
            yield TranslationGap(locale, state, path, problem.line, problem.key)
