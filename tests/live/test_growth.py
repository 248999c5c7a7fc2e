"""The list may grow: changes to data/ that the tests allow, and losses that they report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.catalogue.loading import load, this_month
from macros.catalogue.model import Catalogue
from macros.render.contributions import EXAMPLE_PLACE, example_paper
from tests.golden.gaps import gaps_of_catalogue
from tests.site.built import PROJECT

Edit = Callable[[Path], None]


class Dumper(yaml.SafeDumper):
    """Writes every value in full, as the catalogue wants it."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # the library names it
        return True


def write(file: Path, value: object) -> None:
    """Write a value as YAML."""
    text = yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def edit(file: Path, change: Callable[[Any], object]) -> None:
    """Change what a YAML file holds."""
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    changed = change(loaded)
    write(file, loaded if changed is None else changed)


def paper_file(data: Path, paper_id: str) -> Path:
    """Return the file of a paper."""
    return next((data / "papers").glob(f"*/{paper_id}.yml"))


def grow(data: Path) -> None:
    """Do to a copy of the list what curators do to it in a year."""
    month = this_month()
    text = {"en": "Gestures", "zh": "手势"}
    edit(
        data / "categories.yml",
        lambda held: held.append({"id": "gestures", "title": text, "description": text}),
    )
    edit(data / "labels.yml", lambda held: held.append({"id": "Gestures", "name": text}))
    dataset = {
        "name": "A Dataset of Gestures",
        "year": month.year + 1,
        "description": text,
        "url": "https://example.com/gestures",
    }
    edit(data / "datasets.yml", lambda held: [dataset, *held])
    year = data / "papers" / str(month.year + 1)
    year.mkdir(exist_ok=True)
    paper = {
        "id": "a-paper-of-next-year",
        "title": "A Paper of Next Year: Gestures & <Faces>",
        "date": f"{month.year + 1}-01",
        "categories": ["gestures", "2d-audio-driven"],
        "publication": {"venue": "CVPR", "year": month.year + 1, "url": "https://example.com/a"},
        "code": "https://github.com/example/a",
        "blog": "https://example.com/blog",
        "labels": ["Gestures"],
        "authors": ["Ada Example", "陈示例"],
    }
    write(year / "a-paper-of-next-year.yml", paper)
    example = data.parent / EXAMPLE_PLACE
    example.parent.mkdir(exist_ok=True)
    example.write_text(example_paper(), encoding="utf-8")

    def rename_first(held: Any) -> None:
        held[0]["title"] = {"en": "Talking Faces", "zh": "说话的脸"}

    edit(data / "categories.yml", rename_first)

    def add_facts(held: Any) -> None:
        held.setdefault("authors", ["Ada Example"])
        held.setdefault("summary", {"en": "A summary.", "zh": "一段简介。"})
        held["labels"] = [*held.get("labels", []), "Gestures"]
        held["categories"] = [*held["categories"], "gestures"]

    edit(paper_file(data, "loopy"), add_facts)
    edit(paper_file(data, "vasa-1"), lambda held: held.update(code="https://example.com/vasa"))

    def publish(held: Any) -> None:
        held["publication"] = {"venue": "ICLR", "year": 2025, "url": "https://example.com/iclr"}

    edit(paper_file(data, "loopy"), publish)


def run_tests(data: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of the live data on another folder."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider"),
            *("-m", "data", "--basetemp", str(folder), *arguments, "tests/live"),
        ],
        cwd=PROJECT,
        env=environment | {"CATALOGUE_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def grown(data: Path, tmp_path: Path) -> Path:
    """A copy of the live data, a year later."""
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    grow(copy)
    return copy


def test_a_list_that_has_grown_passes_every_test_of_the_data(grown: Path, tmp_path: Path) -> None:
    finished = run_tests(grown, tmp_path / "tests")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "skipped" not in finished.stdout


def test_what_the_document_lacks_may_go_again(grown: Path) -> None:
    (grown.parent / EXAMPLE_PLACE).unlink()
    edit(grown / "datasets.yml", lambda held: held[1:])
    assert gaps_of_catalogue(loaded(grown)) == []


def test_a_lost_row_fails_the_tests_of_the_data(grown: Path, tmp_path: Path) -> None:
    paper_file(grown, "kmtalk").unlink()
    finished = run_tests(grown, tmp_path / "tests", "-x", "-k", "document")
    assert finished.returncode == 1
    assert "kmtalk: the paper is gone" in finished.stdout


def loaded(data: Path) -> Catalogue:
    found = load(data)
    assert found.catalogue is not None, found.problems
    return found.catalogue


def change_paper(paper_id: str, **values: object) -> Edit:
    """Return an edit that sets keys of a paper, or removes them where the value is None."""

    def change(held: Any) -> None:
        for key, value in values.items():
            held.pop(key, None)
            if value is not None:
                held[key] = value

    return lambda data: edit(paper_file(data, paper_id), change)


def change_dataset(**values: object) -> Edit:
    def change(held: Any) -> None:
        next(dataset for dataset in held if dataset["name"] == "MEAD").update(values)

    return lambda data: edit(data / "datasets.yml", change)


def drop_dataset(data: Path) -> None:
    edit(data / "datasets.yml", lambda held: [one for one in held if one["name"] != "MEAD"])


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        (change_paper("echomimic", code=None), "echomimic: code: not https://github.com/"),
        (change_paper("echomimic", code="https://example.com/x"), "echomimic: code: not https"),
        (change_paper("loopy", project=None), "loopy: project: not https://loopyavatar.github.io/"),
        (change_paper("loopy", labels=["Gestures"]), "loopy: labels: not Diffusion"),
        (change_paper("loopy", date="2024-08"), "loopy: date: 2024-08 is not 2024-09"),
        (change_paper("loopy", title="Loopy: B"), "loopy: title: 'Loopy: B' is not 'Loopy: T"),
        (change_paper("kmtalk", categories=["gestures"]), "kmtalk: categories: not in 3d-audio"),
        (
            change_paper("meshtalk", publication=None),
            "meshtalk: publication: nothing leads to https://openaccess.thecvf.com/",
        ),
        (
            change_paper("loopy", arxiv=None, publication={"venue": "ICLR", "year": "2025"}),
            "loopy: publication: nothing leads to https://arxiv.org/abs/2409.02634",
        ),
        (
            change_paper(
                "kmtalk",
                publication={"venue": "arXiv", "url": "https://arxiv.org/abs/2409.01113"},
            ),
            "kmtalk: publication: 'arXiv' is not 'ECCV 2024'",
        ),
        (change_dataset(url="https://example.com/mead"), "mead: url: 'https://example.com/mead'"),
        (change_dataset(year="2021"), "mead: year: '2021' is not '2020'"),
        (drop_dataset, "mead: the dataset is gone"),
    ],
)
def test_a_loss_is_reported(grown: Path, change: Edit, gap: str) -> None:
    assert gaps_of_catalogue(loaded(grown)) == []
    change(grown)
    assert any(found.startswith(gap) for found in gaps_of_catalogue(loaded(grown)))
