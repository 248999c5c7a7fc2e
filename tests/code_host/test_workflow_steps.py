"""The shell steps of the workflows, run against a fake code host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.catalogue.loading import load
from tests.code_host.fake_host import REPOSITORY, TOKEN, FakeHost, commit, git
from tests.network.hosts import ArxivEntry, Hosts
from tests.proposals.test_forms import body
from tests.publishing.workflows import script, workflow
from tests.site.built import PROJECT, SEED

PAPER = "data/papers/2025/newest.yml"
DRAFT = """\
id: newest
title: Newest
date: 2025-01
categories: [2d-audio-driven]
arxiv: 2501.00001
"""
REFUSED = """\
- title: Newest
  arxiv: 2501.00001
  why: Not taken from pull request 100.
  refused: 2026-03-04
"""
SOUND = {
    "reference": "https://newest.github.io/",
    "category": "2D-Audio-Driven · 2D 音频驱动",
    "title": "Newest: A `$(touch pwned)` Head",
    "date": "2025-01",
}


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeHost]:
    with FakeHost(tmp_path) as made:
        curator = made.clone(tmp_path / "curator").folder
        shutil.copytree(SEED, curator / "data")
        shutil.copytree(PROJECT / ".github", curator / ".github")
        commit(curator, ".gitignore", ".venv/\n")
        yield made


@pytest.fixture
def runner(host: FakeHost, tmp_path: Path) -> Path:
    """A clone with the commands of the project's environment."""
    folder = host.clone(tmp_path / "runner").folder
    for name, command in (("python", ""), ("catalogue", "-m macros")):
        program = folder / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n')
        program.chmod(0o755)
    return folder


def run(host: FakeHost, folder: Path, source: str, **variables: str) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(PROJECT),
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_API_URL": host.url,
        **variables,
    }
    # As the runner starts bash.
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", source]
    finished = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
def test_a_strangers_form_becomes_a_pull_request_and_an_answer(
    host: FakeHost, runner: Path, tmp_path: Path
) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"issue": {"number": 7, "body": body(SOUND)}}), encoding="utf-8")
    run(
        host,
        runner,
        script("propose", "read", "Create the entry or the answer"),
        GITHUB_EVENT_PATH=str(event),
    )
    # The second job begins with a checkout of its own and the first job's answer alone.
    answering = host.clone(tmp_path / "answering").folder
    shutil.copytree(runner / ".venv", answering / ".venv")
    shutil.copy(runner / "answer.json", answering)
    run(host, answering, script("propose", "answer", "Propose and answer"), ISSUE="7")
    record = host.file("proposal-7", PAPER)
    assert record is not None
    assert 'title: "Newest: A `$(touch pwned)` Head"' in record
    assert [pull["title"] for pull in host.pulls] == ["Add newest"]
    assert host.dispatched == ["test.yml@proposal-7"]
    (comment,) = host.comments
    assert comment["issue"] == 7
    assert "Thank you" in comment["body"]
    assert "感谢" in comment["body"]
    proposed = runner.parent / "proposed"
    git("clone", "--quiet", "--branch", "proposal-7", str(host.origin), str(proposed), at=tmp_path)
    assert load(proposed / "data").problems == ()
    assert not list(tmp_path.rglob("pwned"))


def test_what_discovery_finds_is_added_to_its_branch(host: FakeHost, runner: Path) -> None:
    propose = script("weekly", "discover", "Propose them")
    run(host, runner, propose)
    assert (host.pulls, host.requests) == ([], [])
    found = runner / PAPER
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text("id: newest\n", encoding="utf-8")
    run(host, runner, propose)
    assert host.file("discovered-papers", PAPER) == "id: newest\n"
    assert [pull["head"] for pull in host.pulls] == ["discovered-papers"]
    commit(runner.parent / "curator", PAPER, "id: curated\n", "discovered-papers")
    run(host, runner, propose)
    assert host.file("discovered-papers", PAPER) == "id: curated\n"
    assert len(host.pulls) == 1


def test_what_a_closed_proposal_held_is_remembered(host: FakeHost, runner: Path) -> None:
    curator = runner.parent / "curator"
    remember = script("weekly", "discover", "Remember refused papers")
    propose = script("weekly", "discover", "Propose them")
    refused = runner / "data/refused.yml"
    run(host, runner, remember)
    assert not refused.exists()
    found = runner / PAPER
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text(DRAFT, encoding="utf-8")
    run(host, runner, propose)
    run(host, runner, remember)  # It is still open.
    assert not refused.exists()
    commit(curator, "data/papers/2025/odd.yml", "[nonsense\n", "discovered-papers")
    host.close_pull("discovered-papers")
    found.unlink()
    run(host, runner, remember)
    assert REFUSED in refused.read_text(encoding="utf-8")
    assert "odd" not in refused.read_text(encoding="utf-8")
    assert host.file("discovered-papers", PAPER) is None
    # The next search leaves it out; its proposal begins at main and brings the memory along.
    with Hosts() as hosts:
        talking = "An audio-driven talking head."
        entries = [
            ArxivEntry("2501.00001", "Newest", "2025-01-02T00:00:00Z", talking),
            ArxivEntry("2501.00002", "Other", "2025-01-02T00:00:00Z", talking),
        ]
        hosts.serve_arxiv(entries)
        services = hosts.environment()
        run(host, runner, script("weekly", "discover", "Look for new papers"), **services)
    run(host, runner, propose)
    assert host.file("discovered-papers", "data/papers/2025/other.yml") is not None
    assert host.file("discovered-papers", PAPER) is None
    assert REFUSED in str(host.file("discovered-papers", "data/refused.yml"))
    assert [pull["number"] for pull in host.pulls] == [101]


def test_what_was_deleted_before_the_merge_is_remembered(host: FakeHost, runner: Path) -> None:
    curator = runner.parent / "curator"
    taken = "data/papers/2025/taken.yml"
    for path, text in ((PAPER, DRAFT), (taken, DRAFT.replace("ewest", "aken"))):
        file = runner / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    run(host, runner, script("weekly", "discover", "Propose them"))
    commit(curator, PAPER, None, "discovered-papers")
    host.close_pull("discovered-papers", merged=True)
    (runner / PAPER).unlink()
    (runner / taken).unlink()
    run(host, runner, script("weekly", "discover", "Remember refused papers"))
    assert (runner / "data/refused.yml").read_text(encoding="utf-8").count("- title") == 1
    assert REFUSED in (runner / "data/refused.yml").read_text(encoding="utf-8")
    assert host.file("discovered-papers", taken) is not None  # A merged branch is left alone.


def test_commits_that_no_pull_request_showed_are_left_alone(host: FakeHost, runner: Path) -> None:
    found = runner / PAPER
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text(DRAFT, encoding="utf-8")
    run(host, runner, script("weekly", "discover", "Propose them"))
    host.close_pull("discovered-papers")
    found.unlink()
    commit(runner.parent / "curator", PAPER, DRAFT + "\n", "discovered-papers")
    run(host, runner, script("weekly", "discover", "Remember refused papers"))
    assert host.file("discovered-papers", PAPER) == DRAFT + "\n"


def test_the_days_on_which_links_failed_are_kept_on_main(host: FakeHost, runner: Path) -> None:
    keep = script("weekly", "links", "Keep the days on which links failed")
    run(host, runner, keep)
    assert host.requests == []
    record = runner / "data/links.yml"
    record.write_text("checked: 2026-03-02\n", encoding="utf-8")
    commit(runner.parent / "curator", "README.md", "Meanwhile\n")
    run(host, runner, keep)
    assert host.file("main", "data/links.yml") == "checked: 2026-03-02\n"
    assert host.file("main", "README.md") == "Meanwhile\n"
    assert host.dispatched == ["publish.yml@main"]
    run(host, runner, keep)
    assert host.dispatched == ["publish.yml@main"]


def test_an_accepted_paper_is_proposed_with_its_source(host: FakeHost, runner: Path) -> None:
    paper = "data/papers/2024/dreamhead.yml"
    title = load(runner / "data").catalogue.paper("dreamhead").title  # type: ignore[union-attr]
    comment = "Accepted to CVPR 2025"
    venues = runner / "data/venues.yml"
    venues.write_text("- {id: CVPR, name: Proceedings of CVPR, kind: conference}\n")
    with Hosts() as hosts:
        hosts.serve_arxiv([ArxivEntry("2409.10281", title, comment=comment)])
        services = hosts.environment() | {"TOPIC": "venues"}
        hosts.serve_works([])
        run(host, runner, script("weekly", "watch", "Find out what changed"), **services)
    proposal = {"TOPIC": "venues", "TITLE": "Propose venues of accepted papers"}
    run(host, runner, script("weekly", "watch", "Propose it"), **proposal)
    (pull,) = host.pulls
    assert (pull["head"], pull["title"]) == ("watched-venues", proposal["TITLE"])
    (line,) = (one for one in pull["body"].splitlines() if one.startswith("- `data/"))
    assert line.startswith(f"- `{paper}`: DreamHead: ")
    assert line.endswith(
        "`publication.venue`: CVPR; `publication.year`: 2025 – <https://arxiv.org/abs/2409.10281>"
    )
    assert "  venue: CVPR\n  year: 2025\n" in str(host.file("watched-venues", paper))
    assert host.dispatched == ["test.yml@watched-venues"]
    # A curator's correction survives the next two weeks.
    commit(runner.parent / "curator", paper, "corrected\n", "watched-venues")
    for _ in range(2):
        run(host, runner, script("weekly", "watch", "Propose it"), **proposal)
    assert host.file("watched-venues", paper) == "corrected\n"
    assert len(host.pulls) == 1


@pytest.mark.parametrize("topic", ["venues", "code", "links"])
def test_each_topic_has_a_description_in_both_languages(topic: str) -> None:
    rows = workflow("weekly")["jobs"]["watch"]["strategy"]["matrix"]["include"]
    assert topic in {row["topic"] for row in rows}
    body = (PROJECT / f".github/watched-{topic}.md").read_text(encoding="utf-8")
    assert body.count("\n- ") == 4
    assert "合并请求" in body
