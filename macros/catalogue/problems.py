"""What is wrong with a catalogue: one problem, one file, one line, one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from macros.translations import DEFAULT_LOCALE, Locale, text

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the data.

    ``path`` is relative to the project (or to the working directory), ``line`` counts from 1,
    ``key`` is the dotted key inside the record (empty for the file as a whole), ``code`` names
    the sentence ``problems.<code>`` of the translations, ``values`` fill its fields.
    """

    path: str
    line: int
    key: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"

    @property
    def record_key(self) -> str:
        """Return the key of the record the problem lies in, ``publication`` for its ``url``."""
        return self.key.partition(".")[0]

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """Return what is wrong, and what would be right, in ``locale``."""
        sentence = text(f"problems.{self.code}", locale, **self.values)
        if self.values.get("nearest"):
            sentence += text("problems.did_you_mean", locale, nearest=self.values["nearest"])
        elif self.values.get("choices"):
            sentence += text("problems.known", locale, choices=self.values["choices"])
        return f"{self.key}: {sentence}" if self.key else sentence

    def describe(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """Return the problem as one line: ``path:line: key: what is wrong``."""
        return f"{self.place}: {self.sentence(locale)}"

    @property
    def place(self) -> str:
        """Return where the problem is, ``path:line``."""
        return f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return self.describe()


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and sentence, each once."""
    return tuple(sorted(_distinct(problems), key=_position))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity == "error")


def _distinct(problems: Iterable[Problem]) -> Iterable[Problem]:
    seen: set[tuple[str, str]] = set()
    for problem in problems:
        identity = (str(problem), problem.severity)
        if identity not in seen:
            seen.add(identity)
            yield problem


def _position(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, str(problem)
