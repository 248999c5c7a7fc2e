"""`mkdocs build` is all or nothing: a failing build leaves the published site byte for byte."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import mkstemp

import pytest

from tests.faults.project import contents, left_by_builds, replace_in
from tests.site.built import build_environment, run_mkdocs
from tests.site.forked import start

WAIT_SECONDS = 120.0
# Writing more fails as on a full disk, without the right to mount a small one.
FILES_OF_20_KB = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"

# The build gets one signal from itself as soon as it has written a page.
SIGNAL_AFTER_A_FILE = """
import os, signal
from mkdocs import utils
signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell's background job ignores it.
write_file = utils.write_file
def write_and_signal(content, path):
    utils.write_file = write_file
    write_file(content, path)
    os.kill(os.getpid(), signal.{})
utils.write_file = write_and_signal
"""


@dataclass
class Build:
    """A running build, and the file it prints into."""

    process: BaseProcess
    out: Path

    def end(self) -> tuple[int | None, str]:
        """Wait for its end; return its exit code and what it printed."""
        self.process.join(WAIT_SECONDS)
        return self.process.exitcode, self.out.read_text(encoding="utf-8")


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may damage."""
    return shutil.copytree(built_project, tmp_path / "project")


def break_data(project: Path) -> None:
    paper = project / "data" / "papers" / "2024"
    replace_in(paper / "loopy.yml", "title:", "titel:")
    replace_in(paper / "echomimic.yml", "https://", "htps://")
    (paper / "kmtalk.yml").write_text("")


def break_data_file(project: Path) -> None:
    (project / "data" / "site.yml").unlink()


def break_fragment(project: Path) -> None:
    with (project / "overrides" / "fragments" / "papers-table.html").open("a") as template:
        template.write("{{ nothing_of_this_name }}")


def break_fragment_of_the_second_locale(project: Path) -> None:
    with (project / "overrides" / "fragments" / "papers-table.html").open("a") as template:
        template.write('{% if locale == "zh" %}{{ nothing_of_this_name }}{% endif %}')


def break_theme(project: Path) -> None:
    replace_in(project / "overrides" / "main.html", "{% endblock %}", "{% endblok %}")


def break_macro(project: Path) -> None:
    with (project / "docs" / "index.md").open("a") as page:
        page.write("\n{{ no_such_macro() }}\n")


def break_code_of_a_page(project: Path) -> None:
    replace_in(
        project / "macros" / "render" / "fragments.py",
        "    def datasets_table(self) -> Markup:\n",
        "    def datasets_table(self) -> Markup:\n        assert 1 // 0\n",
    )


def break_token(project: Path) -> None:
    with (project / "docs" / "index.md").open("a") as page:
        page.write("\n%%catalogue:no_such_fragment%%\n")


def break_settings(project: Path) -> None:
    replace_in(project / "mkdocs.yml", "theme:\n", "theme: [\n")


FAULTS: dict[Callable[[Path], None], str] = {
    break_data: "data/papers/2024/loopy.yml:",
    break_data_file: "data/site.yml:1:",
    break_fragment: "overrides/fragments/papers-table.html:",
    break_fragment_of_the_second_locale: "overrides/fragments/papers-table.html:",
    break_theme: "overrides/main.html:",
    break_macro: "docs/index.md:",
    break_code_of_a_page: "macros/render/fragments.py:",
    break_token: "docs/index.md:1: the site cannot be built: no such fragment",
    break_settings: "mkdocs.yml",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_failing_build_says_where_and_leaves_the_site(
    project: Path, fault: Callable[[Path], None]
) -> None:
    before = contents(project / "site")
    fault(project)
    finished = run_mkdocs("build", project=project)
    said = finished.stdout + finished.stderr
    assert finished.returncode != 0, said
    assert FAULTS[fault] in said
    assert "Traceback" not in said
    assert contents(project / "site") == before
    assert left_by_builds(project) == []


def test_a_refused_catalogue_lists_every_problem_once_on_its_own_line(project: Path) -> None:
    break_data(project)
    finished = run_mkdocs("build", "--quiet", project=project)
    assert finished.returncode == 1
    lines = (finished.stdout + finished.stderr).splitlines()
    folder = "data/papers/2024/"
    named = [line for line in lines if line.startswith(folder)]
    assert len(named) == len(set(named))
    assert {line.split(":", 1)[0] for line in named} == {
        f"{folder}{name}.yml" for name in ("echomimic", "kmtalk", "loopy")
    }
    assert f"{folder}kmtalk.yml:1: the file is empty" in named
    assert sum("not an http(s) URL" in line for line in named) == 3


def test_strict_refuses_a_warning_before_anything_is_published(project: Path) -> None:
    before = contents(project / "site")
    # A page of one locale alone: the build of the other one has nothing to complain of.
    with (project / "docs" / "contributing.md").open("a") as page:
        page.write("\n[nowhere](nowhere.md)\n")
    finished = run_mkdocs("build", "--strict", project=project)
    assert finished.returncode == 1, "a warning was ignored"
    assert contents(project / "site") == before
    assert left_by_builds(project) == []
    assert run_mkdocs("build", project=project).returncode == 0
    assert contents(project / "site") != before


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_disk_that_is_full_leaves_the_site(project: Path) -> None:
    before = contents(project / "site")
    exit_code, said = start_build(project, FILES_OF_20_KB).end()
    assert exit_code == 1
    assert "File too large" in said
    assert "Traceback" not in said
    assert contents(project / "site") == before
    assert left_by_builds(project) == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_build_killed_in_the_middle_leaves_the_site(project: Path) -> None:
    before = contents(project / "site")
    exit_code, _ = start_build(project, SIGNAL_AFTER_A_FILE.format("SIGKILL")).end()
    assert exit_code == -signal.SIGKILL
    assert contents(project / "site") == before
    assert run_mkdocs("build", "--strict", project=project).returncode == 0
    assert contents(project / "site") == before


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupted_build_leaves_nothing(project: Path) -> None:
    before = contents(project / "site")
    exit_code, _ = start_build(project, SIGNAL_AFTER_A_FILE.format("SIGINT")).end()
    assert exit_code == 1
    assert contents(project / "site") == before
    assert left_by_builds(project) == []


def test_builds_at_the_same_time_do_not_disturb_each_other(project: Path) -> None:
    before = contents(project / "site")
    builds = [start_build(project) for _ in range(2)]
    for build in builds:
        exit_code, said = build.end()
        assert exit_code == 0, said
    assert contents(project / "site") == before
    assert left_by_builds(project) == []


def test_a_folder_that_is_no_site_is_not_built_over(project: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("precious")
    finished = run_mkdocs("build", "--site-dir", str(tmp_path / "mine"), project=project)
    assert finished.returncode == 1
    assert "holds files but no site" in finished.stdout + finished.stderr
    assert (tmp_path / "mine" / "thesis.tex").read_text() == "precious"


def test_a_dirty_build_is_a_complete_one(project: Path) -> None:
    before = contents(project / "site")
    # MkDocs' own would leave a page that is newer than its source, and make none but pages.
    (project / "site" / "papers" / "index.html").write_text("old")
    (project / "site" / "llms.txt").unlink()
    assert run_mkdocs("build", "--dirty", project=project).returncode == 0
    assert contents(project / "site") == before


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_gh_deploy_deploys_the_published_site(project: Path, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    for command in (
        ["git", "init", "--quiet", "--bare", str(remote)],
        ["git", "init", "--quiet", str(project)],
        ["git", "-C", str(project), "config", "user.name", "Curator"],
        ["git", "-C", str(project), "config", "user.email", "curator@example.org"],
        ["git", "-C", str(project), "commit", "--quiet", "--allow-empty", "-m", "Start"],
        ["git", "-C", str(project), "remote", "add", "origin", str(remote)],
    ):
        subprocess.run(command, check=True, capture_output=True)
    finished = run_mkdocs("gh-deploy", "--force", project=project)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    listed = subprocess.run(
        ["git", "-C", str(remote), "ls-tree", "-r", "--name-only", "gh-pages"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert set(listed) - {".nojekyll"} == set(contents(project / "site"))


def start_build(project: Path, preparation: str = "") -> Build:
    out = Path(mkstemp(dir=project.parent)[1])
    environment = build_environment()
    return Build(start(["build"], project, environment, out, out, preparation=preparation), out)
