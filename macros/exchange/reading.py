"""An awesome list in Markdown as records: which section is which category, what each line says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from macros.catalogue.checks import folded_title
from macros.catalogue.model import Category, Label
from macros.catalogue.problems import Problem
from macros.exchange.blocks import Block, Bullet, Heading, Prose, Row, blocks
from macros.exchange.bullets import BulletReader, is_continuation
from macros.exchange.columns import dataset_columns, paper_columns
from macros.exchange.found import Found
from macros.exchange.months import parse_year
from macros.exchange.pieces import Line, links, with_bare_urls
from macros.exchange.table_rows import TableReader, known_labels, slips
from macros.translations import LOCALES, Locale, text

_MAX_SHOWN = 60


@dataclass(slots=True)
class Sections:
    """Which category the papers under a heading belong to.

    ``known`` maps folded heading texts to category ids; ``fallback`` serves the other sections.
    """

    known: Mapping[str, str]
    fallback: str | None = None

    @classmethod
    def of(
        cls,
        categories: Iterable[Category],
        given: Mapping[str, str] | None = None,
        fallback: str | None = None,
    ) -> Sections:
        """Return the sections by the categories' ids and titles, and by ``given`` headings."""
        known = {
            folded_title(name): category.id
            for category in categories
            for name in (category.id, *(category.title[locale] for locale in LOCALES))
        }
        known |= {folded_title(heading): category for heading, category in (given or {}).items()}
        return cls(known, fallback)


@dataclass(slots=True)
class Reading:
    """What a document holds: papers, datasets, and what was not understood, by line."""

    papers: list[Found] = field(default_factory=list)
    datasets: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_list(
    document: str, path: str, sections: Sections, labels: Iterable[Label], locale: Locale
) -> Reading:
    """Read an awesome list; ``path`` names it in messages, ``locale`` is its language."""
    reader = _ListReader(path, sections, list(labels), locale)
    for block in blocks(document.removeprefix("\ufeff")):
        reader.read(block)
    reader.finish()
    return reader.reading


class _ListReader:
    def __init__(self, path: str, sections: Sections, labels: list[Label], locale: Locale) -> None:
        self.path = path
        self.sections = sections
        self.reading = Reading()
        problems = self.reading.problems
        self.table = TableReader(
            path, locale, known_labels(labels), slips(labels), problems=problems
        )
        self.bullets = BulletReader(path, self.reading.problems)
        self.headings: list[tuple[int, str]] = []
        self.last: Found | None = None
        # A bullet that is a title alone: its links may stand in bullets below it.
        self.unlinked: Found | None = None

    def finish(self) -> None:
        """Report a title whose links never came."""
        if self.unlinked:
            self.bullets.reject(self.unlinked, self.unlinked.get("title"))
            self.unlinked = None

    def read(self, block: Block) -> None:
        if not isinstance(block, Bullet):
            self.finish()
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Row):
            self._row(block)
        elif isinstance(block, Bullet):
            self._bullet(block)
        else:
            self._prose(block)

    def _heading(self, heading: Heading) -> None:
        title = " ".join("".join(piece.text for piece in line) for line in heading.content).strip()
        self.headings = [(level, name) for level, name in self.headings if level < heading.level]
        self.headings.append((heading.level, title))
        self.table.year = parse_year(title)
        self.last = None

    def _category(self) -> str | None:
        for _, title in reversed(self.headings):
            if category := self.sections.known.get(folded_title(title)):
                return category
        return self.sections.fallback

    def _row(self, row: Row) -> None:
        datasets = dataset_columns(row.columns)
        if datasets and (self._stands_under_datasets() or not paper_columns(row.columns)):
            if found := self.table.dataset(row, datasets):
                self.reading.datasets.append(found)
            return
        papers = paper_columns(row.columns)
        if papers is None:
            self._report(row.line, "import_unread_table", columns=" | ".join(row.columns))
            return
        category = self._category()
        found = self.table.paper(row, papers, category or "")
        if found:
            self._keep(found, category)

    def _bullet(self, bullet: Bullet) -> None:
        pieces: Line = tuple(piece for line in bullet.content for piece in line)
        targets = [link.url or "" for link in links(pieces)]
        if targets and all(target.startswith("#") for target in targets):
            return  # A table of contents.
        category = self._category()
        if bullet.depth > 1 and self.last and is_continuation(pieces):
            self.bullets.add(self.last, pieces)
            if self.last is self.unlinked:
                self.unlinked = None
                self._keep(self.last, category)
            return
        self.finish()
        self.last = self.bullets.paper(bullet, category or "")
        if self.last and links(with_bare_urls(pieces)):
            self._keep(self.last, category)
        elif self.last:
            self.unlinked = self.last

    def _keep(self, found: Found, category: str | None) -> None:
        if category is None:
            section = " › ".join(title for _, title in self.headings) or "…"
            values = {"section": section, "choices": ", ".join(set(self.sections.known.values()))}
            self.reading.problems.append(found.problem("import_no_category", **values))
            self.last = None
            return
        self.reading.papers.append(found)

    def _prose(self, prose: Prose) -> None:
        targets = [link.url or "" for line in prose.content for link in links(line)]
        if targets and all(target.startswith("#") for target in targets):
            return
        if prose.text.strip(" \t\n-—_*") and not prose.text.lstrip().startswith("<!--"):
            shown = " ".join(prose.text.split())
            short = shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"
            problem = Problem(self.path, prose.line, "", "import_prose", {"text": short}, "warning")
            self.reading.problems.append(problem)

    def _stands_under_datasets(self) -> bool:
        names = {folded_title(text("datasets.title", locale)) for locale in LOCALES}
        return any(folded_title(title) in names | {"dataset"} for _, title in self.headings)

    def _report(self, line: int, code: str, **values: object) -> None:
        self.reading.problems.append(Problem(self.path, line, "", code, values))
