"""The Nu HTML checker, where Java and its package are installed (`make validate` installs it)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.site.validate import CHECKER, errors_of

pytestmark = pytest.mark.skipif(
    not (shutil.which("java") and CHECKER.exists()), reason="needs Java and npm's vnu-jar"
)


def test_every_page_is_valid(built_site: Path) -> None:
    assert errors_of(built_site) == []


def test_an_error_is_found(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><title>t</title><p><input type=checkbox autocomplete=off>"
    (tmp_path / "index.html").write_text(page)
    assert [error.split(":")[:2] for error in errors_of(tmp_path)] == [["index.html", "1"]]
