"""The form that suggests a paper offers the categories, and is otherwise as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from macros.catalogue.model import Catalogue, Category
from macros.publishing.issue_form import main, with_categories
from tests.site.built import PROJECT, SEED

FORM = PROJECT / ".github" / "ISSUE_TEMPLATE" / "paper.yml"


def options(form: str) -> list[str]:
    """Return the options of the field for the category."""
    body = yaml.safe_load(form)["body"]
    field = next(field for field in body if field.get("id") == "category")
    found: list[str] = field["attributes"]["options"]
    return found


def test_the_form_offers_the_categories_and_a_way_out(seed_catalogue: Catalogue) -> None:
    form = FORM.read_text(encoding="utf-8")
    new = Category(
        id="gestures",
        title={"en": "Gestures: hands", "zh": "手势"},
        description={"en": "Hands.", "zh": "手。"},
    )
    written = with_categories(form, [*seed_catalogue.categories, new])
    assert options(written) == [
        "2D-Audio-Driven · 2D 音频驱动",
        "2D-Video-Driven · 2D 视频驱动",
        "3D-Audio-Driven · 3D 音频驱动",
        "Gestures: hands · 手势",
        options(form)[-1],
    ]
    without = [line for line in form.splitlines() if line not in written.splitlines()]
    assert all(line.startswith("        - ") for line in without)
    assert with_categories(written, [*seed_catalogue.categories, new]) == written


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
    assert len(options(file.read_text(encoding="utf-8"))) == 4
