"""The Nu HTML checker, where Java and its package are installed (`make validate` installs it)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.site.validate import CHECKER, errors_of

pytestmark = pytest.mark.skipif(
    not (shutil.which("java") and CHECKER.exists()), reason="needs Java and npm's vnu-jar"
)


def test_no_page_has_an_error_but_one_with_an_error(built_site: Path, tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><title>t</title><p><input type=checkbox autocomplete=off>"
    (tmp_path / "wrong.html").write_text(page)
    # In one run: the checker takes longer to start than to read a page.
    found = errors_of(built_site, tmp_path)
    assert [error.split(":")[:2] for error in found] == [["wrong.html", "1"]], found
