"""What a list of papers can be filtered by."""

from __future__ import annotations

from macros.catalogue.model import Catalogue, Openness
from macros.render.facets import facets


def test_choices_are_counted_and_what_no_paper_has_is_left_out(seed_catalogue: Catalogue) -> None:
    papers = [
        seed_catalogue.paper(name).model_copy(update=changed)
        for name, changed in (
            ("loopy", {"labels": ("Diffusion",), "code": None}),
            ("sadtalker", {"labels": (), "code": "https://example.org/code"}),
            ("echomimic", {"labels": ("Diffusion", "Emotional"), "code": None}),
        )
    ]
    offered = facets(papers, seed_catalogue.labels, seed_catalogue.categories)
    labels = [(label.id, count) for label, count in offered.labels]
    assert labels == [("Diffusion", 2), ("Emotional", 1)]
    categories = [(category.id, count) for category, count in offered.categories]
    assert categories == [("2d-audio-driven", 3)]
    assert offered.venues == (("arXiv", 2), ("CVPR", 1))
    assert offered.years == ((2024, 2), (2022, 1))
    assert offered.has["code"] == 1


def test_a_promise_is_no_code(seed_catalogue: Catalogue) -> None:
    first = seed_catalogue.papers[0]
    openness = Openness(code="promised", weights=True, evidence=("https://example.org/",))
    promised = first.model_copy(update={"code": "https://example.org/code", "openness": openness})
    counts = facets((promised,), (), ()).has
    assert counts["promised"] == counts["weights"] == 1
    assert "code" not in counts
