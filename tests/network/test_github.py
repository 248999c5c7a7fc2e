"""The status of a repository, against a local GitHub."""

import json
from datetime import date
from typing import Any

import pytest

from macros.network.client import Client
from macros.network.github import Repository, look_up_repository, repository_name
from macros.network.settings import LookUpFailed, Services
from tests.network.hosts import Answer, Hosts

COMMIT = "0123456789abcdef0123456789abcdef01234567"
STATE = f"https://github.com/a/talker/tree/{COMMIT}"
NONSENSE = "GitHub's answer to repos/a/talker makes no sense"


def looked_up(hosts: Hosts, name: str = "a/talker", **settings: Any) -> Repository | None:
    services = Services(github_url=hosts.url, delay=0, attempts=1, **settings)
    with Client(services) as client:
        return look_up_repository(name, client)


def failure(hosts: Hosts, **settings: Any) -> str:
    with pytest.raises(LookUpFailed) as failed:
        looked_up(hosts, **settings)
    return str(failed.value)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/a/talker", "a/talker"),
        ("http://www.github.com/a/talker.git", "a/talker"),
        ("https://github.com/a/talker/tree/main/code#readme", "a/talker"),
        ("https://github.com/a", None),
        ("https://gitlab.com/a/talker", None),
        ("https://a.github.io/talker", None),
        ("https://evil.example/github.com/a/talker", None),
    ],
)
def test_names_of_repositories(url: str, name: str | None) -> None:
    assert repository_name(url) == name


@pytest.mark.parametrize(
    ("files", "code", "proof"),
    [
        (["README.md", "assets/teaser.png", "LICENSE", ".gitignore"], "promised", None),
        (["README.md", "demo.py", "models/net.py"], "inference", None),
        (["README.md", "demo.py", "tools/train_motion.sh"], "training", "tools/train_motion.sh"),
        (["README.md", "hq_wav2lip_train.py"], "training", "hq_wav2lip_train.py"),
        (["README.md", "demo.py", "third_party/x/train.py"], "inference", None),
        (["README.md", "demo.py", "a/b/c/train.py", "constraints.py"], "inference", None),
        (["README.md", "index.html", "static/js/site.js"], None, None),
    ],
)  # fmt: skip
def test_files_show_what_is_released(
    hosts: Hosts, files: list[str], code: str | None, proof: str | None
) -> None:
    hosts.serve_repository("a/talker", files)
    found = looked_up(hosts)
    assert found is not None
    assert (found.code, found.as_of, found.address) == (code, date(2024, 11, 2), STATE)
    assert found.evidence[1:] == ((STATE.replace("tree", "blob") + f"/{proof}",) if proof else ())


def test_a_list_of_files_that_was_cut_off_proves_only_what_it_shows(hosts: Hosts) -> None:
    hosts.serve_repository("a/talker", ["demo.py"])
    tree = f"/repos/a/talker/git/trees/{COMMIT}"
    for path, code in (("demo.py", None), ("train.py", "training")):
        cut_off = {"truncated": True, "tree": [{"path": path, "type": "blob"}]}
        hosts.routes[tree] = Answer(200, json.dumps(cut_off).encode())
        found = looked_up(hosts)
        assert found is not None
        assert found.code == code


def test_an_empty_repository_is_a_promise(hosts: Hosts) -> None:
    hosts.serve_repository("a/talker", [])
    found = looked_up(hosts)
    page = "https://github.com/a/talker"
    assert found == Repository(page, date(2024, 11, 5), "promised", "", (page,))


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ({"spdx_id": "MIT"}, "MIT"),
        ({"spdx_id": "NOASSERTION"}, ""),
        ({"spdx_id": None}, ""),
        (None, ""),
    ],
)
def test_only_a_recognized_licence_counts(hosts: Hosts, licence: object, expected: str) -> None:
    hosts.serve_repository("a/talker", ["a.py"], license=licence)
    found = looked_up(hosts)
    assert found is not None
    assert found.licence == expected


def test_a_repository_that_was_renamed_goes_by_its_new_name(hosts: Hosts) -> None:
    hosts.serve_repository("a/talker", ["a.py"])
    hosts.routes["/repos/b/old"] = Answer(301, headers={"Location": "/repos/a/talker"})
    hosts.routes["/repos/b/old/commits"] = hosts.routes["/repos/a/talker/commits"]
    hosts.routes[f"/repos/b/old/git/trees/{COMMIT}"] = hosts.routes[
        f"/repos/a/talker/git/trees/{COMMIT}"
    ]
    found = looked_up(hosts, "b/old")
    assert found is not None
    assert found.address == STATE


def test_a_repository_that_is_gone(hosts: Hosts) -> None:
    assert looked_up(hosts) is None


def test_the_token_goes_to_github_alone(hosts: Hosts) -> None:
    hosts.serve_repository("a/talker", ["a.py"])
    looked_up(hosts, github_token="secret")
    assert {request.headers.get("authorization") for request in hosts.requests} == {"Bearer secret"}
    with Hosts() as elsewhere:
        hosts.routes["/repos/a/talker"] = Answer(302, headers={"Location": f"{elsewhere.url}/x"})
        looked_up(hosts, github_token="secret")
        assert "authorization" not in elsewhere.requests[0].headers


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(200, b"[]"), NONSENSE),
        (
            Answer(200, b'{"full_name": "a/../b?"}'),
            "GitHub's answer to repos/a/talker makes no sense",
        ),
        (Answer(200, b"<html>"), "127.0.0.1 did not send JSON"),
        (Answer(502), "127.0.0.1 answered with HTTP 502; try again later"),
        (Answer(403, b"{}"), "127.0.0.1 answered with HTTP 403"),
        (
            Answer(403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4000000000"}),
            "127.0.0.1's rate limit is used up until ",
        ),
        (Answer(403, headers={"Retry-After": "600"}), "127.0.0.1 answered with HTTP 403; try"),
    ],
)
def test_faults_of_github(hosts: Hosts, answer: Answer, message: str) -> None:
    hosts.routes["/repos/a/talker"] = answer
    assert failure(hosts).startswith(message)


def test_a_used_up_rate_limit_ends_the_requests(hosts: Hosts) -> None:
    hosts.serve_repository("a/talker", ["a.py"])
    last = hosts.routes["/repos/a/talker"]
    assert isinstance(last, Answer)
    last.headers["X-RateLimit-Remaining"] = "0"
    last.headers["X-RateLimit-Reset"] = "4000000000"
    with Client(Services(github_url=hosts.url, delay=0, attempts=1)) as client:
        for _ in range(2):
            with pytest.raises(LookUpFailed, match="rate limit is used up"):
                look_up_repository("a/talker", client)
    assert len(hosts.requests) == 1
