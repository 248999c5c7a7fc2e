"""Warnings: what is allowed and builds, but deserves a curator's look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml.error import YAMLError

from macros.catalogue.checks import bare_arxiv_id
from macros.catalogue.data_folder import DataFile, shown_path, yaml_files
from macros.catalogue.loading import SCHEMAS, SourceRecord
from macros.catalogue.model import Catalogue, Dataset, Label, Paper
from macros.catalogue.problems import Problem
from macros.catalogue.yaml_source import UnreadableSource
from macros.editing.formatting import formatted
from macros.editing.store import paper_file
from macros.translations import LOCALES


def advise(folder: Path, catalogue: Catalogue | None) -> Iterator[Problem]:
    """Yield the warnings on a data folder; those on contents need a valid ``catalogue``."""
    if folder.is_dir():
        for file in yaml_files(folder):
            yield from _layout(file)
    if catalogue is None:
        return
    for paper in catalogue.papers:
        place = paper_file(folder, paper.id, paper.year)
        yield from _paper(SourceRecord(paper, place, shown_path(place), folder))
    place = folder / "datasets.yml"
    yield from _datasets(SourceRecord(catalogue.datasets, place, shown_path(place), folder))
    place = folder / "labels.yml"
    yield from _labels(SourceRecord(catalogue.labels, place, shown_path(place), folder))


def _layout(file: DataFile) -> Iterator[Problem]:
    try:
        before = file.path.read_bytes().decode()
        after = formatted(before, SCHEMAS.get(file.path.name, Paper))
    except (OSError, UnicodeDecodeError, UnreadableSource, YAMLError):
        return  # An error elsewhere says what is wrong with it.
    if before != after:
        pairs = zip(before.split("\n"), after.split("\n"), strict=False)
        line = next((number for number, (a, b) in enumerate(pairs, start=1) if a != b), 1)
        yield Problem(file.shown, line, "", "unformatted", {}, "warning")


def _paper(record: SourceRecord[Paper]) -> Iterator[Problem]:
    paper = record.content
    publication = paper.publication
    identifier = bare_arxiv_id(paper)
    if identifier and not paper.arxiv:
        yield _warning(record, ("publication", "url"), "arxiv_missing", value=identifier)
    if publication and publication.is_preprint and publication.year:
        yield _warning(record, ("publication", "year"), "preprint_with_year")
    host = urlsplit(paper.project or "").hostname or ""
    if not paper.code and (host.endswith(".github.io") or host == "github.com"):
        yield _warning(record, ("project",), "code_missing", url=paper.project)
    if paper.code and paper.code == paper.project:
        yield _warning(record, ("project",), "code_is_project")


def _datasets(source: SourceRecord[tuple[Dataset, ...]]) -> Iterator[Problem]:
    for position, (first, second) in enumerate(pairwise(source.content), start=1):
        if first.year < second.year:
            values = {"value": first.name, "after": second.name}
            yield _warning(source, (position, "name"), "unsorted_datasets", **values)


def _labels(source: SourceRecord[tuple[Label, ...]]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for position, label in enumerate(source.content):
        for name in _names(label):
            owner = owners.setdefault(name.casefold(), label.id)
            if owner != label.id:
                values = {"value": name, "other": owner}
                yield _warning(source, (position, "id"), "label_like_another", **values)


def _names(label: Label) -> Iterable[str]:
    return dict.fromkeys((label.id, *(label.name[locale] for locale in LOCALES), *label.aliases))


def _warning(
    source: SourceRecord[Any], location: tuple[str | int, ...], code: str, **values: object
) -> Problem:
    key = ".".join(step for step in location if isinstance(step, str))
    return Problem(source.path, source.line(*location), key, code, values, "warning")
