"""``catalogue enrich``, against a local arXiv, Crossref and GitHub."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.running import Outcome
from tests.network.hosts import Answer, ArxivEntry, Hosts, Request

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DOI = "https://doi.org/10.1109/ICCV51070.2023.00001"
STATE = f"https://github.com/a/talker/tree/{COMMIT}"
TALKER = """\
id: talker
title: "Talker: Heads That Talk"
date: 2023-03
categories: [c]
publication:
  venue: arXiv
  url: https://arxiv.org/abs/2303.00001
arxiv: 2303.00001
code: https://github.com/a/talker
"""
ENRICHED = f"""\
id: talker
title: "Talker: Heads That Talk"
date: 2023-03
categories: [c]
publication:
  venue: ICCV
  year: 2023
  url: https://doi.org/10.1109/ICCV51070.2023.00001
  pages: 1-10
arxiv: 2303.00001
doi: 10.1109/ICCV51070.2023.00001
code: https://github.com/a/talker
authors:
  - Ada Example
  - Bo Beispiel
openness:
  code: inference
  licence: MIT
  as_of: 2024-11-02
  evidence:
    - {STATE}
"""
WORK: dict[str, Any] = {
    "DOI": "10.1109/ICCV51070.2023.00001",
    "type": "proceedings-article",
    "title": ["Talker: Heads that Talk"],
    "author": [{"given": "A.", "family": "Example"}, {"given": "Bo", "family": "Beispiel"}],
    "container-title": ["2023 IEEE/CVF International Conference on Computer Vision (ICCV)"],
    "published": {"date-parts": [[2023, 10, 1]]},
    "page": "1-10",
}
CURATED = """\
id: speaker
title: Speaker
date: 2024-05
categories: [c]
publication:
  venue: CVPR
  year: 2024
arxiv: 2405.00001
doi: 10.1000/speaker
code: https://github.com/a/speaker
authors:
  - Cy Curator
  - Ada Example
openness:
  code: promised
  licence: Apache-2.0
  as_of: 2024-05-01
  evidence: [https://github.com/a/speaker]
"""

Enrich = Callable[..., Outcome]


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with Hosts() as running:
        running.serve_arxiv([ArxivEntry("2303.00001", "Talker: Heads That Talk")])
        running.serve_works([WORK])
        running.serve_repository("a/talker", ["demo.py"], license={"spdx_id": "MIT"})
        yield running


def catalogue_of_one(folder: Path, datasets: str = "[]\n") -> Path:
    """Write a catalogue of one preprint with few facts below ``folder``; return its data folder."""
    data = folder / "data"
    (data / "papers/2023").mkdir(parents=True)
    (data / "papers/2024").mkdir()
    both = "{en: A, zh: 甲}"
    (data / "site.yml").write_text(
        f"name: {both}\nshort_name: {both}\ndescription: {both}\nintroduction: {both}\n"
        f"community: {{name: {both}, text: {both}, url: https://e.org/}}\n"
        "repository: https://e.org/\n"
    )
    (data / "categories.yml").write_text(f"- {{id: c, title: {both}, description: {both}}}\n")
    (data / "labels.yml").write_text(f"- {{id: L, name: {both}}}\n")
    (data / "terms.yml").write_text("- {en: [a], zh: [甲]}\n")
    (data / "datasets.yml").write_text(datasets)
    (data / "venues.yml").write_text("- {id: ICCV, name: Proceedings of ICCV, kind: conference}\n")
    (data / "papers/2023/talker.yml").write_text(TALKER)
    return data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one preprint with few facts."""
    return catalogue_of_one(tmp_path)


@pytest.fixture
def enrich(run: Run, folder: Path, hosts: Hosts, tmp_path: Path) -> Enrich:
    def command(
        *arguments: object, keyboard: str = "", timeout: int = 20, **environment: str
    ) -> Outcome:
        return run(
            *("--data", folder, "enrich", "--cache", tmp_path / "answers.sqlite"),
            *("--timeout", timeout, *arguments),
            keyboard=keyboard,
            **hosts.environment() | environment,
        )

    return command


@pytest.fixture
def talker(folder: Path) -> Path:
    return folder / "papers/2023/talker.yml"


def add_curated(folder: Path, hosts: Hosts) -> Path:
    """Add a paper whose entry disagrees with the hosts."""
    file = folder / "papers/2024/speaker.yml"
    file.write_text(CURATED)
    hosts.serve_arxiv(
        [
            ArxivEntry("2303.00001", "Talker: Heads That Talk"),
            ArxivEntry("2405.00001", "Speaker", authors=("Cy Curator", "Dan Dropped")),
        ]
    )
    hosts.serve_crossref(
        {
            "10.1000/speaker": {
                "title": ["Speaker"],
                "author": [{"given": "Cy", "family": "Curator"}],
                "container-title": ["Journal of Speech"],
                "published": {"date-parts": [[2025, 1]]},
                "page": "7",
            }
        }
    )
    hosts.serve_repository("a/speaker", ["train.py"], license={"spdx_id": "MIT"})
    return file


def test_what_is_missing_is_filled_in(enrich: Enrich, talker: Path) -> None:
    outcome = enrich("--yes")
    assert outcome.code == 0, outcome.err
    assert talker.read_text() == ENRICHED
    assert "papers: 1, changed: 1, disagreements: 0" in outcome.err


def test_each_value_is_shown_with_its_source(enrich: Enrich, talker: Path) -> None:
    outcome = enrich("talker", "--dry-run")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "talker: Talker: Heads That Talk",
        "  + authors: Ada Example, Bo Beispiel  (https://arxiv.org/abs/2303.00001)",
        f"  + doi: 10.1109/ICCV51070.2023.00001  ({DOI})",
        f"  + publication.venue: ICCV  ({DOI})",
        f"  + publication.year: 2023  ({DOI})",
        f"  + publication.url: {DOI}  ({DOI})",
        f"  + publication.pages: 1-10  ({DOI})",
        f"  + openness.code: inference  ({STATE})",
        f"  + openness.licence: MIT  ({STATE})",
        f"  + openness.as_of: 2024-11-02  ({STATE})",
        f"  + openness.evidence: {STATE}  ({STATE})",
        "    last commit: 2024-11-02",
    ]
    assert talker.read_text() == TALKER


def test_nothing_is_written_against_the_curators_will(enrich: Enrich, talker: Path) -> None:
    assert enrich(keyboard="n\n").code == 0
    assert talker.read_text() == TALKER
    assert enrich(keyboard="y\n").code == 0
    assert talker.read_text() == ENRICHED


def test_a_second_run_adds_nothing_and_sends_no_request(enrich: Enrich, hosts: Hosts) -> None:
    enrich("--yes")
    asked = [request.path for request in hosts.requests]
    outcome = enrich("--yes")
    assert (outcome.code, outcome.out) == (0, "")
    # The work is requested once more by its DOI, which the entry did not have before.
    later = [request.path for request in hosts.requests[len(asked) :]]
    assert later == ["/works/10.1109/ICCV51070.2023.00001"]
    enrich("--yes", "--max-age", "0")
    assert [request.path for request in hosts.requests[len(asked) + 1 :]] == [
        asked[0],
        "/works/10.1109/ICCV51070.2023.00001",
        *asked[2:],
    ]


def test_an_interrupted_run_continues(
    enrich: Enrich, folder: Path, talker: Path, hosts: Hosts
) -> None:
    speaker = add_curated(folder, hosts)
    speaker.write_text(CURATED.replace("doi: 10.1000/speaker\n", ""))
    hosts.serve_works([])
    before = speaker.read_text()
    assert enrich(keyboard="").code == 1  # The first question gets no answer.
    assert (speaker.read_text(), talker.read_text()) == (before, TALKER)
    asked = hosts.counts()
    assert enrich("--yes").code == 0
    assert talker.read_text() != TALKER
    again = {question for question, times in hosts.counts().items() if times > asked[question] > 0}
    # Only the search for the second paper's title goes to an address that was requested before.
    assert again <= {("GET", "/works")}


def test_a_disagreement_is_reported_and_the_curators_value_stays(
    enrich: Enrich, folder: Path, hosts: Hosts
) -> None:
    file = add_curated(folder, hosts)
    outcome = enrich("speaker", "--yes")
    assert outcome.code == 0, outcome.err
    ours, abstract = "Cy Curator, Ada Example", "https://arxiv.org/abs/2405.00001"
    doi, page = "https://doi.org/10.1000/speaker", "https://github.com/a/speaker"
    proof = f"{page}/blob/{COMMIT}/train.py"
    assert [line for line in outcome.out.splitlines() if "!" in line] == [
        f"  ! authors: the entry says {ours}, {abstract} says Cy Curator, Dan Dropped",
        f"  ! authors: the entry says {ours}, {doi} says Cy Curator",
        f"  ! publication.venue: the entry says CVPR, {doi} says Journal of Speech",
        f"  ! publication.year: the entry says 2024, {doi} says 2025",
        f"  ! openness.code: the entry says promised, {proof} says training",
        f"  ! openness.licence: the entry says Apache-2.0, {proof} says MIT",
    ]
    # Not even the pages, which are those of the other venue.
    assert file.read_text() == CURATED
    assert "disagreements: 6" in outcome.err


def test_a_licence_joins_what_is_known(enrich: Enrich, folder: Path, hosts: Hosts) -> None:
    file = add_curated(folder, hosts)
    hosts.serve_repository("a/speaker", ["README.md"], license={"spdx_id": "MIT"})
    file.write_text(CURATED.replace("  licence: Apache-2.0\n", ""))
    assert enrich("speaker", "--yes").code == 0
    written = file.read_text()
    assert "  code: promised\n  licence: MIT\n  as_of: 2024-05-01\n" in written
    assert f"https://github.com/a/speaker/tree/{COMMIT}" in written
    assert (
        "https://github.com/a/speaker, " in written or "https://github.com/a/speaker\n" in written
    )


@pytest.mark.parametrize(
    "other",
    [
        {"author": [{"given": "Eve", "family": "Else"}]},
        {"author": []},
        {"title": ["Talker: Heads That Talk Back"]},
        {"type": "posted-content"},
    ],
)
def test_a_false_match_of_a_title_is_refused(
    enrich: Enrich, hosts: Hosts, talker: Path, other: dict[str, Any]
) -> None:
    hosts.serve_works([WORK | other])
    outcome = enrich("--yes")
    assert outcome.code == 0
    written = talker.read_text()
    assert "doi:" not in written
    assert "venue: arXiv" in written
    assert "authors:\n  - Ada Example" in written
    told = "https://doi.org/10.1109/ICCV51070.2023.00001 is another paper" in outcome.out
    assert told is ("author" in other)


@pytest.mark.parametrize("authors", ["", "authors: [Ada Example, Cy Curator]\n"])
def test_another_papers_identifier_brings_no_facts(
    enrich: Enrich, hosts: Hosts, talker: Path, authors: str
) -> None:
    entry = ArxivEntry("2303.00001", "Quantum Foam", authors=("Eve Else",), doi="10.1000/foam")
    hosts.serve_arxiv([entry])
    hosts.serve_works([])
    talker.write_text(TALKER + authors)
    outcome = enrich("--yes")
    assert outcome.code == 0, outcome.err
    told = "! https://arxiv.org/abs/2303.00001 is another paper and was ignored: Quantum Foam"
    assert f"{told} (Eve Else)" in outcome.out
    assert "Eve Else" not in talker.read_text()
    assert "doi:" not in talker.read_text()


@pytest.mark.parametrize(
    ("title", "authors"),
    [
        ("Talker: Any Head That Talks", ""),
        ("A New Name", "authors: [Ada Example]\n"),
    ],
)
def test_a_paper_that_was_renamed_is_the_same(
    enrich: Enrich, hosts: Hosts, talker: Path, title: str, authors: str
) -> None:
    hosts.serve_arxiv([ArxivEntry("2303.00001", title, comment="Accepted to ICCV 2023")])
    hosts.serve_works([])
    talker.write_text(TALKER + authors)
    outcome = enrich("--yes")
    assert outcome.code == 0, outcome.err
    assert "another paper" not in outcome.out
    assert "venue: ICCV" in talker.read_text()


def test_the_link_of_a_curator_stays_when_the_paper_is_published(
    enrich: Enrich, talker: Path
) -> None:
    page = "https://talker.example/"
    talker.write_text(TALKER.replace("https://arxiv.org/abs/2303.00001", page))
    assert enrich("--yes").code == 0
    written = talker.read_text()
    assert f"venue: ICCV\n  year: 2023\n  url: {page}\n" in written


def test_a_title_alone_is_not_searched_for(enrich: Enrich, hosts: Hosts, talker: Path) -> None:
    hosts.serve_arxiv([])
    assert enrich("--yes").code == 0
    assert ("GET", "/works") not in hosts.counts()
    assert "authors" not in talker.read_text()


def test_acceptance_stated_by_the_authors_counts(
    enrich: Enrich, hosts: Hosts, talker: Path
) -> None:
    entry = ArxivEntry("2303.00001", "Talker: Heads That Talk", comment="Accepted to ICCV 2023")
    hosts.serve_arxiv([entry])
    hosts.serve_works([])
    assert enrich("--yes").code == 0
    assert (
        "publication:\n  venue: ICCV\n  year: 2023\n  url: https://arxiv.org/abs/2303.00001\n"
        in talker.read_text()
    )


def test_what_cannot_be_known_is_left_absent(enrich: Enrich, hosts: Hosts, talker: Path) -> None:
    hosts.serve_repository("a/talker", ["index.html"], license={"spdx_id": "NOASSERTION"})
    assert enrich("--yes").code == 0
    assert "openness" not in talker.read_text()


def test_code_that_is_gone_is_reported(enrich: Enrich, hosts: Hosts, talker: Path) -> None:
    del hosts.routes["/repos/a/talker"]
    outcome = enrich("--yes")
    assert outcome.code == 0
    assert "! code: GitHub has no repository https://github.com/a/talker" in outcome.out
    assert "code: https://github.com/a/talker\n" in talker.read_text()


SERVICES = {
    "/api/query": ("CATALOGUE_ARXIV_URL", "/api/query"),
    "/works": ("CATALOGUE_CROSSREF_URL", "/works"),
    "/repos/a/talker": ("CATALOGUE_GITHUB_URL", ""),
}
RATE_LIMIT = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4000000000"}


@pytest.mark.parametrize(
    ("path", "answer", "reason", "kept"),
    [
        ("/api/query", Answer(502), "arXiv answered with HTTP 502", "licence: MIT"),
        ("/api/query", Answer(200, b"nonsense"), "arXiv's answer is not the feed", "licence: MIT"),
        ("/works", Answer(429, headers={"Retry-After": "600"}), "HTTP 429", "- Ada Example"),
        ("/works", Answer(200, b'{"message": []}'), "not the list it should be", "- Ada Example"),
        ("/works", Answer(delay=30), "did not answer within 1 s", "- Ada Example"),
        ("/repos/a/talker", Answer(403, headers=RATE_LIMIT), "rate limit is used up", "doi: 10."),
        ("/repos/a/talker", Answer(200, b"{}"), "a/talker makes no sense", "doi: 10."),
    ],
)
def test_a_host_without_answer_does_not_stop_the_others(  # noqa: PLR0917
    enrich: Enrich, hosts: Hosts, talker: Path, path: str, answer: Answer, reason: str, kept: str
) -> None:
    fine = hosts.routes[path]
    hosts.routes[path] = answer
    service, own_name = SERVICES[path]
    # Under a separate name: a host that does not respond is not asked again.
    apart = hosts.url.replace("127.0.0.1", "localhost") + own_name
    outcome = enrich("--yes", timeout=1 if answer.delay else 20, **{service: apart})
    assert outcome.code == 1
    assert reason in outcome.err
    assert "run the command again to continue" in outcome.err
    assert kept in talker.read_text()
    hosts.routes[path] = fine
    assert enrich("--yes").code == 0
    assert talker.read_text() == ENRICHED


def test_a_value_that_does_not_fit_is_named_and_not_written(
    enrich: Enrich, hosts: Hosts, talker: Path
) -> None:
    hosts.serve_arxiv([ArxivEntry("2303.00001", "Talker: Heads That Talk", authors=("A\u202eB",))])
    hosts.serve_works([])
    outcome = enrich("--yes")
    assert outcome.code == 1
    assert str(talker) in outcome.err
    assert talker.read_text() == TALKER


def test_an_unknown_paper_and_an_unknown_place(enrich: Enrich, hosts: Hosts) -> None:
    outcome = enrich("nobody")
    assert outcome.code == 1
    assert "no paper has the id, arXiv identifier or address nobody" in outcome.err
    assert hosts.requests == []


def test_requests_are_made_one_at_a_time(enrich: Enrich, hosts: Hosts, folder: Path) -> None:
    add_curated(folder, hosts)
    seen: list[Request] = hosts.requests
    enrich("--yes")
    assert len(seen) > 6
    assert hosts.most_at_once == 1
