"""The forms in which lists write their entries; every list here is invented."""

from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import pytest

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.exchange.columns import Columns
from macros.exchange.listing import date_listing
from macros.exchange.lists import Reading, read_list
from macros.exchange.report import Report
from macros.exchange.sections import Sections
from macros.exchange.venues import parse_venue
from tests.site.built import SEED

PAPER = "https://arxiv.org/abs/2403.00001"
CODE = "https://github.com/lab/talker"
PAGE = "https://lab.github.io/talker/"
TITLE = "Talker: Faces That Speak Without Rest"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(SEED).catalogue
    assert loaded is not None
    return loaded


def read(catalogue: Catalogue, document: str, columns: Columns | None = None) -> Reading:
    sections = Sections.of(catalogue.categories, fallback="2d-audio-driven")
    text = dedent(document)
    return read_list(text, "list.md", sections, catalogue.labels, "en", columns=columns)


def records(reading: Reading) -> Iterator[dict[str, Any]]:
    for listing in reading.papers:
        date_listing(listing, Report())
        yield {key: value for key, value in listing.record.items() if key != "categories"}


FORMS = {
    "paragraph with line breaks": f"""\
        **{TITLE}.**<br>
        *Ada Alpha, Ben Beta.*<br>
        CVPR (Oral) 2025. [[PDF]({PAPER})] [[Project]({PAGE})] [[Code]({CODE})]
        """,
    "paragraph with backslashes": f"""\
        **{TITLE}** \\
        *Ada Alpha, Ben Beta* \\
        [28th Feb., 2024] [CVPR, 2025] \\
        [[Paper]({PAPER})] [[Website]({PAGE})] [[GitHub]({CODE})]
        """,
    "numbered, authors below": f"""\
        14. **[{TITLE}.]({PAPER})** [[code]({CODE})] [[page]({PAGE})]

            *Ada Alpha, Ben Beta.* CVPR'25
        """,
    "numbered with brackets": f"""\
        3. [2025][CVPR] {TITLE}. *Ada Alpha and Ben Beta.* [[paper]({PAPER})][[code]({CODE})]
           [[website]({PAGE})]
        """,
    "heading": f"""\
        ### 7. {TITLE}
        **Authors**: Ada Alpha, Ben Beta

        <details span>
        <summary><b>Abstract</b></summary>
        Faces speak. They do not rest.
        </details>

        [📄 Paper (CVPR 2025)]({PAPER}) | [🌐 Project Page]({PAGE}) | [💻 Code (soon)]({CODE})
        """,
    "heading with fields": f"""\
        #### [7] {TITLE}
        - **🧑 作者**：Ada Alpha, Ben Beta
        - **🔗 链接**：[[arXiv:2403.00001]({PAPER})] [[Code]({CODE})] [[Project]({PAGE})]
        - **📝 说明**: 🏆 Accepted to CVPR 2025
        """,
    "title with fields": f"""\
        [12] {TITLE}

        - Authors: Ada Alpha, Ben Beta
        - Project: {PAGE}
        - Code: {CODE}
        - Paper: {PAPER}
        """,
    "badges": f"""\
        + [{TITLE}]({PAPER}) (Feb., 2024)
          [![Star](https://img.shields.io/github/stars/lab/talker.svg)]({CODE})
          [![arXiv](https://img.shields.io/badge/arXiv-b31b1b.svg)]({PAPER})
          [![Website](https://img.shields.io/badge/Website-9cf)]({PAGE})
        """,
    "name and title": f"""\
        * **Talker**: Faces That Speak Without Rest, *CVPR, 2025*. [[Paper]({PAPER})]
          [[Website]({PAGE})] [[Code]({CODE})]
        """,
    "HTML table": f"""\
        <table>
        <tr><th>Paper</th><th>Venue</th><th>Links</th></tr>
        <tr>
          <td><a href="{PAPER}"><b>{TITLE}</b></a>
          <td>CVPR 2025</td>
          <td><a href="{PAGE}">Project</a> / <a href="{CODE}">Code</a></td>
        </tr>
        </table>
        """,
    "HTML list": f"""\
        <ul>
        <li><a href="{PAPER}">{TITLE}</a>, CVPR 2025, <a href="{CODE}">code</a>,
        <a href="{PAGE}">page</a></li>
        </ul>
        """,
    "table of links": f"""\
        | Pub. & Date | Title | Code/Proj |
        |:--:|--|:--:|
        | CVPR 2025 | 🔥[**Talker**] [{TITLE}]({PAPER}) | [Code]({CODE}) / [Proj]({PAGE}) |
        """,
    "table with names": f"""\
        | Name | Paper | Conference/Journal | Download Link |
        |--|--|--|--|
        | Talker | [{TITLE}]({PAPER}) | CVPR(2025) | [page]({PAGE}) <br> [code]({CODE}) |
        """,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_the_paper(catalogue: Catalogue, form: str) -> None:
    reading = read(catalogue, FORMS[form])
    (record,) = records(reading)
    assert record["title"].rstrip(".") == TITLE
    assert record["arxiv"] == "2403.00001"
    assert record["code"] == CODE
    assert record["project"] == PAGE
    assert record["date"] in ("2024-03", "2024-02")
    assert record["publication"]["url"] == PAPER
    if "2025" in FORMS[form] or "'25" in FORMS[form]:
        assert record["publication"]["venue"] in ("CVPR", "arXiv")
    if "Alpha" in FORMS[form]:
        assert record["authors"] == ["Ada Alpha", "Ben Beta"]
    assert not any(problem.severity == "error" for problem in reading.problems)
    assert not reading.report.refused


@pytest.mark.parametrize(
    "form",
    [form for form in FORMS if form not in ("heading with fields", "title with fields", "badges")],
)
def test_a_form_names_the_venue(catalogue: Catalogue, form: str) -> None:
    (record,) = records(read(catalogue, FORMS[form]))
    if form != "heading":
        assert record["publication"]["venue"] == "CVPR"
        assert record["publication"]["year"] == "2025"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("https://arxiv.org/pdf/2212.00256.pdf?", "https://arxiv.org/abs/2212.00256"),
        ("https://arxiv.org/abs//2212.00256", "https://arxiv.org/abs/2212.00256"),
        ("https://ar5iv.labs.arxiv.org/html/2212.00256", "https://arxiv.org/abs/2212.00256"),
        ("https://www.alphaxiv.org/abs/2212.00256v2", "https://arxiv.org/abs/2212.00256"),
        ("https://huggingface.co/papers/2212.00256", "https://arxiv.org/abs/2212.00256"),
        ("https://arxiv.org/pdf/2212.00256v3.pdf", "https://arxiv.org/pdf/2212.00256v3.pdf"),
    ],
)
def test_identifiers_in_addresses(catalogue: Catalogue, address: str, canonical: str) -> None:
    (record,) = records(read(catalogue, f"- One Paper of Many; [link]({address})"))
    assert record["arxiv"] == "2212.00256"
    assert record["publication"] == {"venue": "arXiv", "url": canonical}
    assert record["date"] == "2022-12"


@pytest.mark.parametrize(
    ("entry", "date"),
    [
        ("- [2024.03] A Paper [paper](https://arxiv.org/abs/2403.00001)", "2024-03"),
        ("- A Paper (Apr., 2025) [page](https://e.org/)", "2025-04"),
        ("- A Paper, Mar 2024. [page](https://e.org/)", "2024-03"),
        ("- A Paper, CVPR 2019. [paper](https://arxiv.org/abs/1812.00001)", "2018-12"),
        ("- A Paper, CVPR 2019. [paper](https://e.org/a.pdf)", "2019"),
        ("- A Paper, arXiv 2021. [page](https://e.org/)", "2021"),
        ("## 2017\n- A Paper [page](https://e.org/)", "2017"),
        ("## 2017\n- A Paper, ICCV 2015. [page](https://e.org/)", "2015"),
        ("| Year | Title |\n|--|--|\n| 2016 | A Paper |", "2016"),
        (
            "| Year | Title |\n|--|--|\n| 2016 | [A Paper](https://arxiv.org/abs/1603.00001) |",
            "2016-03",
        ),
    ],
)
def test_the_evidence_of_dates(catalogue: Catalogue, entry: str, date: str) -> None:
    (record,) = records(read(catalogue, entry))
    assert record["date"] == date


def test_columns_can_be_named(catalogue: Catalogue) -> None:
    table = f"""\
        | Was | Wo | Egal |
        |--|--|--|
        | {TITLE} | CVPR 2025 | 3 |
        """
    assert len(read(catalogue, table).papers) == 0
    columns = Columns.of({"was": "title", "Wo": "publication", "Egal": ""})
    reading = read(catalogue, table, columns)
    assert list(records(reading)) == [
        {
            "title": TITLE,
            "publication": {"venue": "CVPR", "year": "2025"},
            "date": "2025",
        }
    ]
    assert reading.problems == []


def test_a_cell_that_spans_rows_belongs_to_each(catalogue: Catalogue) -> None:
    reading = read(
        catalogue,
        """\
        <table>
        <tr><th>Venue</th><th>Title</th></tr>
        <tr><td rowspan=2>CVPR 2025</td><td>First Paper</td></tr>
        <tr><td>Second Paper</td></tr>
        </table>

        - Third Paper, ICCV 2025
        """,
    )
    assert [(record["title"], record["publication"]["venue"]) for record in records(reading)] == [
        ("First Paper", "CVPR"),
        ("Second Paper", "CVPR"),
        ("Third Paper", "ICCV"),
    ]
    assert [listing.first_line for listing in reading.papers] == [3, 4, 7]


def test_a_long_table_keeps_its_columns_and_lines(catalogue: Catalogue) -> None:
    rows = [f"| 2024 | Paper Number {number} | CVPR 2024 |" for number in range(2000)]
    reading = read(catalogue, "\n".join(["| Year | Title | Venue |", "|--|--|--|", *rows]))
    assert [listing.first_line for listing in reading.papers] == list(range(3, 2003))
    assert reading.problems == []


@pytest.mark.parametrize(
    ("text", "venue", "year"),
    [
        ("CVPR 2023", "CVPR", "2023"),
        ("CVPR'23", "CVPR", "2023"),
        ("CVPR23", "CVPR", "2023"),
        ("arXiv(2023)", "arXiv", None),
        ("ECCV (Oral) 2022", "ECCV", "2022"),
        ("ICLR 2026 Oral", "ICLR", "2026"),
        ("2021 TMM", "TMM", "2021"),
        ("neurips 2023 (spotlight)", "NeurIPS", "2023"),
        ("arXiv preprint arXiv:2212.00256", "arXiv", None),
    ],
)
def test_venues(text: str, venue: str, year: str | None) -> None:
    found = parse_venue(text)
    assert found is not None
    assert (found["venue"], found.get("year")) == (venue, year)


@pytest.mark.parametrize("text", ["what it does", "Ada Alpha", "soon", "", "Spotlight on Faces"])
def test_text_that_names_no_venue(text: str) -> None:
    assert not parse_venue(text)
