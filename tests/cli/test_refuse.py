"""``catalogue refuse``, and its effect on ``catalogue discover``."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ENTRY = """\
# Papers that do not belong on the list, and why; catalogue discover leaves them out.
- arxiv: 2402.00001
  why: It sings.
  refused: """


@pytest.fixture
def refused(seed: Path) -> Path:
    return seed / "refused.yml"


def test_a_paper_is_remembered_with_the_reason(run: Run, seed: Path, refused: Path) -> None:
    address = "https://arxiv.org/abs/2402.00001v2"
    assert run("--data", seed, "refuse", address, "--why", "It sings.").code == 0
    assert refused.read_text().startswith(ENTRY)
    assert run("--data", seed, "check").code == 0
    again = run("--data", seed, "refuse", "2402.00001", "--why", "Once more.")
    assert (again.code, refused.read_text().count("- ")) == (0, 1)
    assert "already" in again.err
    assert run("--data", seed, "refuse", "A Title: of a Paper", "--why", "It: sings").code == 0
    assert '- title: "A Title: of a Paper"\n  why: "It: sings"\n' in refused.read_text()


def test_a_papers_file_goes_only_when_that_is_wanted(run: Run, seed: Path, refused: Path) -> None:
    file = seed / "papers/2024/loopy.yml"
    command = ("--data", seed, "refuse", "loopy", "--why", "No.")
    assert run(*command, "--dry-run").code == 0
    assert run(*command, keyboard="n\n").code == 1
    assert file.exists()
    assert not refused.exists()
    outcome = run(*command, keyboard="y\n")
    assert outcome.code == 0, outcome.err
    assert not file.exists()
    assert "arxiv: 2409.02634" in refused.read_text()
    assert f"removed {file}" in outcome.err


@pytest.mark.parametrize(
    ("reference", "why"),
    [("nobody", "x"), ("https://e.org/paper", "x"), ("2402.00001", ""), ("2402.00001", "a\u202eb")],
)
def test_what_names_no_paper_is_refused(
    run: Run, seed: Path, refused: Path, reference: str, why: str
) -> None:
    assert run("--data", seed, "refuse", reference, "--why", why).code == 2
    assert not refused.exists()


def test_a_faulty_file_is_named_and_not_overwritten(run: Run, seed: Path, refused: Path) -> None:
    refused.write_text("- {why: It sings., refused: 2024-01-02}\n")
    outcome = run("--data", seed, "refuse", "2402.00001", "--why", "x")
    assert outcome.code == 1
    assert f"{refused}:1: " in outcome.err
    assert "a title, an arXiv identifier or a DOI is required" in outcome.err
    assert refused.read_text() == "- {why: It sings., refused: 2024-01-02}\n"
