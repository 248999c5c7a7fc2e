"""The data folder: its location, the files of papers, and all its YAML files in one walk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

# A file is read again when its change time, size or inode differ.
Signature: TypeAlias = tuple[int, int, int]

# Papers are in papers/<year>/.
MAX_DEPTH: Final = 2

YAML_SUFFIXES: Final = (".yml", ".yaml")

DATA_VARIABLE: Final = "CATALOGUE_DATA"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A YAML file: its ``parts`` below the data folder, and its path as shown in messages.

    ``signature`` is None for a symbolic link and for a file whose state cannot be read; ``fault``
    says why a folder could not be listed.
    """

    path: Path
    parts: tuple[str, ...]
    shown: str
    signature: Signature | None
    fault: str = ""


def data_folder(project: Path) -> Path:
    """Return the data folder: ``$CATALOGUE_DATA``, else ``data`` in the project."""
    return project / os.environ.get(DATA_VARIABLE, "data")


def paper_file(folder: Path, paper_id: str, year: int) -> Path:
    """Return the file of a paper: ``papers/<year>/<id>.yml``."""
    return folder / "papers" / str(year) / f"{paper_id}.yml"


def shown_path(path: Path) -> str:
    """Return a path as messages show it: relative to the working directory where possible."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def yaml_files(folder: Path) -> Iterator[DataFile]:
    """Yield the YAML files below ``folder`` by name, folders after files; linked folders apart.

    Hidden files and folders are skipped. A symbolic link to a folder is yielded as a file,
    so that reading it reports it; it is never entered. So is a folder deeper than any paper.
    """
    yield from _walk(str(folder), (), shown_path(folder))


def _walk(folder: str, parts: tuple[str, ...], shown: str) -> Iterator[DataFile]:
    folders: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield DataFile(Path(folder), parts or (shown,), shown, None, error.strerror or str(error))
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and len(parts) < MAX_DEPTH:
            folders.append(entry)
        elif is_folder or entry.name.endswith(YAML_SUFFIXES) or _is_linked_folder(entry):
            inner = (*parts, entry.name)
            yield DataFile(Path(entry.path), inner, f"{shown}/{entry.name}", _signature(entry))
    for entry in folders:
        yield from _walk(entry.path, (*parts, entry.name), f"{shown}/{entry.name}")


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and Path(entry.path).is_dir()


def _signature(entry: os.DirEntry[str]) -> Signature | None:
    try:
        if entry.is_symlink():
            return None
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
