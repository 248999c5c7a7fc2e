"""The report of an import by reason: how often, and the first lines of each.

A list of a million lines must not need memory for a million messages, so only the first
problems of a reason are kept unless all are wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from macros.catalogue.problems import Problem, Severity

SHOWN: Final = 3


@dataclass(slots=True)
class Reason:
    """All problems of one kind: their number, and those that are kept."""

    code: str
    severity: Severity
    count: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """The problems of an import. ``keep`` limits those kept of a reason; None keeps all.

    ``refused`` counts, by reason, the entries that did not become records.
    """

    keep: int | None = None
    refused: Counter[str] = field(default_factory=Counter)
    _reasons: dict[tuple[str, Severity], Reason] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Add a problem with part of an entry, or a note."""
        key = problem.code, problem.severity
        reason = self._reasons.setdefault(key, Reason(problem.code, problem.severity))
        reason.count += 1
        if self.keep is None or len(reason.problems) < self.keep:
            reason.problems.append(problem)

    def add_all(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        for problem in problems:
            self.add(problem)

    def refuse(self, problem: Problem) -> None:
        """Add the problem for which an entry was refused."""
        self.refused[problem.code] += 1
        self.add(problem)

    @property
    def reasons(self) -> list[Reason]:
        """The reasons: errors before notes, most frequent first."""
        return sorted(
            self._reasons.values(),
            key=lambda reason: (reason.severity != "error", -reason.count, reason.code),
        )

    @property
    def problems(self) -> Iterator[Problem]:
        """The kept problems, by reason."""
        return (problem for reason in self.reasons for problem in reason.problems)

    @property
    def has_errors(self) -> bool:
        return any(reason.severity == "error" for reason in self._reasons.values())
