"""The citations that the dialogs fetch: one file a year, rendered again only when it changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.model import Catalogue, Paper
from macros.exports import citation_files
from macros.exports.citation_files import FOLDER, CitationFiles, cited_datasets, cited_paper


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the papers whose citations were rendered."""
    found: list[str] = []

    def note(paper: Paper, catalogue: Catalogue) -> citation_files.CitedPaper:
        found.append(paper.id)
        return cited_paper(paper, catalogue)

    monkeypatch.setattr(citation_files, "cited_paper", note)
    return found


def no_facts(folder: Path) -> DerivedFacts:
    """Return facts that hold nothing: every citation is rendered when it is asked for."""
    (folder / "file").touch()
    return DerivedFacts(folder / "file" / "facts.sqlite", "program")


def with_other(catalogue: Catalogue, **content: object) -> Catalogue:
    """Return a catalogue with other content, and without what was looked up in the old one."""
    return Catalogue.model_construct(**(dict(catalogue) | content))


def test_each_year_has_the_citations_of_its_papers(
    seed_catalogue: Catalogue, tmp_path: Path
) -> None:
    CitationFiles().write(tmp_path, seed_catalogue, no_facts(tmp_path))
    written = {
        file.stem: json.loads(file.read_text("utf-8")) for file in (tmp_path / FOLDER).iterdir()
    }
    assert written.pop("datasets") == cited_datasets(seed_catalogue)
    assert "sadtalker" in written["2022"]
    assert {int(year): set(papers) for year, papers in written.items()} == {
        year: {paper.id for paper in seed_catalogue.papers if paper.year == year}
        for year in {paper.year for paper in seed_catalogue.papers}
    }
    assert written["2024"]["loopy"] == cited_paper(seed_catalogue.paper("loopy"), seed_catalogue)


def test_only_the_year_of_a_changed_paper_is_rendered_again(
    seed_catalogue: Catalogue, tmp_path: Path, rendered: list[str]
) -> None:
    files = CitationFiles()
    files.write(tmp_path, seed_catalogue, no_facts(tmp_path))
    assert sorted(rendered) == sorted(paper.id for paper in seed_catalogue.papers)

    rendered.clear()
    files.write(tmp_path, seed_catalogue, no_facts(tmp_path))
    assert rendered == []

    papers = tuple(
        paper.model_copy(update={"title": "SadTalker, Again"}) if paper.id == "sadtalker" else paper
        for paper in seed_catalogue.papers
    )
    changed = with_other(seed_catalogue, papers=papers)
    files.write(tmp_path, changed, no_facts(tmp_path))
    assert set(rendered) == {paper.id for paper in papers if paper.year == 2022}
    year = json.loads((tmp_path / FOLDER / "2022.json").read_text("utf-8"))
    assert year["sadtalker"]["title"] == "SadTalker, Again"


def test_a_renamed_label_is_in_every_year_that_has_it(
    seed_catalogue: Catalogue, tmp_path: Path
) -> None:
    files = CitationFiles()
    files.write(tmp_path, seed_catalogue, no_facts(tmp_path))
    labels = tuple(
        label.model_copy(update={"name": label.name.model_copy(update={"en": "Renamed"})})
        if label.id == "Diffusion"
        else label
        for label in seed_catalogue.labels
    )
    files.write(tmp_path, with_other(seed_catalogue, labels=labels), no_facts(tmp_path))
    year = json.loads((tmp_path / FOLDER / "2024.json").read_text("utf-8"))
    assert "Renamed" in year["loopy"]["labels"]["en"]
