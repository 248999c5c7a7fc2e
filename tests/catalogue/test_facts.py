"""The facts of a paper and of a dataset: each key, and the sentence for each bad value."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from macros.catalogue.loading import Loaded, load
from macros.catalogue.localized_texts import Name
from macros.catalogue.model import Catalogue, Paper, newest_first
from macros.catalogue.value_types import Month, Quantity
from macros.catalogue.yaml_source import parse
from macros.catalogue.yaml_writer import canonical, plain_record, written
from macros.render.formats import format_month

SOUND = Path(__file__).parents[1] / "data" / "catalogue"
TODAY = Month(2026, 1)
PAPER = """\
id: vivid
title: "Vivid: A Talking Head"
aliases: [VividHead, VH]
date: 2019
added: 2025-12-31
categories: [sound]
publication:
  venue: ICLR
  year: 2020
  url: https://venue.example.org/vivid
  title: "Vivid: Talking Heads"
  journal: IJCV
  pages: 484-492
arxiv: 1905.00001
doi: 10.1000/vivid
code: https://code.example.org/vivid
authors:
  - Ana Silva
  - 张三
affiliations:
  - en: Adobe Research
  - en: Huya Inc.
    zh: 虎牙
summary:
  en: One line.
  zh: 一句话。
openness:
  code: training
  official: false
  weights: true
  licence: CC-BY-NC-4.0
  commercial_use: not-allowed
  hardware:
    en: 8 RTX 3090
    zh: 8 块 RTX 3090
  note:
    en: Part of it.
    zh: 部分内容。
  as_of: 2025-12-30
  evidence:
    - https://code.example.org/vivid/README
"""
DATASETS = """\
- name: Faces
  year: 2020
  description:
    en: Many faces
    zh: 许多人脸
  url: https://example.org/faces
  paper:
    id: vivid
  licence: custom
  commercial_use: unclear
  access: form
  size:
    hours: ~279
    clips: 16000+
    identities: 60
    resolution: 512×512
  mirrors:
    - url: https://mirror.example.org/faces
      name:
        en: Example Drive
        zh: 示例网盘
      checked: 2025-12-01
  as_of: 2025-12-02
  evidence:
    - https://example.org/faces/terms
- name: Voices
  year: 2019
  description:
    en: Many voices
    zh: 许多声音
  url: https://example.org/voices
  paper:
    title: Voices in the Wild
    arxiv: 1904.00001
"""
VENUES = """\
- id: ICLR
  name: International Conference on Learning Representations
  kind: conference
  aliases: [Int. Conf. Learn. Represent.]
- id: IJCV
  name: International Journal of Computer Vision
  kind: journal
"""
PLACES = {"paper": "papers/2019/vivid.yml", "datasets": "datasets.yml", "venues": "venues.yml"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(SOUND, folder)
    (folder / "papers/2019").mkdir()
    for name, content in (("paper", PAPER), ("datasets", DATASETS), ("venues", VENUES)):
        (folder / PLACES[name]).write_text(content, encoding="utf-8")
    return folder


def loaded(data: Path) -> Loaded:
    return load(data, today=TODAY)


def catalogue(data: Path) -> Catalogue:
    found = loaded(data)
    assert found.catalogue is not None, found.problems
    return found.catalogue


def with_line(data: Path, name: str, old: str, new: str) -> None:
    file = data / PLACES[name]
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def paper(**known: object) -> Paper:
    values = {"id": "a-paper", "title": "T", "date": "2024-09", "categories": ["c"], **known}
    return Paper.model_validate(values)


def test_every_key_is_read(data: Path) -> None:
    found = catalogue(data)
    vivid = found.paper("vivid")
    assert vivid.aliases == ("VividHead", "VH")
    assert (vivid.date, vivid.added) == (Month(2019), date(2025, 12, 31))
    assert vivid.affiliations[1]["zh"] == "虎牙"
    assert vivid.affiliations[0]["zh"] == "Adobe Research"
    assert vivid.openness is not None
    assert vivid.openness.weights is True
    assert vivid.openness.as_of == date(2025, 12, 30)
    assert vivid.openness.official is False
    faces, voices = found.datasets
    assert faces.size is not None
    assert faces.size.hours == Quantity(279, "~")
    assert faces.size.clips == Quantity(16000, "+")
    assert faces.mirrors[0].name["zh"] == "示例网盘"
    assert voices.paper is not None
    assert voices.paper.url == "https://arxiv.org/abs/1904.00001"
    assert faces.paper is not None
    assert faces.paper.id == "vivid"


def test_the_canonical_form_keeps_every_key(data: Path) -> None:
    assert canonical(parse(PAPER.encode(), ""), Paper) == PAPER
    assert written(plain_record(catalogue(data).paper("vivid")), Paper) == PAPER
    items = parse(DATASETS.encode(), "").value
    assert [plain_record(dataset) for dataset in catalogue(data).datasets] == items


def test_a_venue_is_known_by_its_names(data: Path) -> None:
    found = catalogue(data)
    iclr = found.venue("ICLR")
    assert iclr is not None
    assert found.venue("iclr") is iclr
    assert found.venue("Int. Conf. Learn. Represent.") is iclr
    assert found.venue("Unheard of") is None
    (data / "venues.yml").unlink()
    assert catalogue(data).venue("ICLR") is None


def test_a_year_comes_after_its_months() -> None:
    dates = ["2019", "2020-01", "2018-12", "2019-01", "2019-12"]
    papers = [paper(id=f"p{date}", date=date) for date in dates]
    ordered = [str(one.date) for one in newest_first(papers)]
    assert ordered == ["2020-01", "2019-12", "2019-01", "2019", "2018-12"]


def test_a_year_is_shown_as_a_year() -> None:
    assert str(Month.parse("2019")) == "2019"
    assert format_month(Month(2019), "en") == "2019"
    assert format_month(Month(2019), "zh") == "2019 年"
    assert paper(date="2019").year == 2019


@pytest.mark.parametrize(
    ("arxiv", "published", "fits"),
    [
        ("1905.00001", "2020", True),
        ("2001.00001", "2020", True),  # Submitted on the last days of 2019.
        ("2002.00001", "2020", False),
        ("2002.00001", "2019", True),  # Published in its own year, on arXiv later.
        ("1812.00001", "2019", False),
    ],
)
def test_a_year_and_the_arxiv_identifier(
    data: Path, arxiv: str, published: str, *, fits: bool
) -> None:
    with_line(data, "paper", "year: 2020", f"year: {published}")
    with_line(data, "paper", "1905.00001", arxiv)
    told = [problem.code for problem in loaded(data).problems if problem.severity == "error"]
    assert told == ([] if fits else ["date_contradicts_arxiv"])


@pytest.mark.parametrize(
    ("status", "link", "counts", "promised"),
    [
        ("training", True, True, False),
        ("inference", True, True, False),
        ("promised", True, False, True),
        ("none", True, False, False),
        (None, True, True, False),
        ("training", False, False, False),
    ],
)
def test_a_promise_is_not_code(
    status: str | None, *, link: bool, counts: bool, promised: bool
) -> None:
    evidence = ["https://example.org/"]
    one = paper(
        code="https://code.example.org/" if link else None,
        openness={"code": status, "evidence": evidence} if status else None,
    )
    assert one.has_code is counts
    assert one.code_is_promised is promised


def test_the_preprint_of_a_published_paper_can_be_reached() -> None:
    published = {"venue": "ICLR", "year": "2025", "url": "https://venue.example.org/p"}
    on_arxiv = {"venue": "CVPR", "year": "2025", "url": "https://arxiv.org/abs/2409.00001"}
    assert paper(publication=published).preprint is None
    assert paper(publication=on_arxiv, arxiv="2409.00001").preprint is None
    both = paper(publication=published, arxiv="2409.00001v2")
    assert both.preprint == "https://arxiv.org/abs/2409.00001v2"


SENTENCES = [
    ("paper", "added: 2025-12-31", "added: 2025-12",
     '5: added: "2025-12" is not a day such as 2024-09-30',
     "5: added: “2025-12”不是日期，正确写法如 2024-09-30"),
    ("paper", "added: 2025-12-31", "added: 2025-02-30",
     '5: added: "2025-02-30" is not a day such as 2024-09-30',
     "5: added: “2025-02-30”不是日期，正确写法如 2024-09-30"),
    ("paper", "added: 2025-12-31", "added: 2026-02-01",
     "5: added: 2026-02-01 is in the future; the latest possible is 2026-01",
     "5: added: 2026-02-01 是将来的日期，最晚为 2026-01"),
    ("paper", "pages: 484-492", "pages: pp. 484–492",
     ('13: publication.pages: "pp. 484–492" is not a page or a range such as 484-492, '
     "did you mean '484-492'?"),
     ("13: publication.pages: “pp. 484–492”不是页码或页码范围，正确写法如 484-492，"
     "是否应为“484-492”？")),
    ("paper", "doi: 10.1000/vivid", "doi: https://doi.org/10.1000/vivid",
     ('15: doi: "https://doi.org/10.1000/vivid" is not a DOI such as 10.1145/3394171.3413532, '
     "did you mean '10.1000/vivid'?"),
     ("15: doi: “https://doi.org/10.1000/vivid”不是 DOI，正确写法如 10.1145/3394171.3413532，"
     "是否应为“10.1000/vivid”？")),
    ("paper", "zh: 虎牙", "zh: Huya",
     '23: affiliations: the Chinese text contains no Chinese characters: "Huya"',
     "23: affiliations: 中文译文中没有汉字：“Huya”"),
    ("paper", "  - en: Adobe Research", "  - Adobe Research",
     '21: affiliations: expected keys with values, got "Adobe Research"',
     '21: affiliations: 应为键值对，实际为 "Adobe Research"'),
    ("paper", "code: training", "code: trainin",
     ('28: openness.code: "trainin" is not a value of this key; known are none, promised, '
     "inference, training"),
     ("28: openness.code: “trainin”不是该字段的有效值；可用的有 none, promised, inference, "
      "training")),
    ("paper", "  code: training\n", "",
     "27: openness.code: this key is required", "27: openness.code: 缺少必填字段"),
    ("paper", "weights: true", "weights: yes",
     '30: openness.weights: "yes" is neither true nor false',
     "30: openness.weights: “yes”无效，应为 true 或 false"),
    ("paper", "licence: CC-BY-NC-4.0", "licence: CC BY-NC 4.0",
     ('31: openness.licence: "CC BY-NC 4.0" is not a licence of the SPDX list '
     "(https://spdx.org/licenses/) such as MIT, nor custom or none, did you mean 'CC-BY-NC-4.0'?"),
     ("31: openness.licence: “CC BY-NC 4.0”不在 SPDX 许可证列表（https://spdx.org/licenses/）中，"
     "正确写法如 MIT；也可写 custom 或 none，是否应为“CC-BY-NC-4.0”？")),
    ("paper", "licence: CC-BY-NC-4.0", "licence: apache-2.0",
     ('31: openness.licence: "apache-2.0" is not a licence of the SPDX list '
     "(https://spdx.org/licenses/) such as MIT, nor custom or none, did you mean 'Apache-2.0'?"),
     ("31: openness.licence: “apache-2.0”不在 SPDX 许可证列表（https://spdx.org/licenses/）中，"
     "正确写法如 MIT；也可写 custom 或 none，是否应为“Apache-2.0”？")),
    ("paper", "commercial_use: not-allowed", "commercial_use: forbidden",
     ('32: openness.commercial_use: "forbidden" is not a value of this key; known are allowed, '
     "not-allowed, unclear"),
     ("32: openness.commercial_use: “forbidden”不是该字段的有效值；可用的有 allowed, not-allowed, "
     "unclear")),
    ("paper", "as_of: 2025-12-30", "as_of: 2026-03-01",
     "39: openness.as_of: 2026-03-01 is in the future; the latest possible is 2026-01",
     "39: openness.as_of: 2026-03-01 是将来的日期，最晚为 2026-01"),
    ("paper", "    - https://code.example.org/vivid/README", "    - vivid: README",
     "41: openness.evidence: expected text, got {{…}}",
     "41: openness.evidence: 应为文本，实际为 {{…}}"),
    ("paper", "  evidence:\n    - https://code.example.org/vivid/README\n", "",
     "27: openness.evidence: this key is required", "27: openness.evidence: 缺少必填字段"),
    ("datasets", "id: vivid", "id: vivd",
     "8: paper.id: no paper on the list has the id \"vivd\", did you mean 'vivid'?",
     "8: paper.id: 清单中没有 id 为“vivd”的论文，是否应为“vivid”？"),
    ("datasets", "    id: vivid", "    arxiv: 1905.00001",
     "7: paper: give either the id of a paper on the list or the title of another paper",
     "7: paper: 请写清单中论文的 id，或其他论文的标题（title），二者取一"),
    ("datasets", "    id: vivid", "    id: vivid\n    arxiv: 1905.00001",
     '7: paper: the paper "vivid" is already on the list; keep only the id',
     "7: paper: 论文“vivid”已在清单中，请只保留 id"),
    ("datasets", "    id: vivid", "    id: vivid\n    authors: [Ada Lovelace]",
     '7: paper: the paper "vivid" is already on the list; keep only the id',
     "7: paper: 论文“vivid”已在清单中，请只保留 id"),
    ("datasets", "access: form", "access: e-mail",
     '11: access: "e-mail" is not a value of this key; known are direct, form, script, gone',
     "11: access: “e-mail”不是该字段的有效值；可用的有 direct, form, script, gone"),
    ("datasets", "hours: ~279", "hours: about 279",
     '13: size.hours: "about 279" is not a number such as 60, ~279 (about) or 16000+ (more than)',
     "13: size.hours: “about 279”不是数量，正确写法如 60、~279（约）或 16000+（以上）"),
    ("datasets", "checked: 2025-12-01", "checked: 2026-12-01",
     "22: mirrors.checked: 2026-12-01 is in the future; the latest possible is 2026-01",
     "22: mirrors.checked: 2026-12-01 是将来的日期，最晚为 2026-01"),
    ("datasets", "licence: custom", "licence: own",
     ('9: licence: "own" is not a licence of the SPDX list (https://spdx.org/licenses/) such as '
     "MIT, nor custom or none"),
     ("9: licence: “own”不在 SPDX 许可证列表（https://spdx.org/licenses/）中，正确写法如 MIT；"
     "也可写 custom 或 none")),
    ("venues", "kind: journal", "kind: magazine",
     '7: kind: "magazine" is not a value of this key; known are conference, journal',
     "7: kind: “magazine”不是该字段的有效值；可用的有 conference, journal"),
    ("venues", "[Int. Conf. Learn. Represent.]", "[ijcv]",
     '5: aliases: "ijcv" is also used by {data}/venues.yml:1',
     "5: aliases: “ijcv”已出现在 {data}/venues.yml:1"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", SENTENCES, ids=lambda mistake: mistake[2].partition("\n")[0])
def test_a_bad_value_is_reported_in_both_languages(
    data: Path, mistake: tuple[str, str, str, str, str]
) -> None:
    name, old, new, english, chinese = mistake
    with_line(data, name, old, new)
    problems = [problem for problem in loaded(data).problems if problem.severity == "error"]
    where = f"{data}/{PLACES[name]}:"
    assert [one.describe("en") for one in problems] == [where + english.format(data=data)]
    assert [one.describe("zh") for one in problems] == [where + chinese.format(data=data)]


def test_a_dataset_may_name_a_paper_whose_file_is_refused(data: Path) -> None:
    with_line(data, "paper", "title:", "titel:")
    errors = [problem for problem in loaded(data).problems if problem.severity == "error"]
    assert {problem.path for problem in errors} == {f"{data}/{PLACES['paper']}"}


def test_a_doi_is_unique(data: Path) -> None:
    other = "id: other\ntitle: Other\ndate: 2019\ncategories: [sound]\n"
    (data / "papers/2019/other.yml").write_text(f"{other}doi: 10.1000/VIVID\n", encoding="utf-8")
    place = f"{data}/papers/2019"
    sentence = f"{place}/vivid.yml:15: doi: {place}/other.yml:5 has the same DOI"
    assert sentence in map(str, loaded(data).problems)


def test_a_name_may_lack_its_chinese() -> None:
    assert Name(en="Tooploox")["zh"] == "Tooploox"


@pytest.mark.parametrize("written", ["60", "351.6", "~279", "16000+"])
def test_a_quantity_is_written_as_it_was_read(written: str) -> None:
    assert str(Quantity.parse(written)) == written
