"""Link checks: many hosts at once, few requests to each."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Final

import httpx
import stamina

from macros.catalogue.addresses import kind_of_address
from macros.network.client import encoding
from macros.network.retrying import raise_if_passing, should_retry
from macros.network.settings import USER_AGENT, Manners
from macros.network.verdicts import NO_SUCH_HOST, Verdict, judge, judge_failure

# Enough of a page to contain its title.
_BODY_BYTES: Final = 65_536
# Statuses of HEAD that say more about HEAD than about the page.
_HEAD_UNRELIABLE: Final = range(400, 600)


@dataclass(slots=True)
class _Gates:
    everybody: asyncio.Semaphore
    hosts: dict[str, asyncio.Semaphore] = field(default_factory=dict)


async def check_links(urls: Iterable[str], manners: Manners) -> AsyncIterator[tuple[str, Verdict]]:
    """Yield each address and its verdict as soon as it is known.

    Addresses of one host are checked in order, within the limits of ``manners`` for each host and
    in total. If no host responds at all, the network is down, and no unknown host counts as dead.
    """
    wanted = list(dict.fromkeys(urls))
    gates = _Gates(asyncio.Semaphore(manners.at_once))
    gates.hosts = defaultdict(lambda: asyncio.Semaphore(manners.per_host))
    reached = False
    unnamed: list[str] = []
    async with _client(manners) as client:
        tasks = [asyncio.create_task(_check(client, url, manners, gates)) for url in wanted]
        try:
            for task in asyncio.as_completed(tasks):
                url, verdict = await task
                if verdict.reason == NO_SUCH_HOST:
                    unnamed.append(url)
                    continue
                # A time-out may be due to the network; a response cannot be.
                reached = reached or verdict.state != "unsure"
                yield url, verdict
        finally:
            for pending in tasks:
                pending.cancel()
    for url in unnamed:
        yield url, Verdict("dead" if reached else "unsure", NO_SUCH_HOST)


def _client(manners: Manners) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        http2=True,
        headers={"user-agent": USER_AGENT, "accept": "text/html,*/*;q=0.8"},
        timeout=manners.timeout,
        follow_redirects=True,
        max_redirects=10,
        limits=httpx.Limits(max_connections=manners.at_once),
        verify=manners.verify,
    )


async def _check(
    client: httpx.AsyncClient, url: str, manners: Manners, gates: _Gates
) -> tuple[str, Verdict]:
    host = httpx.URL(url).host
    async with gates.hosts[host], gates.everybody:
        try:
            return url, await _asked_again(client, url, manners)
        except Exception as error:  # noqa: BLE001 - one bad host must not end the others
            return url, judge_failure(error)


async def _asked_again(client: httpx.AsyncClient, url: str, manners: Manners) -> Verdict:
    retries = stamina.retry_context(
        on=should_retry,
        attempts=manners.attempts,
        timeout=None,
        wait_initial=manners.backoff,
        wait_jitter=manners.backoff / 2,
    )
    async for attempt in retries:
        with attempt:
            return await _ask(client, url)
    raise AssertionError("the last attempt returns or raises")


async def _ask(client: httpx.AsyncClient, url: str) -> Verdict:
    """Send HEAD, or GET if HEAD is refused or the page itself must be read."""
    if kind_of_address(url) != "code":
        response = await client.head(url)
        if response.status_code not in _HEAD_UNRELIABLE:
            return judge(url, response, "")
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise_if_passing(response)
    async with client.stream("GET", url) as response:
        raise_if_passing(response)
        return judge(url, response, await _beginning(response))


async def _beginning(response: httpx.Response) -> str:
    content = b""
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) >= _BODY_BYTES:
            break
    return content.decode(encoding(response, content), errors="replace")
