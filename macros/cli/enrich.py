"""``catalogue enrich``: missing facts from arXiv, Crossref and GitHub."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from macros.catalogue.identities import bare_arxiv_id
from macros.catalogue.model import Catalogue, Paper, arxiv_address
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import Plain
from macros.cli.chosen_papers import chosen_paper
from macros.cli.service_run import ServiceRun
from macros.cli.services import TIMEOUT, Timeout, services
from macros.cli.terminal import DryRun, Quiet, Terminal, harmless, shown_value, terminal
from macros.editing.review import review
from macros.editing.store import changed_paper, grouped

if TYPE_CHECKING:
    from macros.network.client import Client
    from macros.network.enrichment import Fact, Findings

DEFAULT_CACHE: Final = Path(".cache/answers.sqlite")


def enrich(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    references: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PAPER]...", help="Ids or addresses. Default: every paper."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    dry_run: DryRun = False,
    cache: Annotated[
        Path, typer.Option("--cache", metavar="FILE", help="What the hosts answered before.")
    ] = DEFAULT_CACHE,
    max_age: Annotated[
        float,
        typer.Option("--max-age", metavar="DAYS", help="How long answers are cached; 0: not."),
    ] = 7.0,
    timeout: Timeout = TIMEOUT,
    quiet: Quiet = False,
) -> None:
    """Fill in what entries lack: authors, DOI, venue after acceptance, licence, state of the code.

    Shows each value with its source and asks before it writes. A value that is there is never
    replaced; where a host says something else, both are shown. Works found by their title count
    only if their authors overlap. An interrupted run continues where it stopped.

    [bold]Examples[/bold]

      catalogue enrich
      catalogue enrich loopy 2409.02634 --dry-run
      catalogue enrich --yes --quiet

    [bold]Exit codes[/bold]: 0 done, 1 a host gave no answer (run it again) or a value is invalid.
    """
    # Imported here: commands that work offline need not load the HTTP libraries.
    from macros.network.client import Client  # noqa: PLC0415
    from macros.network.responses import ResponseCache  # noqa: PLC0415

    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    chosen = [chosen_paper(here, sources, reference) for reference in references or ()]
    papers = chosen or list(catalogue.papers)
    with Client(services(timeout), ResponseCache(cache, timedelta(days=max_age))) as client:
        run = _Run(here, catalogue, sources, client, yes=yes, dry_run=dry_run)
        run.enrich(papers)
    run.summarize(len(papers))


class _Run(ServiceRun):
    """One run over some papers, and its results."""

    def __init__(
        self,
        here: Terminal,
        catalogue: Catalogue,
        sources: Sources,
        client: Client,
        *,
        yes: bool,
        dry_run: bool,
    ) -> None:
        super().__init__(here, catalogue, sources, client)
        self.yes = yes
        self.dry_run = dry_run
        self.disagreements = 0

    def enrich(self, papers: list[Paper]) -> None:
        from macros.network.enrichment import enrich  # noqa: PLC0415 - as above

        preprints = self.preprints(papers)
        for paper in papers:
            preprint = preprints.get(bare_arxiv_id(paper) or "")
            with self.here.waiting("fetching", reference=paper.id):
                findings = enrich(paper, preprint, self.catalogue, self.client)
            for failure in findings.failures:
                self.note_failure(failure)
            self._show(paper, findings)
            self.disagreements += len(findings.disagreements)
            if findings.additions:
                self._write(paper, findings.changes)

    def summarize(self, count: int) -> None:
        self.here.tell(
            "enriched",
            papers=count,
            changed=self.changed,
            disagreements=self.disagreements,
        )
        self.finish()

    def _show(self, paper: Paper, findings: Findings) -> None:
        lines = [*self._lines(findings)]
        if lines:
            self.here.print(harmless(f"{paper.id}: {paper.title}"), "bold")
        for line, style in lines:
            self.here.out.print(Text(f"  {harmless(line)}", style=style))

    def _lines(self, findings: Findings) -> list[tuple[str, str]]:
        say = self.here.text
        lines = [
            (f"+ {fact.name}: {shown_value(fact.value)}  ({fact.source})", "green")
            for fact in findings.additions
        ]
        for fact, present in findings.disagreements:
            lines.append((f"! {self._disagreement(fact, present)}", "yellow"))
        for work in findings.other_works:
            url, authors = work.url or arxiv_address(work.arxiv), shown_value(list(work.authors))
            sentence = say("other_work", url=url, title=work.title, authors=authors)
            lines.append((f"! {sentence}", "yellow"))
        if findings.missing_code:
            lines.append((f"! {say('missing_code', url=findings.missing_code)}", "yellow"))
        if findings.last_commit and lines:
            lines.append((f"  {say('last_commit', day=findings.last_commit)}", "dim"))
        return lines

    def _disagreement(self, fact: Fact, present: Plain) -> str:
        return self.here.text(
            "disagreement",
            name=fact.name,
            present=shown_value(present),
            found=shown_value(fact.value),
            source=fact.source,
        )

    def _write(self, paper: Paper, changes: Mapping[tuple[str, ...], Plain]) -> None:
        record = self.sources.paper(paper.id)
        drafts = changed_paper(record, grouped(record.source().value, changes))
        if problems := review(drafts, self.sources):
            self.here.report(problems)
            self.invalid = True
            return
        if not (self.yes or self.dry_run):
            question = self.here.text("ask_enrich", path=record.path)
            if not typer.confirm(question, default=True, err=True):
                return
        self.here.write(drafts, dry_run=self.dry_run)
        self.changed += 1
