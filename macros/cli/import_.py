"""``catalogue import``: awesome lists in Markdown become records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from macros.catalogue.data_folder import shown_path
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import Problem, errors, in_file_order
from macros.catalogue.sources import Sources
from macros.cli.terminal import Quiet, Terminal, terminal
from macros.editing.store import Drafts, changed_datasets, changed_paper, new_papers
from macros.exchange.found import Found
from macros.exchange.merging import Merged, merge
from macros.exchange.reading import Sections, read_list
from macros.translations import Locale, text


def import_lists(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="Markdown lists."),
    ],
    category: Annotated[
        str | None,
        typer.Option("--category", help="The category of papers in sections that name none."),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section", metavar="HEADING=ID", help="The category of a heading. Repeatable."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, write nothing.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read awesome lists in Markdown: tables, or bullets with links.

    New papers and datasets become new records; known ones (by arXiv identifier, then by title)
    gain what they lack. Every line that is not understood is reported. A file whose name ends
    in .zh.md is read as Chinese: its descriptions become the Chinese translations.

    [bold]Examples[/bold]

      catalogue import awesome-list.md
      catalogue import data/README.md data/README.zh.md
      catalogue import other.md --section "Lip Sync=2d-audio-driven" --dry-run

    [bold]Exit codes[/bold]: 0 everything was understood, 1 some lines were not (the others are
    imported).
    """
    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    sections = _sections(catalogue, section or [], category)
    papers: list[Found] = []
    datasets: list[Found] = []
    problems: list[Problem] = []
    for file in files:
        locale: Locale = "zh" if file.name.endswith(".zh.md") else "en"
        document = _document(file)
        reading = read_list(document, shown_path(file), sections, catalogue.labels, locale)
        papers += reading.papers
        datasets += reading.datasets
        problems += reading.problems
    merged = merge(papers, datasets, catalogue)
    problems += merged.problems
    here.write(drafts(sources, merged), dry_run=dry_run)
    shown = in_file_order(problems)
    here.report(errors(shown) if here.quiet else shown)
    _summarise(here, merged)
    if errors(shown):
        raise typer.Exit(1)


def drafts(sources: Sources, merged: Merged) -> Drafts:
    """Return the files that an import writes."""
    prepared = new_papers(sources.folder, merged.papers)
    for paper_id, changes in merged.changed_papers.items():
        prepared |= changed_paper(sources.paper(paper_id), changes)
    return prepared | changed_datasets(sources, merged.datasets, merged.changed_datasets)


def _document(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not UTF-8 (byte {error.start})") from error


def _sections(catalogue: Catalogue, given: list[str], category: str | None) -> Sections:
    known = [known.id for known in catalogue.categories]
    headings: dict[str, str] = {}
    for pair in given:
        heading, equals, category_id = pair.rpartition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not HEADING=ID")
        headings[heading] = category_id
    for wanted in [*headings.values(), *([category] if category else [])]:
        if wanted not in known:
            raise typer.BadParameter(f"{wanted!r} is not one of {', '.join(known)}")
    return Sections.of(catalogue.categories, headings, category)


def _summarise(here: Terminal, merged: Merged) -> None:
    here.tell(
        "imported",
        papers=text("papers.count", here.locale, count=len(merged.papers)),
        changed=len(merged.changed_papers) + len(merged.changed_datasets),
        datasets=text("datasets.count", here.locale, count=len(merged.datasets)),
    )
