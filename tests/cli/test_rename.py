"""``catalogue rename``: every paper, the issue form, and the old id stays known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.catalogue.loading import load
from macros.proposals.issue_form import ISSUE_FORM
from tests.cli.conftest import Run
from tests.site.built import PROJECT


@pytest.fixture
def form(seed: Path) -> Path:
    """The project's form beside the seed."""
    copied = seed.parent / ISSUE_FORM
    copied.parent.mkdir(parents=True)
    return Path(shutil.copy(PROJECT / ISSUE_FORM, copied))


def files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*.yml")}


def test_a_category_is_renamed_everywhere(run: Run, seed: Path, form: Path) -> None:
    (seed.parent / "README.md").write_text("categories: [2d-audio-driven]\n2d-audio-driven-too\n")
    titles = ("--en", "Audio-Driven", "--zh", "音频驱动")
    before = load(seed).catalogue
    assert before is not None
    renamed = ("--data", seed, "rename", "category", "2d-audio-driven", "audio-driven", *titles)
    outcome = run(*renamed)
    assert outcome.code == 0, outcome.err
    catalogue = load(seed).catalogue
    assert catalogue is not None
    category = catalogue.categories[0]
    assert (category.id, category.former_ids) == ("audio-driven", ("2d-audio-driven",))
    assert (category.title["en"], category.title["zh"]) == ("Audio-Driven", "音频驱动")
    assert [paper.id for paper in catalogue.papers_in("audio-driven")] == [
        paper.id for paper in before.papers_in("2d-audio-driven")
    ]
    assert "        - Audio-Driven · 音频驱动\n" in form.read_text(encoding="utf-8")
    told, *wrote = outcome.err.splitlines()
    assert told.startswith(f"{seed.parent}/README.md:1: one line of ")
    assert len(wrote) == 2 + len(before.papers_in("2d-audio-driven"))
    checked = run("--data", seed, "check")
    assert (checked.code, "paper.yml" in checked.err) == (0, False)
    assert run("--data", seed, "format", "--check").code == 0


def test_a_label_is_renamed_and_its_old_name_still_understood(
    run: Run, seed: Path, form: Path, tmp_path: Path
) -> None:
    outcome = run("--data", seed, "rename", "label", "Emotional", "Emotion", "--zh", "情绪控制")
    assert outcome.code == 0, outcome.err
    catalogue = load(seed).catalogue
    assert catalogue is not None
    label = catalogue.label("Emotion")
    assert (label.former_ids, label.aliases) == (("Emotional",), ())
    assert (label.name["en"], label.name["zh"]) == ("Emotion", "情绪控制")
    assert not any("Emotional" in paper.labels for paper in catalogue.papers)
    assert "        - Emotion · 情绪控制\n" in form.read_text(encoding="utf-8")
    refused = run("--data", seed, "edit", "loopy", "--label", "Emotional")
    assert refused.code == 1
    assert "Emotion" in refused.err.rpartition("Emotional")[2]
    listed = tmp_path / "list.md"
    listed.write_text(
        "## 2D-Audio-Driven\n| Date | Title | Labels |\n|---|---|---|\n"
        "| 2024-05 | New: A Face | Emotional |\n"
    )
    run("--data", seed, "import", listed)
    after = load(seed).catalogue
    assert after is not None
    assert after.paper("new").labels == ("Emotion",)


def test_what_was_renamed_can_be_renamed_back(run: Run, seed: Path) -> None:
    before = files(seed)
    assert run("--data", seed, "rename", "label", "Diffusion", "Denoising").code == 0
    assert run("--data", seed, "rename", "label", "Denoising", "Diffusion").code == 0
    labels = seed / "labels.yml"
    text = labels.read_text(encoding="utf-8").replace("  former_ids: [Denoising]\n", "")
    assert files(seed) | {labels: text.encode()} == before


def test_titles_alone_change_no_paper(run: Run, seed: Path, form: Path) -> None:
    same = ("rename", "category", "2d-video-driven", "2d-video-driven")
    outcome = run("--data", seed, *same, "--zh", "二维视频驱动")
    assert outcome.err.splitlines() == [f"wrote {seed}/categories.yml", f"wrote {form}"]
    assert run("--data", seed, *same).code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("category", "2d-audio", "audio"), "2d-audio-driven"),
        (("category", "2d-audio-driven", "3d-audio-driven"), "3d-audio-driven already"),
        (("category", "2d-audio-driven", "papers"), "categories.yml:"),
        (("category", "2d-audio-driven", "Not An Id"), "categories.yml:"),
        (("category", "2d-audio-driven", "moved"), "categories.yml:"),
        (("label", "Diffusion", "Editable"), "Editable"),
        (("label", "diffusion", "X"), "Diffusion"),
        (("label", "Diffusion", "X", "--zh", "Neu"), "labels.yml:"),
    ],
)
def test_what_cannot_be_renamed_changes_nothing(
    run: Run, seed: Path, arguments: tuple[str, ...], said: str
) -> None:
    categories = seed / "categories.yml"
    text = categories.read_text(encoding="utf-8")
    former = "- id: 3d-audio-driven\n  former_ids: [moved]\n"
    categories.write_text(text.replace("- id: 3d-audio-driven\n", former), encoding="utf-8")
    before = files(seed)
    outcome = run("--data", seed, "rename", *arguments)
    assert outcome.code == 1
    assert said in outcome.err
    assert files(seed) == before
    assert run("--data", seed, "rename", "label", "Diffusion", "X", "--dry-run").code == 0
    assert files(seed) == before
