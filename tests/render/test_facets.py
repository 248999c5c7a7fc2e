"""What a list of papers can be filtered by."""

from __future__ import annotations

from macros.catalogue.model import Catalogue, Openness
from macros.render.facets import facets


def test_only_what_some_paper_has_is_offered(seed_catalogue: Catalogue) -> None:
    papers = seed_catalogue.papers_in("3d-audio-driven")
    offered = facets(papers, seed_catalogue.labels, ())
    assert {label.id for label, _ in offered.labels} == {
        label for paper in papers for label in paper.labels
    }
    assert sum(count for _, count in offered.years) == len(papers)
    assert offered.categories == ()
    assert offered.has["code"] == sum(1 for paper in papers if paper.has_code)


def test_a_promise_is_no_code(seed_catalogue: Catalogue) -> None:
    first = seed_catalogue.papers[0]
    openness = Openness(code="promised", weights=True, evidence=("https://example.org/",))
    promised = first.model_copy(update={"code": "https://example.org/code", "openness": openness})
    counts = facets((promised,), (), ()).has
    assert counts["promised"] == counts["weights"] == 1
    assert "code" not in counts
