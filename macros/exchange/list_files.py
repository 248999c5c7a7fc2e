"""The file formats of an import, and those it refuses by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, Literal, TypeAlias

Format: TypeAlias = Literal["Markdown", "BibTeX", "RIS", "CSL-JSON"]

_READ: Final[dict[str, Format]] = {
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".mdown": "Markdown",
    ".txt": "Markdown",
    "": "Markdown",
    ".bib": "BibTeX",
    ".bibtex": "BibTeX",
    ".ris": "RIS",
    ".json": "CSL-JSON",
}
_REFUSED: Final = {
    ".yml": "YAML",
    ".yaml": "YAML",
    ".html": "HTML",
    ".htm": "HTML",
    ".pdf": "PDF",
    ".csv": "CSV",
    ".tsv": "TSV",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".zip": "ZIP",
}
_SAMPLE_LINES: Final = 200
_YAML_LINE: Final = re.compile(r"\s*(?:- )*[\w-]+:(?: .*)?|\s*- \S.*|\s*#.*|---|\s+\S.*|\s*")
_YAML_KEY: Final = re.compile(r"\s*(?:- )?[A-Za-z_][\w-]*:(?: .*)?")
_YAML_SHARE: Final = 0.5


class UnreadableList(Exception):
    """A file that is not a list; the message says what it is instead."""


def list_format(file: Path) -> Format:
    """Return the format of a list. Raises UnreadableList, OSError.

    The name decides, then the first lines: a web page may be saved under the name of a list.
    """
    suffix = file.suffix.casefold()
    if suffix in _REFUSED:
        raise UnreadableList(_REFUSED[suffix])
    with file.open("rb") as stream:
        head = stream.read(4096)
    if other := _signature(head):
        raise UnreadableList(other)
    known = _READ.get(suffix, "Markdown")
    if known == "Markdown" and (other := _sniffed(file)):
        raise UnreadableList(other)
    if known == "CSL-JSON":
        check_csl_json(file)
    for _ in list_lines(file):
        pass  # The entire file must be UTF-8 before anything is imported.
    return known


def check_csl_json(file: Path) -> None:
    """Raise UnreadableList for JSON other than a list of items with a type and a title."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableList(f"not UTF-8 (byte {error.start})") from error
    except ValueError as error:
        raise UnreadableList("broken JSON") from error
    entries = entries.get("items") if isinstance(entries, dict) else entries
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and {"title", "type"} <= entry.keys() for entry in entries
    ):
        raise UnreadableList("JSON other than CSL-JSON")


def _signature(head: bytes) -> str | None:
    if head.startswith(b"%PDF"):
        return "PDF"
    if head.startswith(b"PK\x03\x04"):
        return "ZIP"
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begin.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "HTML"
    return None


def _sniffed(file: Path) -> str | None:
    """Return JSON, BibTeX or YAML if a file named as Markdown contains that instead."""
    sample = [line.rstrip("\n") for line in islice(list_lines(file), _SAMPLE_LINES)]
    text = "\n".join(sample).strip()
    if text.startswith(("{", "[")) and re.match(r"[\[{]\s*(?:[\[{\"]|$)", text):
        return "JSON" if _looks_like_json(text) else None
    if re.match(r"@\w+\s*\{", text):
        return "BibTeX (.bib)"
    if text.startswith("TY  - "):
        return "RIS (.ris)"
    if "](" in text:
        return None
    filled = [line for line in sample if line.strip()]
    keys = sum(bool(_YAML_KEY.fullmatch(line)) for line in filled)
    if filled and all(map(_YAML_LINE.fullmatch, filled)) and keys >= _YAML_SHARE * len(filled):
        return "YAML"
    return None


def _looks_like_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        # A sample may end in the middle of valid JSON; anything else fails earlier.
        return error.pos > min(len(text), 40) // 2
    return True


def list_lines(file: Path) -> Iterator[str]:
    """Yield the lines of a file, one at a time. Raises UnreadableList if it is not UTF-8."""
    number = 0
    try:
        with file.open(encoding="utf-8-sig") as stream:
            for number, line in enumerate(stream, start=1):  # noqa: B007 - for the message
                yield line
    except UnicodeDecodeError as error:
        raise UnreadableList(f"not UTF-8 (byte {error.start}, after line {number})") from error
