"""Records written into files that people have laid out and commented."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.catalogue.model import Dataset, EntryText, Month, Paper
from macros.catalogue.yaml_source import Plain
from macros.editing.changes import UnchangeableText
from macros.editing.store import DATASETS_HEADER, changed_datasets, changed_paper, new_papers

LADEN = """\
# Ours, newest first.

- name:   New  # really
  year: "2024"
  description: {en: 'A **set**'} # to translate
  url: https://e.org/new

# An old one.
- name: Old
  url: https://e.org/old   # slow host
  year: 2015
  description:
    # from the paper
    en: Faces
# the end
"""
MIDDLE = Dataset(name="Mid", year=2020, description=EntryText(en="M"), url="https://e.org/m")


def written(folder: Path, *fresh: Dataset, **changes: Mapping[str, Plain]) -> str:
    [content] = changed_datasets(folder, fresh, changes).values()
    return content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "datasets.yml").write_text(LADEN, encoding="utf-8")
    return tmp_path


def test_a_new_dataset_stands_between_newer_and_older_ones(folder: Path) -> None:
    record = "- name: Mid\n  year: 2020\n  description:\n    en: M\n  url: https://e.org/m\n"
    before, newer, after = LADEN.partition("  url: https://e.org/new\n")
    assert written(folder, MIDDLE) == before + newer + record + after


def test_the_newest_and_the_oldest_dataset(folder: Path) -> None:
    newest = MIDDLE.model_copy(update={"year": 2025})
    assert written(folder, newest).startswith("# Ours, newest first.\n\n- name: Mid\n")
    oldest = MIDDLE.model_copy(update={"year": 2001})
    assert written(folder, oldest).endswith("    en: Faces\n- name: Mid\n  year: 2001\n"
                                            "  description:\n    en: M\n"
                                            "  url: https://e.org/m\n# the end\n")  # fmt: skip


def test_a_translation_is_added_and_no_other_byte_changed(folder: Path) -> None:
    changes: dict[str, dict[str, Plain]] = {
        "New": {"description": {"en": "A **set**", "zh": "一个**数据集**"}},
        "Old": {"description": {"en": "Faces", "zh": "人脸"}},
    }
    assert written(folder, **changes) == LADEN.replace(
        "{en: 'A **set**'}", "{en: 'A **set**', zh: 一个**数据集**}"
    ).replace("en: Faces\n", "en: Faces\n    zh: 人脸\n")


def test_a_first_dataset_begins_the_file(tmp_path: Path) -> None:
    assert written(tmp_path, MIDDLE).startswith(f"{DATASETS_HEADER}- name: Mid\n")


def test_a_file_in_another_form_is_refused_by_name(folder: Path) -> None:
    file = folder / "datasets.yml"
    file.write_text("[{name: A, year: 2020, description: {en: A}, url: https://e.org}]\n")
    with pytest.raises(UnchangeableText, match=f"{file}: not a list of records"):
        changed_datasets(folder, [MIDDLE], {})


def test_papers_stand_in_the_folder_of_their_year(tmp_path: Path) -> None:
    paper = Paper(id="a", title="A", date=Month(2024, 3), categories=("c",))
    assert new_papers(tmp_path, [paper]) == {
        tmp_path / "papers/2024/a.yml": "id: a\ntitle: A\ndate: 2024-03\ncategories: [c]\n"
    }


def test_an_unchanged_paper_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("id: a # x\n")
    assert changed_paper(file, {"id": "a"}) == {}
    file.write_text("- id: a\n")
    with pytest.raises(UnchangeableText, match=r"a\.yml: the file does not hold one record"):
        changed_paper(file, {"id": "b"})
