"""Previews of a change: correct in both languages, and inert with hostile input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from macros.catalogue.localized_texts import EntryText
from macros.catalogue.model import Catalogue
from macros.code_host.answering import PREVIEW_MARK, read_preview, show
from macros.proposals.preview import Preview, comment, preview
from tests.cli.running import run_catalogue
from tests.code_host.fake_host import FakeHost, git
from tests.site.built import SEED

HOSTILE = "@everyone <img src=x> [click](javascript:alert(1)) `${{ secrets }}` https://evil.example"


def changed(catalogue: Catalogue, **updates: object) -> Catalogue:
    first, *others = catalogue.papers
    return catalogue.model_copy(update={"papers": (first.model_copy(update=updates), *others)})


def test_nothing_changed(seed_catalogue: Catalogue) -> None:
    found = preview(seed_catalogue, seed_catalogue, ())
    assert comment(found).split() == ["No", "entry", "changes.", "---", "没有条目变动。"]


def test_rows_read_as_they_will(seed_catalogue: Catalogue) -> None:
    added, edited, *others = seed_catalogue.papers
    before = seed_catalogue.model_copy(update={"papers": (edited, *others)})
    after = seed_catalogue.model_copy(
        update={
            "papers": (added, edited.model_copy(update={"labels": ()}), *others[1:]),
        }
    )
    english, chinese = comment(preview(before, after, ())).split("\n---\n")
    for written, said in ((english, "One new entry"), (chinese, "新增 1 个条目")):
        assert said in written
        assert added.title in written
        assert f"(<{added.links['publication']}>)" in written
        assert "`labels`" in written
        assert others[0].title in written
    assert "One removed entry" in english
    assert "2024 年 9 月" in chinese
    assert "2D 音频驱动" in chinese


def test_a_text_whose_other_language_changes_is_stale(seed_catalogue: Catalogue) -> None:
    old = EntryText(en="Old.", zh="旧的。")
    before = changed(seed_catalogue, summary=old)
    assert preview(before, changed(before, summary=old), ()).stale == {"en": 0, "zh": 0}
    english = changed(before, summary=EntryText(en="New.", zh="旧的。"))
    assert preview(before, english, ()).stale == {"en": 0, "zh": 1}
    both = changed(before, summary=EntryText(en="New.", zh="新的。"))
    assert preview(before, both, ()).stale == {"en": 0, "zh": 0}
    assert "1 处中文过时" in comment(preview(before, english, ()))


def test_what_strangers_wrote_notifies_nobody_and_links_nowhere(seed_catalogue: Catalogue) -> None:
    after = changed(seed_catalogue, title=HOSTILE, summary=EntryText(en=HOSTILE))
    written = comment(preview(seed_catalogue, after, ()))
    own = set(seed_catalogue.papers[0].links.values())
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(written):
        for child in token.children or ():
            if child.type == "link_open":
                assert child.attrs["href"] in own
            assert child.type != "image"
            if child.type == "html_inline":
                assert child.content == "<br>"
            if child.type == "text":
                assert "@e" not in child.content
                assert "://" not in child.content


@pytest.mark.parametrize(
    "change",
    [
        {"rows": [{"kind": "added"}]},
        {"warnings": [{"place": "a", "sentence": {"fr": "x"}}]},
        {"more": -1},
        {"further": 1},
        {"stale": {"en": "many"}},
    ],
)
def test_a_preview_is_validated(
    seed_catalogue: Catalogue, tmp_path: Path, change: dict[str, object]
) -> None:
    document = json.loads(preview(seed_catalogue, seed_catalogue, ()).model_dump_json())
    file = tmp_path / "preview.json"
    file.write_text(json.dumps(document | change), encoding="utf-8")
    with pytest.raises(ValueError, match="Preview"):
        read_preview(file)


def test_a_link_that_is_no_web_address_is_refused(
    seed_catalogue: Catalogue, tmp_path: Path
) -> None:
    after = seed_catalogue.model_copy(update={"papers": seed_catalogue.papers[1:]})
    written = preview(seed_catalogue, after, ()).model_dump_json()
    file = tmp_path / "preview.json"
    file.write_text(written.replace("https://arxiv.org", "javascript:"), encoding="utf-8")
    with pytest.raises(ValueError, match="url"):
        read_preview(file)


def test_the_comment_goes_to_the_pull_request_of_the_commit(
    seed_catalogue: Catalogue, tmp_path: Path
) -> None:
    found = Preview.model_validate_json(
        preview(seed_catalogue, seed_catalogue, ()).model_dump_json()
    )
    site = "https://example.org/run#artifacts"
    with FakeHost(tmp_path) as host, host.client() as client:
        host.heads = {3: "abc"}
        with pytest.raises(ValueError, match="does not propose"):
            show(found, 3, "other", site, client)
        assert host.comments == []
        for _ in range(2):
            show(found, 3, "abc", site, client)
        (only,) = host.comments
    assert only["body"].startswith(f"<!-- {PREVIEW_MARK} -->")
    assert only["body"].count(f"(<{site}>)") == 2


def test_the_command_compares_with_a_commit(tmp_path: Path) -> None:
    data = Path(shutil.copytree(SEED, tmp_path / "list" / "data"))
    git("init", "--quiet", "--initial-branch=main", str(tmp_path / "list"), at=tmp_path)
    git("add", "--all", at=tmp_path / "list")
    git("commit", "--quiet", "--message", "Begin", at=tmp_path / "list")
    (data / "papers" / "2024" / "loopy.yml").unlink()
    command = ("--data", data, "diff", "main")
    shown = run_catalogue(*command)
    assert shown.code == 0, shown.printed
    assert "One removed entry" in shown.printed
    document = run_catalogue(*command, "--format", "json")
    assert Preview.model_validate_json(document.out).rows[0].kind == "removed"
    unknown = run_catalogue("--data", data, "diff", "--", "--output=x")
    assert unknown.code == 1
    assert "--output=x" in unknown.printed
