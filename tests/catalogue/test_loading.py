"""Loading reports every problem at once, also of records that hold several."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.catalogue import loading
from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.loading import load
from macros.catalogue.value_types import Month
from macros.catalogue.yaml_source import YamlSource, parse
from tests.site.built import SEED

TODAY = Month(2026, 11)


def damaged(folder: Path, paper: str, *changes: tuple[str, str]) -> list[str]:
    """Return what loading says of the seed catalogue after changes to one paper's file."""
    data = folder / "data"
    shutil.copytree(SEED, data)
    file = data / "papers" / paper
    source = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    file.write_text(source, encoding="utf-8")
    loaded = load(data, today=TODAY)
    return [str(problem).removeprefix(f"{data.as_posix()}/") for problem in loaded.problems]


def test_an_invalid_key_does_not_hide_other_problems(tmp_path: Path) -> None:
    said = damaged(
        tmp_path,
        "2024/echomimic.yml",
        ("date: 2024-07", "date: 2024-13"),
        ("project: https", "project: htps"),
        ("[Diffusion]", "[Difusion]"),
        ("2d-audio-driven", "2d-audio-drive"),
    )
    file = "papers/2024/echomimic.yml"
    assert said == [
        f'{file}:3: date: "2024-13" is not a month such as 2024-09 or a year such as 2019',
        f"{file}:4: categories: unknown category '2d-audio-drive', did you mean '2d-audio-driven'?",
        f'{file}:9: project: not an http(s) URL: "htps://badtobest.github.io/echomimic.html"',
        f"{file}:11: labels: unknown label 'Difusion', did you mean 'Diffusion'?",
    ]


def test_placeholders_for_invalid_keys_cause_no_further_problems(tmp_path: Path) -> None:
    said = damaged(
        tmp_path,
        "2024/echomimic.yml",
        ("id: echomimic", "id: Echo Mimic"),
        ("categories: [2d-audio-driven]", "categories: []"),
    )
    assert [line.split(": ")[1] for line in said] == ["id", "categories"]


def test_the_problems_of_an_invalid_paper_are_not_attributed_to_others(tmp_path: Path) -> None:
    said = damaged(tmp_path, "2024/svp.yml", ("title: ", "titel: "))
    assert [line.partition(":")[0] for line in said] == ["papers/2024/svp.yml"] * 2


def test_values_of_an_earlier_load_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(SEED, data)
    echomimic = data / "papers" / "2024" / "echomimic.yml"
    echomimic.write_text(f"{echomimic.read_text('utf-8')}doi: 10.1145/x\n", "utf-8")
    (data / "papers" / "2024" / "loopy.yml").write_text('id: loopy\ntitle: "\\ud800"\n', "utf-8")
    (data / "papers" / "2024" / "empty.yml").write_text("# nothing\n", "utf-8")
    parsed: list[str] = []

    def counting(content: bytes, shown_path: str) -> YamlSource:
        parsed.append(Path(shown_path).name)
        return parse(content, shown_path)

    monkeypatch.setattr(loading, "parse", counting)

    def loaded() -> tuple[object, list[str]]:
        parsed.clear()
        facts = DerivedFacts(tmp_path / "values.sqlite", "program")
        found = load(data, today=TODAY, facts=facts)
        facts.save()
        return (found.problems, [record.content for record in found.sources.papers]), [*parsed]

    without = load(data, today=TODAY)
    wanted = (without.problems, [record.content for record in without.sources.papers])
    papers = len(list(data.glob("papers/*/*.yml")))
    first, parsed_first = loaded()
    second, parsed_second = loaded()
    assert first == second == wanted
    assert without.problems
    assert len(set(parsed_first)) == papers
    # A file that cannot be read, and those beside it, are read again.
    assert "loopy.yml" in parsed_second
    assert len(set(parsed_second)) < papers
    echomimic.write_text(echomimic.read_text("utf-8").replace("10.1145/x", "10.1145/y"), "utf-8")
    assert "echomimic.yml" in loaded()[1]
