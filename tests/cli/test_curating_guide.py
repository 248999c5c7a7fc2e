"""The guide "A curator's week", followed literally: every command, in its order."""

from __future__ import annotations

import re
import shlex
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

import pytest

from macros.catalogue.loading import load
from macros.network.settings import Manners
from macros.network.verdicts import Verdict
from tests.cli.conftest import Run
from tests.network.hosts import ArxivEntry, Hosts
from tests.site.built import PROJECT

GUIDES = [PROJECT / "docs" / name for name in ("curating.md", "curating.zh.md")]
HALLO2 = "Hallo2: Long-Duration and High-Resolution Audio-Driven Portrait Image Animation"


def blocks(guide: Path) -> list[tuple[str, str]]:
    """The kind and the text of each block of code."""
    text = guide.read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosts]:
    """arXiv with two papers, GitHub and Crossref without any; every link works."""
    with Hosts() as running:
        entries = [
            ArxivEntry("2410.07718", HALLO2, "2024-10-10T08:34:41Z"),
            ArxivEntry(
                "2410.99999", "Song: Audio-Driven Portrait Animation", "2024-10-30T08:00:00Z"
            ),
        ]
        running.serve_arxiv(entries)
        running.serve_crossref({})
        for variable, value in running.environment().items():
            monkeypatch.setenv(variable, value)
        running.serve_works([])

        async def works(urls: Iterable[str], _: Manners) -> AsyncIterator[tuple[str, Verdict]]:
            for url in urls:
                yield url, Verdict("ok")

        monkeypatch.setattr("macros.network.link_check.check_links", works)
        yield running


@pytest.mark.usefixtures("hosts")
def test_the_week_can_be_followed(run: Run, seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seed.parent)
    followed = []
    for kind, text in blocks(GUIDES[0]):
        if kind == "markdown":
            Path("awesome-list.md").write_text(text, encoding="utf-8")
            continue
        for line in text.splitlines():
            command, *arguments = shlex.split(line)
            assert command == "catalogue"
            outcome = run(*arguments)
            assert outcome.code == 0, f"{line}\n{outcome.err}"
            followed.append(arguments[0])
            loaded = load(seed)
            assert loaded.catalogue is not None, (line, loaded.problems)
    assert set(followed) >= {
        *("discover", "add", "refuse", "edit", "enrich", "label", "rename", "import"),
        *("merge", "remove", "links", "format", "check", "stats"),
    }
    catalogue = load(seed).catalogue
    assert catalogue is not None
    paper = catalogue.paper("hallo2")
    assert paper.title == HALLO2
    assert paper.aliases == ("Hallo2",)
    assert paper.code == "https://github.com/fudan-generative-vision/hallo2"
    assert paper.publication is not None
    assert paper.publication.label == "ICLR 2025"
    assert {one.id: one.replaced_by for one in catalogue.removed} == {
        "hallo2-2024": "hallo2",
        "a-survey-of-talking-heads": None,
    }
    assert all("3D-mesh" in one.labels for one in catalogue.papers_in("3d-audio-driven"))
    assert catalogue.papers_in("face-reenactment")
    assert "2410.99999" in Path("candidates.yml").read_text(encoding="utf-8")
    assert "hallo2" in Path("plan.yml").read_text(encoding="utf-8").casefold()


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = map(blocks, GUIDES)
    assert english == chinese
