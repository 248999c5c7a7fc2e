"""Records as the files of a data folder: prepared here, written by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from macros.catalogue.data_folder import paper_file, shown_path
from macros.catalogue.identities import identities, identities_of
from macros.catalogue.model import Dataset, Paper, Refusal
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.yaml_source import Plain, parse
from macros.catalogue.yaml_writer import plain_record, written

# The new content of files, by file: all is prepared before the first one is written.
Drafts: TypeAlias = dict[Path, str]

REFUSALS_HEADER: Final = (
    "# Papers that do not belong on the list, and why; catalogue discover leaves them out.\n"
)
DATASETS_HEADER: Final = "# Datasets, newest first. **…** sets words in bold.\n"


def new_papers(folder: Path, papers: Iterable[Paper]) -> Drafts:
    """Return the files of papers that the folder does not hold yet."""
    return {
        paper_file(folder, paper.id, paper.year): written(plain_record(paper), Paper)
        for paper in papers
    }


def changed_paper(paper: SourceRecord[Paper], changes: dict[str, Plain]) -> Drafts:
    """Return a paper's file with keys changed."""
    source = paper.source()
    record = source.value if isinstance(source.value, dict) else {}
    return {paper.file: written(record | changes, Paper, source)}


def changed_datasets(
    sources: Sources, fresh: Sequence[Dataset], changes: Mapping[str, dict[str, Plain]]
) -> Drafts:
    """Return ``datasets.yml`` with new records and with keys of others changed, by name."""
    if not sources.datasets or not (fresh or changes):
        return {}
    source = sources.datasets.source()
    if not source.text.strip():
        source = parse(DATASETS_HEADER.encode(), source.path)
    items = source.value if isinstance(source.value, list) else []
    known = [
        item | changes.get(str(item.get("name")), {}) for item in items if isinstance(item, dict)
    ]
    new = [plain_record(dataset) for dataset in fresh]
    return {sources.datasets.file: written([*known, *new], tuple[Dataset, ...], source)}


def with_refusals(sources: Sources, refusals: Iterable[Refusal]) -> Drafts:
    """Return ``refused.yml`` with papers added that it does not name yet.

    Raises ValueError for a file that has errors: what it holds must not be lost.
    """
    file = sources.folder / "refused.yml"
    if sources.refused is None and file.exists():
        raise ValueError(f"{shown_path(file)} has errors; run catalogue check")
    known = identities_of(sources.refused.content if sources.refused else ())
    fresh = []
    for refusal in refusals:
        if not known & identities(refusal):
            known |= identities(refusal)
            fresh.append(plain_record(refusal))
    if not fresh:
        return {}
    source = sources.refused.source() if sources.refused else None
    if source is None or not source.text.strip():
        source = parse(REFUSALS_HEADER.encode(), shown_path(file))
    items = source.value if isinstance(source.value, list) else []
    return {file: written([*items, *fresh], tuple[Refusal, ...], source)}
