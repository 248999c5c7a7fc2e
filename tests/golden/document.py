"""A small reader of the customer's document, independent of the importer it checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).with_name("awesome-talking-head-generation.md")
LINK = re.compile(r"\[([^\]]*)\]\((\S+)\)")
# What the document's QR code holds.
COMMUNITY_URL = "https://t.zsxq.com/r6lJA"


@dataclass(frozen=True)
class Row:
    """One row: its section, the year of its group, and its literal cells."""

    section: str
    group: str
    date: str
    title: str
    publication: tuple[str, str] | None
    project: str | None
    code: str | None
    labels: tuple[str, ...]
    blog: str | None


@dataclass(frozen=True)
class DatasetRow:
    name: str
    year: str
    description: str
    url: str


def cells_by_section() -> list[tuple[str, list[str]]]:
    """Return every table row of the document with its section."""
    section, rows = "", []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].strip()
        elif line.startswith("|"):
            rows.append((section, [cell.strip() for cell in line.strip("|").split("|")]))
    return rows


def paper_rows() -> list[Row]:
    """Return the rows of papers, as in the document."""
    rows, group = [], ""
    for section, cells in cells_by_section():
        if found := re.fullmatch(r"\*\*(\d{4})\*\*", cells[0]):
            group = found[1]
        if not re.fullmatch(r"\d\d/\d\d", cells[0]):
            continue
        publication = LINK.fullmatch(cells[2])
        links = [LINK.fullmatch(cell) for cell in (cells[3], cells[4], cells[6])]
        project, code, blog = (link[2] if link else None for link in links)
        rows.append(
            Row(
                section=section,
                group=group,
                date=f"20{cells[0][3:]}-{cells[0][:2]}",
                title=cells[1],
                publication=(publication[1], publication[2]) if publication else None,
                project=project,
                code=code,
                labels=tuple(filter(None, re.split(r"<br ?/?>", cells[5]))),
                blog=blog,
            )
        )
    return rows


def dataset_rows() -> list[DatasetRow]:
    """Return the rows of datasets, as in the document."""
    rows = []
    for section, cells in cells_by_section():
        if section == "Dataset" and (link := LINK.fullmatch(cells[3])):
            rows.append(DatasetRow(cells[0], cells[1], cells[2], link[2]))
    return rows


def community_texts() -> list[str]:
    """Return the paragraphs about the community, without their emphasis."""
    section = DOCUMENT.read_text(encoding="utf-8").partition("\n## 知识星球\n")[2]
    paragraphs = section.partition("\n<img")[0].strip().split("\n\n")
    return [paragraph.replace("**", "") for paragraph in paragraphs]
