"""``catalogue links``: dead and moved links, by file and line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from macros.catalogue.problems import Place
from macros.cli.terminal import Quiet, Terminal, terminal, today
from macros.editing.store import with_link_check
from macros.network.settings import Manners

if TYPE_CHECKING:
    from macros.network.link_cache import LinkCache
    from macros.network.verdicts import State, Verdict

DEFAULT_CACHE: Final = Path(".cache/links.json")
_STATES: Final[tuple[State, ...]] = ("dead", "failing", "unsure", "moved")
_COLOURS: Final = {"dead": "red", "failing": "yellow", "unsure": "yellow", "moved": "cyan"}
_SAVE_EVERY: Final = 25
_DEFAULT: Final = Manners()


def links(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    form: Annotated[
        Literal["human", "json", "markdown"],
        typer.Option("--format", help="For people, for programs, or for an issue."),
    ] = "human",
    cache: Annotated[
        Path, typer.Option("--cache", metavar="FILE", help="Cache of earlier results.")
    ] = DEFAULT_CACHE,
    max_age: Annotated[
        float,
        typer.Option(
            "--max-age", metavar="DAYS", help="Cache working links for so long; 0: not at all."
        ),
    ] = 7.0,
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, max=20, help="Concurrent requests in total.")
    ] = _DEFAULT.at_once,
    per_host: Annotated[
        int, typer.Option("--per-host", min=1, max=2, help="Concurrent requests per host.")
    ] = _DEFAULT.per_host,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="Time-out per request.")
    ] = _DEFAULT.timeout,
    attempts: Annotated[
        int, typer.Option("--attempts", min=1, max=10, help="Attempts per link.")
    ] = _DEFAULT.attempts,
    record: Annotated[
        bool,
        typer.Option("--record", help="Record the date and failing links in data/links.yml."),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Check every link and report dead, failing, moved and unsure ones.

    A link is dead if it still fails days after data/links.yml recorded its first failure; until
    then it is failing. The weekly check writes that file. Links with an archived copy are skipped.

    An interrupted check goes on where it stopped. What is dead or unsure is asked again after
    an hour, what works after --max-age days.

    [bold]Examples[/bold]

      catalogue links
      catalogue links --max-age 0 --format markdown > report.md
      catalogue links --format json --quiet
      catalogue links --max-age 0 --record     (in a workflow)

    [bold]Exit codes[/bold]: 0 no dead link (others are only reported), 1 dead links.
    """
    # Imported here: commands that work offline need not load the HTTP libraries.
    from macros.network.link_cache import LinkCache  # noqa: PLC0415
    from macros.network.link_record import recorded  # noqa: PLC0415

    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    standing = sources.addresses()
    known = LinkCache(cache, timedelta(days=max_age))
    known.load()
    verdicts = {url: found for url in standing if (found := known.fresh(url))}
    manners = Manners(at_once, per_host, timeout, attempts)
    asyncio.run(_check(here, list(standing), verdicts, known, manners))
    check = recorded(catalogue.links, verdicts, today())
    if record:
        here.write(with_link_check(sources, check))
    for url, verdict in verdicts.items():
        if verdict.state == "dead" and url not in check.dead:
            verdicts[url] = replace(verdict, state="failing")
    report = {
        state: {url: standing[url] for url in standing if verdicts[url].state == state}
        for state in _STATES
    }
    if form == "json":
        here.print(json.dumps(_document(report, verdicts), ensure_ascii=False, indent=2))
    elif form == "markdown":
        here.print(_markdown(here, report, verdicts))
    else:
        _print(here.out, here, report, verdicts)
    counts = {state: len(urls) for state, urls in report.items()}
    here.tell("links", "red" if counts["dead"] else "green", total=len(standing), **counts)
    if counts["dead"]:
        raise typer.Exit(1)


async def _check(
    here: Terminal,
    urls: list[str],
    verdicts: dict[str, Verdict],
    cache: LinkCache,
    manners: Manners,
) -> None:
    from macros.network.link_check import check_links  # noqa: PLC0415 - as above

    unsaved: dict[str, Verdict] = {}
    with _progress(here) as progress:
        task = progress.add_task(here.text("checking_links"), total=len(urls))
        progress.advance(task, len(verdicts))
        asked = [url for url in urls if url not in verdicts]
        try:
            async for url, verdict in check_links(asked, manners):
                verdicts[url] = unsaved[url] = verdict
                progress.advance(task)
                if len(unsaved) >= _SAVE_EVERY:
                    cache.remember(unsaved)
                    unsaved.clear()
        finally:
            if unsaved:
                cache.remember(unsaved)


def _progress(here: Terminal) -> Progress:
    shown = here.err.is_terminal and not here.quiet
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=here.err, disable=not shown)


_Report: TypeAlias = "dict[State, dict[str, list[Place]]]"


def _print(
    console: Console, here: Terminal, report: _Report, verdicts: Mapping[str, Verdict]
) -> None:
    for state, urls in report.items():
        for url, standing in urls.items():
            for place in standing:
                line = Text(f"{place.path}:{place.line}: {place.key}: ")
                line.append(here.text(f"link.{state}"), style=_COLOURS[state])
                line.append(f" {url}{_detail(verdicts[url])}")
                console.print(line)


def _detail(verdict: Verdict) -> str:
    if verdict.target:
        return f" → {verdict.target}"
    return f" ({verdict.reason})" if verdict.reason else ""


def _document(report: _Report, verdicts: Mapping[str, Verdict]) -> dict[str, object]:
    return {
        state: [
            {
                "url": url,
                "reason": verdicts[url].reason,
                "target": verdicts[url].target,
                "places": [
                    {"path": place.path, "line": place.line, "key": place.key} for place in standing
                ],
            }
            for url, standing in urls.items()
        ]
        for state, urls in report.items()
    }


def _markdown(here: Terminal, report: _Report, verdicts: Mapping[str, Verdict]) -> str:
    parts: list[str] = []
    for state, urls in report.items():
        if urls:
            parts += [f"## {here.text(f'link.{state}')} ({len(urls)})", ""]
            for url, standing in urls.items():
                where = ", ".join(f"`{place.path}:{place.line}`" for place in standing)
                parts.append(f"- {where}: <{url}>{_markdown_detail(verdicts[url])}")
            parts.append("")
    return "\n".join(parts).rstrip() if parts else here.text("links_fine")


def _markdown_detail(verdict: Verdict) -> str:
    if verdict.target:
        return f" → <{verdict.target}>"
    return f" (`{verdict.reason.replace('`', ' ')}`)" if verdict.reason else ""
