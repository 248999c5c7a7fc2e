"""``catalogue label``: the file stays valid, and keeps its comments."""

from __future__ import annotations

from pathlib import Path

from macros.catalogue.loading import load
from tests.cli.conftest import Run


def test_a_label_is_added_and_can_be_used(run: Run, seed: Path) -> None:
    before = (seed / "labels.yml").read_text(encoding="utf-8")
    added = run(
        "--data", str(seed), "label", "Gaussian Splatting", "--zh", "高斯泼溅", "--alias", "3DGS"
    )
    assert added.code == 0, added.err
    after = (seed / "labels.yml").read_text(encoding="utf-8")
    assert after.startswith(before)
    catalogue = load(seed).catalogue
    assert catalogue is not None
    assert catalogue.label("Gaussian Splatting").name["zh"] == "高斯泼溅"
    used = run("--data", str(seed), "edit", "loopy", "--label", "Gaussian Splatting")
    assert used.code == 0, used.err
    assert run("--data", str(seed), "format", "--check").code == 0


def test_a_term_alike_in_both_languages_is_marked(run: Run, seed: Path) -> None:
    assert run("--data", str(seed), "label", "NeRF", "--zh", "NeRF").code == 0
    assert "same_in_zh: true" in (seed / "labels.yml").read_text(encoding="utf-8")
    assert load(seed).catalogue is not None


def test_what_is_a_label_already_or_unsound_is_refused(run: Run, seed: Path) -> None:
    before = (seed / "labels.yml").read_bytes()
    for name, zh, said in (
        ("diffusion", "扩散", "Diffusion"),
        ("Diffusion models", "扩散", "Diffusion"),
        ("New", "Neu", "Chinese"),
        (" ", "新", "labels.yml:"),
    ):
        refused = run("--data", str(seed), "label", name, "--zh", zh)
        assert refused.code == 1
        assert said in refused.err
    assert (seed / "labels.yml").read_bytes() == before


def test_an_unknown_label_names_the_command(run: Run, seed: Path) -> None:
    refused = run("--data", str(seed), "edit", "loopy", "--label", "Splatting")
    assert refused.code == 1
    assert "catalogue label" in refused.err
