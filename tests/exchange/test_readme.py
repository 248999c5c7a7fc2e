"""The list as Markdown, and back: reading both languages' documents gives the same catalogue."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.catalogue.loading import load
from macros.catalogue.localized_texts import EntryText
from macros.catalogue.model import Catalogue, Dataset, Paper, Publication, newest_first
from macros.catalogue.patterns import HAN, INVISIBLE
from macros.catalogue.value_types import Month
from macros.exchange.entry_words import ORNAMENT
from macros.exchange.listing import Listing
from macros.exchange.lists import read_list
from macros.exchange.merging import Merged, merge
from macros.exchange.readme import markdown_emphasis, readme
from macros.exchange.sections import Sections
from macros.translations import LOCALES
from tests.fabricate import fabricate
from tests.site.built import SEED

AWKWARD = Path(__file__).parents[1] / "data" / "catalogue"


def catalogue_in(folder: Path) -> Catalogue:
    loaded = load(folder)
    assert loaded.catalogue is not None, loaded.problems
    return loaded.catalogue


def read_back(catalogue: Catalogue) -> Merged:
    papers: list[Listing] = []
    datasets: list[Listing] = []
    for locale in LOCALES:
        document = readme(catalogue, locale)
        sections = Sections.of(catalogue.categories)
        reading = read_list(document, f"{locale}.md", sections, catalogue.labels, locale)
        assert {problem.code for problem in reading.problems} <= {"import_prose"}
        papers += reading.papers
        datasets += reading.datasets
    empty = catalogue.model_copy(update={"papers": (), "datasets": ()})
    return merge(papers, datasets, empty)


def without_hashes(catalogue: Catalogue) -> Catalogue:
    """The list does not say which English a translation was made from."""
    papers = tuple(
        paper.model_copy(update={"summary": paper.summary.model_copy(update={"translates": None})})
        if paper.summary
        else paper
        for paper in catalogue.papers
    )
    return catalogue.model_copy(update={"papers": papers})


def assert_same(catalogue: Catalogue) -> None:
    merged = read_back(catalogue)
    assert {problem.code for problem in merged.problems} <= {"import_merged"}
    assert newest_first(merged.papers) == newest_first(catalogue.papers)
    assert tuple(merged.datasets) == catalogue.datasets


@pytest.mark.parametrize("folder", [SEED, AWKWARD], ids=["seed", "awkward"])
def test_reading_the_list_back_gives_the_catalogue(folder: Path) -> None:
    assert_same(catalogue_in(folder))


@pytest.mark.parametrize("seed", range(3))
def test_reading_a_fabricated_list_back_gives_the_catalogue(tmp_path: Path, seed: int) -> None:
    assert_same(without_hashes(catalogue_in(fabricate(tmp_path, 120, seed))))


def test_the_list_has_the_documents_sections_and_columns() -> None:
    english = readme(catalogue_in(SEED), "en").splitlines()
    assert [line for line in english if line.startswith("## ")][2:] == [
        "## 2D-Audio-Driven",
        "## 2D-Video-Driven",
        "## 3D-Audio-Driven",
        "## Datasets",
    ]
    assert english.count("| **2024** |  |  |  |  |  |  |") == 3
    row = next(line for line in english if "DreamHead" in line)
    assert row.startswith('| 09/24 | <a id="dreamhead"></a>DreamHead: ')
    assert "| [arXiv](https://arxiv.org/abs/2409.10281) | | | Emotional<br />Diffusion | [" in row
    chinese = readme(catalogue_in(SEED), "zh")
    assert "## 2D 音频驱动" in chinese
    assert "情感控制<br />扩散模型" in chinese


def test_strong_words_beside_full_width_signs_stay_strong() -> None:
    assert markdown_emphasis("它**很好**，对") == "它**很好**，对"
    assert markdown_emphasis("它**，很好，**对") == "它<b>，很好，</b>对"


VISIBLE = st.characters(exclude_categories=["C", "Z"]).filter(lambda c: not INVISIBLE.search(c))
WORD = st.text(VISIBLE, min_size=1, max_size=12)
# An emoji before a title is taken for a list's decoration.
TITLE = (
    st.lists(WORD, min_size=1, max_size=5)
    .map(" ".join)
    .filter(lambda title: not ORNAMENT.match(title))
)
AWKWARD_TITLE = (
    st.text(
        st.sampled_from(list("ab \\`*_[]<>~|$#&;!(){}'\"-+.:/=@%^,中。")), min_size=1, max_size=30
    )
    .map(str.strip)
    .filter(bool)
)
URL = st.lists(
    st.sampled_from([*"abcXYZ019-._~:/?#[]@!$&'()*+,;=", "%20"]), min_size=1, max_size=20
).map(lambda parts: "https://example.org/" + "".join(parts))
STRONG = st.lists(
    st.tuples(
        st.booleans(), st.sampled_from(["word", "，", "a|b", "x*y", "<i>", "多视角", "&amp;"])
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: " ".join(f"**{text}**" if strong else text for strong, text in parts))
CHINESE = STRONG.map("中文".__add__)


@st.composite
def papers(draw: st.DrawFn, number: int) -> Paper:
    date = Month(draw(st.integers(1995, 2025)), draw(st.integers(1, 12)))
    modern = date.year >= 2008
    arxiv = f"{date.year % 100:02d}{date.month:02d}.{number:05d}" if modern else None
    on_arxiv = modern and draw(st.booleans())
    url = f"https://arxiv.org/abs/{arxiv}" if on_arxiv else draw(st.none() | URL)
    venue = draw(st.sampled_from(["CVPR", "ACM MM", "中国会议", "A|B & *C*", "Proc. of X"]))
    published = Publication(venue=venue, year=date.year, url=url)
    preprint = Publication(venue="arXiv", url=f"https://arxiv.org/abs/{arxiv}")
    categories = draw(
        st.lists(st.sampled_from(["sound", "picture"]), unique=True, min_size=1, max_size=2)
    )
    return Paper(
        id=f"paper-{number}",
        title=f"{draw(TITLE | AWKWARD_TITLE)} {number}",
        date=date,
        categories=tuple(categories),
        publication=draw(st.sampled_from([published, preprint] if on_arxiv else [published, None])),
        arxiv=arxiv if on_arxiv or (modern and draw(st.booleans())) else None,
        project=draw(st.none() | URL),
        code=draw(st.none() | URL),
        blog=draw(st.none() | URL),
        labels=tuple(
            draw(st.lists(st.sampled_from(["Diffusion", "A|B *test*", "3D & more"]), unique=True))
        ),
        authors=tuple(draw(st.lists(TITLE, unique=True, max_size=3))),
        summary=draw(st.none() | entry_texts()),
    )


@st.composite
def entry_texts(draw: st.DrawFn) -> EntryText:
    english = draw(st.none() | STRONG.filter(lambda text: not HAN.search(text)))
    chinese = draw(CHINESE if english is None else st.none() | CHINESE)
    return EntryText(en=english, zh=chinese)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    members = tuple(draw(papers(number)) for number in range(draw(st.integers(0, 4))))
    datasets = tuple(
        Dataset(
            name=f"{draw(TITLE | AWKWARD_TITLE)}-{number}",
            year=draw(st.integers(1990, 2025)),
            description=draw(entry_texts()),
            url=draw(URL),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    return catalogue_in(AWKWARD).model_copy(update={"papers": members, "datasets": datasets})


@settings(max_examples=60)
@given(catalogues())
def test_any_list_reads_back_as_its_catalogue(catalogue: Catalogue) -> None:
    assert_same(catalogue)
