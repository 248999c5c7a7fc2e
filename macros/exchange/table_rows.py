"""Rows of a list's tables as papers and datasets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from macros.catalogue.addresses import arxiv_id, venue_and_year
from macros.catalogue.model import Label
from macros.catalogue.patterns import ARXIV_ID
from macros.catalogue.problems import Problem
from macros.catalogue.yaml_source import Plain
from macros.exchange.blocks import Row
from macros.exchange.found import Found
from macros.exchange.linking import place, publish
from macros.exchange.months import parse_month, parse_year
from macros.exchange.pieces import (
    Line,
    Piece,
    emphasised_text,
    links,
    plain_text,
    with_bare_urls,
)
from macros.translations import LOCALES, Locale


@dataclass(slots=True)
class TableReader:
    """Reads the rows of a document; remembers the year that a row of its own announced."""

    path: str
    locale: Locale
    labels: Mapping[str, str]
    slips: Collection[str]
    year: int | None = None
    problems: list[Problem] = field(default_factory=list)

    def paper(self, row: Row, keys: Sequence[str | None], category: str) -> Found | None:
        """Return the paper of a row, None for an empty row or one that announces a year."""
        filled = [position for position, cell in enumerate(row.cells) if _text(cell)]
        if not filled and not any(map(_links, row.cells)):
            return None
        year = parse_year(_text(row.cells[filled[0]])) if len(filled) == 1 else None
        if year:
            self.year = year
            return None
        found = Found(self.path, row.line, {"title": "", "categories": [category]})
        for position, cell in enumerate(row.cells):
            key = keys[position] if position < len(keys) else None
            self._cell(found, key, row.columns[position], cell)
        self._beyond(found, row)
        if found.get("title"):
            return found
        shown = " | ".join(_text(cell) for cell in row.cells if _text(cell))
        self.problems.append(found.problem("import_no_title", text=shown))
        return None

    def dataset(self, row: Row, keys: Sequence[str | None]) -> Found | None:
        """Return the dataset of a row, None for an empty row."""
        if not any(_text(cell) or _links(cell) for cell in row.cells):
            return None
        found = Found(self.path, row.line)
        for key, column, cell in zip(keys, row.columns, row.cells, strict=False):
            if key in ("name", "year"):
                found.record[key] = _text(cell)
                for link in _links(cell):
                    found.record.setdefault("url", link.url)
            elif key == "description":
                found.record[key] = dict(self._texts(cell))
            elif key == "url" and _links(cell):
                found.record[key] = _links(cell)[0].url
            elif _text(cell):
                self.problems.append(_unread(found, column, cell))
        self._beyond(found, row)
        return found

    def _beyond(self, found: Found, row: Row) -> None:
        for text in row.beyond:
            self.problems.append(found.problem("import_cell_beyond", text=text))

    def _cell(self, found: Found, key: str | None, column: str, cell: list[Line]) -> None:
        if not _text(cell) and not _links(cell) and key != "title":
            return
        if key == "date":
            self._date(found, cell)
        elif key == "title":
            self._title(found, cell)
        elif key == "publication":
            self._publication(found, cell)
        elif key in ("project", "code", "blog"):
            self._link(found, key, column, cell)
        elif key == "labels":
            found.record["labels"] = list(dict.fromkeys(self._labels(found, cell)))
        elif key == "arxiv":
            url = _links(cell)[0].url if _links(cell) else None
            self._identify(found, arxiv_id(url or "") or _text(cell), column, cell)
        elif key == "authors":
            names = [name.strip() for line in cell for name in plain_text(line).split(",")]
            found.record["authors"] = [name for name in names if name]
        else:
            self.problems.append(_unread(found, column, cell))

    def _date(self, found: Found, cell: list[Line]) -> None:
        text = _text(cell)
        century = self.year // 100 * 100 if self.year else 2000
        month = parse_month(text, century)
        if month is None:
            self.problems.append(found.problem("import_not_a_month", text=text))
            return
        found.record["date"] = str(month)
        if self.year and month.year != self.year:
            values = {"value": str(month), "year": self.year}
            self.problems.append(found.note("import_other_year", **values))

    def _title(self, found: Found, cell: list[Line]) -> None:
        first, *rest = cell or [()]
        found.record["title"] = plain_text(first)
        if anchors := [piece.anchor for piece in first if piece.anchor]:
            found.record["id"] = anchors[0]
        for link in links(first):
            place(found, link, self.problems)
        for line in rest:
            if all(piece.tag == "sub" or not piece.text.strip(" ,") for piece in line):
                found.record["authors"] = [piece.text for piece in line if piece.tag == "sub"]
            elif any(piece.lang for piece in line):
                found.record["summary"] = dict(self._texts([line]))
            elif plain_text(line):
                self.problems.append(_unread(found, "…", [line]))

    def _publication(self, found: Found, cell: list[Line]) -> None:
        first, *rest = cell
        published, *others = links(with_bare_urls(first)) or [Piece("")]
        if published.url:
            publish(found, published.text, published.url, self.problems)
        elif plain_text(first):
            known = found.group("publication").get("url")
            found.record["publication"] = venue_and_year(plain_text(first))
            found.group("publication").update({"url": known} if known else {})
        for link in [*others, *(link for line in rest for link in links(with_bare_urls(line)))]:
            identifier = (link.url or "").rpartition("/")[2]
            if arxiv_id(link.url or "") and ARXIV_ID.fullmatch(identifier):
                found.record["arxiv"] = identifier
            else:
                values = {"text": link.text, "url": link.url}
                self.problems.append(found.problem("import_second_link", **values))

    def _identify(self, found: Found, text: str, column: str, cell: list[Line]) -> None:
        if ARXIV_ID.fullmatch(text):
            found.record["arxiv"] = text
        else:
            self.problems.append(_unread(found, column, cell))

    def _link(self, found: Found, key: str, column: str, cell: list[Line]) -> None:
        leading, *others = _links(cell) or [Piece("")]
        if not leading.url:
            self.problems.append(_unread(found, column, cell))
            return
        found.record[key] = leading.url
        for link in others:
            values = {"text": link.text, "url": link.url}
            self.problems.append(found.problem("import_second_link", **values))

    def _labels(self, found: Found, cell: list[Line]) -> Iterator[str]:
        for line in cell:
            whole = plain_text(line)
            names = (
                [whole] if _folded(whole) in self.labels else whole.replace("，", ",").split(",")
            )
            for name in filter(None, map(str.strip, names)):
                label = self.labels.get(_folded(name))
                if label is None:
                    self.problems.append(found.problem("import_unknown_label", value=name))
                    continue
                if _folded(name) in self.slips:
                    values = {"value": name, "expected": label}
                    self.problems.append(found.note("import_label", **values))
                yield label

    def _texts(self, cell: list[Line]) -> Iterator[tuple[str, Plain]]:
        pieces = [piece for line in cell for piece in line]
        lang = next((piece.lang for piece in pieces if piece.lang), self.locale)
        if text := emphasised_text(pieces):
            yield lang, text


def known_labels(labels: Iterable[Label]) -> dict[str, str]:
    """Return the id of each label by its id, names and aliases, as they are compared."""
    return {
        _folded(name): label.id
        for label in labels
        for name in (*label.aliases, *(label.name[locale] for locale in LOCALES), label.id)
    }


def slips(labels: Iterable[Label]) -> set[str]:
    """Return the aliases of labels, as they are compared: taking one is a correction."""
    return {_folded(alias) for label in labels for alias in label.aliases}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _text(cell: list[Line]) -> str:
    return " ".join(plain_text(line) for line in cell).strip()


def _links(cell: list[Line]) -> list[Piece]:
    return [link for line in cell for link in links(with_bare_urls(line))]


def _unread(found: Found, column: str, cell: list[Line]) -> Problem:
    shown = _text(cell) or ", ".join(link.url or "" for link in _links(cell))
    return found.problem("import_unread_cell", column=column, text=shown)
