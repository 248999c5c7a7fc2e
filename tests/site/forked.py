"""Runs `python -m mkdocs` in forks of a process that has a build's libraries loaded.

Loading them is half of what a small build costs. Of the project nothing is loaded: what is built
may be a copy with other code. Where a system cannot fork, mkdocs starts from nothing.

A fork does not list the icons of the theme either, 14,000 files: MkDocs does so for each locale, to
leave them all out, which is a fifth of the rest.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

LIBRARIES: Final = (
    "babel.dates",
    "babel.numbers",
    "bibtexparser",
    "brotli",
    "dateutil.parser",
    "feedgenerator",
    "markdown.extensions.codehilite",
    "mkdocs.commands.build",
    "mkdocs_macros.plugin",
    "mkdocs_static_i18n.plugin",
    "packaging.licenses",
    "pydantic.types",
    "pygments.formatters.html",
    "pygments.lexers.markup",
    "pymdownx.quotes",
    "pymdownx.superfences",
    "requests",
    "segno",
    "slugify",
)


def start(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    out: Path,
    err: Path,
    *,
    preparation: str = "",
) -> BaseProcess:
    """Start mkdocs as a shell in ``folder`` would; it prints into the files ``out`` and ``err``.

    The Python statements in ``preparation`` run before it. It ends with mkdocs' exit code, and with
    this process. All forks of a test process share its seed for hashes, so the order of their sets.
    """
    can_fork = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver") if can_fork else multiprocessing
    multiprocessing.set_forkserver_preload(list(LIBRARIES))
    parameters = {
        "arguments": arguments,
        "folder": str(folder),
        "environment": dict(environment),
        "out": str(out),
        "err": str(err),
        "preparation": preparation,
    }
    process = context.Process(target=_run, kwargs=parameters, daemon=True)
    process.start()
    return process


_walk = os.walk


def _walk_without_icons(top: Any, **options: Any) -> Iterator[Any]:
    for folder, folders, files in _walk(top, **options):
        folders[:] = [name for name in folders if name != ".icons"]
        yield folder, folders, files


def _run(
    *,
    arguments: Sequence[str],
    folder: str,
    environment: Mapping[str, str],
    out: str,
    err: str,
    preparation: str,
) -> None:
    for stream, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND), stream)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.argv[1:] = arguments
    os.walk = _walk_without_icons  # type: ignore[assignment]
    exec(preparation, {})
    runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
