"""``catalogue watch``: changes to listed papers, as small proposals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import quote

import typer

from macros.catalogue.data_folder import shown_path
from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.model import Dataset, Paper
from macros.catalogue.yaml_source import Plain
from macros.cli.service_run import ServiceRun
from macros.cli.services import TIMEOUT, Timeout, services
from macros.cli.terminal import DryRun, Quiet, terminal
from macros.editing.review import review
from macros.editing.store import Drafts, changed_datasets, changed_paper, grouped
from macros.exports.markdown import inert_text
from macros.network.settings import LookUpFailed, NotKnown

if TYPE_CHECKING:
    from macros.network.updates import Finding

# As many as a person can review in one pull request.
_MOST: Final = 20


class Topic(StrEnum):
    """What is watched."""

    venues = "venues"
    code = "code"
    links = "links"


def watch(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    topic: Annotated[Topic, typer.Argument(help="What to look at.")],
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=200, help="Maximum number of changed entries.")
    ] = _MOST,
    dry_run: DryRun = False,
    timeout: Timeout = TIMEOUT,
    quiet: Quiet = False,
) -> None:
    """Detect changes to listed papers, and write them into their entries for review.

    venues: preprints that were accepted, if the authors overlap. code: promised code that was
    released, and repositories that are gone. links: archived copies of dead links. Dead links are
    those of data/links.yml. Prints Markdown, one line per entry with its sources.

    [bold]Examples[/bold]

      catalogue watch venues --dry-run
      catalogue watch code
      catalogue watch links > found.md     (in a workflow that proposes the changes)

    [bold]Exit codes[/bold]: 0 done, 1 a host gave no answer or a value is invalid; what the other
    hosts said is written all the same.
    """
    # Imported here: commands that work offline need not load the HTTP libraries.
    from macros.network.client import Client  # noqa: PLC0415

    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    with Client(services(timeout)) as client:
        run = _Run(here, catalogue, sources, client)
        found = islice(run.findings(topic), limit)
        run.write(list(found), dry_run=dry_run)
    run.summarize()


class _Run(ServiceRun):
    """One run over the catalogue, and its results."""

    asked = 0

    def findings(self, topic: Topic) -> Iterator[Finding]:
        """Yield the changes, entry by entry."""
        from macros.network import updates  # noqa: PLC0415 - as above

        links, client = self.catalogue.links, self.client
        papers = self.catalogue.papers
        if topic is Topic.venues:
            unpublished = [paper for paper in papers if not paper.is_published]
            preprints = self.preprints(unpublished)
            for paper in unpublished:
                preprint = preprints.get(bare_arxiv_id(paper) or "")
                yield from self._ask(
                    paper.id, updates.accepted, paper, preprint, self.catalogue, client
                )
        elif topic is Topic.code:
            for paper in papers:
                yield from self._ask(paper.id, updates.changed_code, paper, links, client)
        else:
            entries: list[Paper | Dataset] = [*papers, *self.catalogue.datasets]
            for entry in entries:
                yield from self._ask(entry.id, updates.archived_copies, entry, links, client)

    def write(self, findings: list[Finding], *, dry_run: bool) -> None:
        """Write the changes into the entries, and print a line for each."""
        drafts: Drafts = {}
        datasets: dict[str, dict[str, Plain]] = {}
        for finding in findings:
            entry = finding.entry
            if isinstance(entry, Paper):
                record = self.sources.paper(entry.id)
                changes = grouped(record.source().value, finding.changes)
                draft = changed_paper(record, changes)
                path = record.path
            else:
                changed = datasets | {entry.name: grouped({}, finding.changes)}
                draft = changed_datasets(self.sources, (), changed)
                path = shown_path(next(iter(draft)))
            if problems := review(draft, self.sources):
                self.here.report(problems)
                self.invalid = True
                continue
            drafts |= draft
            if isinstance(entry, Dataset):
                datasets = changed
            self.changed += 1
            self.here.print(_line(finding, path))
        self.here.write(drafts, dry_run=dry_run)

    def summarize(self) -> None:
        """Report how many entries changed. Exits with 1 if a host did not respond."""
        self.here.tell("watched", entries=self.asked, changed=self.changed)
        self.finish()

    def _ask(
        self, name: str, ask: Callable[..., Finding | None], *arguments: object
    ) -> Iterator[Finding]:
        self.asked += 1
        try:
            with self.here.waiting("fetching", reference=name):
                finding = ask(*arguments)
        except NotKnown:
            return
        except LookUpFailed as error:
            self.note_failure(error)
            return
        if finding:
            yield finding


def _line(finding: Finding, path: str) -> str:
    """Return a finding as one line of Markdown, with its sources."""
    entry = finding.entry
    title = entry.title if isinstance(entry, Paper) else entry.name
    changes = "; ".join(
        f"`{'.'.join(key)}`: {inert_text(str(value))}"
        for key, value in finding.changes.items()
        if not isinstance(value, list) and str(value) not in finding.sources
    )
    failing = [f"<{_target(link.url)}> ✗ {link.first}, {link.last}" for link in finding.failing]
    sources = [f"<{_target(url)}>" for url in finding.sources]
    pages = " · ".join(dict.fromkeys((*failing, *sources)))
    return f"- `{path}`: {inert_text(title)} – {f'{changes} – ' if changes else ''}{pages}"


def _target(url: str) -> str:
    return re.sub(r"[\s<>]", lambda sign: quote(sign[0]), url)
