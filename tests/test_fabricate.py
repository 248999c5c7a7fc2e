"""The fabricated catalogues behind other tests and benchmarks."""

from pathlib import Path

from macros.catalogue.loading import load
from macros.catalogue.value_types import Month
from tests.fabricate import FIRST_YEAR, LAST_MONTH, fabricate

DATA = Path(__file__).parent / "data" / "catalogue"
TODAY = Month(*LAST_MONTH)


def content(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_fabricated_catalogue_is_valid_and_varied(tmp_path: Path) -> None:
    loaded = load(fabricate(tmp_path, 300), today=TODAY)
    assert loaded.problems == ()
    assert loaded.catalogue is not None
    papers = loaded.catalogue.papers
    assert len(papers) == 300
    assert len(loaded.catalogue.datasets) == 9
    assert {paper.year for paper in papers} == {*range(FIRST_YEAR, LAST_MONTH[0] + 1)}
    assert {len(paper.labels) for paper in papers} == {0, 1, 2, 3}
    for kind in ("publication", "project", "code", "blog"):
        assert {kind in paper.links for paper in papers} == {True, False}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = content(fabricate(tmp_path / "a", 40, seed=7))
    assert content(fabricate(tmp_path / "b", 40, seed=7)) == first
    assert content(fabricate(tmp_path / "c", 40, seed=8)) != first


def test_the_awkward_catalogue_is_valid() -> None:
    loaded = load(DATA, today=Month(2026, 1))
    assert {problem.code for problem in loaded.problems} == {"untranslated_en", "untranslated_zh"}
    assert loaded.catalogue is not None
    assert max(len(paper.title) for paper in loaded.catalogue.papers) == 300
