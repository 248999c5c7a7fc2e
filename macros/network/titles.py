"""The catalogue's titles compared with arXiv's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.catalogue.model import Paper
from macros.catalogue.problems import Problem
from macros.catalogue.sources import SourceRecord
from macros.network.arxiv import look_up
from macros.network.client import Client


def title_warnings(papers: Iterable[SourceRecord[Paper]], client: Client) -> Iterator[Problem]:
    """Yield a warning for each title that arXiv capitalizes differently.

    Titles with other words are ignored: papers may be renamed on publication. Raises LookUpFailed.
    """
    records = {
        record.content.arxiv.partition("v")[0]: record for record in papers if record.content.arxiv
    }
    for fetched in look_up(sorted(records), client):
        record = records.get(fetched.arxiv)
        if record is None or record.content.title == fetched.title:
            continue
        if record.content.title.casefold() == fetched.title.casefold():
            yield record.warning("title_case", "title", expected=fetched.title)
