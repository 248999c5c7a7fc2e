"""Every check of the data, with its message and line."""

import shutil
from pathlib import Path

import pytest

from macros.catalogue.loading import load
from macros.catalogue.localized_texts import text_hash
from macros.catalogue.value_types import Month

TODAY = Month(2026, 1)
FILES = {
    "site.yml": """\
name: {en: Name, zh: 名称}
short_name: {en: Short, zh: 简称}
description: {en: Text, zh: 文字}
introduction: {en: Text, zh: 文字}
community:
  name: {en: Circle, zh: 圈子}
  text: {en: Join, zh: 加入}
  url: https://example.org/join
repository: https://example.org/repository
""",
    "categories.yml": """\
- id: sound
  title: {en: Sound, zh: 声音}
  description: {en: Sounds, zh: 声音论文}
- id: picture
  title: {en: Picture, zh: 图像}
  description: {en: Pictures, zh: 图像论文}
""",
    "labels.yml": """\
- id: Diffusion
  name: {en: Diffusion, zh: 扩散模型}
  aliases: [Noise removal]
- id: Emotional
  name: {en: Emotional, zh: 情感控制}
""",
    "datasets.yml": """\
- name: Faces
  year: 2020
  description: {en: Many faces, zh: 许多人脸}
  url: https://example.org/faces
""",
    "terms.yml": "- en: [talking head]\n  zh: [说话人头]\n",
    "papers/2024/one.yml": """\
id: one
title: "One: A Paper"
date: 2024-03
categories: [sound]
publication:
  venue: CVPR
  year: 2024
  url: https://example.org/one
arxiv: 2403.00001
project: https://example.org/one/project
labels: [Diffusion]
authors: [A. One]
summary:
  en: English
  zh: 中文
""",
    "papers/2023/two.yml": """\
id: two
title: Two
date: 2023-05
categories: [picture]
""",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path


def told(data: Path) -> list[str]:
    loaded = load(data, today=TODAY)
    return [str(problem).removeprefix(f"{data}/") for problem in loaded.problems]


def replace(data: Path, name: str, old: str, new: str) -> None:
    file = data / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_sound_catalogue_has_no_problem(data: Path) -> None:
    assert told(data) == []


PAPER = "papers/2024/one.yml"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("authors:", "autors:", "12: autors: unknown key, did you mean 'authors'?"),
        ("id: one", "id: One", ('1: id: "One" is not an id; use lower-case letters, digits and '
         "single hyphens")),
        ("id: one", "id: y2024", '1: id: the id "y2024" is reserved for the pages\' own anchors'),
        ("date: 2024-03", "date: 2024-3",
         '3: date: "2024-3" is not a month such as 2024-09 or a year such as 2019'),
        ("date: 2024-03", "date: 2024-13",
         '3: date: "2024-13" is not a month such as 2024-09 or a year such as 2019'),
        ("date: 2024-03", "date: March",
         '3: date: "March" is not a month such as 2024-09 or a year such as 2019'),
        ("year: 2024", "year: 24", '7: publication.year: "24" is not a year such as 2024'),
        ("https://example.org/one\n", "htps://example.org/one\n",
         '8: publication.url: not an http(s) URL: "htps://example.org/one"'),
        ("https://example.org/one\n", "javascript:alert(1)\n",
         '8: publication.url: not an http(s) URL: "javascript:alert(1)"'),
        ("https://example.org/one/project", "https://example.org/one project",
         ('10: project: a URL must not contain spaces, quotes or angle brackets: '
         '"https://example.org/one project"')),
        ("https://example.org/one/project", "https:///path",
         '10: project: not an http(s) URL: "https:///path"'),
        ("labels:", "archived: {code: https://example.org/copy}\nlabels:",
         "11: archived.code: an archived copy of a link the paper does not have: code"),
        ("arxiv: 2403.00001", "arxiv: 2413.00001",
         '9: arxiv: "2413.00001" is not an arXiv identifier such as 2407.08136'),
        ("arxiv: 2403.00001", "arxiv: https://arxiv.org/abs/2403.00001",
         ('9: arxiv: "https://arxiv.org/abs/2403.00001" is not an arXiv identifier such as '
         "2407.08136")),
        ("arxiv: 2403.00001", "arxiv: 2303.00001",
         "3: date: 2024-03 contradicts the arXiv identifier 2303.00001, which means 2023-03"),
        ("https://example.org/one\n", "https://arxiv.org/abs/2403.00002\n",
         "9: arxiv: 2403.00001 is not the 2403.00002 of publication.url"),
        ("[sound]", "[sund]", "4: categories: unknown category 'sund', did you mean 'sound'?"),
        ("[sound]", "[]", "4: categories: at least 1 is required"),
        ("[sound]", "[sound, sound]", '4: categories: "sound" is listed twice'),
        ("[sound]", "sound", '4: categories: expected a list, got "sound"'),
        ("[Diffusion]", "[Difusion]", ("11: labels: unknown label 'Difusion', did you mean "
         "'Diffusion'?")),
        ("[Diffusion]", "[Noise removal]", ("11: labels: unknown label 'Noise removal', did you "
         "mean 'Diffusion'?")),
        ("[Diffusion]", "[Diffusion, Diffusion]", ('11: labels: "Diffusion" is listed '
         "twice")),
        ('"One: A Paper"', '" One"', '2: title: has a space at its start or end: " One"'),
        ('"One: A Paper"', '""', "2: title: empty text"),
        ('"One: A Paper"', '"a\\u202eb"', ("2: title: contains the invisible or control character "
         "U+202E; remove it")),
        ('"One: A Paper"', "x" * 501, "2: title: longer than 500 characters"),
        ('title: "One: A Paper"\n', "", "1: title: this key is required"),
        ("  zh: 中文", "  zh: English",
         '15: summary: the Chinese text is the same as the English: "English"'),
        ("  zh: 中文", "  zh: not it",
         ("15: summary: the Chinese text contains no Chinese characters: "
         '"not it"')),
        ("publication:\n  venue: CVPR", "publication:\n  venue: [CVPR]",
         "6: publication.venue: expected text, got […]"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_paper(data: Path, old: str, new: str, expected: str) -> None:
    replace(data, PAPER, old, new)
    problems = told(data)
    assert any(line == f"{PAPER}:{expected}" for line in problems), problems


@pytest.mark.parametrize(
    ("date", "venue_year", "arxiv", "fits"),
    [
        ("2024-03", "2024", "2403.00001", True),
        ("2024-02", "2025", "2403.00001", True),  # Submitted on the last days of February.
        ("2024-01", "2025", "2403.00001", False),
        ("2024-01", "2024", "2403.00001", True),  # Published in its own year, on arXiv later.
        ("2023-12", "2025", "2401.00001", True),
        ("2024-04", "2024", "2403.00001", False),
        ("2024-03", "2024", "2403.00001v2", True),
    ],
)
def test_the_arxiv_identifier_and_the_date(
    data: Path, date: str, venue_year: str, arxiv: str, *, fits: bool
) -> None:
    replace(data, PAPER, "2024-03", date)
    replace(data, PAPER, "year: 2024", f"year: {venue_year}")
    replace(data, PAPER, "2403.00001", arxiv)
    wanted = data / "papers" / date[:4] / "one.yml"
    wanted.parent.mkdir(exist_ok=True)
    (data / PAPER).rename(wanted)
    assert [line for line in told(data) if "contradicts" not in line] == []
    assert (told(data) == []) is fits


def second(data: Path, text: str) -> None:
    (data / "papers/2023/second.yml").write_text(text, encoding="utf-8")


def test_a_paper_is_listed_once(data: Path) -> None:
    second(
        data,
        "id: second\ntitle: 'ONE - a  Paper!'\ndate: 2023-05\ncategories: [sound]\n"
        "publication:\n  venue: arXiv\n  url: https://arxiv.org/pdf/2403.00001v2\n",
    )
    problems = told(data)
    place = "papers/2023/second.yml"
    assert f"{PAPER}:2: title: {data}/{place}:2 has the same title" in problems
    assert any("has the same arXiv identifier" in line for line in problems)


def test_a_file_has_the_name_of_its_id_and_the_folder_of_its_year(data: Path) -> None:
    (data / PAPER).rename(data / "papers/2023/uno.yml")
    assert told(data) == [
        "papers/2023/uno.yml:1: id: the file uno.yml must be named after its id, one.yml",
        "papers/2023/uno.yml:3: date: is in the folder 2023, belongs in 2024",
    ]


def test_an_id_is_unique(data: Path) -> None:
    (data / "papers/2022").mkdir()
    shutil.copy(data / "papers/2023/two.yml", data / "papers/2022/two.yml")
    assert (
        f'papers/2023/two.yml:1: id: "two" is already used by {data}/papers/2022/two.yml:1'
        in told(data)
    )


def test_a_future_date_is_an_error(data: Path) -> None:
    replace(data, "papers/2023/two.yml", "2023-05", "2028-02")
    replace(data, "datasets.yml", "2020", "2028")
    replace(data, PAPER, "year: 2024", "year: 2028")
    problems = told(data)
    assert "datasets.yml:2: year: 2028 is in the future; the latest possible is 2027" in problems
    assert (
        "papers/2023/two.yml:3: date: 2028 is in the future; the latest possible is 2027"
    ) in problems
    assert (
        f"{PAPER}:7: publication.year: 2028 is in the future; the latest possible is 2027"
        in problems
    )


def test_a_paper_may_be_listed_before_it_appears(data: Path) -> None:
    (data / "papers/2027").mkdir()
    (data / "papers/2023/two.yml").rename(data / "papers/2027/two.yml")
    replace(data, "papers/2027/two.yml", "2023-05", "2027-12")
    replace(data, "datasets.yml", "2020", "2027")
    assert told(data) == []


def test_a_date_before_the_field_began_is_an_error(data: Path) -> None:
    replace(data, "papers/2023/two.yml", "2023-05", "1024-05")
    assert "papers/2023/two.yml:3: date: 1024-05 is before 1990; check the year" in told(data)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("site.yml", "name: {en: Name, zh: 名称}", "name: {en: Name}",
         "site.yml:1: name.zh: the translation is missing"),
        ("site.yml", "zh: 名称", "zh: Name",
         'site.yml:1: name: the Chinese text is the same as the English: "Name"'),
        ("site.yml", "zh: 圈子", "zh: circle",
         'site.yml:6: community.name: the Chinese text contains no Chinese characters: "circle"'),
        ("site.yml", "https://example.org/join", "example.org",
         'site.yml:8: community.url: not an http(s) URL: "example.org"'),
        ("categories.yml", "title: {en: Sound, zh: 声音}", "title: {zh: 声音}",
         "categories.yml:2: title.en: the translation is missing"),
        ("categories.yml", "id: picture", "id: sound",
         'categories.yml:4: id: "sound" is already used by {data}/categories.yml:1'),
        ("labels.yml", "id: Emotional", "id: Diffusion",
         'labels.yml:4: id: "Diffusion" is already used by {data}/labels.yml:1'),
        ("labels.yml", "  aliases", "  alias", ("labels.yml:3: alias: unknown key, did you mean "
         "'aliases'?")),
        ("datasets.yml", "  url: https://example.org/faces\n", "",
         "datasets.yml:1: url: this key is required"),
        ("datasets.yml", "{en: Many faces, zh: 许多人脸}", "{}",
         "datasets.yml:3: description: text is required in English or Chinese"),
        ("terms.yml", "[talking head]", "[talking head, Talking Head]",
         'terms.yml:1: en: "Talking Head" is also used by {data}/terms.yml:1'),
        ("terms.yml", "[talking head]", "[]", "terms.yml:1: en: at least 1 is required"),
        ("categories.yml", "- id: sound", "id: sound",
         "categories.yml:2: not valid YAML: mapping values are not allowed in this context"),
    ],
)  # fmt: skip
def test_a_mistake_in_another_file(
    data: Path, name: str, old: str, new: str, expected: str
) -> None:
    replace(data, name, old, new)
    assert expected.replace("{data}", str(data)) in told(data)


def test_a_text_that_waits_for_its_translation_is_a_warning(data: Path) -> None:
    replace(data, PAPER, "  zh: 中文\n", "")
    replace(data, "datasets.yml", "en: Many faces, ", "")
    loaded = load(data, today=TODAY)
    assert loaded.catalogue is not None
    assert {problem.severity for problem in loaded.problems} == {"warning"}
    assert told(data) == [
        "datasets.yml:3: description: no English text yet; the English page shows the Chinese",
        f"{PAPER}:13: summary: no Chinese text yet; the Chinese page shows the English",
    ]


def test_a_translation_names_the_english_it_was_made_from(data: Path) -> None:
    replace(data, PAPER, "  zh: 中文\n", f"  zh: 中文\n  translates: {text_hash('English')}\n")
    assert told(data) == []
    replace(data, PAPER, "en: English", "en: Changed")
    assert told(data) == [
        (
            f"{PAPER}:16: summary: the English text has changed since it was translated; review "
            f"the Chinese, then set translates: {text_hash('Changed')}"
        )
    ]


def test_files_that_nothing_reads_are_reported(data: Path) -> None:
    (data / "papers/three.yml").write_text("id: three\n")
    (data / "papers/2024/one.yaml").write_text("id: one\n")
    (data / "notes.yml").write_text("a: b\n")
    (data / "papers/2024/.one.yml.swp").write_text("")
    sentence = "1: nothing reads this file; a paper belongs in papers/<year>/<id>.yml"
    assert sorted(told(data)) == [
        f"notes.yml:{sentence}",
        f"papers/2024/one.yaml:{sentence}",
        f"papers/three.yml:{sentence}",
    ]


@pytest.mark.parametrize("name", ["site.yml", "categories.yml", "labels.yml", "terms.yml"])
def test_a_missing_or_empty_file_is_reported(data: Path, name: str) -> None:
    (data / name).write_text("")
    assert f"{name}:1: the file is empty" in told(data)
    (data / name).unlink()
    assert f"{name}:1: no such file" in told(data)


@pytest.mark.parametrize("content", ["", "# Nothing yet.\n", "[]\n", "---\n", "~\n"])
def test_a_list_of_datasets_may_be_empty(data: Path, content: str) -> None:
    (data / "datasets.yml").write_text(content)
    loaded = load(data, today=TODAY)
    assert loaded.problems == ()
    assert loaded.catalogue is not None
    assert loaded.catalogue.datasets == ()


def test_a_catalogue_without_papers_is_a_catalogue(data: Path) -> None:
    shutil.rmtree(data / "papers")
    loaded = load(data, today=TODAY)
    assert loaded.problems == ()
    assert loaded.catalogue is not None
    assert loaded.catalogue.papers == ()


def test_a_missing_folder_is_reported(data: Path) -> None:
    loaded = load(data / "nowhere", today=TODAY)
    assert loaded.catalogue is None
    assert [str(problem) for problem in loaded.problems] == [f"{data}/nowhere:1: no such folder"]
