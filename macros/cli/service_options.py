"""Options of the commands that send requests to other hosts."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

import typer

from macros.network.settings import (
    ARXIV_DELAY,
    ARXIV_URL,
    CROSSREF_URL,
    Services,
)

ArxivUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--arxiv-url", envvar="CATALOGUE_ARXIV_URL", metavar="URL", help="arXiv's query interface."
    ),
]
CrossrefUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--crossref-url", envvar="CATALOGUE_CROSSREF_URL", metavar="URL", help="Crossref's works."
    ),
]
ArchiveUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--archive-url",
        envvar="CATALOGUE_ARCHIVE_URL",
        metavar="URL",
        help="The Wayback Machine's availability API.",
    ),
]
ArxivDelay: TypeAlias = Annotated[
    float,
    typer.Option(
        "--arxiv-delay",
        envvar="CATALOGUE_ARXIV_DELAY",
        metavar="SECONDS",
        help="Pause between requests to arXiv.",
    ),
]
GithubUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--github-url", envvar="CATALOGUE_GITHUB_URL", metavar="URL", help="GitHub's REST API."
    ),
]
Delay: TypeAlias = Annotated[
    float,
    typer.Option(
        "--delay",
        envvar="CATALOGUE_DELAY",
        metavar="SECONDS",
        help="Between two questions to Crossref, GitHub or the archive.",
    ),
]
Timeout: TypeAlias = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Time-out per request.")
]
DEFAULTS: Final = Services(ARXIV_URL, CROSSREF_URL, ARXIV_DELAY)
