"""``catalogue check``: every mistake, by file and line."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from macros.catalogue.advice import advise
from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import Problem, errors, in_file_order
from macros.catalogue.sources import Sources
from macros.cli.services import TIMEOUT, Timeout, services
from macros.cli.terminal import Quiet, Terminal, terminal
from macros.network.settings import LookUpFailed
from macros.translations import text


def check(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    form: Annotated[
        Literal["human", "json", "github"],
        typer.Option("--format", help="Plain text, JSON, or annotations on a pull request."),
    ] = "human",
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Also compare the capitalization of titles with arXiv.")
    ] = False,
    timeout: Timeout = TIMEOUT,
    quiet: Quiet = False,
) -> None:
    """Check the data: every mistake, by file and line.

    [bold]Examples[/bold]

      catalogue check
      catalogue check --format github     (in a workflow)
      catalogue check --strict --quiet
      catalogue check --online

    [bold]Exit codes[/bold]: 0 no error, 1 errors (with --strict: or warnings).
    """
    here = terminal(context, quiet=quiet)
    loaded = load(here.folder)
    advice = list(advise(loaded.sources))
    if online:
        advice += _titles(here, loaded.sources, timeout)
    problems = in_file_order([*loaded.problems, *advice])
    if form == "json":
        here.print(json.dumps(_document(here, problems), ensure_ascii=False, indent=2))
    elif form == "github":
        for problem in problems:
            here.print(github_annotation(problem, problem.sentence(here.locale)))
    else:
        here.report(problems)
    found = errors(problems)
    if form == "human":
        _summarise(here, loaded.catalogue, len(found), len(problems) - len(found))
    if found or (strict and problems):
        raise typer.Exit(1)


def _titles(here: Terminal, sources: Sources, timeout: float) -> list[Problem]:
    # Imported here: commands that work offline need not load the HTTP libraries.
    from macros.network.client import Client  # noqa: PLC0415
    from macros.network.titles import title_warnings  # noqa: PLC0415

    try:
        with here.waiting("fetching", reference="arXiv"), Client(services(timeout)) as client:
            return list(title_warnings(sources.papers, client))
    except LookUpFailed as error:
        here.fail("look_up_failed", reason=error)


def _summarise(
    here: Terminal, catalogue: Catalogue | None, error_count: int, warning_count: int
) -> None:
    say = here.locale
    counts = {
        "errors": text("cli.errors", say, count=error_count),
        "warnings": text("cli.warnings", say, count=warning_count),
        "papers": text("papers.count", say, count=len(catalogue.papers) if catalogue else 0),
        "datasets": text("datasets.count", say, count=len(catalogue.datasets) if catalogue else 0),
    }
    style = "red" if error_count else "yellow" if warning_count else "green"
    here.tell("summary", style, **counts)


def _document(here: Terminal, problems: tuple[Problem, ...]) -> dict[str, object]:
    return {
        "errors": len(errors(problems)),
        "warnings": len(problems) - len(errors(problems)),
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "key": problem.key,
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.sentence(here.locale),
            }
            for problem in problems
        ],
    }


def github_annotation(problem: Problem, sentence: str) -> str:
    """Return a problem as a workflow command of GitHub Actions, shown at its line.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    message = sentence.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = problem.path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={path},line={problem.line}::{message}"
