"""An import counts every entry: new, merged or refused, and says what it dropped."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.exchange.list_files import UnreadableList, list_format
from macros.exchange.lists import Reading, read_list
from macros.exchange.merging import Merged, merge
from macros.exchange.report import Report
from macros.exchange.sections import SKIPPED, Sections
from tests.site.built import SEED

ABS = "https://arxiv.org/abs/2403.0000"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(SEED).catalogue
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def empty() -> Catalogue:
    # A copy of one in use would have the lists of papers that it found.
    loaded = load(SEED).catalogue
    assert loaded is not None
    return loaded.model_copy(update={"papers": (), "datasets": ()})


def imported(
    catalogue: Catalogue, document: str, keep: int | None = None, **sections: str
) -> Merged:
    known = Sections.of(catalogue.categories, sections, fallback="2d-audio-driven")
    report = Report(keep)
    reading = read_list(
        dedent(document), "list.md", known, catalogue.labels, "en", reading=Reading(report=report)
    )
    return merge(reading.papers, reading.datasets, catalogue, report, choices="…")


def errors(merged: Merged) -> list[tuple[int, str]]:
    return sorted(
        (problem.line, problem.code) for problem in merged.problems if problem.severity == "error"
    )


def test_every_entry_is_new_merged_or_refused(catalogue: Catalogue) -> None:
    merged = imported(
        catalogue,
        f"""\
        - A New Paper; [arXiv]({ABS}1)
        - A New Paper; [arXiv]({ABS}1)
        - Loopy: Taming Audio-Driven Portrait Avatar with Long-Term Motion Dependency
        - An Undated Paper; [page](https://e.org/undated)
        - something that is no paper

        | Tool | Stars |
        |--|--|
        | x | 3 |

        | Title | Venue |
        |--|--|
        | | CVPR 2024 |
        | A Row | CVPR 2024 |
        """,
    )
    assert merged.refused == 4
    assert merged.report.refused == {
        "import_no_date": 1,
        "import_unread_bullet": 1,
        "import_unread_table": 1,
        "import_no_title": 1,
    }
    assert (merged.found, merged.new, merged.merged) == (8, 2, 2)


def test_entries_in_bold_without_a_date_are_refused_not_overlooked(catalogue: Catalogue) -> None:
    entry = "**A Paper Called {}.**<br>\n*Ada Alpha, Ben Beta.*<br>\n\n"
    merged = imported(catalogue, "".join(entry.format(number) for number in range(40)))
    assert merged.report.refused == {"import_no_date": 40}
    assert merged.report.has_errors


def test_a_known_paper_is_known_without_date_link_or_category(catalogue: Catalogue) -> None:
    title = next(paper.title for paper in catalogue.papers if paper.id == "loopy")
    reading = read_list(
        f"## Elsewhere\n- {title}\n", "list.md", Sections.of(catalogue.categories), (), "en"
    )
    merged = merge(reading.papers, [], catalogue, reading.report)
    assert (merged.found, merged.merged) == (1, 1)
    assert merged.problems == []


def test_two_titles_on_one_copied_link_are_two_papers_and_an_error(catalogue: Catalogue) -> None:
    merged = imported(
        catalogue,
        f"""\
        - Faces That Speak, CVPR 2025. [[paper]({ABS}1)]
        - A Survey of Something Else, ICCV 2025. [[paper]({ABS}1)] [[code](https://github.com/o/t)]
        """,
    )
    first, second = merged.papers
    assert (first.title, first.arxiv, first.code) == ("Faces That Speak", "2403.00001", None)
    assert (second.title, second.arxiv) == ("A Survey of Something Else", None)
    assert second.code == "https://github.com/o/t"
    assert errors(merged) == [(2, "import_copied_link")]


@pytest.mark.parametrize(
    "other",
    [
        "Talker",
        "Talker: Faces That Never Rest",
        "Talker: Faces That Speak With No Rest",
        "TALKER: FACES THAT SPEAK WITHOUT REST",
        "Faces That Speak Without Rest",
    ],
)
def test_two_spellings_on_one_link_are_one_paper(catalogue: Catalogue, other: str) -> None:
    merged = imported(
        catalogue,
        f"- Talker: Faces That Speak Without Rest; [arXiv]({ABS}1)\n- {other}; [arXiv]({ABS}1)\n",
    )
    assert (merged.new, merged.merged) == (1, 1)
    assert errors(merged) == []


def test_a_broken_link_is_dropped_and_the_paper_stays(catalogue: Catalogue) -> None:
    merged = imported(catalogue, f"- A Paper; [arXiv]({ABS}1); [Code](host.github.io/x/)\n")
    (paper,) = merged.papers
    assert (paper.title, paper.code) == ("A Paper", None)
    assert errors(merged) == [(1, "import_broken_link")]


def test_a_broken_cell_is_dropped_and_the_paper_stays(catalogue: Catalogue) -> None:
    merged = imported(
        catalogue,
        f"| Title | Date | Code | arXiv |\n|--|--|--|--|\n"
        f"| [A Paper]({ABS}1) | soon | see below | 99.1 |\n",
    )
    (paper,) = merged.papers
    assert (paper.arxiv, str(paper.date)) == ("2403.00001", "2024-03")
    assert errors(merged) == [
        (3, "import_not_a_date"),
        (3, "import_unread_cell"),
        (3, "import_unread_cell"),
    ]


def test_a_value_the_catalogue_cannot_hold_is_dropped(catalogue: Catalogue) -> None:
    far = "https://e.org/" + "a" * 5000
    merged = imported(catalogue, f"- A Paper; [arXiv]({ABS}1), *{'Ada Alpha, ' * 2}Ben Beta*\n")
    assert merged.new == 1
    merged = imported(catalogue, f"- A Paper; [arXiv]({ABS}1); [Code]({far})\n")
    assert merged.new == 1
    assert errors(merged)


@pytest.mark.parametrize(
    "nothing", ["-", "–", "—", "N/A", "n/a", "/", " ", "None", "TBD", "❌", "⭐️"]
)
def test_a_cell_without_text_is_empty(catalogue: Catalogue, nothing: str) -> None:
    merged = imported(
        catalogue,
        "| Title | Date | Code | Project | Venue | Labels | Stars |\n|--|--|--|--|--|--|--|\n"
        f"| [A Paper]({ABS}1) {f'| {nothing} ' * 6}|\n",
    )
    assert merged.problems == []
    assert merged.new == 1


def test_the_first_entry_of_a_section_is_not_taken_for_its_heading(catalogue: Catalogue) -> None:
    merged = imported(
        catalogue,
        f"""\
        ## Benchmarks

        - Robust Faces in the Shadow of Fields, *ICRA, 2024*. [[Paper]({ABS}1)]

        ### Week Papers

        - **[2024.03.02]**
          - Paper: [Faces That Speak Without Rest]({ABS}2)
          - Paper: [Faces That Rest Without Speech]({ABS}3)
        """,
    )
    assert [paper.title for paper in merged.papers] == [
        "Robust Faces in the Shadow of Fields",
        "Faces That Speak Without Rest",
        "Faces That Rest Without Speech",
    ]


def test_a_link_to_a_markdown_page_elsewhere_is_a_link(catalogue: Catalogue) -> None:
    page = "https://github.com/lab/talker/blob/main/README.md"
    merged = imported(
        catalogue,
        f"- Faces That Speak, CVPR 2024. [[website]({page})]\n- [More](./more.md)\n- [Top](#top)\n",
    )
    (paper,) = merged.papers
    assert paper.project == page
    assert [(problem.line, problem.code) for problem in merged.problems] == [(2, "import_prose")]


def test_a_section_can_be_skipped(catalogue: Catalogue) -> None:
    merged = imported(
        catalogue,
        f"## Tools\n- A Tool; [code](https://github.com/a/b)\n## Else\n- P; [arXiv]({ABS}1)\n",
        Tools=SKIPPED,
    )
    assert merged.found == merged.new + merged.refused
    assert all(paper.title != "A Tool" for paper in merged.papers)


def test_the_report_counts_all_keeps_the_first_and_puts_the_frequent_first(
    catalogue: Catalogue,
) -> None:
    bullets = "".join(f"- A Paper {number} [page](https://e.org/)\n" for number in range(250))
    merged = imported(catalogue, f"- nothing to see here\n{bullets}", keep=3)
    assert [(reason.code, reason.count) for reason in merged.report.reasons] == [
        ("import_no_date", 250),
        ("import_unread_bullet", 1),
    ]
    assert [problem.line for problem in merged.report.reasons[0].problems] == [2, 3, 4]
    whole = imported(catalogue, f"- nothing to see here\n{bullets}")
    assert len(whole.problems) == 251


def test_the_choices_come_in_the_order_of_the_categories(catalogue: Catalogue) -> None:
    sections = Sections.of(catalogue.categories)
    assert sections.choices == [category.id for category in catalogue.categories]


LINES = st.lists(
    st.sampled_from(
        [
            "## 2D-Audio-Driven",
            "### 1. A Heading as a Title",
            "### 2024",
            f"- A Paper; [arXiv]({ABS}1)",
            f"- **Another**: Paper, *CVPR, 2024*. [[Paper]({ABS}2)]",
            "- [Broken](nowhere)",
            "- words",
            "  - [Code](https://github.com/a/b)",
            "**A Bold Title.**<br>",
            "*Ada Alpha, Ben Beta*",
            "[[Paper](https://arxiv.org/abs/2403.00003)]",
            "",
            "",
            "| Title | Date |",
            "|--|--|",
            "| A Row | 2024 |",
            "| | soon |",
            "<table><tr><th>Title</th></tr><tr><td>Cell",
            "</table>",
            "```",
            "<!-- hidden",
            "-->",
        ]
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(LINES)
def test_the_sum_holds_for_any_list(empty: Catalogue, lines: list[str]) -> None:
    report = Report()
    sections = Sections.of(empty.categories, fallback="2d-audio-driven")
    reading = read_list(
        "\n".join(lines), "list.md", sections, (), "en", reading=Reading(report=report)
    )
    read = len(reading.papers) + len(reading.datasets) + report.refused.total()
    merged = merge(reading.papers, reading.datasets, empty, report)
    assert merged.found == read
    assert merged.new == len({paper.id for paper in merged.papers}) + len(merged.datasets)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("list.yml", "- a: b\n", "YAML"),
        ("list.yaml", "- a: b\n", "YAML"),
        ("list.html", "<p>", "HTML"),
        ("list.pdf", "%PDF-1.7", "PDF"),
        ("list.md", "%PDF-1.7\n", "PDF"),
        ("list.md", "<!DOCTYPE html>\n<html><body>", "HTML"),
        ("list.md", "\n<html lang=en>", "HTML"),
        ("list.md", '[\n  {"title": "A"}\n]\n', "JSON"),
        ("list.md", "- id: a\n  title: A Paper\n  year: 2024\n- id: b\n  title: B\n", "YAML"),
        ("list.md", "@article{a,\n  title = {A}\n}\n", "BibTeX"),
        ("list.md", "TY  - JOUR\nTI  - A\nER  - \n", "RIS"),
    ],
)
def test_other_files_are_refused_by_name(
    tmp_path: Path, name: str, content: str, kind: str
) -> None:
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(UnreadableList, match=kind):
        list_format(file)


@pytest.mark.parametrize(
    "content",
    [
        "# Awesome\n\n- [Title](https://e.org/)\n",
        "- Title: what it does; [arXiv](https://e.org/)\n",
        "---\ntitle: A List\n---\n\n# Awesome\n\nWords: more words.\n",
        "<p align=center>\n\n# Awesome\n",
        "[![badge](https://e.org/b.svg)](https://e.org/)\n",
    ],
)
def test_lists_are_not_taken_for_other_files(tmp_path: Path, content: str) -> None:
    file = tmp_path / "list.md"
    file.write_text(content)
    assert list_format(file) == "Markdown"


def test_json_other_than_a_bibliography_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "papers.json"
    file.write_text('{"papers": []}')
    with pytest.raises(UnreadableList, match="JSON other than CSL-JSON"):
        list_format(file)
    file.write_text('[{"type": "article", "title": "A"}]')
    assert list_format(file) == "CSL-JSON"


def test_front_matter_is_no_part_of_a_list(catalogue: Catalogue) -> None:
    merged = imported(catalogue, f"---\ntitle: x\ntags: [a]\n---\n- A Paper; [arXiv]({ABS}1)\n")
    assert [problem.code for problem in merged.problems] == []
    assert merged.new == 1
