"""``catalogue import``: records from awesome lists and bibliographies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from macros.catalogue.data_folder import shown_path
from macros.catalogue.model import Catalogue, Category
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import UnreadableSource, parse
from macros.catalogue.yaml_writer import plain_record
from macros.cli.import_report import print_report, report_document, summarise
from macros.cli.terminal import Quiet, Terminal, terminal, today
from macros.editing.store import Drafts, changed_datasets, changed_paper, lengthened, new_paper
from macros.exchange.columns import PAPER_KEYS, Columns
from macros.exchange.document import link_definitions
from macros.exchange.list_files import Format as ListFormat
from macros.exchange.list_files import (
    UnreadableList,
    list_format,
    list_lines,
)
from macros.exchange.lists import Reading, read_list
from macros.exchange.merging import Merged, merge
from macros.exchange.plans import BrokenPlan, Plan, Proposal, parsed_plan
from macros.exchange.report import SHOWN, Report
from macros.exchange.sections import SKIPPED, Sections


def import_lists(  # noqa: PLR0917 - one argument an option
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Markdown lists; BibTeX (.bib), RIS (.ris) or CSL-JSON (.json).",
        ),
    ] = None,
    category: Annotated[
        str | None,
        typer.Option("--category", help="Category for sections that do not match one."),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section",
            metavar="HEADING=ID",
            help="The category of a heading, or 'skip'. Repeatable.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="NAME=KEY", help="What a table's column holds. Repeatable."
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            dir_okay=False,
            help="Write what was found and would be imported to a file; import nothing.",
        ),
    ] = None,
    apply: Annotated[
        Path | None,
        typer.Option(
            "--apply",
            metavar="PLAN",
            exists=True,
            dir_okay=False,
            help="Import according to a plan.",
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Report every line, not only the first few per reason.")
    ] = False,
    form: Annotated[
        Literal["human", "json"],
        typer.Option("--format", help="A readable report, or the full report as JSON."),
    ] = "human",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report what would be written; write nothing.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read awesome lists and bibliographies.

    New papers and datasets become new records; known ones (by arXiv identifier, DOI, then title)
    gain what they lack. Every entry is counted: found = new + merged + refused, and whatever is
    not understood is reported. A file whose name ends in .zh.md is read as Chinese: its
    descriptions become the Chinese translations.

    [bold]Examples[/bold]

      catalogue import awesome-list.md --plan plan.yml
      catalogue import --apply plan.yml
      catalogue import other.md --section "Lip Sync=2d-audio-driven" --column "Where=publication"
      catalogue import zotero.bib --category 2d-audio-driven --dry-run

    [bold]Exit codes[/bold]: 0 everything was understood, 1 something was not (the rest is
    imported).
    """
    here = terminal(context, quiet=quiet)
    if bool(files) == bool(apply):
        raise typer.BadParameter("give either lists or --apply PLAN")
    catalogue, sources = here.load()
    followed = _plan(here, apply, catalogue) if apply else Plan(lists=())
    lists = [*(files or []), *(_listed(name, apply) for name in followed.lists)]
    formats = _formats(here, lists)
    sections = _sections(catalogue, section or [], category, followed)
    columns = _columns(column or [], followed)
    report = Report(keep=None if every or plan or form == "json" else SHOWN)
    reading = Reading(report=report)
    for file, kind in formats.items():
        if kind == "Markdown":
            _read_list(file, catalogue, sections, columns, reading)
        else:
            # Only an import of a bibliography needs its libraries.
            from macros.exchange.bibliographies import read_bibliography  # noqa: PLC0415

            document = file.read_text(encoding="utf-8-sig")
            read_bibliography(document, shown_path(file), kind, sections, reading)
    if plan:
        proposal = Proposal(catalogue)
        proposal.add(reading.papers, report)
        names = [str(file) for file in formats]
        here.write({plan: proposal.text(names, report, plan.name)}, dry_run=dry_run)
        here.tell("import.planned", sections=len(proposal.sections), entries=len(reading.papers))
        return
    choices = ", ".join(sections.choices)
    merged = merge(
        reading.papers.drain(),
        reading.datasets,
        catalogue,
        report,
        choices=choices,
        added=str(today()),
    )
    here.write(_category_drafts(sources, catalogue, followed), dry_run=dry_run)
    for drafts in _drafts(sources, merged):
        here.write(drafts, dry_run=dry_run)
    if form == "json":
        here.print(json.dumps(report_document(here, merged), ensure_ascii=False, indent=2))
    else:
        print_report(here, report)
        summarise(here, merged)
    if report.has_errors:
        raise typer.Exit(1)


def _read_list(
    file: Path, catalogue: Catalogue, sections: Sections, columns: Columns, reading: Reading
) -> None:
    read_list(
        list_lines(file),
        shown_path(file),
        sections,
        catalogue.labels,
        "zh" if file.name.endswith(".zh.md") else "en",
        definitions=link_definitions(list_lines(file)),
        columns=columns,
        reading=reading,
    )


def _formats(here: Terminal, files: Iterable[Path]) -> dict[Path, ListFormat]:
    """Return the format of each file; end before reading any if one is not a list."""
    formats: dict[Path, ListFormat] = {}
    refused = False
    for file in files:
        try:
            formats[file] = list_format(file)
        except UnreadableList as error:
            refused = True
            sentence = here.text("import.no_list", path=shown_path(file), kind=error)
            here.say(sentence, "red")
    if refused:
        raise typer.Exit(2)
    return formats


def _drafts(sources: Sources, merged: Merged) -> Iterator[Drafts]:
    """Yield the files that an import writes: new papers one by one, changed ones together."""
    prepared: Drafts = {}
    for paper_id, changes in merged.changed_papers.items():
        prepared |= changed_paper(sources.paper(paper_id), changes)
    prepared |= changed_datasets(sources, merged.datasets, merged.changed_datasets)
    for record in merged.new_records:
        yield new_paper(sources.folder, record)
    yield prepared


def _category_drafts(sources: Sources, catalogue: Catalogue, plan: Plan) -> Drafts:
    """Return ``categories.yml`` with the plan's new categories at its end."""
    known = {category.id for category in catalogue.categories}
    used = {section.category for section in plan.sections}
    fresh = [
        plain_record(category)
        for category in plan.categories
        if category.id in used and category.id not in known
    ]
    if not fresh or not sources.categories:
        return {}
    return lengthened(sources.categories, tuple[Category, ...], fresh)


def _plan(here: Terminal, file: Path, catalogue: Catalogue) -> Plan:
    try:
        return parsed_plan(parse(file.read_bytes(), shown_path(file)), catalogue)
    except (UnreadableSource, BrokenPlan) as error:
        here.refuse(error.problems)


def _listed(name: str, plan: Path | None) -> Path:
    """Return a list that a plan names, relative to the current or the plan's folder."""
    file = Path(name)
    beside = plan.parent / name if plan else file
    found = next((candidate for candidate in (file, beside) if candidate.is_file()), None)
    if found is None:
        raise typer.BadParameter(f"the plan names {name}, which is no file")
    return found


def _sections(catalogue: Catalogue, given: list[str], category: str | None, plan: Plan) -> Sections:
    planned = [new.id for new in plan.categories]
    known = [*(known.id for known in catalogue.categories), *planned]
    headings = dict(_pairs(given, "HEADING=ID"))
    for wanted in [*headings.values(), *([category] if category else [])]:
        if wanted not in (*known, SKIPPED):
            raise typer.BadParameter(f"{wanted!r} is not one of {', '.join(known)}, {SKIPPED}")
    paths = {section.section: section.category for section in plan.sections}
    return Sections.of(catalogue.categories, headings, category, paths)


def _columns(given: list[str], plan: Plan) -> Columns:
    keys = {column.column: column.key for column in plan.columns}
    for name, key in _pairs(given, "NAME=KEY"):
        if key not in ("", *PAPER_KEYS):
            raise typer.BadParameter(f"{key!r} is not one of {', '.join(PAPER_KEYS)}")
        keys[name] = key
    return Columns.of(keys)


def _pairs(given: list[str], form: str) -> Iterator[tuple[str, str]]:
    for pair in given:
        name, equals, value = pair.rpartition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not {form}")
        yield name, value.strip()
