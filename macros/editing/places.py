"""Every address of the catalogue with the places it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.catalogue.data_folder import shown_path
from macros.catalogue.model import Catalogue
from macros.catalogue.yaml_source import Location, YamlSource, read
from macros.editing.store import paper_file


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address stands: a file as messages show it, a line from 1, a dotted key."""

    path: str
    line: int
    key: str


def places(catalogue: Catalogue, folder: Path) -> dict[str, list[Place]]:
    """Return the places of every address, papers first, newest first."""
    found: dict[str, list[Place]] = {}
    for url, place in _addresses(catalogue, folder):
        found.setdefault(url, []).append(place)
    return found


def _addresses(catalogue: Catalogue, folder: Path) -> Iterator[tuple[str, Place]]:
    for paper in catalogue.papers:
        file = paper_file(folder, paper.id, paper.year)
        if not paper.links:
            continue
        source = read(file, shown_path(file), folder)
        for kind, url in paper.links.items():
            location = ("publication", "url") if kind == "publication" else (kind,)
            yield url, _place(source, location)
    if catalogue.datasets:
        file = folder / "datasets.yml"
        source = read(file, shown_path(file), folder)
        for position, dataset in enumerate(catalogue.datasets):
            yield dataset.url, _place(source, (position, "url"))
    file = folder / "site.yml"
    source = read(file, shown_path(file), folder)
    yield catalogue.site.community.url, _place(source, ("community", "url"))
    yield catalogue.site.repository, _place(source, ("repository",))


def _place(source: YamlSource, location: Location) -> Place:
    key = ".".join(step for step in location if isinstance(step, str))
    return Place(source.path, source.line(location), key)
