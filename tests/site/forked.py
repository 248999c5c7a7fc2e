"""Runs `python -m mkdocs` in forks of one process, which has a build's libraries loaded.

    python -m tests.site.forked

Loading them is half of what a small build costs. Of the project nothing is loaded: what is built
may be a copy with other code. Reads requests, each a JSON line with the parameters of `run`, and
prints the exit code of each.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final

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


def run(
    arguments: Sequence[str], folder: str, environment: Mapping[str, str], out: str, err: str
) -> None:
    """Run mkdocs in this process as a shell in ``folder`` would; ends it with mkdocs' exit code."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(out, os.O_WRONLY), 1)
    os.dup2(os.open(err, os.O_WRONLY), 2)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv[1:] = arguments
    runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)


def main() -> None:
    """Answer requests until there are no more."""
    for library in LIBRARIES:
        import_module(library)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(**json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
