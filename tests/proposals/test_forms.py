"""Issue forms, varied and hostile: each becomes a valid entry or an answer that says what to do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from macros.catalogue.loading import load
from macros.proposals.answer import fence, inline_code
from macros.proposals.issue_form import MAX_BODY, NO_RESPONSE, read_form
from tests.cli.running import Outcome, run_catalogue
from tests.site.built import PROJECT, SEED

FORM = PROJECT / ".github" / "ISSUE_TEMPLATE" / "paper.yml"
FORMS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("forms.yml").read_text(encoding="utf-8")
)
ENDLESS = {"LONG": "x" * 5000, "MANY": "\n".join(f"Author {number}" for number in range(300))}


def body(answers: dict[str, str]) -> str:
    """Return the Markdown that the code host makes of a form."""
    labels = read_form(FORM).labels
    parts = [
        f"### {label}\n\n{ENDLESS.get(str(answers.get(name)), answers.get(name, NO_RESPONSE))}\n"
        for name, label in labels.items()
    ]
    return "\n".join(parts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEED, tmp_path / "data"))


def propose(folder: Path, text: str) -> tuple[Outcome, dict[str, str]]:
    issue, output = folder.parent / "issue.md", folder.parent / "answer.json"
    issue.write_text(text, encoding="utf-8")
    arguments = ("--data", folder, "propose", "--issue", issue, "--form", FORM)
    result = run_catalogue(*arguments, "--no-fetch", "--output", output)
    return result, json.loads(output.read_text(encoding="utf-8"))


def files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.parent.rglob("*") if file.is_file())
    return {str(file.relative_to(folder.parent)): file.read_bytes() for file in found}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_a_form_becomes_an_entry_or_an_answer(folder: Path, form: dict[str, Any]) -> None:
    before = files(folder)
    result, answer = propose(folder, body(form["answers"]))
    assert result.code == 0, result.printed
    changed = {name for name, content in files(folder).items() if before.get(name) != content}
    changed -= {"issue.md", "answer.json"}
    labels = read_form(FORM).labels
    if "record" in form:
        assert answer["outcome"] == "proposed", answer["comment"]
        (name,) = changed
        written = yaml.load((folder.parent / name).read_text("utf-8"), yaml.BaseLoader)
        assert {key: written.get(key) for key in form["record"]} == form["record"]
        assert name == f"data/papers/{written['date'][:4]}/{written['id']}.yml"
        assert run_catalogue("--data", folder, "format", "--check").code == 0
        assert load(folder).catalogue is not None
    elif "duplicate" in form:
        assert (answer["outcome"], changed) == ("duplicate", set())
        assert f"/{form['duplicate']}.yml" in answer["comment"]
    else:
        assert (answer["outcome"], changed) == ("invalid", set())
        for field in form["refused"]:
            english, chinese = labels[field].split(" · ")
            assert f"**{english}**" in answer["comment"]
            assert f"**{chinese}**" in answer["comment"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_a_comment_notifies_nobody_and_renders_no_html(folder: Path, form: dict[str, Any]) -> None:
    _, answer = propose(folder, body(form["answers"]))
    for token in MarkdownIt().parse(answer["comment"]):
        assert token.type not in ("html_block", "heading_open")
        for child in token.children or ():
            assert child.type not in ("html_inline", "image")
            if child.type == "text":
                assert not {"@", "<", "{"} & set(child.content), child.content


def test_both_languages_say_the_same(folder: Path) -> None:
    _, answer = propose(folder, body(FORMS[1]["answers"]))
    english, chinese = answer["comment"].split("\n---\n")
    assert "Thank you" in english
    assert "感谢" in chinese
    assert answer["path"] in english
    assert answer["path"] in chinese


@pytest.mark.parametrize(
    "text", ["", "\0", "### ", "\n" * 10_000, "### Title · 标题", "x" * (MAX_BODY * 4), "`" * 5000]
)
def test_what_is_no_form_is_answered_too(folder: Path, text: str) -> None:
    result, answer = propose(folder, text)
    assert result.code == 0, result.printed
    assert answer["outcome"] == "invalid"
    assert len(answer["comment"]) < 4000


@pytest.mark.parametrize("value", ["a", "`", "``a`", "`` ` ```", " ` "])
def test_code_holds_whatever_was_written(value: str) -> None:
    (paragraph, *_) = [
        token for token in MarkdownIt().parse(inline_code(value)) if token.type == "inline"
    ]
    assert [child.type for child in paragraph.children or ()] == ["code_inline"]
    block = f"{fence(value)}\n{value}\n{fence(value)}\n"
    assert [token.type for token in MarkdownIt().parse(block)] == ["fence"]
