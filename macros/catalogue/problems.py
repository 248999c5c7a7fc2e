"""Problems of a catalogue: each names a file, a line and one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from macros.catalogue.patterns import INVISIBLE
from macros.translations import DEFAULT_LOCALE, Locale, text

# Characters that a message shows of a value; a list of choices may be longer.
MAX_SHOWN: Final = 200
_MAX_CHOICES: Final = 600
# A file full of mistakes must not hide those of the others.
MAX_PER_FILE: Final = 100

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is: a file as messages show it, a line from 1, a dotted key."""

    path: str
    line: int
    key: str

    def __str__(self) -> str:
        return f"{readable(self.path, MAX_SHOWN * 2)}:{self.line}"


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
        values = {name: readable(value) for name, value in self.values.items()}
        sentence = text(f"problems.{self.code}", locale, **values)
        if self.values.get("nearest"):
            sentence += text("problems.did_you_mean", locale, nearest=values["nearest"])
        elif self.values.get("choices"):
            choices = readable(self.values["choices"], _MAX_CHOICES)
            sentence += text("problems.known", locale, choices=choices)
        return f"{readable(self.key)}: {sentence}" if self.key else sentence

    def describe(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """Return the problem as one line: ``path:line: key: what is wrong``."""
        return f"{self.place}: {self.sentence(locale)}"

    @property
    def place(self) -> Place:
        """Return where the problem is."""
        return Place(self.path, self.line, self.key)

    def __str__(self) -> str:
        return self.describe()


def readable(value: object, limit: int = MAX_SHOWN) -> str:
    r"""Return a value of unknown origin as a message may show it.

    One line, cut to ``limit`` characters; control and invisible characters are
    written as ``\\u001b``.
    """
    written = str(value)
    if len(written) > limit:
        written = f"{written[:limit]}…"
    return INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and sentence, each once, MAX_PER_FILE of each file."""
    return tuple(sorted(_distinct(_limited(problems)), key=_position))


def _limited(problems: Iterable[Problem]) -> Iterator[Problem]:
    counts: Counter[tuple[str, Severity]] = Counter()
    for problem in problems:
        kind = (problem.path, problem.severity)
        counts[kind] += 1
        if counts[kind] <= MAX_PER_FILE:
            yield problem
    for (path, severity), count in counts.items():
        if count > MAX_PER_FILE:
            values = {"count": count - MAX_PER_FILE}
            yield Problem(path, 1, "", "more_in_file", values, severity)


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
