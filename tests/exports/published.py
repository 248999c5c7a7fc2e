"""A catalogue whose papers have facts, and the addresses it is published at."""

from __future__ import annotations

from datetime import date

from macros.catalogue.localized_texts import EntryText
from macros.catalogue.model import ArchivedLinks, Catalogue, Openness, Paper
from macros.translations import Locale

ROOTS: dict[Locale, str] = {"en": "https://example.org/list/", "zh": "https://example.org/list/zh/"}
EVIDENCE = ("https://example.org/evidence",)
COPY = "https://web.archive.org/web/20260504000000/https://example.org/paper"


def with_facts(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with facts on its first three papers.

    The first was added on a day and has released code, the second promises its code, the third
    has weights alone, seen on an earlier day.
    """
    first, second, third, *others = catalogue.papers
    facts: list[Paper] = [
        first.model_copy(
            update={
                "authors": ("Ada Lovelace", "王小明"),
                "summary": EntryText(en="Moves <b>lips</b> & eyes.", zh="驱动 <嘴唇> 与眼睛。"),
                "openness": _openness("training", as_of=date(2026, 3, 2), weights=True),
                "added": date(2026, 5, 4),
                "archived": ArchivedLinks(publication=COPY),
            }
        ),
        second.model_copy(update={"openness": _openness("promised", as_of=date(2026, 6, 1))}),
        third.model_copy(
            update={"openness": _openness("none", as_of=date(2025, 12, 31), weights=True)}
        ),
    ]
    return catalogue.model_copy(update={"papers": (*facts, *others)})


def _openness(code: str, **known: object) -> Openness:
    return Openness.model_validate({"code": code, "evidence": EVIDENCE, **known})
