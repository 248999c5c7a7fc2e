"""The comparison of two sites sees what readers would see, and not what versions change."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.compatibility.comparison import differences
from tests.compatibility.stacks import dependencies, lowest

PAGE = (
    '<!doctype html><html lang="en"><head><title>t</title>'
    '<meta http-equiv="Content-Security-Policy" content="one">'
    '<link rel="stylesheet" href="main.01234567.min.css"></head>'
    '<body><p id="a">EchoMimic <a href="b/">code</a> there</p>'
    '<svg><path d="M0"/></svg></body></html>'
)


def site(folder: Path, page: str, *others: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(page)
    for other in others:
        (folder / other).parent.mkdir(parents=True, exist_ok=True)
        (folder / other).write_text("{}")
    return folder


@pytest.mark.parametrize(
    ("old", "new"),
    [("01234567", "89abcdef"), ('content="one"', 'content="two"'), ("M0", "M1")],
)
def test_what_versions_change_is_no_difference(tmp_path: Path, old: str, new: str) -> None:
    one = site(tmp_path / "one", PAGE, "assets/javascripts/bundle.1.min.js")
    other = site(tmp_path / "other", PAGE.replace(old, new), "assets/javascripts/bundle.2.min.js")
    assert differences(one, other) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("EchoMimic", "Loopy"), ('href="b/"', 'href="c/"'), ("there", "here"), ('lang="en"', "")],
)
def test_what_readers_see_is_a_difference(tmp_path: Path, old: str, new: str) -> None:
    one, other = site(tmp_path / "one", PAGE), site(tmp_path / "other", PAGE.replace(old, new))
    assert len(differences(one, other)) == 2


def test_missing_and_additional_files_are_differences(tmp_path: Path) -> None:
    one = site(tmp_path / "one", PAGE, "catalogue.json")
    other = site(tmp_path / "other", PAGE, "feed.json")
    assert differences(one, other) == ["catalogue.json: missing", "feed.json: additional"]


def test_every_dependency_has_a_lowest_version() -> None:
    assert lowest(Requirement("httpx[http2]>=0.28,<1")) == "httpx[http2]==0.28"
    assert all("==" in lowest(requirement) for requirement in dependencies())
    with pytest.raises(ValueError, match="lower bound"):
        lowest(Requirement("jieba<1"))
