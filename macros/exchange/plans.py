"""The plan of an import: what a list contains and what would be imported, as YAML to edit.

A plan names every section with its entries and the category they would join, the categories
that would be new, and the columns of tables that were not understood. ``catalogue import
--apply`` follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Final

from pydantic import BeforeValidator, TypeAdapter, ValidationError
from slugify import slugify

from macros.catalogue.localized_texts import EntryText, Record
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import Problem
from macros.catalogue.text_types import RecordId, Title
from macros.catalogue.validation import validation_problems
from macros.catalogue.yaml_source import Plain, YamlSource
from macros.catalogue.yaml_writer import written
from macros.exchange.columns import PAPER_KEYS
from macros.exchange.listing import Listing
from macros.exchange.report import Report
from macros.exchange.sections import SEPARATOR, SKIPPED, heading_name

_MAX_ID: Final = 60
# Sections of a list that seldom hold papers.
_NO_PAPERS: Final = re.compile(
    r"news|updates?|changelog|citations?|cit(?:e|ing)\b|acknowledg|contribut|licen[sc]e|"
    r"star (?:history|chart)|contents|related (?:lists|repo|awesome|project)|tools?\b|software|"
    r"librar|framework|implementations?|viewers?|utilit|tutorial|blogs?|courses?|workshops?|"
    r"talks?\b|lectures?|videos? tutorial|newsletters?|people|contact|competition|challenge|"
    r"resources|\bdatasets?\b|数据集|更新|新闻|引用|致谢|贡献|许可|工具|教程|课程|目录",
    re.IGNORECASE,
)
_HEADER: Final = """\
# What was found in the lists. Edit, then run: catalogue import --apply {name}
#
# sections: the category that the entries of a section join; "skip" leaves them out.
# categories: those that are new, with their texts; a translation that is missing here is asked
#   for by "catalogue check".
# columns: what a column of a table holds; "" leaves it out. Known: {keys}.
# not_understood: for information only.
"""


def _text(value: object) -> object:
    return "" if value is None else value


_Optional = Annotated[str, BeforeValidator(_text)]


class PlannedSection(Record):
    """A section of a list, by its headings, and the category of its entries."""

    section: str
    entries: str = ""
    first: _Optional = ""
    category: str


class PlannedCategory(Record):
    """A category that the import creates."""

    id: RecordId
    title: EntryText
    description: EntryText


class PlannedColumn(Record):
    """A column of tables, and the key that its cells become."""

    column: Title
    cells: str = ""
    first: _Optional = ""
    key: _Optional = ""


class NotUnderstood(Record):
    """A reason for which something was not understood, how often, and the first line."""

    reason: str
    count: str
    first: str


class Plan(Record):
    """A plan as written in its file."""

    lists: tuple[str, ...]
    sections: tuple[PlannedSection, ...] = ()
    categories: tuple[PlannedCategory, ...] = ()
    columns: tuple[PlannedColumn, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()


class BrokenPlan(Exception):
    """A plan that cannot be followed; ``problems`` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(slots=True)
class _Section:
    entries: int = 0
    papers: int = 0  # Entries that lead to a paper.
    first: str = ""
    category: str = ""


@dataclass(slots=True)
class _Column:
    cells: int = 0
    first: str = ""


@dataclass(slots=True)
class Proposal:
    """Collects the content of the lists."""

    catalogue: Catalogue
    sections: dict[str, _Section] = field(default_factory=dict)
    columns: dict[str, _Column] = field(default_factory=dict)

    def add(self, papers: Iterable[Listing], report: Report) -> None:
        """Add the listings of a list, and the columns of its tables that were not understood."""
        for listing in papers:
            section = self.sections.setdefault(listing.section, _Section())
            section.entries += 1
            section.papers += bool(listing.get("arxiv") or listing.group("publication"))
            section.first = section.first or listing.get("title")
            section.category = section.category or next(iter(listing.items("categories")), "")
        for problem in report.problems:
            if problem.code == "import_unread_cell":
                column = self.columns.setdefault(str(problem.values["column"]), _Column())
                column.cells += 1
                column.first = column.first or str(problem.values["text"])

    def text(self, lists: Sequence[str], report: Report, name: str) -> str:
        """Return the plan as YAML; ``name`` is the name of its file."""
        new: dict[str, str] = {}
        known = {category.id for category in self.catalogue.categories}
        sections: list[Plain] = []
        for path, section in self.sections.items():
            few = 2 * section.papers < section.entries
            category = section.category or proposed_category(path, few_papers=few)
            if category != SKIPPED and category not in known:
                new.setdefault(category, path)
            sections.append(
                {
                    "section": path,
                    "entries": str(section.entries),
                    "first": section.first,
                    "category": category,
                }
            )
        record: dict[str, Plain] = {
            "lists": list(lists),
            "sections": sections,
            "categories": [_new_category(category, path) for category, path in new.items()],
            "columns": [
                {"column": column, "cells": str(found.cells), "first": found.first, "key": ""}
                for column, found in self.columns.items()
                if column.strip() and column != "…"
            ],
            "not_understood": [
                {
                    "reason": reason.code,
                    "count": str(reason.count),
                    "first": str(reason.problems[0]),
                }
                for reason in report.reasons
                if reason.severity == "error"
            ],
        }
        keys = ", ".join(PAPER_KEYS)
        return _HEADER.format(name=name, keys=keys) + written(record, Plan)


def proposed_category(path: str, *, few_papers: bool) -> str:
    """Return the id of a category for a section that none is known for, or ``skip``.

    Sections that are named like tools or news and have ``few_papers`` are skipped.
    """
    innermost = path.rpartition(SEPARATOR)[2]
    if few_papers and _NO_PAPERS.search(innermost):
        return SKIPPED
    return slugify(heading_name(innermost), max_length=_MAX_ID, word_boundary=True) or SKIPPED


def _new_category(category_id: str, path: str) -> Plain:
    return {
        "id": category_id,
        "title": {"en": heading_name(path.rpartition(SEPARATOR)[2])},
        "description": {"en": path},
    }


def parsed_plan(source: YamlSource, catalogue: Catalogue) -> Plan:
    """Return the plan of a file. Raises BrokenPlan with every mistake."""
    adapter: TypeAdapter[Plan] = TypeAdapter(Plan)
    try:
        plan = adapter.validate_python(source.value or {})
    except ValidationError as error:
        problems = list(validation_problems(error, source, adapter))
        raise BrokenPlan(problems) from error
    categories = [*(category.id for category in catalogue.categories)]
    categories += [category.id for category in plan.categories]
    problems = []
    for position, section in enumerate(plan.sections):
        if section.category not in (*categories, SKIPPED):
            line = source.line(("sections", position, "category"))
            values = {"value": section.category, "choices": ", ".join([*categories, SKIPPED])}
            problems.append(Problem(source.path, line, "category", "unknown_choice", values))
    for position, column in enumerate(plan.columns):
        if column.key not in ("", *PAPER_KEYS):
            line = source.line(("columns", position, "key"))
            values = {"value": column.key, "choices": ", ".join(PAPER_KEYS)}
            problems.append(Problem(source.path, line, "key", "unknown_choice", values))
    if problems:
        raise BrokenPlan(problems)
    return plan
