"""The workflows: valid, pinned, with least privileges, and with working scripts."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from macros.cli import app
from tests.publishing.workflows import FOLDER, Runner, script, workflow
from tests.site.built import PROJECT

WORKFLOWS = sorted(file.stem for file in FOLDER.glob("*.yml"))
WRITES = {
    ("publish", "deploy"): {"pages", "id-token"},
    ("publish", "list"): {"contents"},
    ("weekly", "links"): {"actions", "contents", "issues"},
    ("weekly", "watch"): {"actions", "contents", "pull-requests"},
    ("weekly", "discover"): {"actions", "contents", "pull-requests"},
    ("preview", "comment"): {"pull-requests"},
    ("propose", "answer"): {"actions", "contents", "issues", "pull-requests"},
}


def run_tool(*command: str) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name(command[0])
    return subprocess.run(
        [str(tool), *command[1:]], cwd=PROJECT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", sorted(FOLDER.glob("*.yml"))),
        (
            "vendor.github-issue-forms",
            [PROJECT / f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("paper", "correction")],
        ),
    ],
)
def test_files_fit_the_code_hosts_schema(schema: str, files: list[Path]) -> None:
    finished = run_tool("check-jsonschema", "--builtin-schema", schema, *map(str, files))
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_an_auditor_finds_nothing() -> None:
    finished = run_tool("zizmor", "--offline", "--quiet", "--persona=regular", ".github")
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_a_commit_with_its_version(name: str) -> None:
    source = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", source)
    assert used
    for line in used:
        assert re.match(r"(actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./)", line), line


@pytest.mark.parametrize("name", WORKFLOWS)
def test_jobs_have_least_rights_and_an_end(name: str) -> None:
    loaded = workflow(name)
    assert loaded["permissions"] == {}
    for job_name, job in loaded["jobs"].items():
        writes = {right for right, level in job["permissions"].items() if level == "write"}
        assert writes == WRITES.get((name, job_name), set()), job_name
        assert "uses" in job or job["timeout-minutes"] <= 60, job_name


def test_every_supported_python_is_tested() -> None:
    matrix = workflow("test")["jobs"]["test"]["strategy"]["matrix"]["python"]
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={matrix[0]}"
    assert matrix == ["3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("data/papers/2025/new.yml", "false"),
        ("data/labels.yml", "false"),
        ("macros/new.py", "true"),
        ("database.md", "true"),
        (".github/workflows/data/x.yml", "true"),
    ],
)
def test_only_a_change_of_more_than_data_runs_every_test(
    runner: Runner, file: str, code: str
) -> None:
    tell = script("test", "changes", "Detect changes beyond data")
    before = runner.git("rev-parse", "HEAD").strip()
    changed = runner.clone / file
    changed.parent.mkdir(parents=True, exist_ok=True)
    changed.write_text("new\n")
    runner.commit()
    finished = runner.run(tell, BEFORE=before)
    assert finished.returncode == 0, finished.stderr
    assert (runner.folder / "output").read_text() == f"code={code}\n"


@pytest.mark.parametrize("before", ["", "0" * 40])
def test_a_change_since_nobody_knows_what_runs_every_test(runner: Runner, before: str) -> None:
    tell = script("test", "changes", "Detect changes beyond data")
    finished = runner.run(tell, BEFORE=before)
    assert finished.returncode == 0, finished.stderr
    assert (runner.folder / "output").read_text() == "code=true\n"


def test_what_moved_on_main_meanwhile_does_not_count(runner: Runner) -> None:
    tell = script("test", "changes", "Detect changes beyond data")
    runner.git("switch", "--quiet", "--create", "topic")
    (runner.clone / "data" / "labels.yml").write_text("new\n")
    runner.commit()
    runner.git("switch", "--quiet", "-")
    (runner.clone / "code.py").write_text("new\n")
    runner.commit()
    main = runner.git("rev-parse", "HEAD").strip()
    runner.git("switch", "--quiet", "topic")
    runner.run(tell, BEFORE=main)
    assert (runner.folder / "output").read_text() == "code=false\n"


def test_the_data_is_checked_by_one_job_wherever_it_changes() -> None:
    steps = [step.get("run") for step in workflow("site")["jobs"]["site"]["steps"]]
    for command in ("make test-data", "make validate", "make build"):
        assert command in steps
    jobs = workflow("test")["jobs"]
    assert jobs["site"]["uses"] == "./.github/workflows/site.yml"
    assert "needs" not in jobs["site"]
    assert jobs["test"]["needs"] == "changes"
    assert jobs["test"]["if"] == "needs.changes.outputs.code == 'true'"


def test_nothing_is_published_before_the_tests() -> None:
    jobs = workflow("publish")["jobs"]
    assert jobs["test"]["uses"] == "./.github/workflows/test.yml"
    assert jobs["deploy"]["needs"] == "test"
    assert jobs["list"]["needs"] == "deploy"
    assert {jobs[name]["if"] for name in ("deploy", "list")} == {"github.ref == 'refs/heads/main'"}


def test_make_reads_its_file() -> None:
    finished = subprocess.run(
        ["make", "--dry-run", "help"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_make_targets_and_commands_exist(name: str) -> None:
    source = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    for target in re.findall(r"run: make (\S+)", source):
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target
    commands = {command.name for command in app.registered_commands}
    assert set(re.findall(r"\.venv/bin/catalogue ([a-z]+)", source)) <= commands


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_the_list_is_written_back_where_it_changed(runner: Runner) -> None:
    write = script("publish", "list", "Write the list and the form")
    commit = script("publish", "list", "Commit changes")
    runner.catalogue('echo "$3" > "$5"')
    runner.python('echo "$2" > "$3"')
    for expected in ("Write the list and the form", "The list is unchanged."):
        finished = runner.run(write + commit)
        assert finished.returncode == 0, finished.stderr
        assert expected in finished.stdout
    published = runner.git("show", "main:data/README.zh.md", at=runner.origin)
    assert published == "zh\n"
    form = runner.git("show", "main:.github/ISSUE_TEMPLATE/paper.yml", at=runner.origin)
    assert form == "macros.publishing.form_options\n"
    assert runner.git("rev-list", "--count", "main", at=runner.origin) == "2\n"


@pytest.mark.parametrize(
    ("dead", "open_issue", "calls"),
    [
        ("1", "", ["label create", "issue create"]),
        ("1", "7", ["label create", "issue edit"]),
        ("0", "7", ["label create", "issue close"]),
        ("0", "", ["label create"]),
    ],
)
def test_dead_links_are_one_issue(
    runner: Runner, dead: str, open_issue: str, calls: list[str]
) -> None:
    runner.catalogue(f"echo '- dead'; exit {dead}")
    asked = runner.run(script("weekly", "links", "Check every link"))
    assert asked.returncode == 0, asked.stderr
    assert (runner.folder / "output").read_text() == f"dead={dead}\n"
    (runner.host / "issue-list").write_text(open_issue)
    renewed = runner.run(
        script("weekly", "links", "Open, update or close the issue"), DEAD=dead, RUN="https://run"
    )
    assert renewed.returncode == 0, renewed.stderr
    assert runner.calls == calls
    assert (runner.clone / "report.md").read_text() == "- dead\n"


def test_a_check_that_broke_is_no_dead_link(runner: Runner) -> None:
    runner.catalogue("exit 2")
    finished = runner.run(script("weekly", "links", "Check every link"))
    assert finished.returncode == 2
    assert not (runner.folder / "output").exists()
