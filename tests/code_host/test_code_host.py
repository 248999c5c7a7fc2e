"""Proposals on a fake code host: people's changes are kept, and every failure is reported."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.code_host.__main__ import main
from macros.code_host.answering import MARK, MAX_FILE, deliver, read_answer
from macros.code_host.branch import Clone, PushRefused
from macros.code_host.pull_requests import propose_files
from macros.code_host.rest import CodeHost, CodeHostRefused, found_block
from tests.code_host.fake_host import REPOSITORY, TOKEN, FakeHost, commit, git

PAPER = "data/papers/2025/newest.yml"
OTHER = "data/papers/2025/other.yml"
BRANCH = "discovered-papers"
PROPOSED = {
    "outcome": "proposed",
    "title": "Newest",
    "path": PAPER,
    "record": "id: newest\n",
    "comment": "Thank you!",
}


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeHost]:
    with FakeHost(tmp_path) as made:
        commit(made.clone(tmp_path / "curator").folder, "README.md", "List\n")
        yield made


@pytest.fixture
def curator(host: FakeHost, tmp_path: Path) -> Path:
    assert host.origin.is_dir()
    return tmp_path / "curator"


@pytest.fixture
def clone(host: FakeHost, tmp_path: Path) -> Clone:
    return host.clone(tmp_path / "runner")


def answer(folder: Path, **changes: object) -> Path:
    file = folder / "answer.json"
    file.write_text(json.dumps(PROPOSED | changes), encoding="utf-8")
    return file


def test_a_form_becomes_a_pull_request_and_an_answer(
    host: FakeHost, clone: Clone, tmp_path: Path
) -> None:
    with host.client() as client:
        deliver(read_answer(answer(tmp_path)), 12, clone, client)
    assert host.file("proposal-12", PAPER) == "id: newest\n"
    assert host.file("main", PAPER) is None
    (pull,) = host.pulls
    assert (pull["head"], pull["title"], pull["body"]) == (
        "proposal-12",
        "Add newest",
        "Closes #12.",
    )
    assert host.dispatched == ["test.yml@proposal-12"]
    assert [comment["body"] for comment in host.comments] == [f"<!-- {MARK} -->\nThank you!"]


def test_an_edit_of_the_issue_updates_both(host: FakeHost, clone: Clone, tmp_path: Path) -> None:
    host.say(12, f"<!-- {MARK} -->\nI am no bot")
    with host.client() as client:
        for record, comment in (("id: a\n", "One"), ("id: b\n", "Two"), ("id: b\n", "Two")):
            edited = answer(tmp_path, record=record, comment=comment)
            deliver(read_answer(edited), 12, clone, client)
    assert host.file("proposal-12", PAPER) == "id: b\n"
    assert len(host.pulls) == 1
    assert len(host.dispatched) == 2
    assert [one["body"] for one in host.comments if one["user"]["type"] == "Bot"] == [
        f"<!-- {MARK} -->\nTwo"
    ]


def test_a_comment_is_found_behind_a_hundred_others(host: FakeHost) -> None:
    for number in range(150):
        host.say(12, f"Comment {number}")
    with host.client() as client:
        client.comment(12, "One", MARK)
        client.comment(12, "Two", MARK)
    assert len(host.comments) == 151
    assert host.comments[-1]["body"].endswith("Two")


def test_a_duplicate_is_answered_and_closed(host: FakeHost, clone: Clone, tmp_path: Path) -> None:
    file = answer(tmp_path, outcome="duplicate", path="", record="")
    with host.client() as client:
        deliver(read_answer(file), 12, clone, client)
    assert (host.closed, host.pulls, len(host.comments)) == ([12], [], 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "../../etc/passwd"},
        {"path": ".github/workflows/own.yml"},
        {"path": "data/papers/2025/a.yml\n"},
        {"path": "data/papers/2025/--force.yml"},
        {"path": ""},
        {"outcome": "merged"},
        {"record": ""},
        {"record": "x" * 50_001},
        {"comment": ""},
        {"further": 1},
        {"outcome": "invalid"},
    ],
)
def test_an_answer_is_validated(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="for Answer"):
        read_answer(answer(tmp_path, **changes))


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(b" " * (MAX_FILE + 1))
    with pytest.raises(ValueError, match="larger than"):
        read_answer(file)


def test_changes_by_curators_on_the_branch_are_kept(
    host: FakeHost, clone: Clone, curator: Path
) -> None:
    clone.propose(BRANCH, {PAPER: "found\n", OTHER: "found\n"}, "Propose papers")
    commit(curator, PAPER, "curated\n", BRANCH)
    commit(curator, OTHER, None, BRANCH)
    before = git("rev-parse", BRANCH, at=host.origin).strip()
    third = "data/papers/2025/third.yml"
    for _ in range(2):
        pushed = clone.propose(
            BRANCH,
            {PAPER: "found again\n", OTHER: "found again\n", third: "new\n"},
            "Propose papers",
        )
        assert pushed.kept == (PAPER, OTHER)
    assert host.file(BRANCH, PAPER) == "curated\n"
    assert host.file(BRANCH, OTHER) is None
    assert host.file(BRANCH, third) == "new\n"
    # Nothing was rewritten: the curator's commit is still below.
    assert git("merge-base", before, BRANCH, at=host.origin).strip() == before


def test_a_branch_that_moved_is_not_deleted(host: FakeHost, clone: Clone, curator: Path) -> None:
    clone.propose(BRANCH, {PAPER: "found\n"}, "Propose papers")
    tip = clone.tip(BRANCH)
    commit(curator, PAPER, "curated\n", BRANCH)
    with pytest.raises(subprocess.CalledProcessError):
        clone.delete(BRANCH, tip)
    assert host.file(BRANCH, PAPER) == "curated\n"
    clone.delete(BRANCH, clone.tip(BRANCH))
    assert clone.tip(BRANCH) == ""


def test_nothing_new_makes_no_commit(host: FakeHost, clone: Clone) -> None:
    clone.propose(BRANCH, {PAPER: "found\n"}, "Propose papers")
    tip = git("rev-parse", BRANCH, at=host.origin)
    assert clone.propose(BRANCH, {PAPER: "found\n"}, "Propose papers").changed == ()
    assert git("rev-parse", BRANCH, at=host.origin) == tip


def propose(host: FakeHost, clone: Clone, files: dict[str, str], lines: str = "- One") -> None:
    """Propose files as a weekly run does."""
    body = f"Found.\n\n{found_block(lines)}\n"
    with host.client() as client:
        propose_files(BRANCH, files, clone, client, title="Propose", body=body)


def test_a_description_says_what_was_found_last_and_keeps_peoples_words(
    host: FakeHost, clone: Clone
) -> None:
    propose(host, clone, {PAPER: "found\n"})
    host.pulls[0]["body"] = "Mine. " + host.pulls[0]["body"] + "Mine too."
    propose(host, clone, {PAPER: "found\n", OTHER: "found\n"}, r"- One \1" + "\n- Two")
    (pull,) = host.pulls
    block = found_block("- One \\1\n- Two")
    assert pull["body"] == f"Mine. Found.\n\n{block}\nMine too."
    host.pulls[0]["body"] = None  # Somebody emptied it.
    propose(host, clone, {PAPER: "found\n", OTHER: "found\n"}, "- Three")
    assert host.pulls[0]["body"] is None
    assert host.dispatched == [f"test.yml@{BRANCH}"] * 2


def test_a_closed_change_is_not_proposed_again_but_another_is(host: FakeHost, clone: Clone) -> None:
    propose(host, clone, {PAPER: "found\n", OTHER: "found\n"})
    host.close_pull(BRANCH)
    propose(host, clone, {PAPER: "found\n"})
    assert host.pulls == []
    propose(host, clone, {PAPER: "found\n", OTHER: "found later\n"})
    assert [pull["number"] for pull in host.pulls] == [101]
    # The branch began anew: what was refused is not on it.
    assert host.file(BRANCH, PAPER) is None
    assert host.file(BRANCH, OTHER) == "found later\n"


def test_what_was_taken_back_before_the_merge_is_not_proposed_again(
    host: FakeHost, clone: Clone, curator: Path
) -> None:
    propose(host, clone, {PAPER: "found\n", OTHER: "found\n"})
    commit(curator, PAPER, None, BRANCH)
    host.close_pull(BRANCH, merged=True)
    git("branch", "--delete", "--force", BRANCH, at=host.origin)
    propose(host, clone, {PAPER: "found\n"})
    assert (host.pulls, host.file(BRANCH, PAPER)) == ([], None)
    assert host.file("main", OTHER) == "found\n"


def test_a_run_without_anything_of_its_own_opens_nothing(
    host: FakeHost, clone: Clone, curator: Path
) -> None:
    propose(host, clone, {})
    assert host.requests == []
    propose(host, clone, {PAPER: "found\n"})
    commit(curator, PAPER, "curated\n", BRANCH)
    propose(host, clone, {PAPER: "found\n"}, "- Two")
    assert "- One" in host.pulls[0]["body"]
    assert len(host.dispatched) == 1


def test_a_run_that_failed_halfway_is_made_up_for(host: FakeHost, clone: Clone) -> None:
    with host.client() as client:
        clone.propose(BRANCH, {PAPER: "found\n"}, "Propose")
        host.failures = [(502, {})] * 4
        with pytest.raises(CodeHostRefused, match="502"):
            client.open_pull_request(BRANCH, "Propose", "Body")
    assert host.pulls == []
    propose(host, clone, {PAPER: "found\n"})
    assert [pull["head"] for pull in host.pulls] == [BRANCH]
    assert host.dispatched == [f"test.yml@{BRANCH}"]


def test_an_apps_pushes_start_the_checks_themselves(
    host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_API_URL", host.url)
    for is_app, dispatched in (("true", []), ("false", [f"test.yml@{BRANCH}"])):
        monkeypatch.setenv("PUSHES_START_CHECKS", is_app)
        with CodeHost.from_environment() as client:
            client.start_checks(BRANCH)
        assert host.dispatched == dispatched


def test_two_runs_at_once_both_arrive(host: FakeHost, tmp_path: Path) -> None:
    clones = [host.clone(tmp_path / f"runner-{number}") for number in range(3)]
    papers = [f"data/papers/2025/paper-{number}.yml" for number in range(3)]
    threads = [
        threading.Thread(target=clone.propose, args=(BRANCH, {paper: "x\n"}, "Propose"))
        for clone, paper in zip(clones, papers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [host.file(BRANCH, paper) for paper in papers] == ["x\n"] * 3


def test_a_failed_push_is_reported(host: FakeHost, clone: Clone) -> None:
    hook = host.origin / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho closed for the night >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(PushRefused, match="closed for the night"):
        clone.propose(BRANCH, {PAPER: "found\n"}, "Propose papers")
    assert git("worktree", "list", at=clone.folder).count("\n") == 1


@pytest.mark.parametrize(
    "failure", [(502, {}), (429, {"retry-after": "0"}), (403, {"retry-after": "0"})]
)
def test_a_passing_failure_is_tried_again(
    host: FakeHost, failure: tuple[int, dict[str, str]]
) -> None:
    host.failures = [failure, failure]
    with host.client() as client:
        client.comment(12, "One", MARK)
    assert len(host.comments) == 1


@pytest.mark.parametrize("status", [401, 404, 422])
def test_a_refusal_is_not_tried_again(host: FakeHost, status: int) -> None:
    host.failures = [(status, {})]
    with (
        host.client() as client,
        pytest.raises(CodeHostRefused, match=rf"GET pulls: HTTP {status}: made to fail"),
    ):
        client.open_pull_request(BRANCH, "Title", "Body")
    assert len(host.requests) == 1


def test_the_steps_of_the_workflows(
    host: FakeHost,
    clone: Clone,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(clone.folder)
    file, body = answer(tmp_path), tmp_path / "body.md"
    body.write_text("Found on arXiv.", encoding="utf-8")
    assert main(["answer", "--issue", "12", "--file", str(file)]) == 2
    assert "GITHUB_REPOSITORY" in capsys.readouterr().err
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_API_URL", host.url)
    assert main(["answer", "--issue", "12", "--file", str(file)]) == 0
    found = clone.folder / OTHER
    found.parent.mkdir(parents=True)
    found.write_text("found\n", encoding="utf-8")
    propose = ["propose", "--branch", BRANCH, "--title", "Papers", "--body", str(body), OTHER]
    assert main(propose) == 0
    assert host.file(BRANCH, OTHER) == "found\n"
    assert [pull["head"] for pull in host.pulls] == ["proposal-12", BRANCH]
    assert main([*propose[:-1]]) == 0
    assert found.read_text(encoding="utf-8") == "found\n"
    file.write_text("{}", encoding="utf-8")
    assert main(["answer", "--issue", "12", "--file", str(file)]) == 1
    assert "for Answer" in capsys.readouterr().err
