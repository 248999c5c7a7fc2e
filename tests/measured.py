"""Tables of measured figures in the developer notes, updated by the measuring programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from macros.editing.files import write_whole


def renew_table(notes: Path, name: str, rows: Iterable[Sequence[object]]) -> None:
    """Replace the table between ``<!-- name -->`` and ``<!-- /name -->``; the first row is a head.

    Raises ValueError where the notes have no such place.
    """
    head, *others = [f"| {' | '.join(map(str, row))} |" for row in rows]
    rule = re.sub(r"[^|]+", "---", head)
    table = "\n".join((head, rule, *others))
    begin, end = (re.escape(f"<!-- {mark}{name} -->") for mark in ("", "/"))
    place = re.compile(rf"(?<={begin}\n).*?(?={end})", re.DOTALL)
    source = notes.read_text(encoding="utf-8")
    if not place.search(source):
        raise ValueError(f"{notes}: no place for the table {name}")
    write_whole(notes, place.sub(lambda _: f"{table}\n", source))
