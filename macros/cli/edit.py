"""``catalogue edit``: single keys of a paper, everything else kept to the byte."""

from __future__ import annotations

from difflib import unified_diff
from typing import Annotated

import typer
from rich.text import Text

from macros.catalogue.addresses import arxiv_id, venue_and_year
from macros.catalogue.data_folder import paper_file, shown_path
from macros.catalogue.model import Paper
from macros.catalogue.references import find_paper
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import Plain
from macros.cli.entry_options import Blog, Code, Project, PublicationUrl, Venue
from macros.cli.terminal import Quiet, Terminal, terminal
from macros.editing.changes import KeyPath, change
from macros.editing.review import review

_REMOVABLE = ("publication", "arxiv", "project", "code", "blog", "labels", "authors", "summary")


def edit(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    reference: Annotated[
        str, typer.Argument(metavar="PAPER", help="Its id, arXiv id or URL, or another address.")
    ],
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the change, write nothing.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Change a paper: a venue after acceptance, a code link that arrived later.

    Comments, order, quoting and every other byte of the file stay.

    [bold]Examples[/bold]

      catalogue edit loopy --venue "ICLR 2025" --code https://github.com/…
      catalogue edit 2409.02634 --label Emotional --no-label Diffusion
      catalogue edit vasa-1 --remove project --dry-run

    [bold]Exit codes[/bold]: 0 changed (or nothing to change), 1 refused.
    """
    here = terminal(context, quiet=quiet)
    _, sources = here.load()
    paper = find_paper([record.content for record in sources.papers], reference)
    if paper is None:
        here.fail("unknown_paper", reference=reference)
    changes: dict[KeyPath, Plain] = {}
    given = {"title": title, "date": date, "arxiv": arxiv, "project": project, "code": code}
    changes |= {(key,): value for key, value in (given | {"blog": blog}).items() if value}
    changes |= _publication(venue, publication_url)
    changes |= _list(paper, "categories", category, no_category)
    changes |= _list(paper, "labels", label, no_label)
    for key in remove or ():
        if key not in _REMOVABLE:
            raise typer.BadParameter(f"{key!r} is not one of {', '.join(_REMOVABLE)}")
        changes[key,] = None
    if not changes:
        raise typer.BadParameter("nothing to change; see catalogue edit --help")
    _apply(here, sources, paper, changes, dry_run=dry_run)


def _publication(venue: str | None, url: str | None) -> dict[KeyPath, Plain]:
    changes: dict[KeyPath, Plain] = {}
    if venue:
        named = venue_and_year(venue)
        changes = {("publication", key): named.get(key) for key in ("venue", "year")}
    if url:
        changes["publication", "url"] = url
        identifier = arxiv_id(url)
        changes |= {("arxiv",): identifier} if identifier else {}
    return changes


def _list(
    paper: Paper, key: str, added: list[str] | None, removed: list[str] | None
) -> dict[KeyPath, Plain]:
    if not added and not removed:
        return {}
    present: tuple[str, ...] = getattr(paper, key)
    for name in removed or ():
        if name not in present:
            raise typer.BadParameter(f"{paper.id} has no {name!r} in {key}")
    kept = [name for name in present if name not in (removed or ())]
    return {(key,): list(dict.fromkeys([*kept, *(added or ())]))}


def _apply(
    here: Terminal, sources: Sources, paper: Paper, changes: dict[KeyPath, Plain], *, dry_run: bool
) -> None:
    file = sources.paper(paper.id).file
    before = file.read_bytes().decode()
    after = change(before, changes, tuple(Paper.model_fields))
    year = str(changes.get(("date",)) or paper.date)[:4]
    target = paper_file(here.folder, paper.id, int(year) if year.isdigit() else 0)
    _, problems = review(after, target, sources, replaced=paper.id)
    if not here.quiet:
        _show(here, before, after, shown_path(file), shown_path(target))
    if problems:
        here.report(problems)
        raise typer.Exit(1)
    if after == before:
        here.tell("unchanged", path=shown_path(file))
        return
    here.write({target: after}, dry_run=dry_run)
    if target != file and not dry_run:
        file.unlink()


def _show(here: Terminal, before: str, after: str, old: str, new: str) -> None:
    lines = unified_diff(before.splitlines(), after.splitlines(), old, new, lineterm="", n=1)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in lines:
        here.err.print(Text(line, style=colours.get(line[:1], "")))
