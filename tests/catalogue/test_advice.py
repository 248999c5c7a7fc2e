"""Warnings about the facts: what a curator should add, or look at again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.catalogue.advice import advise
from macros.catalogue.loading import load
from macros.catalogue.statistics import Completeness, completeness, wanted_facts
from macros.catalogue.value_types import Month
from tests.site.built import SEED

TODAY = Month(2026, 1)
VENUES = """\
- id: CVPR
  name: Proceedings of the CVPR
  kind: conference
  aliases: [C.V.P.R.]
"""
COMPLETE = """\
id: talk
title: Talk
date: 2025-12
categories: [2d-audio-driven]
publication:
  venue: CVPR
  year: 2026
code: https://code.example.org/talk
authors:
  - Ana Silva
affiliations:
  - en: Adobe Research
summary:
  en: One line.
  zh: 一句话。
openness:
  code: training
  licence: MIT
  as_of: 2025-01-31
  evidence:
    - https://code.example.org/talk
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(SEED, folder)
    shutil.rmtree(folder / "papers")
    (folder / "papers/2025").mkdir(parents=True)
    (folder / "papers/2025/talk.yml").write_text(COMPLETE, encoding="utf-8")
    (folder / "venues.yml").write_text(VENUES, encoding="utf-8")
    return folder


def change(data: Path, old: str, new: str) -> None:
    file = data / "papers/2025/talk.yml"
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new), encoding="utf-8")


def advice(data: Path) -> list[str]:
    loaded = load(data, today=TODAY)
    assert loaded.catalogue is not None, loaded.problems
    return [
        str(problem).removeprefix(f"{data}/papers/2025/talk.yml:")
        for problem in advise(loaded.sources, today=TODAY)
    ]


def test_a_complete_entry_needs_no_advice(data: Path) -> None:
    assert advice(data) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("authors:\n  - Ana Silva\n", "", "1: authors: no authors; list them as printed"),
        ("training\n  licence: MIT\n  as_of: 2025-01-31", "promised\n  as_of: 2024-12-31",
         ("18: openness.as_of: no code when last read, more than a year ago: talk; check again and "
          "update as_of")),
        ("code: training\n  licence: MIT\n  as_of: 2025-01-31", "code: none\n  as_of: 2025-01-31",
         None),
        ("as_of: 2025-01-31", "as_of: 2021-01-31", None),
        ("  as_of: 2025-01-31\n", "",
         "16: openness: no as_of; add the date of the version you read"),
        (COMPLETE[COMPLETE.index("openness:") :], "",
         ("8: code: code without openness; add its status (none, promised, inference or "
          "training) and the evidence")),
        ("venue: CVPR", "venue: CVRP",
         ('6: publication.venue: "CVRP" is not in venues.yml; add it with its full name for '
          "citations")),
        ("venue: CVPR", "venue: c.v.p.r.",
         '6: publication.venue: "c.v.p.r." is CVPR in venues.yml; write CVPR'),
    ],
    ids=["authors", "old", "young", "released", "undated", "openness", "venue", "alias"],
)  # fmt: skip
def test_missing_and_outdated_facts_are_reported(
    data: Path, old: str, new: str, expected: str | None
) -> None:
    change(data, old, new)
    assert advice(data) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("date", "old"),
    [("2024-01", True), ("2024-02", False), ("2024", False), ("2023", True)],
)
def test_a_preprint_of_two_years_may_have_been_published(
    data: Path, date: str, *, old: bool
) -> None:
    change(data, "venue: CVPR\n  year: 2026", "venue: arXiv")
    change(data, "date: 2025-12", f"date: {date}")
    folder = data / "papers" / date[:4]
    folder.mkdir()
    first = (data / "papers/2025/talk.yml").rename(folder / "talk.yml")
    another = first.read_text(encoding="utf-8").replace("id: talk", "id: walk")
    (folder / "walk.yml").write_text(another.replace("title: ", "title: Not "), encoding="utf-8")
    told = advice(data)
    assert len(told) == old
    assert all("venue: preprints two years old or more: talk, walk;" in line for line in told)


def test_how_complete_the_list_is(data: Path) -> None:
    catalogue = load(data, today=TODAY).catalogue
    assert catalogue is not None
    paper = catalogue.papers[0]
    assert wanted_facts(paper) == ()
    bare = paper.model_copy(update={"id": "bare", "authors": (), "openness": None, "code": None})
    assert wanted_facts(bare) == ("authors", "openness")
    found = {
        one.fact: one
        for one in completeness(catalogue.model_copy(update={"papers": (paper, bare)}))
    }
    assert found["authors"] == Completeness("authors", 1, 2)
    assert found["summary"] == Completeness("summary", 2, 2)
    # A paper without code has no licence to know.
    assert found["licence"] == Completeness("licence", 1, 1)
