"""One run of a command over many papers, with the requests that failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import typer

from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.model import Catalogue, Paper
from macros.cli.terminal import Terminal
from macros.network.settings import LookUpFailed

if TYPE_CHECKING:
    from macros.catalogue.fetched_paper import FetchedPaper
    from macros.catalogue.sources import Sources
    from macros.network.client import Client


class ServiceRun:
    """The state of a run; ``invalid`` tells that a value did not fit into an entry."""

    def __init__(
        self, here: Terminal, catalogue: Catalogue, sources: Sources, client: Client
    ) -> None:
        self.here = here
        self.catalogue = catalogue
        self.sources = sources
        self.client = client
        self.changed = 0
        self.failures: set[str] = set()
        self.invalid = False

    def preprints(self, papers: Iterable[Paper]) -> Mapping[str, FetchedPaper]:
        """Return arXiv's descriptions of the papers, by identifier."""
        from macros.network.arxiv import look_up  # noqa: PLC0415 - loads the HTTP libraries

        identifiers = sorted({known for paper in papers if (known := bare_arxiv_id(paper))})
        found: dict[str, FetchedPaper] = {}
        try:
            with self.here.waiting("fetching", reference="arXiv"):
                for preprint in look_up(identifiers, self.client):
                    found[preprint.arxiv] = preprint
        except LookUpFailed as error:
            self.note_failure(error)
        return found

    def note_failure(self, failure: LookUpFailed) -> None:
        """Report why there is no answer, once for each reason."""
        if str(failure) not in self.failures:
            self.failures.add(str(failure))
            self.here.say(self.here.text("no_answer", reason=failure), "red")

    def finish(self) -> None:
        """End the command with exit code 1 if a host did not respond or a value was invalid."""
        if self.failures:
            self.here.fail("enrich_incomplete")
        if self.invalid:
            raise typer.Exit(1)
