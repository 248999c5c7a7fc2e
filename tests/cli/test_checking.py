"""``catalogue check``, ``format``, ``stats`` and ``readme`` on sound and on damaged data."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.catalogue.problems import Problem
from macros.cli.check import github_annotation
from tests.cli.conftest import Run
from tests.site.built import PROJECT, SEED


@pytest.fixture
def damaged(seed: Path) -> Path:
    """The seed catalogue with a mistake of each common kind."""

    def replace(name: str, old: str, new: str) -> None:
        file = seed / name
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))

    replace("papers/2024/echomimic.yml", "https://arxiv.org", "htps://arxiv.org")
    replace("papers/2024/loopy.yml", "[Diffusion]", "[Difusion]")
    replace("papers/2024/svp.yml", "title:", "titel:")
    replace("papers/2024/vasa-1.yml", "date: 2024-04", "date: 2024-13")
    replace("papers/2023/difftalk.yml", "[2d-audio-driven]", "[2d-audio]")
    replace("datasets.yml", "- name: FEED", "\t- name: FEED")
    return seed


def test_the_shipped_data_has_no_error(run: Run) -> None:
    outcome = run("--data", SEED, "check")
    assert outcome.code == 0
    assert re.search(r"0 errors, \d+ warnings; 36 papers, 6 datasets", outcome.err)
    assert outcome.err.count("has the code been published?") == 5


def test_every_mistake_is_reported_at_once_by_file_and_line(run: Run, damaged: Path) -> None:
    outcome = run("--data", damaged, "check")
    assert outcome.code == 1
    told = [line.removeprefix(f"{damaged}/") for line in outcome.err.splitlines()]
    expected = [
        "datasets.yml:2: indented with a tab; YAML requires spaces",
        "papers/2023/difftalk.yml:4: categories: unknown category '2d-audio', did you mean",
        'papers/2024/echomimic.yml:7: publication.url: not an http(s) URL: "htps://arxiv.org',
        "papers/2024/loopy.yml:10: labels: unknown label 'Difusion', did you mean 'Diffusion'?",
        "papers/2024/svp.yml:2: titel: unknown key, did you mean 'title'?",
        (
            'papers/2024/vasa-1.yml:3: date: "2024-13" is not a month such as 2024-09 or a year '
            "such as 2019"
        ),
    ]
    for sentence in expected:
        assert any(line.startswith(sentence) for line in told), sentence


def test_problems_can_be_reported_in_chinese(run: Run, damaged: Path) -> None:
    outcome = run("--language", "zh", "--data", damaged, "check")
    assert "未知的标签“Difusion”，是否应为“Diffusion”？" in outcome.err


def test_json_for_programs(run: Run, damaged: Path) -> None:
    outcome = run("--data", damaged, "check", "--format", "json")
    assert outcome.code == 1
    document = json.loads(outcome.out)
    assert document["errors"] == len(
        [problem for problem in document["problems"] if problem["severity"] == "error"]
    )
    label = next(problem for problem in document["problems"] if problem["code"] == "unknown_label")
    assert label == {
        "path": f"{damaged}/papers/2024/loopy.yml",
        "line": 10,
        "key": "labels",
        "code": "unknown_label",
        "severity": "error",
        "message": "labels: unknown label 'Difusion', did you mean 'Diffusion'?",
    }


def test_annotations_for_pull_requests(run: Run, damaged: Path) -> None:
    outcome = run("--data", damaged, "check", "--format", "github")
    assert outcome.code == 1
    assert (
        f"::error file={damaged}/papers/2024/loopy.yml,line=10::"
        "labels: unknown label 'Difusion', did you mean 'Diffusion'?"
    ) in outcome.out.splitlines()


def test_annotations_escape_what_the_workflow_would_read() -> None:
    problem = Problem("a,b:c.yml", 3, "", "file_empty", {}, "warning")
    assert github_annotation(problem, "100%\nmore") == (
        "::warning file=a%2Cb%3Ac.yml,line=3::100%25%0Amore"
    )


def test_strict_fails_on_warnings(run: Run) -> None:
    assert run("--data", SEED, "check", "--strict").code == 1


WARNINGS = {
    "datasets.yml": (
        "- name: A\n  year: 2020\n  description:\n    en: A\n    zh: 甲\n  url: https://e.org/a\n"
        "- name: B\n  year: 2021\n  description:\n    en: B\n    zh: 乙\n  url: https://e.org/b\n"
    ),
    "papers/2024/w.yml": (
        "title: W\nid: w\ndate: 2024-01\ncategories: [2d-audio-driven]\npublication:\n"
        "  venue: arXiv\n  year: 2024\n  url: https://arxiv.org/abs/2401.00001\n"
        "project: https://e.org/c\ncode: https://e.org/c\n"
    ),
}


def test_warnings(run: Run, seed: Path) -> None:
    for name, content in WARNINGS.items():
        (seed / name).write_text(content)
    labels = (seed / "labels.yml").read_text()
    (seed / "labels.yml").write_text(labels.replace("[Editing]", "[Editing, Emotion]"))
    outcome = run("--data", seed, "check")
    assert outcome.code == 0
    told = [line.removeprefix(f"{seed}/") for line in outcome.err.splitlines()]
    for sentence in (
        "datasets.yml:7: name: A comes before B; newest first (catalogue format sorts the file)",
        "datasets.yml:1: not in the canonical form; run catalogue format",
        'labels.yml:28: id: "Emotion" is also a name of the label Emotional',
        "papers/2024/w.yml:1: not in the canonical form; run catalogue format",
        (
            "papers/2024/w.yml:7: publication.year: a preprint has no separate year, its date "
            "is enough; remove the year"
        ),
        (
            "papers/2024/w.yml:8: publication.url: the URL is arXiv 2401.00001; "
            "add arxiv: 2401.00001"
        ),
        "papers/2024/w.yml:9: project: the project page is the code link; keep only code",
    ):
        assert sentence in told


def test_a_missing_folder_is_reported(run: Run, tmp_path: Path) -> None:
    for command in ("check", "format", "stats", "readme", "links"):
        outcome = run("--data", tmp_path / "none", command)
        assert outcome.code == 1
        assert "none:1: no such folder" in outcome.err


def test_format_brings_files_in_order_and_keeps_comments(run: Run, seed: Path) -> None:
    file = seed / "papers/2024/loopy.yml"
    canonical = file.read_text()
    lines = canonical.splitlines(keepends=True)
    file.write_text("# top\n\n" + "".join([lines[1], "# the id\n", lines[0], *lines[2:]]))
    before = file.read_text()
    outcome = run("--data", seed, "format", "--check")
    assert outcome.code == 1
    assert f"would write {file}" in outcome.err
    assert file.read_text() == before
    assert run("--data", seed, "format", file).code == 0
    assert file.read_text() == "# top\n\n# the id\n" + canonical
    assert run("--data", seed, "format", "--check").code == 0


def test_format_reports_files_it_cannot_read(run: Run, damaged: Path) -> None:
    outcome = run("--data", damaged, "format")
    assert outcome.code == 1
    assert "datasets.yml:2: indented with a tab" in outcome.err


def test_format_refuses_files_of_other_folders(run: Run, seed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yml"
    other.write_text("a: 1\n")
    assert run("--data", seed, "format", other).code == 2


def test_stats(run: Run) -> None:
    document = json.loads(run("--data", SEED, "stats", "--json").out)
    assert document["total"] == {"papers": 36, "datasets": 6}
    assert document["category"] == {
        "2d-audio-driven": 23,
        "2d-video-driven": 9,
        "3d-audio-driven": 5,
    }
    assert document["label"] == {
        "Diffusion": 10,
        "Emotional": 5,
        "Implicit-keypoints": 6,
        "3D-volume": 2,
        "StyleGAN": 1,
        "Editable": 1,
    }
    assert document["year"] == {"2024": 18, "2023": 4, "2022": 6, "2021": 4, "2020": 4}
    assert document["facts"]["publication"] == {"filled": 35, "papers": 36}
    assert document["facts"]["code"] == {"filled": 22, "papers": 36}
    table = run("--language", "zh", "--data", SEED, "stats").out
    assert "各年论文数" in table
    assert "完整程度" in table
    assert "2d-audio-driven" in table


def test_readme_is_written_and_checked(run: Run, seed: Path, tmp_path: Path) -> None:
    output = tmp_path / "README.zh.md"
    command = ["--data", seed, "readme", "--language", "zh", "--output", output]
    assert run(*command, "--check").code == 1
    assert not output.exists()
    assert run(*command).code == 0
    assert output.read_text().startswith("# 说话人头生成论文精选\n")
    assert run(*command, "--check").code == 0
    assert "is up to date" in run(*command).err
    (seed / "papers/2024/loopy.yml").unlink()
    stale = run(*command, "--check")
    assert stale.code == 1
    assert f"catalogue readme --language zh --output {output}" in stale.err
    assert run("--data", seed, "readme", "--check").code == 2
    assert run("--data", seed, "readme", "--language", "fr").code == 2
    assert "VASA-1" in run("--data", seed, "readme").out


def test_the_module_runs_as_the_command_does() -> None:
    command = [sys.executable, "-m", "macros", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    assert result.stdout.startswith("catalogue 1.")


def test_a_file_that_cannot_be_written_is_reported_without_a_traceback(tmp_path: Path) -> None:
    target = tmp_path / "a-file"
    target.write_text("")
    command = [sys.executable, "-m", "macros", "readme", "--output", str(target / "README.md")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "a-file" in result.stderr


@pytest.mark.parametrize("variable", ["NO_COLOR", None])
def test_colours_are_for_terminals_alone(
    variable: str | None, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1") if variable is None else monkeypatch.setenv(
        variable, "1"
    )
    command = [sys.executable, "-m", "macros", "--data", str(damaged), "check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert ("\x1b[" in result.stderr) == (variable is None)


def test_data_cannot_command_the_terminal(run: Run, made_up: Path) -> None:
    (made_up / "papers/2020/evil.yml").write_text('id: "\\e[31m\\r"\ntitle: T\n')
    told = run("--data", made_up, "check").err
    assert "\x1b" not in told
    assert "\r" not in told
    assert 'id: "\\u001b[31m\\u000d" is not an id' in told


def test_quiet_works_before_and_after_the_command(run: Run, made_up: Path) -> None:
    for arguments in (
        ["--quiet", "--data", made_up, "format"],
        ["--data", made_up, "format", "-q"],
    ):
        outcome = run(*arguments)
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
