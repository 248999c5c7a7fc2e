"""What a list of papers can be filtered by."""

from __future__ import annotations

from macros.catalogue.model import Catalogue
from macros.render.facets import facets


def test_only_what_some_paper_has_is_offered(seed_catalogue: Catalogue) -> None:
    papers = seed_catalogue.papers_in("3d-audio-driven")
    offered = facets(papers, seed_catalogue.labels, ())
    assert {label.id for label, _ in offered.labels} == {
        label for paper in papers for label in paper.labels
    }
    assert sum(count for _, count in offered.years) == len(papers)
    assert offered.categories == ()
    assert offered.links["code"] == sum(1 for paper in papers if paper.code)


def test_the_newest_year_with_code_has_a_paper_with_code(seed_catalogue: Catalogue) -> None:
    without_new_code = tuple(
        paper for paper in seed_catalogue.papers if not (paper.code and paper.year == 2024)
    )
    assert facets(seed_catalogue.papers, (), ()).newest_with_code == 2024
    assert facets(without_new_code, (), ()).newest_with_code == 2023
    assert facets((), (), ()).newest_with_code is None
