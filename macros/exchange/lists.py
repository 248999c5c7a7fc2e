"""Listings from an awesome list in Markdown: the meaning of each heading, row and paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from macros.catalogue.model import Label
from macros.catalogue.problems import Problem
from macros.exchange.blocks import Aside, Block, Heading, Paragraph, Row
from macros.exchange.columns import Columns
from macros.exchange.document import blocks, link_definitions
from macros.exchange.label_names import LabelNames
from macros.exchange.listing import Listing, Listings
from macros.exchange.markup import Line, Run, joined_text
from macros.exchange.paragraphs import (
    begins_with_title,
    has_links,
    is_continuation,
    is_navigation,
    leads_to_paper,
    only_anchors,
    split_entries,
)
from macros.exchange.report import Report
from macros.exchange.sections import (
    SKIPPED,
    Sections,
    is_dataset_section,
    section_path,
    section_year,
)
from macros.exchange.tables import TableReader
from macros.exchange.text_entries import TextReader
from macros.translations import Locale

_MAX_SHOWN = 60
_MAX_TITLE = 300


@dataclass(slots=True)
class Reading:
    """The content of a document: papers and datasets in order, and the report of the rest."""

    papers: Listings = field(default_factory=Listings)
    datasets: list[Listing] = field(default_factory=list)
    report: Report = field(default_factory=Report)

    @property
    def problems(self) -> list[Problem]:
        """What was reported, by reason."""
        return list(self.report.problems)


def read_list(
    document: str | Iterable[str],
    path: str,
    sections: Sections,
    labels: Iterable[Label],
    locale: Locale,
    *,
    definitions: str = "",
    columns: Columns | None = None,
    reading: Reading | None = None,
) -> Reading:
    """Read an awesome list; ``path`` names it in messages, ``locale`` is its language.

    Each entry becomes a listing with its category, or is refused in the report; both are added to
    the ``reading`` of earlier lists. A document given as lines, which are read once, needs its
    ``link_definitions``.
    """
    lines = document
    if isinstance(document, str):
        lines = document.removeprefix("\ufeff").split("\n")
        definitions = link_definitions(lines)
    reading = reading or Reading()
    reader = _ListReader(
        path=path,
        sections=sections,
        columns=columns or Columns(),
        labels=list(labels),
        locale=locale,
        reading=reading,
    )
    for block in blocks(lines, definitions):
        reader.read(block)
    reader.finish()
    return reading


@dataclass(slots=True)
class _Open:
    """The entry that further lines may belong to.

    ``counted``: it is known to be an entry. A heading or a title without a link is none until
    something below it shows that it is.
    """

    listing: Listing
    depth: int
    counted: bool
    heading: bool = False
    # A paragraph that is a title if fields or links follow, otherwise prose.
    title: bool = False
    rest: list[Run] = field(default_factory=list)


class _ListReader:
    def __init__(
        self,
        *,
        path: str,
        sections: Sections,
        columns: Columns,
        labels: list[Label],
        locale: Locale,
        reading: Reading,
    ) -> None:
        self.path = path
        self.sections = sections
        self.columns = columns
        self.reading = reading
        self.report = reading.report
        self.table = TableReader(path, locale, LabelNames(labels), self.report)
        self.text = TextReader(path, self.report)
        self.headings: list[tuple[int, str]] = []
        self.open: _Open | None = None

    def read(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Row):
            self.finish()
            self._row(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        else:
            self._aside(block)

    def finish(self) -> None:
        """Close the current entry: a title without any links is refused."""
        ended, self.open = self.open, None
        if ended is None or ended.heading or ended.counted:
            return
        if ended.title:
            self._prose(ended.listing.first_line, ended.listing.get("title"))
        else:
            self._keep(ended.listing, linked=False)

    @property
    def titles(self) -> list[str]:
        return [title for _, title in self.headings]

    def _heading(self, heading: Heading) -> None:
        self.finish()
        title = joined_text(heading.content)
        self.headings = [(level, name) for level, name in self.headings if level < heading.level]
        read = self.text.read(heading.line, heading.content)
        above = list(self.headings)
        self.headings.append((heading.level, title))
        self.table.year = section_year(self.titles)
        if read and heading.level > 1:
            listing, rest = read
            if leads_to_paper(heading.content) and begins_with_title(heading.content):
                self.headings = above
                self.text.add(listing, rest)
                self._keep(listing)
                self.open = _Open(listing, 0, counted=True, heading=True)
            else:
                # A section, unless the text below it is about one paper.
                self.open = _Open(listing, 0, counted=False, heading=True, rest=rest)

    def _row(self, row: Row) -> None:
        datasets = self.columns.dataset_keys(row.columns)
        papers = self.columns.paper_keys(row.columns)
        if datasets and (is_dataset_section(self.titles) or not papers):
            if listing := self.table.dataset(row, datasets):
                self.reading.datasets.append(listing)
            return
        if papers is None:
            if not self._is_skipped():
                columns = " | ".join(row.columns)
                problem = Problem(
                    self.path, row.line, "", "import_unread_table", {"columns": columns}
                )
                self.report.refuse(problem)
            return
        listing = self.table.paper(row, papers)
        if listing is None:
            return
        if listing.get("title"):
            self._keep(listing)
        elif not self._is_skipped():
            shown = " | ".join(filter(None, map(joined_text, row.cells)))
            self.report.refuse(listing.problem("import_no_title", text=shown))

    def _paragraph(self, paragraph: Paragraph) -> None:
        if is_navigation(paragraph.content):
            if not only_anchors(paragraph.content):
                self._prose(paragraph.line, _shown(paragraph.content))
            return
        if self._belongs_to_open(paragraph):
            return
        for line, content in split_entries(paragraph.line, paragraph.content):
            self._entry(Paragraph(line, content, paragraph.depth, paragraph.item))

    def _belongs_to_open(self, paragraph: Paragraph) -> bool:
        current = self.open
        if current is None:
            return False
        nested = paragraph.depth > current.depth or (
            paragraph.depth == current.depth and not paragraph.item
        )
        above = current.heading or current.title
        if not (nested or above) or not is_continuation(paragraph.content):
            # Below an entry, text without links is a note on it.
            note = nested and current.counted and not leads_to_paper(paragraph.content)
            if note and paragraph.depth and not current.heading:
                self.text.add_lines(current.listing, paragraph.content)
                return True
            return False
        if not current.counted:
            current.counted = True
            if current.heading and self.headings:
                self.headings.pop()
            self.text.add(current.listing, current.rest)
            self._keep(current.listing)
        self.text.add_lines(current.listing, paragraph.content)
        return True

    def _entry(self, paragraph: Paragraph) -> None:
        linked = has_links(paragraph.content)
        titled = begins_with_title(paragraph.content)
        papers = leads_to_paper(paragraph.content, labelled=not titled)
        if not paragraph.item and not papers and not self._tells_of_paper(paragraph):
            self._maybe_title(paragraph, linked=linked)
            return
        read = self.text.read(paragraph.line, paragraph.content)
        if read is None:
            self._refuse(paragraph)
            return
        self.finish()
        listing, rest = read
        self.text.add(listing, rest)
        self.open = _Open(listing, paragraph.depth, counted=linked)
        if linked:
            self._keep(listing)

    def _tells_of_paper(self, paragraph: Paragraph) -> bool:
        """Tell whether a title in bold is followed by what only papers have."""
        if not _begins_strong(paragraph.content):
            return False
        reader = TextReader(self.path, Report(keep=0))
        if (read := reader.read(paragraph.line, paragraph.content)) is None:
            return False
        listing, rest = read
        reader.add(listing, rest)
        return any(key in listing.record for key in ("authors", "date", "publication", "doi"))

    def _maybe_title(self, paragraph: Paragraph, *, linked: bool) -> None:
        """Remember a line that is a title if links or fields of one paper follow it."""
        read = self.text.read(paragraph.line, paragraph.content)
        short = len(paragraph.content) == 1 and len(_shown(paragraph.content)) <= _MAX_TITLE
        below = self.open is not None and self.open.heading and self.open.counted
        if linked or not short or read is None or paragraph.depth or below:
            self._prose(paragraph.line, _shown(paragraph.content))
            return
        self.finish()
        self.open = _Open(read[0], 0, counted=False, title=True, rest=read[1])

    def _keep(self, listing: Listing, *, linked: bool = True) -> None:
        category = self.sections.category(self.titles)
        if category == SKIPPED:
            return
        listing.section = section_path(self.titles)
        listing.section_year = listing.section_year or section_year(self.titles)
        if category:
            listing.record["categories"] = [category]
        known = ("date", "publication", "authors")
        listing.bare = not linked and not any(map(listing.record.get, known))
        self.reading.papers.append(listing)

    def _refuse(self, paragraph: Paragraph) -> None:
        if self._is_skipped():
            return
        text = _short(_shown(paragraph.content))
        if text.strip():
            values = {"text": text}
            self.report.refuse(
                Problem(self.path, paragraph.line, "", "import_unread_bullet", values)
            )

    def _is_skipped(self) -> bool:
        return self.sections.category(self.titles) == SKIPPED

    def _aside(self, aside: Aside) -> None:
        if aside.text.strip():
            self._prose(aside.line, " ".join(aside.text.split()))

    def _prose(self, line: int, text: str) -> None:
        if text.strip(" \t\n-—_*"):
            values = {"text": _short(text)}
            self.report.add(Problem(self.path, line, "", "import_prose", values, "warning"))


def _begins_strong(content: list[Line]) -> bool:
    for line in content:
        for run in line:
            if run.text.strip():
                return run.strong
    return False


def _shown(content: Iterable[Line]) -> str:
    return " ".join(joined_text(content).split())


def _short(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
