"""Titles as arXiv writes them, compared with the catalogue's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.catalogue.data_folder import shown_path
from macros.catalogue.loading import SourceRecord
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import Problem
from macros.editing.store import paper_file
from macros.network.arxiv import look_up
from macros.network.client import Client


def title_warnings(catalogue: Catalogue, folder: Path, client: Client) -> Iterator[Problem]:
    """Yield a warning for each title that arXiv writes in other capitals.

    Titles with other words are left alone: papers are renamed when they are published. Raises
    LookUpFailed.
    """
    papers = {paper.arxiv.partition("v")[0]: paper for paper in catalogue.papers if paper.arxiv}
    for fetched in look_up(sorted(papers), client):
        paper = papers.get(fetched.arxiv)
        if paper is None or paper.title == fetched.title:
            continue
        if paper.title.casefold() == fetched.title.casefold():
            file = paper_file(folder, paper.id, paper.year)
            record = SourceRecord(paper, file, shown_path(file), folder)
            values = {"expected": fetched.title}
            line = record.line("title")
            yield Problem(record.path, line, "title", "title_case", values, "warning")
