"""Reading awesome lists: the common forms, and reports about the rest."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.addresses import kind_of_address, kind_of_label, venue_and_year
from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.catalogue.value_types import Month
from macros.exchange.dates import parse_month
from macros.exchange.document import PART_LINES
from macros.exchange.lists import Reading, read_list
from macros.exchange.sections import Sections
from macros.translations import Locale
from tests.site.built import SEED


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(SEED)
    assert loaded.catalogue is not None
    return loaded.catalogue


def read(catalogue: Catalogue, document: str, locale: Locale = "en") -> Reading:
    sections = Sections.of(catalogue.categories, fallback="2d-audio-driven")
    return read_list(dedent(document), "list.md", sections, catalogue.labels, locale)


CODE = "https://github.com/a/b"
ABS = "https://arxiv.org/abs/2403.00001"
PAGE = "https://a.github.io/b/"


@pytest.mark.parametrize(
    "bullet",
    [
        f"- Some Talker: A Title; [arXiv 2024]({ABS}); [Project]({PAGE}); [Code]({CODE});",
        f"* Some Talker: A Title; [arXiv 2024]({ABS}) ; [project page]({PAGE}) ; [github]({CODE})",
        f"- **Some Talker: A Title** [[Paper]]({ABS}) [[Project]]({PAGE}) [[Code]]({CODE})",
        f"- **Some Talker**: A Title. [paper]({ABS}) | [web]({PAGE}) | [code]({CODE})".replace(
            "[web]", "[website]"
        ),
        f"- [Some Talker: A Title]({ABS}) [\\[Project\\]]({PAGE}) [\\[Code\\]]({CODE})",
        f"- [2024.03] Some Talker: A Title [paper]({ABS}) [page]({PAGE}) [code]({CODE})",
        f"- (arXiv 2024) [Some Talker: A Title]({ABS}), [Project]({PAGE}), [Code]({CODE})",
        (
            f"- Some Talker: A Title <br> [![arXiv](https://img.shields.io/arxiv.svg)]({ABS}) "
            f"[![Project](https://img.shields.io/p.svg)]({PAGE}) "
            f"[![Code](https://img.shields.io/c.svg)]({CODE})"
        ),
        (
            f'- <b>Some Talker: A Title</b> <a href="{ABS}">Paper</a> <a href="{PAGE}">Project</a> '
            f'<a href="{CODE}">Code</a>'
        ),
        f"- Some Talker: A Title; {ABS}; {PAGE}; {CODE}",
        f"1. Some Talker: A Title [arXiv]({ABS}) [项目主页]({PAGE}) [代码]({CODE})",
        f"- Some Talker: A Title\n  - [Paper]({ABS})\n  - [Project]({PAGE})\n  - [Code]({CODE})",
    ],
)
def test_bullets_in_the_forms_lists_use(catalogue: Catalogue, bullet: str) -> None:
    reading = read(catalogue, bullet)
    assert [problem.code for problem in reading.problems] == []
    assert [found.record for found in reading.papers] == [
        {
            "title": "Some Talker: A Title",
            "categories": ["2d-audio-driven"],
            "publication": {"venue": "arXiv", "url": ABS},
            "arxiv": "2403.00001",
            "project": PAGE,
            "code": CODE,
        }
        | ({"date": "2024-03"} if "2024.03" in bullet else {})
    ]


def test_a_venue_a_date_and_authors_after_the_title(catalogue: Catalogue) -> None:
    reading = read(
        catalogue,
        f"- **Title Here**, *A. One, B. Two and C. Three*, CVPR 2024, 2023-11. [[Paper]]({ABS})",
    )
    assert reading.problems == []
    assert reading.papers[0].record == {
        "title": "Title Here",
        "categories": ["2d-audio-driven"],
        "authors": ["A. One", "B. Two", "C. Three"],
        "publication": {"venue": "CVPR", "year": "2024", "url": ABS},
        "date": "2023-11",
        "arxiv": "2403.00001",
    }


def test_links_may_be_defined_anywhere_in_a_long_document(catalogue: Catalogue) -> None:
    count = PART_LINES + 10
    entries = [f"- [A Fine Talker, Number {n}][{n}], CVPR 2024." for n in range(count)]
    definitions = [f"[{n}]: https://arxiv.org/abs/2403.{n:05d}" for n in range(count)]
    reading = read(catalogue, "\n".join([*entries, "", *definitions]))
    found = [listing.get("arxiv") for listing in reading.papers.drain()]
    assert found == [f"2403.{n:05d}" for n in range(count)]


def test_nested_headings_decide_the_category(catalogue: Catalogue) -> None:
    reading = read(
        catalogue,
        f"""\
        # Awesome
        ## Contents
        - [3D](#3d-audio-driven)
        ## 3D Audio-Driven
        ### 2024
        - One Paper; [arXiv]({ABS})
        ## 2D 视频驱动
        - Two Papers; [arXiv]({ABS.replace("00001", "00002")})
        ## Other
        - Three Papers; [arXiv]({ABS.replace("00001", "00003")})
        """,
    )
    assert reading.problems == []
    assert [found.items("categories") for found in reading.papers] == [
        ["3d-audio-driven"],
        ["2d-video-driven"],
        ["2d-audio-driven"],
    ]
    assert [found.first_line for found in reading.papers] == [6, 8, 10]


def test_tables_with_other_columns_and_links_in_titles(catalogue: Catalogue) -> None:
    reading = read(
        catalogue,
        f"""\
        | Date | Paper | Venue | Code | Tags | Authors |
        |:--|--|--|:-:|--|--|
        | 2024.03 | [A \\| B]({ABS}) | CVPR 2024 | {CODE} | diffusion model, 情感控制 | X Y, Z |
        | Mar 2024 | **[Two]({ABS.replace("00001", "00002")})** | | ![](x.svg) | Novel | |
        """,
    )
    assert reading.papers[0].record == {
        "title": "A | B",
        "categories": ["2d-audio-driven"],
        "publication": {"venue": "CVPR", "year": "2024", "url": ABS},
        "arxiv": "2403.00001",
        "date": "2024-03",
        "code": CODE,
        "labels": ["Diffusion", "Emotional"],
        "authors": ["X Y", "Z"],
    }
    assert reading.papers[1].get("title") == "Two"
    assert [(problem.line, problem.code) for problem in reading.problems] == [
        (4, "import_unknown_label"),
        (3, "import_label"),
    ]


def test_a_table_of_something_else_is_reported_row_by_row(catalogue: Catalogue) -> None:
    reading = read(catalogue, "| Tool | Stars |\n|--|--|\n| x | 3 |\n")
    assert [str(problem) for problem in reading.problems] == [
        (
            "list.md:3: a row of a table of neither papers nor datasets: Tool | Stars; "
            "name the title's column with --column NAME=title"
        )
    ]


def test_datasets_in_chinese(catalogue: Catalogue) -> None:
    reading = read(
        catalogue,
        "## 数据集\n\n| 数据集 | 年份 | 说明 | 链接 |\n|--|--|--|--|\n"
        "| [甲](https://e.org/a) | 2024 | **高清**数据 | |\n",
        "zh",
    )
    assert reading.problems == []
    assert reading.datasets[0].record == {
        "name": "甲",
        "year": "2024",
        "url": "https://e.org/a",
        "description": {"zh": "**高清**数据"},
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09/24", Month(2024, 9)),
        ("9/2024", Month(2024, 9)),
        ("2024-09", Month(2024, 9)),
        ("2024.9.13", Month(2024, 9)),
        ("Sep 2024", Month(2024, 9)),
        ("September 13, 2024", Month(2024, 9)),
        ("2024 Sep", Month(2024, 9)),
        ("2024 年 9 月", Month(2024, 9)),
        ("2024年9月13日", Month(2024, 9)),
        ("13/24", None),
        ("2024", None),
        ("soon", None),
        ("", None),
    ],
)
def test_months(text: str, expected: Month | None) -> None:
    assert parse_month(text) == expected


def test_a_year_of_two_digits_lies_in_the_century_of_its_section() -> None:
    assert parse_month("09/98", 1900) == Month(1998, 9)


def test_kinds_of_links() -> None:
    assert kind_of_label("[Code]") == "code"
    assert kind_of_label("Project Page") == "project"
    assert kind_of_label("知识星球") == "blog"
    assert kind_of_label("Codebook Talk") is None
    assert kind_of_address("https://huggingface.co/a/b") == "code"
    assert kind_of_address("https://www.arxiv.org/abs/1") == "publication"
    assert kind_of_address("https://notgithub.com/a") is None
    assert venue_and_year("SIGGRAPH Asia 2020") == {"venue": "SIGGRAPH Asia", "year": "2020"}
    assert venue_and_year("CVPR2020") == {"venue": "CVPR", "year": "2020"}
    assert venue_and_year("arXiv 2024") == {"venue": "arXiv"}


@given(st.text(st.sampled_from(list('|-*[]()<>`#\n ab!&;:1.\\/"=~中')), max_size=200))
def test_any_document_is_read_without_an_exception(document: str) -> None:
    loaded = load(SEED).catalogue
    assert loaded is not None
    read(loaded, document)
