"""BibTeX that other programs read, and references in one line."""

from __future__ import annotations

import bibtexparser
import pytest
from pybtex.database import parse_string

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue, Month, Paper, Publication
from macros.exports.citations import bibtex, citation_key, reference
from tests.site.built import PROJECT


def paper(title: str, **known: object) -> Paper:
    values = {"id": "a-paper", "title": title, "date": Month(2024, 9), "categories": ("c",)}
    return Paper(**values | known)


def title_in_bibtex(title: str) -> str:
    return str(
        parse_string(bibtex([paper(title)]), "bibtex").entries["a-paper-2024"].fields["title"]
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("EMO: Emote Portrait Alive", "{EMO}: Emote Portrait Alive"),
        ("AniPortrait with 3D-Aware GANs", "{AniPortrait} with {3D}-Aware {GANs}"),
        ("KAN-Based Talking-Head 2D", "{KAN}-Based Talking-Head {2D}"),
        ("100% of A & B_c #1", r"100\% of A \& B\_c \#1"),
        (
            "Costs $5 {or} x^2",
            r"Costs {\textdollar}5 {\textbraceleft}or{\textbraceright} x{\textasciicircum}2",
        ),
        (r"back\slash", r"back{\textbackslash}slash"),
        ("汉字 Talk", "汉字 Talk"),
        ('A "quoted" word', "A ''quoted'' word"),
    ],
)
def test_titles_are_escaped_and_their_acronyms_protected(title: str, expected: str) -> None:
    assert title_in_bibtex(title) == expected


def test_a_preprint() -> None:
    preprint = paper(
        "SVP: Vivid",
        arxiv="2409.03270v2",
        publication=Publication(venue="arXiv", url="https://arxiv.org/abs/2409.03270"),
        authors=("Ana-María O'Neill", "张三"),
    )
    assert bibtex([preprint]) == (
        "@misc{a-paper-2024,\n"
        "    author = {O'Neill, Ana-María and 张三},\n"
        "    title = {{SVP}: Vivid},\n"
        "    year = {2024},\n"
        "    month = sep,\n"
        "    eprint = {2409.03270},\n"
        "    archivePrefix = {arXiv},\n"
        "    url = {https://arxiv.org/abs/2409.03270}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("venue", "kind", "container"),
    [
        ("CVPR", "inproceedings", "booktitle"),
        ("SIGGRAPH Asia", "inproceedings", "booktitle"),
        ("IEEE Transactions on Multimedia", "article", "journal"),
        ("IJCV", "article", "journal"),
    ],
)
def test_the_kind_of_entry_follows_the_venue(venue: str, kind: str, container: str) -> None:
    published = paper("Title", publication=Publication(venue=venue, year=2025))
    entry = parse_string(bibtex([published]), "bibtex").entries["a-paper-2024"]
    assert entry.type == kind
    assert entry.fields[container] == venue
    assert entry.fields["year"] == "2025"
    assert "month" not in entry.fields  # Known for the first appearance only.


@pytest.mark.parametrize(
    "name", ["Smith and Wesson", "A, B, C, D, E", "{Braces} Inc", "Łukasz Żółć"]
)
def test_every_author_is_one_person(name: str) -> None:
    entry = parse_string(bibtex([paper("T", authors=(name, "Second Author"))]), "bibtex").entries
    assert len(entry["a-paper-2024"].persons["author"]) == 2


@pytest.mark.parametrize("data", ["tests/data/seed", "tests/data/catalogue"])
def test_two_libraries_read_the_whole_catalogue(data: str) -> None:
    loaded = load(PROJECT / data)
    assert loaded.catalogue is not None
    file = bibtex(loaded.catalogue.papers)
    keys = [citation_key(one) for one in loaded.catalogue.papers]
    assert list(parse_string(file, "bibtex").entries) == keys
    library = bibtexparser.parse_string(file)  # type: ignore[attr-defined]  # no __all__
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == keys


def test_addresses_are_not_escaped(seed_catalogue: Catalogue) -> None:
    posetalk = seed_catalogue.paper("makeittalk")
    assert "url = {https://arxiv.org/abs/2004.12992}" in bibtex([posetalk])
    evp = [one for one in seed_catalogue.papers if one.title.startswith("Audio-Driven Emotional")]
    assert "/Ji_Audio-Driven_Emotional_Video_Portraits_CVPR_2021_paper.pdf}" in bibtex(evp)


def test_references(seed_catalogue: Catalogue) -> None:
    assert reference(seed_catalogue.paper("echomimic"), "en") == (
        "EchoMimic: Lifelike Audio-Driven Portrait Animations through Editable Landmark Conditions."
        " arXiv:2407.08136, 2024. https://arxiv.org/abs/2407.08136"
    )
    assert reference(seed_catalogue.paper("vasa-1"), "en").endswith(
        ". 2024. https://www.microsoft.com/en-us/research/project/vasa-1/"
    )
    written = paper(
        "Title.", authors=("A. One", "B. Two"), publication=Publication(venue="X", year=2024)
    )
    assert reference(written, "en") == "A. One, B. Two. Title. X 2024"
    assert reference(written, "zh") == "A. One、B. Two. Title. X 2024"
