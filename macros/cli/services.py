"""What the commands share that send requests to other hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from macros.catalogue.references import Reference
from macros.cli.terminal import Terminal
from macros.network.settings import LookUpFailed, Services

if TYPE_CHECKING:
    from macros.catalogue.fetched_paper import FetchedPaper

TIMEOUT: Final = Services().timeout
Timeout: TypeAlias = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Time-out per request.")
]


def services(timeout: float) -> Services:
    """Return the services that the environment names. Raises BadParameter."""
    try:
        return Services.from_environment(timeout)
    except ValueError as error:
        raise typer.BadParameter(f"CATALOGUE_ARXIV_DELAY or CATALOGUE_DELAY: {error}") from error


def fetched(
    here: Terminal, reference: Reference, timeout: float, failure: str = "look_up_failed"
) -> FetchedPaper:
    """Return the paper that a reference names; else say with ``failure`` why not, and end."""
    # Imported here: commands that work offline need not load the HTTP libraries.
    from macros.network.client import Client  # noqa: PLC0415
    from macros.network.lookup import fetch_paper  # noqa: PLC0415

    try:
        with (
            here.waiting("fetching", reference=reference.value),
            Client(services(timeout)) as client,
        ):
            return fetch_paper(reference, client)
    except LookUpFailed as error:
        here.fail(failure, reason=error)
