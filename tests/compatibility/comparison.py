"""Whether two built sites are the same for readers, whatever the versions that built them.

The theme's own files carry a hash in their name and differ between its versions, and so do the
hashes of its inline scripts and its drawings. Everything else has to be the same.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

_HASHED = re.compile(r"\.[0-9a-f]{8}\.min\.(css|js)")
_THEME_FILES = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
_DRAWN_BY_THEME = ("svg", "path", "script", "style")
_COMPARED = (
    "id", "class", "href", "src", "lang", "hreflang", "rel", "name", "title", "aria-label",
    "role", "type", "datetime", "content", "for", "action", "value",
)  # fmt: skip


def differences(one: Path, other: Path) -> list[str]:
    """Return what differs between two sites, a line each: missing files, changed lines."""
    files, other_files = _files(one), _files(other)
    found = [f"{name}: missing" for name in sorted(files - other_files)]
    found += [f"{name}: additional" for name in sorted(other_files - files)]
    for name in sorted(files & other_files):
        lines, other_lines = (list(_lines(site / name)) for site in (one, other))
        changes = difflib.unified_diff(lines, other_lines, n=0, lineterm="")
        found += [f"{name}: {change}" for change in changes if change[:3] not in ("---", "+++")]
    return [line for line in found if not re.search(r": @@ .* @@$", line)]


def _files(site: Path) -> set[str]:
    names = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    return {name for name in names if not name.startswith(_THEME_FILES) and not name.endswith("gz")}


def _lines(file: Path) -> Iterator[str]:
    if file.suffix != ".html":
        yield from file.read_bytes().decode(errors="replace").splitlines()
        return
    for element in html.parse(str(file)).getroot().iter():
        if not isinstance(element.tag, str) or element.tag in _DRAWN_BY_THEME:
            continue
        if element.get("http-equiv") == "Content-Security-Policy":
            continue
        attributes = [f'{name}="{element.get(name)}"' for name in _COMPARED if element.get(name)]
        text = " ".join((element.text or "").split())
        tail = " ".join((element.tail or "").split())
        line = " ".join([element.tag, *attributes, text, tail]).strip()
        yield _HASHED.sub(r".HASH.min.\1", line)
