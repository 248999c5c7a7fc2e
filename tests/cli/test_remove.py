"""``catalogue remove``: the paper goes, its permalink is answered, it does not come back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from macros.catalogue.loading import load
from tests.cli.conftest import Run

TODAY = datetime.now(tz=UTC).date().isoformat()
LOOPY = f"""\
# Entries that left the list; their permalinks lead to what replaced them.
- id: loopy
  title: "Loopy: Taming Audio-Driven Portrait Avatar with Long-Term Motion Dependency"
  arxiv: 2409.02634
  removed: {TODAY}
"""


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.rglob("*.yml")}


@pytest.fixture
def with_dataset(seed: Path) -> Path:
    """The seed with a dataset of Loopy, a removed entry that Loopy replaced, and links to it."""
    datasets = seed / "datasets.yml"
    record = "- name: Loops\n  year: 2031\n  description:\n    en: Loops.\n    zh: 循环。\n"
    record = record.replace("2031", "2024") + "  url: https://e.org/\n  paper:\n    id: loopy\n"
    text = datasets.read_text(encoding="utf-8")
    datasets.write_text(text.replace("- name", f"{record}- name", 1), encoding="utf-8")
    (seed / "removed.yml").write_text(
        "- {id: loop, title: Loop, removed: 2024-01-02, replaced_by: loopy}\n"
    )
    (seed.parent / "docs").mkdir()
    (seed.parent / "docs/guide.md").write_text("# A\n\n[Loopy](papers.md/#loopy), /#loopy-2\n")
    return seed


def test_a_paper_leaves_its_id_behind(run: Run, seed: Path) -> None:
    outcome = run("--data", seed, "remove", "loopy")
    assert outcome.code == 0, outcome.err
    assert not (seed / "papers/2024/loopy.yml").exists()
    assert (seed / "removed.yml").read_text(encoding="utf-8") == LOOPY
    assert outcome.err.splitlines() == [
        f"wrote {seed}/removed.yml",
        f"removed {seed}/papers/2024/loopy.yml",
    ]
    assert run("--data", seed, "check").code == 0
    assert run("--data", seed, "format", "--check").code == 0


def test_what_links_to_the_paper_is_named_and_stays_valid(run: Run, with_dataset: Path) -> None:
    outcome = run("--data", with_dataset, "remove", "loopy", "--why", "It was retracted.")
    assert outcome.code == 0, outcome.err
    guide, dataset, *_ = outcome.err.splitlines()
    assert guide.startswith(f"{with_dataset.parent}/docs/guide.md:3: ")
    assert dataset.startswith(f"{with_dataset}/datasets.yml:")
    assert "Loops" in dataset
    catalogue = load(with_dataset).catalogue
    assert catalogue is not None
    paper = catalogue.datasets[0].paper
    assert paper is not None
    assert (paper.id, paper.arxiv) == (None, "2409.02634")
    assert [removal.replaced_by for removal in catalogue.removed] == [None, None]
    assert catalogue.removed[1].why == "It was retracted."


def test_what_led_to_the_paper_leads_to_its_replacement(run: Run, with_dataset: Path) -> None:
    outcome = run("--data", with_dataset, "remove", "loopy", "--replaced-by", "2407.08136")
    assert outcome.code == 0, outcome.err
    catalogue = load(with_dataset).catalogue
    assert catalogue is not None
    papers = {dataset.id: dataset.paper and dataset.paper.id for dataset in catalogue.datasets}
    assert papers["loops"] == "echomimic"
    assert {one.id: one.replaced_by for one in catalogue.removed} == {
        "loop": "echomimic",
        "loopy": "echomimic",
    }


def test_a_dry_run_and_a_failure_change_nothing(
    run: Run, with_dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(with_dataset)
    outcome = run("--data", with_dataset, "remove", "loopy", "--dry-run")
    assert f"would remove {with_dataset}/papers/2024/loopy.yml" in outcome.err
    assert files(with_dataset) == before
    assert run("--data", with_dataset, "remove", "loopy", "--replaced-by", "loopy").code == 2
    assert run("--data", with_dataset, "remove", "nobody").code == 1
    assert run("--data", with_dataset, "remove", "loopy", "--why", "a\u202eb").code == 2

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        run("--data", with_dataset, "remove", "loopy")
    assert files(with_dataset) == before


def test_a_removed_paper_does_not_come_back_unnoticed(run: Run, seed: Path, tmp_path: Path) -> None:
    assert run("--data", seed, "remove", "loopy").code == 0
    where = f"{seed}/removed.yml:2: "
    for command in (
        ("add", "2409.02634", "--no-fetch", "--title", "Loopy", "--date", "2024-09", "--yes"),
        ("edit", "loopy", "--code", "https://e.org"),
        ("remove", "https://arxiv.org/abs/2409.02634v2"),
    ):
        outcome = run("--data", seed, *command)
        assert outcome.code == 1
        assert outcome.err.startswith(where)
        assert TODAY in outcome.err
    listed = tmp_path / "list.md"
    listed.write_text(
        "## 2D-Audio-Driven\n- Loopy; [arXiv 2024](https://arxiv.org/abs/2409.02634)\n"
    )
    imported = run("--data", seed, "import", listed)
    assert imported.code == 1
    refused = "1 refused (1 previously removed from the list)"
    assert f"found 1 = 0 new + 0 merged + {refused}" in imported.err
    assert f"{listed}:2: " in imported.err
    add = ("add", "2412.00001", "--no-fetch", "--title", "Loopy: Others", "--date", "2024-12")
    others = run("--data", seed, *add, "--category", "2d-audio-driven", "--yes")
    assert others.code == 0, others.err
    assert (seed / "papers/2024/loopy-2024.yml").exists()


def test_a_replaced_paper_is_imported_into_its_replacement(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    assert run("--data", seed, "remove", "loopy", "--replaced-by", "echomimic").code == 0
    listed = tmp_path / "list.md"
    listed.write_text(
        "## 2D-Audio-Driven\n- Loopy; [arXiv 2024](https://arxiv.org/abs/2409.02634);"
        " [Blog](https://mp.weixin.qq.com/s/loopy)\n"
    )
    imported = run("--data", seed, "import", listed)
    assert "found 1 = 0 new + 1 merged + 0 refused" in imported.err
    catalogue = load(seed).catalogue
    assert catalogue is not None
    assert catalogue.paper("echomimic").arxiv != "2409.02634"
    added = run("--data", seed, "add", "2409.02634", "--no-fetch", "--title", "x", "--date", "2024")
    assert (added.code, "echomimic" in added.err) == (1, True)


def test_a_record_that_contradicts_the_list_is_an_error(run: Run, seed: Path) -> None:
    (seed / "removed.yml").write_text(
        "- id: loopy\n  title: L\n  removed: 2024-01-02\n"
        "- id: a\n  title: A\n  removed: 2024-01-02\n  replaced_by: lopy\n"
    )
    outcome = run("--data", seed, "check")
    assert outcome.code == 1
    first, second = (line for line in outcome.err.splitlines() if "removed.yml" in line)
    assert first.startswith(f"{seed}/removed.yml:1: id: ")
    assert "papers/2024/loopy.yml:1" in first
    assert second.startswith(f"{seed}/removed.yml:7: replaced_by: ")
    assert "loopy" in second


@pytest.mark.parametrize("replacement", [None, "echomimic"])
def test_suggesting_a_removed_paper_is_answered(
    run: Run, seed: Path, tmp_path: Path, replacement: str | None
) -> None:
    option = ("--replaced-by", replacement) if replacement else ()
    assert run("--data", seed, "remove", "loopy", *option).code == 0
    (tmp_path / "issue.md").write_text(
        "### arXiv, DOI or paper link · arXiv、DOI 或论文链接\n\n2409.02634\n\n"
        "### Category · 分类\n\n2D-Audio-Driven · 2D 音频驱动\n",
        encoding="utf-8",
    )
    answered = tmp_path / "answer.json"
    command = ("propose", "--issue", tmp_path / "issue.md", "--no-fetch", "--output", answered)
    assert run("--data", seed, *command).code == 0
    answer = json.loads(answered.read_text(encoding="utf-8"))
    assert answer["outcome"] == ("duplicate" if replacement else "noted")
    assert (replacement or TODAY) in answer["comment"]


def test_only_the_files_of_the_act_must_be_sound(run: Run, seed: Path) -> None:
    (seed / "papers/2024/vasa-1.yml").write_text("id: vasa-1\ntitle: V\ndate: 2024-13\n")
    refused = run("--data", seed, "remove", "vasa-1")
    assert (refused.code, f"{seed}/papers/2024/vasa-1.yml has errors" in refused.err) == (1, True)
    (seed / "removed.yml").write_text("- id: a\n")
    refused = run("--data", seed, "remove", "loopy")
    assert (refused.code, f"{seed}/removed.yml has errors" in refused.err) == (1, True)
    (seed / "removed.yml").unlink()
    assert run("--data", seed, "remove", "loopy").code == 0
