"""Rows of a list's tables as papers and datasets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from macros.catalogue.addresses import LinkKind, arxiv_id, is_other_label, kind_of_label
from macros.catalogue.patterns import ARXIV_ID, DOI
from macros.catalogue.problems import Problem
from macros.catalogue.yaml_source import Plain
from macros.exchange.blocks import Row
from macros.exchange.dates import parse_month, parse_year
from macros.exchange.entry_words import ORNAMENT, take_date, trimmed
from macros.exchange.label_names import LabelNames
from macros.exchange.listing import Listing
from macros.exchange.markup import (
    IMAGE,
    Line,
    Run,
    emphasised_text,
    joined_text,
    links,
    plain_text,
    with_bare_urls,
)
from macros.exchange.paper_links import kind_of_link, place, place_at, publish
from macros.exchange.report import Report
from macros.exchange.venues import parse_venue
from macros.translations import Locale

# What lists write into an empty cell.
_NOTHING: Final = re.compile(
    r"[\s\-–—_/\\.·*xX✗✘❌×✖]*|n\.?/?a\.?|none|null|nil|tb[ad]|无|暂无|to be released|coming soon",
    re.IGNORECASE,
)
# An address with spaces makes no link (CommonMark 0.31, 6.3).
_BROKEN_LINK: Final = re.compile(r"\[(?P<label>[^\]]{3,})\]\((?P<url>[^)]*\s[^)]*)\)")
_SHORT_NAME: Final = re.compile(r"\[(?P<name>[^\]\[]{3,40})\]\s+(?P<rest>\S+\s+\S+\s+\S.*)")
_AFFILIATION: Final = re.compile(r"\s*\(@(?P<names>[^()]{0,100})\)\s*$")
_LINKED: Final[tuple[LinkKind, ...]] = ("project", "code", "blog")


@dataclass(slots=True)
class TableReader:
    """Reads the rows of a document; remembers the year from a row that contains only a year."""

    path: str
    locale: Locale
    labels: LabelNames
    report: Report
    year: int | None = None

    def paper(self, row: Row, keys: Sequence[str | None]) -> Listing | None:
        """Return the paper of a row, without a title if the row has none.

        None for an empty row and for one that contains only a year.
        """
        filled = [position for position, cell in enumerate(row.cells) if not _is_empty(cell)]
        if not filled:
            return None
        year = parse_year(joined_text(row.cells[filled[0]])) if len(filled) == 1 else None
        if year:
            self.year = year
            return None
        listing = Listing(self.path, row.line, {"title": ""}, section_year=self.year)
        ordered = sorted(
            range(len(row.cells)),
            key=lambda position: keys[position] != "title" if position < len(keys) else True,
        )
        for position in ordered:
            key = keys[position] if position < len(keys) else None
            self._cell(listing, key, row.columns[position], row.cells[position])
        self._beyond(listing, row)
        for link in self._title_links(row, keys):
            place(listing, link, self.report, title=True)
        return listing

    def dataset(self, row: Row, keys: Sequence[str | None]) -> Listing | None:
        """Return the dataset of a row, None for an empty row."""
        if all(_is_bare(cell) for cell in row.cells):
            return None
        listing = Listing(self.path, row.line, kind="dataset")
        for key, column, cell in zip(keys, row.columns, row.cells, strict=False):
            if _is_bare(cell):
                continue
            if key in ("name", "year"):
                listing.record[key] = joined_text(cell)
                for link in _links(cell):
                    listing.record.setdefault("url", link.url)
            elif key == "description":
                listing.record[key] = dict(self._texts(cell))
            elif key == "url" and _links(cell):
                listing.record[key] = _links(cell)[0].url
            else:
                self.report.add(_unread(listing, column, cell))
        self._beyond(listing, row)
        return listing

    def _alias(self, listing: Listing, column: str, cell: list[Line]) -> None:  # noqa: ARG002
        name = joined_text(cell)
        if name and not listing.get("title").casefold().startswith(name.casefold()):
            listing.record["aliases"] = [name]

    def _beyond(self, listing: Listing, row: Row) -> None:
        for text in row.beyond:
            month, venue = parse_month(text), parse_venue(text)
            if listing.kind == "paper" and month and not listing.get("date"):
                listing.record["date"] = str(month)
            elif listing.kind == "paper" and venue and not listing.group("publication"):
                self._venue(listing, "…", text)
            else:
                self.report.add(listing.problem("import_cell_beyond", text=text))

    def _cell(self, listing: Listing, key: str | None, column: str, cell: list[Line]) -> None:
        if key == "" or (_is_empty(cell) and key != "title"):
            return
        if key in _LINKED:
            self._link(listing, key, column, cell)
            return
        reader = {
            "date": self._date,
            "title": self._title,
            "publication": self._publication,
            "links": self._several_links,
            "aliases": self._alias,
            "labels": self._label,
            "arxiv": self._identify,
            "doi": self._doi,
            "authors": self._authors,
            "affiliations": self._affiliations,
        }.get(key or "", self._unread)
        reader(listing, column, cell)

    def _label(self, listing: Listing, column: str, cell: list[Line]) -> None:  # noqa: ARG002
        found = self.labels.read(listing, cell, self.report)
        listing.record["labels"] = [*found]

    def _doi(self, listing: Listing, column: str, cell: list[Line]) -> None:
        found = DOI.search(
            " ".join([joined_text(cell), *(link.url or "" for link in _links(cell))])
        )
        if found:
            listing.record["doi"] = found[0]
        else:
            self._unread(listing, column, cell)

    def _authors(self, listing: Listing, column: str, cell: list[Line]) -> None:  # noqa: ARG002
        names = [name.strip() for line in cell for name in plain_text(line).split(",")]
        listing.record["authors"] = [name for name in names if name]

    def _affiliations(self, listing: Listing, column: str, cell: list[Line]) -> None:  # noqa: ARG002
        names = [name.strip() for name in re.split(r"[,;，、]", joined_text(cell))]
        listing.record["affiliations"] = [{"en": name} for name in names if name]

    def _unread(self, listing: Listing, column: str, cell: list[Line]) -> None:
        self.report.add(_unread(listing, column, cell))

    def _date(self, listing: Listing, column: str, cell: list[Line]) -> None:  # noqa: ARG002
        text = joined_text(cell)
        century = self.year // 100 * 100 if self.year else 2000
        month = parse_month(text, century)
        if month is None and (year := parse_year(text)):
            listing.record["date"] = str(year)
        elif month is None and (venue := parse_venue(text)) and len(venue) > 1:
            listing.record["publication"] = {**venue, **listing.group("publication")}
        elif month is None:
            self.report.add(listing.problem("import_not_a_date", text=text))
        else:
            listing.record["date"] = str(month)
            if self.year and month.year != self.year:
                values = {"value": str(month), "year": self.year}
                self.report.add(listing.note("import_other_year", **values))

    def _title(self, listing: Listing, column: str, cell: list[Line]) -> None:  # noqa: ARG002
        cell = [line for line in cell if _shown(line) or any(run.anchor for run in line)]
        first, *rest = cell or [()]
        titled, others = _title_and_links(first)
        title = plain_text(titled)
        if others:
            title = trimmed(title)
        if broken := _BROKEN_LINK.fullmatch(title):
            title = broken["label"]
            values = {"text": title, "url": broken["url"]}
            self.report.add(listing.problem("import_broken_link", **values))
        title = self._named(listing, _without_ornament(title))
        listing.record["title"] = title
        if anchors := [run.anchor for run in first if run.anchor]:
            listing.record["id"] = anchors[0]
        for link in others:
            place(listing, link, self.report)
        for line in rest:
            self._below_title(listing, line)

    def _title_links(self, row: Row, keys: Sequence[str | None]) -> list[Run]:
        """Return the links of the title, which are placed once the venue is known."""
        for key, cell in zip(keys, row.cells, strict=False):
            shown = [line for line in cell if _shown(line)]
            if key == "title" and shown:
                return links(_title_and_links(shown[0])[0])
        return []

    def _below_title(self, listing: Listing, line: Line) -> None:
        if all(run.tag == "sub" or not run.text.strip(" ,") for run in line):
            listing.record["authors"] = [run.text for run in line if run.tag == "sub"]
        elif any(run.lang for run in line):
            listing.record["summary"] = dict(self._texts([line]))
        elif links(line):
            for link in links(line):
                place(listing, link, self.report)
        elif venue := parse_venue(plain_text(line)):
            venue.pop("announced", None)
            listing.record.setdefault("publication", venue)
        elif plain_text(line):
            self.report.add(_unread(listing, "…", [line]))

    def _named(self, listing: Listing, title: str) -> str:
        """Take ``[Short name] Title (@Institution)`` apart."""
        if found := _AFFILIATION.search(title):
            # An institution, an address or a person: the list does not say which.
            if names := found["names"].strip():
                self.report.add(listing.note("import_unread_text", text=f"@{names}"))
            title = title[: found.start()]
        if found := _SHORT_NAME.fullmatch(title):
            if not found["rest"].casefold().startswith(found["name"].casefold()):
                listing.record["aliases"] = [found["name"].strip()]
            title = found["rest"]
        return title

    def _publication(self, listing: Listing, column: str, cell: list[Line]) -> None:
        first, *rest = cell
        found = links(with_bare_urls(first))
        published, *others = found or [Run("")]
        if published.url and published.text == joined_text(cell[:1]):
            publish(listing, published.text, published.url, self.report, trusted=True)
        else:
            shown = [run for run in first if not (run.url and kind_of_label(run.text))]
            text = "".join(run.text for run in shown if run.tag != IMAGE).strip(" /|,;·")
            self._venue(listing, column, text)
            others = found
        for link in others:
            place(listing, link, self.report)
        for link in (link for line in rest for link in links(with_bare_urls(line))):
            identifier = (link.url or "").rpartition("/")[2]
            if arxiv_id(link.url or "") and ARXIV_ID.fullmatch(identifier):
                listing.record["arxiv"] = identifier  # The preprint below its publication.
            else:
                place(listing, link, self.report)
        for line in rest:
            text = plain_text([run for run in line if not run.url])
            if text and not take_date(listing, text):
                self._venue(listing, column, f"{joined_text(cell[:1])} {text}")

    def _venue(self, listing: Listing, column: str, text: str) -> None:
        if not text or take_date(listing, text):
            return
        parts = [part.strip() for part in re.split(r"[,;/|]", text)]
        months = [str(month) for part in parts if (month := parse_month(part))]
        if months:
            listing.record.setdefault("date", months[0])
            text = ", ".join(part for part in parts if not parse_month(part))
        venue = parse_venue(text, trusted=True)
        if venue is None:
            if text:
                self.report.add(listing.problem("import_unread_cell", column=column, text=text))
            return
        listing.take_announced(venue)
        known = listing.group("publication").get("url")
        if venue:
            listing.record["publication"] = {**venue, **({"url": known} if known else {})}

    def _identify(self, listing: Listing, column: str, cell: list[Line]) -> None:
        urls = [link.url or "" for link in _links(cell)]
        text = re.sub(r"^arxiv:\s*", "", joined_text(cell), flags=re.IGNORECASE)
        identifier = next(filter(None, map(arxiv_id, urls)), None) or text
        if ARXIV_ID.fullmatch(identifier):
            listing.record["arxiv"] = identifier
            if urls and arxiv_id(urls[0]) and not listing.group("publication").get("url"):
                publish(listing, "", urls[0], self.report)
        else:
            self._several_links(listing, column, cell)

    def _link(self, listing: Listing, key: LinkKind, column: str, cell: list[Line]) -> None:
        found = _links(cell)
        if not found:
            self.report.add(_unread(listing, column, cell))
        for link in found:
            url, label = (link.url or "").strip(), link.text.strip()
            named = kind_of_link(label, url) if kind_of_label(label) else None
            if (
                (len(found) > 1 and named not in (None, key))
                or arxiv_id(url)
                or not url.startswith(("http://", "https://"))
            ):
                place(listing, link, self.report)
            else:
                place_at(listing, key, label, url, self.report)

    def _several_links(self, listing: Listing, column: str, cell: list[Line]) -> None:
        found = _links(cell)
        if not found:
            self.report.add(_unread(listing, column, cell))
        for link in found:
            place(listing, link, self.report)

    def _texts(self, cell: list[Line]) -> Iterator[tuple[str, Plain]]:
        runs = [run for line in cell for run in line]
        lang = next((run.lang for run in runs if run.lang), self.locale)
        if text := emphasised_text(runs):
            yield lang, text


def _links(cell: list[Line]) -> list[Run]:
    return [link for line in cell for link in links(with_bare_urls(line)) if link.url]


def _shown(line: Line) -> bool:
    return any(run.text.strip() and (run.tag != IMAGE or run.url) for run in line)


def _is_bare(cell: list[Line]) -> bool:
    """Tell whether a cell has no text, at most a picture or a mark."""
    return not _links(cell) and bool(_NOTHING.fullmatch(joined_text(cell)))


def _is_empty(cell: list[Line]) -> bool:
    if any((link.url or "").strip(" #") for link in _links(cell)):
        return False
    text = joined_text(cell)
    return not any(map(str.isalnum, text)) or bool(_NOTHING.fullmatch(text))


def _title_and_links(line: Line) -> tuple[list[Run], list[Run]]:
    """Separate the links named after what they lead to from the runs of the title."""
    others = [
        link
        for link in links(with_bare_urls(line))
        if not link.text.strip() or kind_of_label(link.text) or is_other_label(link.text)
    ]
    urls = {link.url for link in others}
    return [run for run in line if run.url not in urls or not run.url], others


def _without_ornament(title: str) -> str:
    bare = ORNAMENT.sub("", title)
    return bare if bare != title and bare else title.strip()


def _unread(listing: Listing, column: str, cell: list[Line]) -> Problem:
    shown = joined_text(cell) or ", ".join(link.url or "" for link in _links(cell))
    return listing.problem("import_unread_cell", column=column, text=shown)
