"""When papers joined a list, to show readers how current it is and what is new."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from macros.catalogue.model import Paper
from macros.catalogue.remembered import remembered

# Days that a page carries for returning readers (whats-new.js); older ones are rarely needed.
MAX_DAYS: Final = 30


@remembered
def last_addition(papers: tuple[Paper, ...]) -> date | None:
    """Return the latest day on which one of ``papers`` joined; None where no entry has one."""
    return max((paper.added for paper in papers if paper.added), default=None)


@remembered
def additions_by_day(papers: tuple[Paper, ...]) -> tuple[tuple[date, int], ...]:
    """Return the newest days of additions, latest first, with the number of papers of each."""
    counts = Counter(paper.added for paper in papers if paper.added)
    return tuple(sorted(counts.items(), reverse=True)[:MAX_DAYS])
