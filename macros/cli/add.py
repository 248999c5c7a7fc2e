"""``catalogue add``: a new paper, from its identifier to its file."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from macros.catalogue.addresses import published
from macros.catalogue.identities import folded_title
from macros.catalogue.model import Catalogue, Paper
from macros.catalogue.naming import paper_id, year_of
from macros.catalogue.references import Reference, find_paper, parse_reference, same_title
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import Plain
from macros.cli.chosen_papers import refuse_removed
from macros.cli.entry_options import Blog, Code, Project, PublicationUrl, Venue
from macros.cli.services import TIMEOUT, Timeout, fetched
from macros.cli.terminal import Quiet, Terminal, terminal, today
from macros.editing.review import review
from macros.editing.store import new_paper
from macros.exchange.classification import proposed_categories, proposed_labels


def add(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    reference: Annotated[
        str, typer.Argument(metavar="PAPER", help="arXiv id or URL, DOI, or project page URL.")
    ],
    category: Annotated[
        list[str] | None, typer.Option("--category", metavar="ID", help="Repeatable.")
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="ID", help="Repeatable; '' for none."),
    ] = None,
    venue: Venue = None,
    publication_url: PublicationUrl = None,
    project: Project = None,
    code: Code = None,
    blog: Blog = None,
    identifier: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Use this id instead of the suggested one."),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="Instead of the fetched one.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM", help="Month (or year) of first publication."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Accept all suggestions without asking.")
    ] = False,
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Work offline; requires --title and --date.")
    ] = False,
    timeout: Timeout = TIMEOUT,
    quiet: Quiet = False,
) -> None:
    """Add a paper: fetch title, authors and date, ask for the rest, show the entry, write its file.

    [bold]Examples[/bold]

      catalogue add 2407.03168
      catalogue add https://arxiv.org/abs/2407.03168 --category 2d-video-driven --yes
      catalogue add 10.1145/3528233.3530745 --label Emotional --code https://github.com/…
      catalogue add https://liveportrait.github.io/

    [bold]Exit codes[/bold]: 0 added, 1 refused (a duplicate, a mistake, no answer).
    """
    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    wanted = _reference(reference)
    _refuse_duplicate(here, sources, reference, title)
    record, abstract = _known(here, wanted, None if no_fetch else timeout, title, date)
    record |= {"title": title} if title else {}
    record |= {"date": date} if date else {}
    _refuse_duplicate(here, sources, str(record.get("arxiv") or ""), str(record["title"]))
    ask = _Questions(here, catalogue, silent=yes)
    text, best = str(record["title"]), abstract
    record["categories"] = ask.categories(category, text, best)
    record["labels"] = ask.labels(label, text, best)
    ask.publication(record, venue, publication_url)
    for key, given in (("project", project), ("code", code), ("blog", blog)):
        ask.address(record, key, given)
    record["added"] = today().isoformat()
    proposal = paper_id(text, year_of(record), catalogue.taken_ids)
    record["id"] = identifier or ask.identifier(proposal)
    _save(here, sources, {key: record.get(key) for key in Paper.model_fields}, silent=yes)


def _reference(text: str) -> Reference:
    try:
        return parse_reference(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _refuse_duplicate(here: Terminal, sources: Sources, reference: str, title: str | None) -> None:
    papers = [record.content for record in sources.papers]
    found = find_paper(papers, reference) if reference else None
    found = found or (same_title(papers, title) if title else None)
    if found:
        where = sources.paper(found.id).place("title")
        here.fail("duplicate", where=where, title=found.title)
    names = {folded_title(title or "")} - {""}
    with suppress(ValueError):
        names.add(parse_reference(reference).value)
    refuse_removed(here, sources, names)


def _known(
    here: Terminal,
    reference: Reference,
    timeout: float | None,
    title: str | None,
    date: str | None,
) -> tuple[dict[str, Plain], str]:
    if timeout is not None:
        paper = fetched(here, reference, timeout, "look_up_failed_add")
        return paper.record(), paper.abstract
    if not (title and date):
        raise typer.BadParameter("--no-fetch needs --title and --date")
    return {"title": title, "date": date, **reference.record()}, ""


class _Questions:
    """Asks what cannot be known; silent, it takes what is given or proposed."""

    def __init__(self, here: Terminal, catalogue: Catalogue, *, silent: bool) -> None:
        self.here = here
        self.catalogue = catalogue
        self.silent = silent

    def _ask(self, question: str, proposal: str) -> str:
        if self.silent:
            return proposal
        answer: str = typer.prompt(self.here.text(question), default=proposal, err=True)
        return answer.strip()

    def categories(self, given: list[str] | None, title: str, abstract: str) -> Plain:
        if given:
            return list(given)
        proposed = proposed_categories(self.catalogue.categories, title, abstract)
        best = proposed[0][0] if proposed else ""
        if self.silent and not best:
            known = ", ".join(category.id for category in self.catalogue.categories)
            raise typer.BadParameter(f"no category can be proposed; give --category ({known})")
        if not self.silent:
            known = ", ".join(category.id for category in self.catalogue.categories)
            self.here.tell("choices", choices=known)
        return _words(self._ask("ask_categories", best))

    def labels(self, given: list[str] | None, title: str, abstract: str) -> Plain:
        if given is not None:
            return [label for label in given if label]
        proposed = proposed_labels(self.catalogue.labels, title, abstract)
        if not self.silent:
            known = ", ".join(label.id for label in self.catalogue.labels)
            self.here.tell("choices", choices=known)
        return _words(self._ask("ask_labels", ", ".join(proposed)))

    def publication(self, record: dict[str, Plain], venue: str | None, url: str | None) -> None:
        known = published(record.get("publication"), None, url)
        name = " ".join(str(known[key]) for key in ("venue", "year") if key in known)
        answer = venue if venue is not None else self._ask("ask_venue", name)
        record["publication"] = published(known, answer, None) or None

    def address(self, record: dict[str, Plain], key: str, given: str | None) -> None:
        answer = given if given is not None else self._ask(f"ask_{key}", str(record.get(key) or ""))
        record[key] = answer or None

    def identifier(self, proposal: str) -> str:
        return self._ask("ask_id", proposal) or proposal


def _words(answer: str) -> Plain:
    return [word.strip() for word in answer.replace("，", ",").split(",") if word.strip()]


def _save(here: Terminal, sources: Sources, record: dict[str, Plain], *, silent: bool) -> None:
    drafts = new_paper(here.folder, record)
    ((file, text),) = drafts.items()
    problems = review(drafts, sources)
    if not here.quiet or not silent:
        here.err.print(text, markup=False, highlight=False)
    if problems:
        here.refuse(problems)
    if file.exists():
        here.fail("file_exists", path=file)
    if not silent and not typer.confirm(here.text("ask_write"), default=True, err=True):
        raise typer.Exit(1)
    here.write(drafts)
