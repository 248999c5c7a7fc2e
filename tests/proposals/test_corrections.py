"""The form "Report a mistake": a single field is corrected, anything else is left to a person."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from macros.catalogue.loading import load
from macros.proposals.correction import KEYS
from macros.proposals.issue_form import NO_RESPONSE, read_form
from tests.cli.running import run_catalogue
from tests.site.built import PROJECT, SEED

FORM = PROJECT / ".github" / "ISSUE_TEMPLATE" / "correction.yml"
LOOPY = "papers/2024/loopy.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEED, tmp_path / "data"))


def report(folder: Path, **answers: str) -> dict[str, str]:
    labels = read_form(FORM).labels
    parts = [f"### {label}\n\n{answers.get(key, NO_RESPONSE)}\n" for key, label in labels.items()]
    issue, output = folder.parent / "issue.md", folder.parent / "answer.json"
    issue.write_text("\n".join(parts), encoding="utf-8")
    command = ("--data", folder, "propose", "--issue", issue, "--form", FORM)
    result = run_catalogue(*command, "--output", output, "--no-fetch")
    assert result.code == 0, result.printed
    found: dict[str, str] = json.loads(output.read_text(encoding="utf-8"))
    return found


def record(folder: Path) -> dict[str, object]:
    loaded: dict[str, object] = yaml.load((folder / LOOPY).read_text("utf-8"), yaml.BaseLoader)
    return loaded


def test_every_option_of_the_form_is_known() -> None:
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    (options,) = (
        field["attributes"]["options"] for field in form["body"] if field["id"] == "field"
    )
    assert [option.split(" · ")[0] for option in options] == [*KEYS, "Something else"]


@pytest.mark.parametrize(
    ("field", "value", "key", "expected"),
    [
        ("Title · 标题", "Loopy: Renamed", "title", "Loopy: Renamed"),
        ("Authors · 作者", "A B\n王小明", "authors", ["A B", "王小明"]),
        ("DOI · DOI 编号", "10.1145/1.2", "doi", "10.1145/1.2"),
        ("Code · 代码", "https://github.com/a/b", "code", "https://github.com/a/b"),
        ("Summary in Chinese · 中文摘要", "一句话。", "summary", {"zh": "一句话。"}),
    ],
)
def test_a_field_is_corrected(
    folder: Path, field: str, value: str, key: str, expected: object
) -> None:
    answer = report(folder, paper="loopy", field=field, value=value)
    assert answer["outcome"] == "proposed", answer["comment"]
    assert record(folder)[key] == expected
    assert (folder / LOOPY).read_text(encoding="utf-8") == answer["record"]
    assert load(folder).catalogue is not None


def test_a_date_is_corrected_where_no_identifier_contradicts(folder: Path) -> None:
    answer = report(folder, paper="loopy", field="Date · 日期", value="2024-10")
    assert "2409.02634" in answer["comment"]
    answer = report(folder, paper="vasa-1", field="Date · 日期", value="2024-05")
    assert "date: 2024-05" in answer["record"]


def test_venue_and_link_change_apart(folder: Path) -> None:
    before = record(folder)["publication"]
    assert isinstance(before, dict)
    report(folder, paper="loopy", field="Venue and year · 会议/期刊与年份", value="ICLR 2025")
    after = {"venue": "ICLR", "year": "2025", "url": before["url"]}
    assert record(folder)["publication"] == after
    link = "https://openreview.net/forum?id=x"
    report(folder, paper="loopy", field="Link at the venue · 会议/期刊页面链接", value=link)
    assert record(folder)["publication"] == after | {"url": link}
    report(folder, paper="loopy", field="Venue and year · 会议/期刊与年份", value="ICLR")
    assert record(folder)["publication"] == {"venue": "ICLR", "url": link}


@pytest.mark.parametrize(
    "named",
    [
        "loopy",
        "https://arxiv.org/abs/2409.02634",
        "https://example.org/list/zh/papers/#loopy",
        "Loopy: Taming Audio-Driven Portrait Avatar with Long-Term Motion Dependency",
    ],
)
def test_a_paper_is_named_as_people_do(folder: Path, named: str) -> None:
    answer = report(folder, paper=named, field="Code · 代码", value="https://github.com/a/b")
    assert answer["path"].endswith(LOOPY)


@pytest.mark.parametrize(
    "answers",
    [
        {"paper": "loopy", "field": "Something else · 其他", "value": "All of it"},
        {"paper": "loopy", "field": "Code · 代码"},
        {"paper": "loopy", "field": "__class__", "value": "x"},
        {"paper": "https://example.org/datasets/", "field": "Something else · 其他"},
        {},
    ],
)
def test_what_only_a_person_can_do_is_noted(folder: Path, answers: dict[str, str]) -> None:
    before = record(folder)
    answer = report(folder, **answers)
    assert (answer["outcome"], answer["path"]) == ("noted", "")
    assert record(folder) == before


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"paper": "loopi", "field": "Code · 代码", "value": "https://a.org/"}, "loopi"),
        ({"paper": "loopy", "field": "Code · 代码", "value": "javascript:alert(1)"}, "javascript"),
        ({"paper": "loopy", "field": "Date · 日期", "value": "soon"}, "soon"),
    ],
)
def test_what_is_wrong_is_answered(folder: Path, answers: dict[str, str], said: str) -> None:
    before = record(folder)
    answer = report(folder, **answers)
    assert answer["outcome"] == "invalid"
    assert said in answer["comment"]
    assert record(folder) == before
