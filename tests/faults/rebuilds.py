"""Rebuilds a project as `mkdocs serve` does, after each of several changes, in this process.

    python -m tests.faults.rebuilds PROJECT PRISTINE CHANGE...

Each change is made to PROJECT as it is in PRISTINE. Prints a JSON list: for each state, whether
MkDocs' pages were taken over from the build before, and the digest of every file of the site.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import mkdocs.commands.serve
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.faults.project import contents, replace_in, restore

ADDRESS: Final = "http://127.0.0.1:8000/"
LOOPY: Final = "data/papers/2024/loopy.yml"


def nothing(project: Path) -> None:
    del project


def a_title(project: Path) -> None:
    replace_in(project / LOOPY, "Loopy: ", "Loopier: ")


def fewer_papers(project: Path) -> None:
    (project / LOOPY).unlink()
    (project / "data/papers/2024/echomimic.yml").unlink()


def another_category(project: Path) -> None:
    file = project / LOOPY
    replaced = re.sub(r"categories: .*", "categories: [3d-audio-driven]", file.read_text("utf-8"))
    file.write_text(replaced, "utf-8")


def a_new_year(project: Path) -> None:
    file = project / "data/papers/2001/older.yml"
    file.parent.mkdir()
    paper = "id: older\ntitle: An Older Paper\ndate: 2001-01\ncategories: [2d-audio-driven]\n"
    file.write_text(paper, "utf-8")


def a_label(project: Path) -> None:
    replace_in(project / "data/labels.yml", "en: Diffusion", "en: Diffusing")


def a_category(project: Path) -> None:
    file = project / "data/categories.yml"
    file.write_text(re.sub(r"en: ", "en: New ", file.read_text("utf-8"), count=1), "utf-8")


def a_dataset(project: Path) -> None:
    file = project / "data/datasets.yml"
    file.write_text(re.sub(r"name: ", "name: New ", file.read_text("utf-8"), count=1), "utf-8")


def a_template(project: Path) -> None:
    replace_in(project / "overrides/fragments/paper-row.html", "mdx-permalink", "mdx-permanent")


# Between a_title and a_dataset no token of a page changes: MkDocs need not build again.
CHANGES: Final[Mapping[str, Callable[[Path], None]]] = {
    change.__name__: change
    for change in (
        nothing,
        a_category,
        a_title,
        fewer_papers,
        another_category,
        a_label,
        a_dataset,
        a_new_year,
        a_template,
    )
}


def main() -> None:
    """Rebuild and print."""
    project, pristine = map(Path, sys.argv[1:3])
    os.chdir(project)
    sys.path.insert(0, str(project))
    from macros.shell.site_build import site_build  # noqa: PLC0415 (the project's own)

    assert mkdocs.commands.serve
    made = site_build()
    states = []
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        for number, change in enumerate(sys.argv[3:]):
            restore(project, pristine)
            CHANGES[change](project)
            if not (taken_over := made.take_over_data()):
                config = load_config("mkdocs.yml", site_dir=str(site), site_url=ADDRESS)
                if not number:
                    config.plugins.on_startup(command="serve", dirty=False)
                build(config, serve_url=ADDRESS)
            assert made.on_demand
            for path in [*contents(site), "search/zh.json", "citations/2024.json", "llms.txt"]:
                made.on_demand.prepare(path)
            states.append([taken_over, contents(site)])
    print(json.dumps(states))


if __name__ == "__main__":
    main()
