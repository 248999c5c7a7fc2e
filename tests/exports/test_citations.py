"""Citations that other programs read, all from one mapping."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import bibtexparser
import pytest
import rispy
from pybtex import errors as pybtex_errors
from pybtex.database import Person, parse_string

from macros.catalogue.data_folder import data_folder
from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue, Dataset, Paper, Venue
from macros.exports.citation_files import cited_datasets, cited_paper
from macros.exports.citations import bibtex, ris
from macros.exports.csl import CslItem, csl_item, csl_name
from macros.exports.plain_references import reference
from tests.site.built import PROJECT

VENUES = (
    Venue(id="CVPR", name="Proceedings of the CVPR", kind="conference", aliases=("C.V.P.R.",)),
    Venue(id="TOG", name="ACM Transactions on Graphics", kind="journal"),
)
SEED = load(PROJECT / "tests/data/seed").catalogue
assert SEED is not None
CATALOGUE = SEED.model_copy(update={"venues": VENUES})


def item(title: str = "A Title", **known: object) -> CslItem:
    values = {"id": "a-paper", "title": title, "date": "2024-09", "categories": ["c"], **known}
    return csl_item(Paper.model_validate(values), CATALOGUE)


PREPRINT = item(
    "SVP: Vivid",
    arxiv="2409.03270v2",
    publication={"venue": "arXiv", "url": "https://arxiv.org/abs/2409.03270"},
    authors=["Ana-María O'Neill", "张三", "et al."],
)
CONFERENCE = item(
    "SVP: Vivid",
    arxiv="2409.03270",
    doi="10.1109/x_1",
    publication={
        "venue": "CVPR",
        "year": "2025",
        "url": "https://venue.example.org/a_b%20c",
        "title": "SVP: More Vivid",
        "pages": "484-492",
    },
    authors=["Fernando de la Torre", "C.V. Jawahar", "Ting-Chun Wang", "K R Prajwal"],
)
JOURNAL = item(
    "Talk?",
    publication={"venue": "SIGGRAPH Asia", "year": "2020", "journal": "TOG", "pages": "e12"},
    authors=["Michał Stypułkowski"],
)


def test_bibtex_of_a_preprint() -> None:
    assert bibtex([PREPRINT]) == (
        "@misc{a-paper,\n"
        "    author = {O'Neill, Ana-María and 张三 and others},\n"
        "    title = {{SVP}: Vivid},\n"
        "    year = {2024},\n"
        "    month = sep,\n"
        "    eprint = {2409.03270},\n"
        "    archivePrefix = {arXiv},\n"
        "    url = {https://arxiv.org/abs/2409.03270}\n"
        "}\n"
    )


def test_bibtex_of_a_conference_paper() -> None:
    assert bibtex([CONFERENCE]) == (
        "@inproceedings{a-paper,\n"
        "    author = {de la Torre, Fernando and Jawahar, C.V. and Wang, Ting-Chun and "
        "Prajwal, K R},\n"
        "    title = {{SVP}: More Vivid},\n"
        "    booktitle = {Proceedings of the CVPR},\n"
        "    year = {2025},\n"
        "    pages = {484--492},\n"
        "    doi = {10.1109/x_1},\n"
        "    eprint = {2409.03270},\n"
        "    archivePrefix = {arXiv},\n"
        "    url = {https://venue.example.org/a_b%20c}\n"
        "}\n"
    )


def test_bibtex_of_a_journal_article() -> None:
    assert bibtex([JOURNAL]) == (
        "@article{a-paper,\n"
        "    author = {Stypułkowski, Michał},\n"
        "    title = {Talk?},\n"
        "    journal = {ACM Transactions on Graphics},\n"
        "    year = {2020},\n"
        "    pages = {e12}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("venue", "kind", "container"),
    [
        ("CVPR", "paper-conference", "Proceedings of the CVPR"),
        ("C.V.P.R.", "paper-conference", "Proceedings of the CVPR"),
        ("ACM Transactions on Graphics", "article-journal", "ACM Transactions on Graphics"),
        ("TOG", "article-journal", "ACM Transactions on Graphics"),
        ("Unheard of", "paper-conference", "Unheard of"),
    ],
)
def test_the_kind_follows_the_venue(venue: str, kind: str, container: str) -> None:
    published = item(publication={"venue": venue, "year": "2025"})
    assert published["type"] == kind
    assert published["container-title"] == container
    # The month of first appearance is not the venue's.
    assert published["issued"] == {"date-parts": [[2025]]}


@pytest.mark.parametrize(
    ("date", "parts"), [("2024-09", [2024, 9]), ("2019", [2019])], ids=["month", "year"]
)
def test_a_preprint_is_dated_as_well_as_it_is_known(date: str, parts: list[int]) -> None:
    assert item(date=date, arxiv="1909.00001")["issued"] == {"date-parts": [parts]}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("EMO: Emote Portrait Alive", "{EMO}: Emote Portrait Alive"),
        ("AniPortrait with 3D-Aware GANs", "{AniPortrait} with {3D}-Aware {GANs}"),
        ("KAN-Based Talking-Head 2D", "{KAN}-Based Talking-Head {2D}"),
        ("100% of A & B_c #1", r"100\% of A \& B\_c \#1"),
        (
            "Costs $5 {or} ~x^2",
            (
                r"Costs {\textdollar}5 {\textbraceleft}or{\textbraceright} {\textasciitilde}x"
                r"{\textasciicircum}2"
            ),
        ),
        (r"back\slash", r"back{\textbackslash}slash"),
        ("汉字 Talk", "汉字 Talk"),
        ('A "quoted" word', "A ''quoted'' word"),
    ],
)
def test_titles_are_escaped_and_their_acronyms_protected(title: str, expected: str) -> None:
    entry = parse_string(bibtex([item(title)]), "bibtex").entries["a-paper"]
    assert entry.fields["title"] == expected


NAMES = [
    ("Fernando de la Torre", {"family": "Torre", "given": "Fernando",
     "non-dropping-particle": "de la"}, "de la Torre, F.", "DE LA TORRE F"),
    ("Ting-Chun Wang", {"family": "Wang", "given": "Ting-Chun"}, "Wang, T.-C.", "WANG T C"),
    ("C.V. Jawahar", {"family": "Jawahar", "given": "C.V."}, "Jawahar, C. V.", "JAWAHAR C V"),
    ("K R Prajwal", {"family": "Prajwal", "given": "K R"}, "Prajwal, K. R.", "PRAJWAL K R"),
    ("Maciej Zięba", {"family": "Zięba", "given": "Maciej"}, "Zięba, M.", "ZIĘBA M"),
    ("Smith, Jr., John", {"family": "Smith", "given": "John", "suffix": "Jr."},
     "Smith, J., Jr.", "SMITH J Jr."),
    ("张三", {"literal": "张三"}, "张三", "张三"),
    ("Smith and Wesson", {"literal": "Smith and Wesson"}, "Smith and Wesson", "Smith and Wesson"),
    ("{Braces} Inc", {"literal": "{Braces} Inc"}, "{Braces} Inc", "{Braces} Inc"),
    ("A, B, C, D, E", {"literal": "A, B, C, D, E"}, "A, B, C, D, E", "A, B, C, D, E"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "parts", "apa", "gbt"), NAMES)
def test_names(name: str, parts: dict[str, str], apa: str, gbt: str) -> None:
    assert csl_name(name) == parts
    cited = item(authors=[name, "Second Author"], arxiv="2409.00001")
    assert reference(cited, "en").startswith(f"{apa}, & Author, S. (2024). ")
    assert reference(cited, "zh").startswith(f"{gbt}, AUTHOR S. ")
    first, second = parse_string(bibtex([cited]), "bibtex").entries["a-paper"].persons["author"]
    assert second == Person("Author, Second")
    written = [*first.prelast_names, *first.last_names]
    if "family" in parts:
        particle = parts.get("non-dropping-particle", "").split()
        assert written == [*particle, parts["family"]]
    else:
        assert len(written) == 1
        assert not first.first_names


@pytest.mark.parametrize("written", ["et al.", "et al", "others", "and others", "等"])
def test_further_authors(written: str) -> None:
    cited = item(authors=["Ana Silva", written])
    assert "author = {Silva, Ana and others}" in bibtex([cited])
    assert reference(cited, "en").startswith("Silva, A., et al. (2024)")
    assert reference(cited, "zh").startswith("SILVA A, et al. ")
    assert rispy.loads(ris([cited]))[0]["authors"] == ["Silva, Ana"]
    chinese = item(authors=["张三", "李四", "王五", "赵六"])
    assert reference(chinese, "zh").startswith("张三, 李四, 王五, 等. ")


def test_references_in_english_follow_apa() -> None:
    assert reference(PREPRINT, "en") == (
        "O'Neill, A.-M., 张三, et al. (2024). SVP: Vivid (arXiv:2409.03270). arXiv. "
        "https://arxiv.org/abs/2409.03270"
    )
    assert reference(CONFERENCE, "en") == (
        "de la Torre, F., Jawahar, C. V., Wang, T.-C., & Prajwal, K. R. (2025). "
        "SVP: More Vivid. In Proceedings of the CVPR (pp. 484–492). https://doi.org/10.1109/x_1"
    )
    assert reference(JOURNAL, "en") == (
        "Stypułkowski, M. (2020). Talk? ACM Transactions on Graphics, e12."
    )
    assert reference(item(), "en") == "A Title. (2024)."
    many = [f"Given{number} Family{number}" for number in range(25)]
    assert ", Family18, G., . . . Family24, G. (2024)." in reference(item(authors=many), "en")


def test_references_in_chinese_follow_gbt_7714() -> None:
    assert reference(PREPRINT, "zh") == (
        "O'NEILL A M, 张三, 等. SVP: Vivid[EB/OL]. (2024-09). https://arxiv.org/abs/2409.03270."
    )
    assert reference(CONFERENCE, "zh") == (
        "DE LA TORRE F, JAWAHAR C V, WANG T C, et al. SVP: More Vivid[C/OL]//Proceedings of the "
        "CVPR. 2025: 484-492. DOI:10.1109/x_1."
    )
    assert reference(JOURNAL, "zh") == (
        "STYPUŁKOWSKI M. Talk?[J/OL]. ACM Transactions on Graphics, 2020: e12."
    )


def test_ris() -> None:
    assert ris([CONFERENCE]) == (
        "TY  - CONF\n"
        "ID  - a-paper\n"
        "AU  - de la Torre, Fernando\n"
        "AU  - Jawahar, C.V.\n"
        "AU  - Wang, Ting-Chun\n"
        "AU  - Prajwal, K R\n"
        "TI  - SVP: More Vivid\n"
        "T2  - Proceedings of the CVPR\n"
        "PY  - 2025\n"
        "SP  - 484\n"
        "EP  - 492\n"
        "DO  - 10.1109/x_1\n"
        "UR  - https://venue.example.org/a_b%20c\n"
        "ER  - \n"
    )
    read = rispy.loads(ris([PREPRINT, JOURNAL]))
    assert [one["type_of_reference"] for one in read] == ["UNPB", "JOUR"]
    assert read[0]["accession_number"] == "arXiv:2409.03270"


def live_catalogue() -> Catalogue:
    loaded = load(data_folder(PROJECT))
    assert loaded.catalogue is not None
    return loaded.catalogue


@pytest.mark.parametrize("data", [None, Path("tests/data/seed"), Path("tests/data/catalogue")])
def test_two_libraries_read_a_whole_catalogue_without_a_warning(
    data: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pybtex_errors, "strict", True)
    catalogue = load(PROJECT / data).catalogue if data else live_catalogue()
    assert catalogue is not None
    items = [csl_item(paper, catalogue) for paper in catalogue.papers]
    file = bibtex(items)
    keys = [one["id"] for one in items]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        entries = parse_string(file, "bibtex").entries
        library = bibtexparser.parse_string(file)  # type: ignore[attr-defined]  # no __all__
    assert list(entries) == keys
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == keys
    for one in items:
        assert len(entries[one["id"]].persons.get("author", [])) == len(one.get("author", []))
    assert [one["id"] for one in rispy.loads(ris(items))] == keys


def test_what_the_dialogs_read(seed_catalogue: Catalogue) -> None:
    paper = seed_catalogue.paper("echomimic")
    cited = json.loads(json.dumps(cited_paper(paper, seed_catalogue)))
    assert cited["key"] == "echomimic"
    assert cited["csl"]["archive_location"] == "2407.08136"
    assert cited["bibtex"].startswith("@misc{echomimic,\n")
    assert cited["ris"].startswith("TY  - UNPB\n")
    assert set(cited["reference"]) == {"en", "zh"}


def test_a_dataset_is_cited_by_its_paper() -> None:
    described = {"year": "2021", "description": {"en": "Faces"}, "url": "https://example.org/"}
    another = {
        "title": "FACES: Many",
        "authors": ["Ada Lovelace"],
        "publication": {"venue": "CVPR", "year": "2022"},
        "doi": "10.1109/x_1",
    }
    papers = {"Listed": {"id": "echomimic"}, "Another": another, "None": None}
    datasets = tuple(
        Dataset.model_validate({"name": name, "paper": paper, **described})
        for name, paper in papers.items()
    )
    catalogue = CATALOGUE.model_copy(update={"datasets": datasets})
    cited = cited_datasets(catalogue)
    assert set(cited) == {"listed", "another"}
    listed = catalogue.paper("echomimic")
    assert cited["listed"]["bibtex"] == cited_paper(listed, catalogue)["bibtex"]
    assert cited["another"]["bibtex"] == (
        "@inproceedings{another,\n"
        "    author = {Lovelace, Ada},\n"
        "    title = {{FACES}: Many},\n"
        "    booktitle = {Proceedings of the CVPR},\n"
        "    year = {2022},\n"
        "    doi = {10.1109/x_1},\n"
        "    url = {https://doi.org/10.1109/x_1}\n"
        "}\n"
    )
