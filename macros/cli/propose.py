"""``catalogue propose``: from a filled-in issue form to an entry, and an answer to its author."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from macros.catalogue.data_folder import shown_path
from macros.catalogue.identities import folded_title, removal_of
from macros.catalogue.model import Catalogue, Paper
from macros.catalogue.references import Reference, find_paper, parse_reference, same_title
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import Plain, mapping_of
from macros.cli.services import TIMEOUT, Timeout, fetched
from macros.cli.terminal import Quiet, Terminal, terminal, today
from macros.editing.review import review
from macros.editing.store import Drafts, changed_paper, new_paper
from macros.proposals import answer
from macros.proposals.answer import Answer
from macros.proposals.correction import corrected, corrected_key, named_paper
from macros.proposals.issue_form import ISSUE_FORM, IssueForm, read_form
from macros.proposals.suggestion import suggested_record
from macros.render.contributions import paper_source


def propose(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    issue: Annotated[
        Path,
        typer.Option("--issue", metavar="FILE", help="The text of the issue."),
    ],
    form: Annotated[
        Path, typer.Option("--form", metavar="FILE", help="The form's definition.")
    ] = ISSUE_FORM,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write outcome and comment here, as JSON."
        ),
    ] = None,
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Work offline; the form must contain everything.")
    ] = False,
    timeout: Timeout = TIMEOUT,
    quiet: Quiet = False,
) -> None:
    """Turn a filled-in form into a new or corrected entry, and answer its author.

    A sound form "Suggest a paper" becomes a paper's file, a sound form "Report a mistake" a
    change of one. The answer, in both languages, goes to standard output as
    Markdown, or with --output into a JSON file with the outcome: proposed, invalid, duplicate,
    noted.

    [bold]Examples[/bold]

      catalogue propose --issue issue.md
      catalogue propose --issue issue.md --output answer.json     (in a workflow)

    [bold]Exit codes[/bold]: 0 answered, whatever the outcome; 1 the catalogue itself has errors,
    or a host gave no answer.
    """
    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    fields = read_form(form)
    answers = fields.answers(issue.read_text(encoding="utf-8", errors="replace"))
    proposer = _Proposer(here, catalogue, sources, fields, None if no_fetch else timeout)
    reports = "reference" not in fields.labels
    found = proposer.correction(answers) if reports else proposer.suggestion(answers)
    if output is None:
        sys.stdout.write(found.comment)
        return
    here.write({output: found.model_dump_json(indent=2) + "\n"})


@dataclass(frozen=True, slots=True)
class _Proposer:
    """Everything an answer needs besides the filled-in form."""

    here: Terminal
    catalogue: Catalogue
    sources: Sources
    form: IssueForm
    timeout: float | None

    def correction(self, answers: Mapping[str, str]) -> Answer:
        """Answer the form "Report a mistake"; other changes are left to a person."""
        key, value = corrected_key(answers), answers.get("value")
        named = answers.get("paper", "")
        paper = named_paper([record.content for record in self.sources.papers], named)
        if not (key and value):
            return answer.noted()
        if paper is None:
            return answer.unknown(self.form.labels["paper"], named, "no_such_paper")
        record = self.sources.paper(paper.id)
        changes = corrected(mapping_of(record.source().value), key, value)
        return self._proposed(paper.title, changed_paper(record, changes))

    def suggestion(self, answers: Mapping[str, str]) -> Answer:
        named = answers.get("reference", "")
        try:
            reference = parse_reference(" ".join(named.split()))
        except ValueError:
            return answer.unknown(self.form.labels["reference"], named)
        if known := self._known(answers.get("title", ""), reference, named):
            return known
        looked_up: dict[str, Plain] = {}
        if self.timeout is not None and reference.kind != "page":
            looked_up = fetched(self.here, reference, self.timeout).record()
        record = suggested_record(answers, reference, looked_up, self.catalogue, today())
        title = str(record.get("title") or "")
        if known := self._known(title, reference, named):
            return known
        return self._proposed(title, new_paper(self.here.folder, record))

    def _proposed(self, title: str, drafts: Drafts) -> Answer:
        """Write the one file of a proposal, unless that would cause errors."""
        if problems := review(drafts, self.sources):
            return answer.invalid(problems, self.form)
        self.here.write(drafts)
        ((file, content),) = drafts.items()
        return answer.proposed(title, shown_path(file), content or "")

    def _known(self, title: str, reference: Reference, named: str) -> Answer | None:
        """Return the answer to a paper that is, or was, on the list; None for a new one."""
        papers = [record.content for record in self.sources.papers]
        if known := find_paper(papers, named) or same_title(papers, title):
            return self._duplicate(known)
        names = {reference.value, folded_title(title)}
        removal = removal_of(names, self.catalogue.removed)
        if removal and removal.replaced_by:
            return self._duplicate(self.catalogue.paper(removal.replaced_by))
        return answer.removed(removal.title, removal.removed) if removal else None

    def _duplicate(self, paper: Paper) -> Answer:
        site = self.catalogue.site
        url = f"{site.repository}/blob/{site.branch}/{paper_source(paper)}"
        return answer.duplicate(paper.title, url)
