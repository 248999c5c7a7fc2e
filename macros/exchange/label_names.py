"""The labels that lists name, in any spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.catalogue.model import Label
from macros.exchange.listing import Listing
from macros.exchange.markup import Line, plain_text
from macros.exchange.report import Report
from macros.translations import LOCALES


class LabelNames:
    """The ids of labels by their ids, names and aliases, whatever the case."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._ids: dict[str, str] = {}
        self._slips: set[str] = set()
        for label in labels:
            names = (*label.spellings, *(label.name[locale] for locale in LOCALES), label.id)
            self._ids |= {_folded(name): label.id for name in names}
            self._slips |= set(map(_folded, label.spellings))

    def read(self, listing: Listing, cell: Iterable[Line], report: Report) -> list[str]:
        """Return the labels that a cell names; report unknown ones, and spellings to correct."""
        return list(dict.fromkeys(self._read(listing, cell, report)))

    def _read(self, listing: Listing, cell: Iterable[Line], report: Report) -> Iterator[str]:
        for line in cell:
            whole = plain_text(line)
            # A label's name may hold a comma.
            one = _folded(whole) in self._ids
            for name in [whole] if one else map(str.strip, whole.replace("，", ",").split(",")):
                label = self._ids.get(_folded(name))
                if label is None and name:
                    report.add(listing.problem("import_unknown_label", value=name))
                elif label and _folded(name) in self._slips:
                    report.add(listing.note("import_label", value=name, expected=label))
                if label:
                    yield label


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
