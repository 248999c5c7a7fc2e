"""The form "Suggest a paper" offers the categories and labels, and is otherwise unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from macros.catalogue.model import Catalogue, Category, Label
from macros.publishing.form_options import main, with_options
from tests.site.built import PROJECT, SEED

FORM = PROJECT / ".github" / "ISSUE_TEMPLATE" / "paper.yml"


def options(form: str, field: str) -> list[str]:
    """Return the options of a field."""
    body = yaml.safe_load(form)["body"]
    found: list[str] = next(one["attributes"]["options"] for one in body if one.get("id") == field)
    return found


def test_the_form_offers_categories_labels_and_a_way_out(seed_catalogue: Catalogue) -> None:
    form = FORM.read_text(encoding="utf-8")
    new = Category(
        id="gestures",
        title={"en": "Gestures: hands", "zh": "手势"},
        description={"en": "Hands.", "zh": "手。"},
    )
    label = Label(id="NeRF", name={"en": "NeRF", "zh": "神经辐射场"})
    changed = seed_catalogue.model_copy(
        update={
            "categories": (*seed_catalogue.categories, new),
            "labels": (*seed_catalogue.labels, label),
        }
    )
    written = with_options(form, changed)
    assert options(written, "category") == [
        "2D-Audio-Driven · 2D 音频驱动",
        "2D-Video-Driven · 2D 视频驱动",
        "3D-Audio-Driven · 3D 音频驱动",
        "Gestures: hands · 手势",
        options(form, "category")[-1],
    ]
    without = [line for line in form.splitlines() if line not in written.splitlines()]
    assert all(line.startswith("        - ") for line in without)
    assert options(written, "labels")[-1] == "NeRF · 神经辐射场"
    assert len(options(written, "labels")) == len(changed.labels)
    assert with_options(written, changed) == written


def test_a_catalogue_without_labels_leaves_those_of_the_form(seed_catalogue: Catalogue) -> None:
    form = FORM.read_text(encoding="utf-8")
    written = with_options(form, seed_catalogue.model_copy(update={"labels": ()}))
    assert options(written, "labels") == options(form, "labels")


def test_a_form_without_the_field_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "paper.yml"
    file.write_text("body: []\n")
    assert main([str(file)]) == 1
    assert "no field `category`" in capsys.readouterr().err
    assert file.read_text() == "body: []\n"


def test_the_command_writes_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOGUE_DATA", str(SEED))
    file = tmp_path / "paper.yml"
    file.write_text(FORM.read_text(encoding="utf-8"), encoding="utf-8")
    assert main([str(file)]) == 0
    assert len(options(file.read_text(encoding="utf-8"), "category")) == 4
