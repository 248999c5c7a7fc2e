"""``catalogue edit``: changes to single keys of papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Final

import typer

from macros.catalogue.addresses import arxiv_id, published
from macros.catalogue.data_folder import shown_path
from macros.catalogue.model import Paper
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import Plain, items_of, mapping_of
from macros.cli.acts import Change, carry_out, change_of, show_difference
from macros.cli.chosen_papers import chosen_paper
from macros.cli.entry_options import Blog, Code, Project, PublicationUrl, Venue
from macros.cli.terminal import DryRun, Quiet, Terminal, terminal
from macros.editing.store import Drafts

_REMOVABLE: Final = tuple(
    name for name, field in Paper.model_fields.items() if not field.is_required()
)
_CRITERIA: Final[Mapping[str, Callable[[Paper], Collection[str]]]] = {
    "label": lambda paper: paper.labels,
    "category": lambda paper: paper.categories,
    "venue": lambda paper: (paper.publication.venue,) if paper.publication else (),
    "year": lambda paper: (str(paper.year),),
}


def edit(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    references: Annotated[
        list[str] | None,
        typer.Argument(metavar="PAPER", help="Its id, arXiv id or URL, or another address."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="KEY=VALUE",
            help="Every paper with this label, category, venue or year. Repeatable.",
        ),
    ] = None,
    venue: Venue = None,
    publication_url: PublicationUrl = None,
    arxiv: Annotated[str | None, typer.Option("--arxiv", metavar="ID")] = None,
    project: Project = None,
    code: Code = None,
    blog: Blog = None,
    title: Annotated[str | None, typer.Option("--title")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM")] = None,
    category: Annotated[
        list[str] | None,
        typer.Option("--category", metavar="ID", help="Add a category. Repeatable."),
    ] = None,
    no_category: Annotated[
        list[str] | None,
        typer.Option("--no-category", metavar="ID", help="Remove a category. Repeatable."),
    ] = None,
    label: Annotated[
        list[str] | None, typer.Option("--label", metavar="ID", help="Add a label. Repeatable.")
    ] = None,
    no_label: Annotated[
        list[str] | None,
        typer.Option("--no-label", metavar="ID", help="Remove a label. Repeatable."),
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="KEY", help="Remove a key. Repeatable.")
    ] = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Change papers: a venue after acceptance, a code link that arrived later.

    Files are written in their canonical form; comments are kept. Other files may hold errors.

    [bold]Examples[/bold]

      catalogue edit loopy --venue "ICLR 2025" --code https://github.com/…
      catalogue edit 2409.02634 --label Emotional --no-label Diffusion
      catalogue edit vasa-1 --remove project --dry-run
      catalogue edit --where label=Diffusion --where year=2024 --label Latent --dry-run

    [bold]Exit codes[/bold]: 0 changed (or nothing to change), 1 refused.
    """
    here = terminal(context, quiet=quiet)
    sources = here.sources()
    given = {"title": title, "date": date, "arxiv": arxiv, "project": project, "code": code}
    values = {key: value for key, value in (given | {"blog": blog}).items() if value}
    lists = {"categories": (category, no_category), "labels": (label, no_label)}
    for key in remove or ():
        if key not in _REMOVABLE:
            raise typer.BadParameter(f"{key!r} is not one of {', '.join(_REMOVABLE)}")
    if not (values or venue or publication_url or remove or any(map(any, lists.values()))):
        raise typer.BadParameter("nothing to change; see catalogue edit --help")
    changes: list[Change] = []
    for paper in _papers(here, sources, references or [], where or []):
        source = sources.paper(paper.id).source()
        record = mapping_of(source.value)
        after = record | values | _publication(record, venue, publication_url)
        for key, (added, removed) in lists.items():
            after |= _list(paper, record, key, added or [], removed or [], strict=not where)
        after |= dict.fromkeys(remove or ())
        changes.append(change_of(sources, paper, source, after))
    _apply(here, sources, changes, dry_run=dry_run)


def _papers(
    here: Terminal, sources: Sources, references: list[str], where: list[str]
) -> list[Paper]:
    if bool(references) == bool(where):
        raise typer.BadParameter("name papers, or choose them with --where KEY=VALUE")
    papers = [record.content for record in sources.papers]
    for condition in where:
        key, _, wanted = condition.partition("=")
        if key not in _CRITERIA:
            raise typer.BadParameter(f"{condition!r} is not KEY=VALUE with {', '.join(_CRITERIA)}")
        papers = [paper for paper in papers if wanted in _CRITERIA[key](paper)]
    if where:
        if not papers:
            here.fail("no_paper_where", where=" ".join(where))
        return papers
    found: dict[str, Paper] = {}
    for reference in references:
        paper = chosen_paper(here, sources, reference)
        found[paper.id] = paper
    return list(found.values())


def _publication(
    record: Mapping[str, Plain], venue: str | None, url: str | None
) -> dict[str, Plain]:
    if not (venue or url):
        return {}
    identifier = arxiv_id(url or "")
    publication: Plain = published(record.get("publication"), venue, url)
    return {"publication": publication} | ({"arxiv": identifier} if identifier else {})


def _list(
    paper: Paper,
    record: Mapping[str, Plain],
    key: str,
    added: list[str],
    removed: list[str],
    *,
    strict: bool,
) -> dict[str, Plain]:
    present = [str(item) for item in items_of(record.get(key))]
    for name in removed:
        if strict and name not in present:
            raise typer.BadParameter(f"{paper.id} has no {name!r} in {key}")
    kept = [name for name in present if name not in removed]
    return {key: [*dict.fromkeys([*kept, *added])]} if added or removed else {}


def _apply(here: Terminal, sources: Sources, changes: list[Change], *, dry_run: bool) -> None:
    drafts: Drafts = {}
    for change in changes:
        if change.after != change.before:
            drafts[change.target] = change.after
            drafts |= {change.file: None} if change.target != change.file else {}
    for change in changes:
        show_difference(here, change)
        if change.after == change.before:
            here.tell("unchanged", path=shown_path(change.file))
    carry_out(here, sources, drafts, dry_run=dry_run)
