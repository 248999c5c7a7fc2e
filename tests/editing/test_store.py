"""Records written into files with comments and formatting by people."""

from pathlib import Path

import pytest

from macros.catalogue.loading import load
from macros.catalogue.localized_texts import EntryText
from macros.catalogue.model import Dataset, Paper
from macros.catalogue.sources import SourceRecord
from macros.catalogue.value_types import Month
from macros.catalogue.yaml_source import Plain
from macros.catalogue.yaml_writer import plain_record
from macros.editing.store import DATASETS_HEADER, changed_datasets, changed_paper, new_paper

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
NEW = """\
- name: New  # really
  year: 2024
  description:
    en: A **set**  # to translate
  url: https://e.org/new
"""
OLD = """\
# An old one.
- name: Old
  year: 2015
  description:
    # from the paper
    en: Faces
  url: https://e.org/old  # slow host
"""
MID = """\
- name: Mid
  year: 2020
  description:
    en: M
  url: https://e.org/m
"""
TOP = "# Ours, newest first.\n"
END = "# the end\n"
MIDDLE = Dataset(name="Mid", year=2020, description=EntryText(en="M"), url="https://e.org/m")


def written(folder: Path, *fresh: Dataset, **changes: dict[str, Plain]) -> str:
    [content] = changed_datasets(load(folder).sources, fresh, changes).values()
    assert content is not None
    return content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "datasets.yml").write_text(LADEN, encoding="utf-8")
    return tmp_path


def test_a_new_dataset_is_placed_by_year(folder: Path) -> None:
    assert written(folder, MIDDLE) == TOP + NEW + MID + OLD + END


def test_the_newest_and_the_oldest_dataset(folder: Path) -> None:
    newest = MIDDLE.model_copy(update={"year": 2025})
    assert written(folder, newest) == TOP + MID.replace("2020", "2025") + NEW + OLD + END
    oldest = MIDDLE.model_copy(update={"year": 2001})
    assert written(folder, oldest) == TOP + NEW + OLD + MID.replace("2020", "2001") + END


def test_a_translation_is_added_and_every_comment_kept(folder: Path) -> None:
    changes: dict[str, dict[str, Plain]] = {
        "New": {"description": {"en": "A **set**", "zh": "一个**数据集**"}},
    }
    translated = NEW.replace("# to translate\n", "# to translate\n    zh: 一个**数据集**\n")
    assert written(folder, **changes) == TOP + translated + OLD + END


@pytest.mark.parametrize("empty", ["", "[]\n"])
def test_a_first_dataset_begins_the_file(tmp_path: Path, empty: str) -> None:
    (tmp_path / "datasets.yml").write_text(empty)
    assert written(tmp_path, MIDDLE) == ("" if empty else DATASETS_HEADER) + MID


def test_papers_are_in_the_folder_of_their_year(tmp_path: Path) -> None:
    paper = Paper(id="a", title="A", date=Month(2024, 3), categories=("c",))
    assert new_paper(tmp_path, plain_record(paper)) == {
        tmp_path / "papers/2024/a.yml": "id: a\ntitle: A\ndate: 2024-03\ncategories: [c]\n"
    }


def test_a_changed_paper_keeps_its_comments(tmp_path: Path) -> None:
    paper = Paper(id="a", title="A", date=Month(2024, 3), categories=("c",))
    file = tmp_path / "a.yml"
    file.write_text("id: a # x\ntitle:  A\n")
    record = SourceRecord(paper, file, "a.yml", tmp_path)
    assert changed_paper(record, {"code": "https://e.org"}) == {
        file: "id: a  # x\ntitle: A\ncode: https://e.org\n"
    }
