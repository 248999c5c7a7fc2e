"""Link checks against hosts with all kinds of behaviour."""

import asyncio
import json
import socket
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from macros.network.link_cache import LinkCache
from macros.network.link_check import check_links
from macros.network.retrying import retry_after
from macros.network.settings import USER_AGENT, Manners
from macros.network.verdicts import Verdict, judge, judge_failure
from tests.network.hosts import Answer, Hosts, Request

QUICK = Manners(timeout=20, attempts=2, backoff=0.01)


def checked(urls: Iterable[str], manners: Manners = QUICK) -> dict[str, Verdict]:
    async def collect() -> dict[str, Verdict]:
        return {url: verdict async for url, verdict in check_links(urls, manners)}

    return asyncio.run(collect())


def verdict(hosts: Hosts, path: str, manners: Manners = QUICK) -> Verdict:
    url = hosts.url + path
    return checked([url], manners)[url]


def test_a_working_link_is_asked_once_with_head_under_the_projects_name(hosts: Hosts) -> None:
    hosts.routes["/fine"] = Answer()
    assert verdict(hosts, "/fine") == Verdict("ok")
    assert [(request.method, request.path) for request in hosts.requests] == [("HEAD", "/fine")]
    assert hosts.requests[0].headers["user-agent"] == USER_AGENT
    assert "github.com/NanGoAI/Awesome-Talking-Head-Generation" in USER_AGENT


@pytest.mark.parametrize("head_status", [403, 404, 405, 501])
def test_a_host_that_refuses_head_is_asked_with_get(hosts: Hosts, head_status: int) -> None:
    hosts.routes["/page"] = Answer(head_status=head_status)
    assert verdict(hosts, "/page") == Verdict("ok")
    assert [request.method for request in hosts.requests] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "state"),
    [(404, "dead"), (410, "dead"), (403, "unsure"), (401, "unsure"), (500, "unsure")],
)
def test_statuses(hosts: Hosts, status: int, state: str) -> None:
    hosts.routes["/page"] = Answer(status)
    assert verdict(hosts, "/page") == Verdict(state, f"HTTP {status}")  # type: ignore[arg-type]


def test_a_permanent_redirect_is_reported_with_its_target(hosts: Hosts) -> None:
    hosts.routes["/old"] = Answer(301, headers={"Location": "/newer"})
    hosts.routes["/newer"] = Answer(308, headers={"Location": "/newest"})
    hosts.routes["/newest"] = Answer()
    assert verdict(hosts, "/old") == Verdict("moved", "", f"{hosts.url}/newest")


def test_a_passing_redirect_is_fine_and_ends_the_permanent_chain(hosts: Hosts) -> None:
    hosts.routes["/doi"] = Answer(302, headers={"Location": "/paper"})
    hosts.routes["/paper"] = Answer()
    hosts.routes["/old"] = Answer(301, headers={"Location": "/doi"})
    assert verdict(hosts, "/doi") == Verdict("ok")
    assert verdict(hosts, "/old") == Verdict("moved", "", f"{hosts.url}/doi")


def test_a_redirect_to_nowhere_is_dead(hosts: Hosts) -> None:
    hosts.routes["/old"] = Answer(301, headers={"Location": "/gone"})
    assert verdict(hosts, "/old") == Verdict("dead", "HTTP 404")


def test_a_redirect_loop_is_dead(hosts: Hosts) -> None:
    hosts.routes["/a"] = Answer(302, headers={"Location": "/b"})
    hosts.routes["/b"] = Answer(302, headers={"Location": "/a"})
    assert verdict(hosts, "/a") == Verdict("dead", "redirects in circles")


def test_a_slow_host_is_unsure_after_the_last_attempt(hosts: Hosts) -> None:
    hosts.routes["/slow"] = Answer(delay=30)
    impatient = Manners(timeout=1, attempts=2, backoff=0.01)
    assert verdict(hosts, "/slow", impatient) == Verdict("unsure", "no answer in time")
    assert hosts.counts()["HEAD", "/slow"] == 2


def test_a_host_that_hangs_up_is_unsure(hosts: Hosts) -> None:
    hosts.routes["/broken"] = Answer(cut_off=True)
    assert verdict(hosts, "/broken").state == "unsure"


def test_too_many_requests_waits_as_long_as_retry_after_says(hosts: Hosts) -> None:
    def busy_once(request: Request) -> Answer:
        earlier = [known for known in hosts.requests if known.path == request.path]
        return Answer(429, headers={"Retry-After": "1"}) if len(earlier) == 1 else Answer()

    hosts.routes["/busy"] = busy_once
    assert verdict(hosts, "/busy") == Verdict("ok")
    first, second = hosts.requests
    assert second.started - first.started >= 1.0


def test_a_retry_after_that_is_too_long_ends_the_attempts(hosts: Hosts) -> None:
    hosts.routes["/busy"] = Answer(429, headers={"Retry-After": "3600"})
    assert verdict(hosts, "/busy") == Verdict("unsure", "HTTP 429")
    assert len(hosts.requests) == 1


def test_retry_after_may_be_a_date() -> None:
    def seconds(value: str) -> float | None:
        return retry_after(httpx.Response(503, headers={"Retry-After": value}))

    later = datetime.now(tz=UTC) + timedelta(seconds=30)
    assert 20 < (seconds(format_datetime(later, usegmt=True)) or 0) <= 30
    assert seconds("Mon, 01 Jan 2001 00:00:00 GMT") == 0
    assert seconds("soon") is None
    assert retry_after(httpx.Response(503)) is None


def test_an_invalid_certificate_is_unsure_with_the_reason() -> None:
    with Hosts(tls=True) as hosts:
        hosts.routes["/"] = Answer()
        found = verdict(hosts, "/")
        assert found.state == "unsure"
        assert found.reason.startswith("invalid certificate: ")
        assert hosts.requests == []
        trusting = Manners(timeout=20, attempts=1, verify=False)
        assert verdict(hosts, "/", trusting) == Verdict("ok")


def test_a_wrong_charset_does_not_disturb_the_check(hosts: Hosts) -> None:
    body = "<title>说话人头</title>".encode("gbk")
    for name, charset in (("wrong", "utf-8"), ("unknown", "x-no-such-charset")):
        headers = {"Content-Type": f"text/html; charset={charset}"}
        hosts.routes[f"/{name}"] = Answer(body=body, headers=headers, head_status=405)
        assert verdict(hosts, f"/{name}") == Verdict("ok")


def test_a_host_without_a_name_is_dead_if_the_network_works(hosts: Hosts) -> None:
    hosts.routes["/fine"] = Answer()
    nowhere = "http://no-such-host.invalid/"
    found = checked([f"{hosts.url}/fine", nowhere])
    assert found[nowhere] == Verdict("dead", "no such host")
    assert checked([nowhere]) == {nowhere: Verdict("unsure", "no such host")}


def test_without_a_network_nothing_is_called_dead(hosts: Hosts) -> None:
    hosts.routes["/silent"] = Answer(delay=30)
    urls = [f"{hosts.url}/silent", "http://no-such-host.invalid/"]
    found = checked(urls, Manners(timeout=1, attempts=1))
    assert {verdict.state for verdict in found.values()} == {"unsure"}


def test_names_that_cannot_be_looked_up_for_now_are_unsure() -> None:
    error = httpx.ConnectError("")
    error.__cause__ = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    assert judge_failure(error).state == "unsure"


def test_a_closed_port_is_unsure() -> None:
    with Hosts() as hosts:
        url = hosts.url
    assert checked([url])[url].state == "unsure"


def test_at_most_two_at_a_time_for_one_host(hosts: Hosts) -> None:
    paths = [f"/{number}" for number in range(8)]
    hosts.routes |= {path: Answer(delay=0.05) for path in paths}
    found = checked([hosts.url + path for path in paths])
    assert set(found.values()) == {Verdict("ok")}
    assert hosts.most_at_once == 2


def test_an_address_is_requested_once_however_often_it_is_listed(hosts: Hosts) -> None:
    hosts.routes["/"] = Answer()
    checked([f"{hosts.url}/"] * 5)
    assert len(hosts.requests) == 1


def response(url: str, status: int = 200, final: str | None = None) -> httpx.Response:
    return httpx.Response(status, request=httpx.Request("GET", final or url))


@pytest.mark.parametrize(
    ("url", "final", "body", "state"),
    [
        ("https://github.com/a/b", None, "<title>GitHub - a/b: code</title>", "ok"),
        ("https://github.com/a/b", None, "<title>Page not found · GitHub</title>", "dead"),
        ("https://gitlab.com/a/b", "https://gitlab.com/users/sign_in", "", "dead"),
        ("https://gitee.com/a/b", "https://gitee.com/", "", "dead"),
        ("https://gitee.com/a/b", None, "<title>404 - Gitee</title>", "dead"),
        ("https://example.org/a", "https://example.org/", "<title>404</title>", "ok"),
    ],
)
def test_soft_404s_of_code_hosts(url: str, final: str | None, body: str, state: str) -> None:
    assert judge(url, response(url, final=final), body).state == state


def test_the_cache_keeps_working_links_longer_than_broken_ones(tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    cache = LinkCache(file, timedelta(days=7))
    cache.remember({"https://a": Verdict("ok"), "https://b": Verdict("dead", "HTTP 404")})

    def later(age: timedelta) -> LinkCache:
        reread = LinkCache(file, timedelta(days=7), now=datetime.now(tz=UTC) + age)
        reread.load()
        return reread

    assert later(timedelta(minutes=30)).fresh("https://b") == Verdict("dead", "HTTP 404")
    assert later(timedelta(hours=2)).fresh("https://b") is None
    assert later(timedelta(days=6)).fresh("https://a") == Verdict("ok")
    assert later(timedelta(days=8)).fresh("https://a") is None
    assert later(timedelta(days=-1)).fresh("https://a") is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"https://a": {"state": "odd"}}', b"\xff"])
def test_a_damaged_cache_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "links.json"
    file.write_bytes(content)
    cache = LinkCache(file, timedelta(days=7))
    cache.load()
    assert cache.fresh("https://a") is None
    cache.remember({"https://a": Verdict("ok")})
    assert list(json.loads(file.read_text())) == ["https://a"]
