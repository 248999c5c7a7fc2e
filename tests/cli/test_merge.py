"""``catalogue merge``: one entry with the facts of both, to which the other's id leads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from macros.catalogue.loading import load
from macros.catalogue.yaml_source import Plain
from macros.editing.joining import joined
from tests.cli.conftest import Run

# The seed's entry of Loopy is a preprint of 2024-09.
SAME = """\
# Added twice.
id: loopy-2024
title: "Loopy: Taming Audio-Driven Portrait Avatar with Long-term Motion Dependency"
date: 2024
added: 2024-10-01
categories: [3d-audio-driven]
publication:
  venue: ICLR
  year: 2025
code: https://github.com/example/loopy
labels: [Emotional]
authors:
  - Ada Lovelace
"""
OTHER = """\
id: loopy-2024
title: Loopy, Revised
date: 2023-12
categories: [2d-audio-driven]
arxiv: 2312.00001
"""


@pytest.fixture
def twice(seed: Path) -> Path:
    """The file of a second entry of Loopy, without further facts."""
    file = seed / "papers/2024/loopy-2024.yml"
    file.write_text(SAME, encoding="utf-8")
    return file


def test_the_first_entry_stays_with_all_facts(run: Run, seed: Path, twice: Path) -> None:
    labels = seed / "labels.yml"
    sound = labels.read_bytes()
    labels.write_text("- id: broken\n")
    (seed / "removed.yml").write_text(
        "- {id: loop, title: Loop, removed: 2024-01-02, replaced_by: loopy-2024}\n"
    )
    outcome = run("--data", seed, "merge", "loopy", "loopy-2024")
    assert outcome.code == 0, outcome.err
    assert not twice.exists()
    assert outcome.err.splitlines()[-3:] == [
        f"wrote {seed}/papers/2024/loopy.yml",
        f"wrote {seed}/removed.yml",
        f"removed {twice}",
    ]
    labels.write_bytes(sound)
    catalogue = load(seed).catalogue
    assert catalogue is not None
    paper = catalogue.paper("loopy")
    assert paper.publication is not None
    assert paper.publication.label == "ICLR 2025"
    assert paper.publication.url == "https://arxiv.org/abs/2409.02634"
    assert (str(paper.date), str(paper.added)) == ("2024-09", "2024-10-01")
    assert paper.categories == ("2d-audio-driven", "3d-audio-driven")
    assert paper.labels == ("Diffusion", "Emotional")
    assert paper.authors == ("Ada Lovelace",)
    assert paper.aliases == ()
    assert {one.id: one.replaced_by for one in catalogue.removed} == {
        "loop": "loopy",
        "loopy-2024": "loopy",
    }
    again = run("--data", seed, "merge", "loopy", "loopy-2024")
    assert (again.code, "part of loopy" in again.err) == (1, True)


def test_conflicts_are_listed_and_decided_by_preference(run: Run, seed: Path, twice: Path) -> None:
    twice.unlink()
    other = seed / "papers/2023/loopy-2024.yml"
    other.write_text(OTHER, encoding="utf-8")
    before = {file: file.read_bytes() for file in seed.rglob("*.yml")}
    refused = run("--data", seed, "--quiet", "merge", "loopy", "loopy-2024")
    assert refused.code == 1
    *conflicts, advice = refused.err.splitlines()
    kept = seed / "papers/2024/loopy.yml"
    assert [line.partition(": ")[2].partition(": ")[0] for line in conflicts] == [
        "title",
        "date",
        "arxiv",
    ]
    assert conflicts[1] == f'{kept}:3: date: "2024-09" here, "2023-12" in {other}:3'
    assert "--prefer loopy-2024" in advice
    dry = run("--data", seed, "merge", "loopy", "loopy-2024", "--prefer", "loopy", "--dry-run")
    assert dry.code == 0, dry.err
    assert {file: file.read_bytes() for file in seed.rglob("*.yml")} == before
    merged = run("--data", seed, "merge", "loopy", "loopy-2024", "--prefer", "loopy-2024")
    assert merged.code == 1  # The publication's address is still that of the other identifier.
    assert "2312.00001" in merged.err
    assert {file: file.read_bytes() for file in seed.rglob("*.yml")} == before


def test_the_preferred_year_moves_the_file(run: Run, seed: Path, twice: Path) -> None:
    twice.unlink()
    first = seed / "papers/2024/first.yml"
    first.write_text("id: first\ntitle: One\ndate: 2024-05\ncategories: [2d-audio-driven]\n")
    second = "id: second\ntitle: Two\ndate: 2022-05\ncategories: [2d-audio-driven]\n"
    (seed / "papers/2022/second.yml").write_text(second)
    outcome = run("--data", seed, "merge", "first", "second", "--prefer", "second")
    assert outcome.code == 0, outcome.err
    assert not first.exists()
    assert (seed / "papers/2022/first.yml").read_text() == (
        "id: first\ntitle: Two\naliases: [One]\ndate: 2022-05\ncategories: [2d-audio-driven]\n"
    )
    assert load(seed).catalogue is not None


@pytest.mark.parametrize(
    "arguments",
    [("loopy", "loopy"), ("loopy", "echomimic", "--prefer", "vasa-1")],
)
def test_what_cannot_be_merged_is_refused(run: Run, seed: Path, arguments: tuple[str, ...]) -> None:
    assert run("--data", seed, "merge", *arguments).code == 2


@pytest.mark.parametrize(
    ("kept", "other", "together"),
    [
        ({"arxiv": "2401.00001"}, {"arxiv": "2401.00001v2"}, {"arxiv": "2401.00001"}),
        ({"doi": "10.1/A"}, {"doi": "10.1/a"}, {"doi": "10.1/A"}),
        (
            {"openness": {"code": "none", "evidence": ["https://a.org"]}},
            {"openness": {"code": "none", "evidence": ["https://b.org"], "weights": "true"}},
            {
                "openness": {
                    "code": "none",
                    "evidence": ["https://a.org", "https://b.org"],
                    "weights": "true",
                }
            },
        ),
        (
            {"summary": {"en": "A."}},
            {"summary": {"zh": "一。"}},
            {"summary": {"en": "A.", "zh": "一。"}},
        ),
        (
            {"publication": {"venue": "CVPR", "year": "2024"}},
            {"publication": {"venue": "arXiv", "url": "https://arxiv.org/abs/1"}},
            {"publication": {"venue": "CVPR", "year": "2024", "url": "https://arxiv.org/abs/1"}},
        ),
    ],
)
def test_facts_that_agree_are_no_conflict(
    kept: dict[str, Plain], other: dict[str, Plain], together: dict[str, Any]
) -> None:
    found = joined(kept, other)
    assert found.conflicts == []
    assert {key: found.record[key] for key in together} == together


def test_a_conflict_inside_of_a_group_names_its_keys() -> None:
    mine: dict[str, Plain] = {"publication": {"venue": "CVPR", "year": "2024"}}
    other: dict[str, Plain] = {"publication": {"venue": "CVPR", "year": "2025"}}
    assert [one.location for one in joined(mine, other).conflicts] == [("publication", "year")]
    preferred = joined(mine, other, prefer_other=True).record
    assert preferred["publication"] == {"venue": "CVPR", "year": "2025"}
