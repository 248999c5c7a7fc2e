"""Which responses are cached, and for how long."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from macros.network.client import Client
from macros.network.responses import Response, ResponseCache
from macros.network.settings import LookUpFailed, Services
from tests.network import hosts as fake
from tests.network.hosts import Hosts

WEEK = timedelta(days=7)


def test_a_response_is_kept_between_runs(tmp_path: Path) -> None:
    file = tmp_path / "cache/answers.sqlite"
    cache = ResponseCache(file, WEEK)
    assert cache.fresh("https://a.org/?q=1") is None
    answer = Response("https://a.org/", 200, "说话人头")
    cache.remember("https://a.org/?q=1", answer)  # Not closed: the run was killed.
    assert ResponseCache(file, WEEK).fresh("https://a.org/?q=1") == answer
    assert ResponseCache(file, timedelta(0)).fresh("https://a.org/?q=1") is None


def test_an_expired_response_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ResponseCache(tmp_path / "answers.sqlite", WEEK)
    cache.remember("https://a.org/", Response("https://a.org/", 200, "x"))
    now = time.time()
    for days, believed in ((6, True), (8, False), (-1, False)):
        monkeypatch.setattr(time, "time", lambda days=days: now + days * 86_400)
        assert (cache.fresh("https://a.org/") is not None) is believed


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "answers.sqlite"
    file.write_bytes(b"this is no database at all, " * 100)
    cache = ResponseCache(file, WEEK)
    cache.remember("a", Response("a", 200, "x"))
    assert cache.fresh("a") == Response("a", 200, "x")


@pytest.mark.parametrize(
    ("answer", "questions"),
    [
        (fake.Answer(200, b"{}"), 1),
        (fake.Answer(404), 1),
        (fake.Answer(500), 2),
        (fake.Answer(403), 2),
        (fake.Answer(200, b"<html>no JSON"), 2),
    ],
)
def test_only_what_will_not_change_is_kept(
    hosts: Hosts, tmp_path: Path, answer: fake.Answer, questions: int
) -> None:
    hosts.routes["/x"] = answer
    for _ in range(2):
        cache = ResponseCache(tmp_path / "answers.sqlite", WEEK)
        with Client(Services(attempts=1), cache) as client:
            try:
                client.get_json(f"{hosts.url}/x", lambda document: document)
            except LookUpFailed:
                continue
    assert len(hosts.requests) == questions


def test_a_host_without_answer_is_not_asked_again(hosts: Hosts) -> None:
    hosts.routes["/x"] = fake.Answer(502)
    hosts.routes["/y"] = fake.Answer(200, b"{}")
    with Client(Services(attempts=1)) as client:
        for path in ("/x", "/y"):
            with pytest.raises(LookUpFailed, match="HTTP 502"):
                client.get_json(hosts.url + path, lambda document: document)
    assert len(hosts.requests) == 1
