"""``catalogue links`` and ``catalogue discover``, against a local host."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from macros.catalogue.loading import load
from macros.catalogue.model import DAYS_BEFORE_DEAD
from macros.catalogue.yaml_source import parse
from macros.editing.store import LINKS_HEADER
from macros.network.link_check import check_links
from macros.network.settings import Manners
from macros.network.verdicts import Verdict
from tests.cli.conftest import Run
from tests.cli.running import Outcome
from tests.network.hosts import Answer, ArxivEntry, Hosts

SITE = """\
name: {en: A, zh: 甲}
short_name: {en: A, zh: 甲}
description: {en: A, zh: 甲}
introduction: {en: A, zh: 甲}
community:
  name: {en: A, zh: 甲}
  text: {en: A, zh: 甲}
  url: HOST/fine
repository: HOST/fine
"""


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with Hosts() as running:
        running.routes["/fine"] = Answer()
        yield running


@pytest.fixture
def folder(tmp_path: Path, hosts: Hosts) -> Path:
    """A catalogue whose links lead to the local host: one fine, one moved, one dead, one unsure."""
    hosts.routes["/moved"] = Answer(301, headers={"Location": "/fine"})
    hosts.routes["/forbidden"] = Answer(403)
    data = tmp_path / "data"
    (data / "papers/2024").mkdir(parents=True)
    (data / "site.yml").write_text(SITE.replace("HOST", hosts.url))
    category = (
        "{id: c, title: {en: C, zh: 类}, description: {en: C, zh: 类}, arxiv_terms: [talking head]}"
    )
    (data / "categories.yml").write_text(f"- {category}\n")
    (data / "labels.yml").write_text("- {id: L, name: {en: L, zh: 标}}\n")
    (data / "terms.yml").write_text("- {en: [a], zh: [甲]}\n")
    (data / "datasets.yml").write_text(
        f"- name: D\n  year: 2020\n  description: {{en: D, zh: 数}}\n  url: {hosts.url}/moved\n"
    )
    first = datetime.now(tz=UTC).date() - DAYS_BEFORE_DEAD
    (data / "links.yml").write_text(
        f"failing:\n  - {{url: {hosts.url}/dead, first: {first}, last: {first}}}\n"
    )
    (data / "papers/2024/p.yml").write_text(
        "id: p\ntitle: P\ndate: 2024-01\ncategories: [c]\npublication:\n  venue: V\n  year: 2024\n"
        f"  url: {hosts.url}/dead\nproject: {hosts.url}/fine\ncode: {hosts.url}/forbidden\n"
    )
    return data


@pytest.fixture
def links(run: Run, folder: Path, tmp_path: Path) -> object:
    def command(*options: object) -> Outcome:
        cache = tmp_path / "cache" / "links.json"
        standard = ("--cache", cache, "--timeout", "20", "--attempts", "1")
        return run("--data", folder, "links", *standard, *options)

    return command


def test_the_report_names_file_and_line(links: Run, folder: Path, hosts: Hosts) -> None:
    outcome = links()
    assert outcome.code == 1
    paper = folder / "papers/2024/p.yml"
    assert outcome.out.splitlines() == [
        f"{paper}:8: publication.url: dead link {hosts.url}/dead (HTTP 404)",
        f"{paper}:10: code: unsure {hosts.url}/forbidden (HTTP 403)",
        f"{folder}/datasets.yml:4: url: moved {hosts.url}/moved → {hosts.url}/fine",
    ]
    assert "4 links: 1 dead, 0 failing, 1 unsure, 1 moved" in outcome.err


def test_moved_and_unsure_links_do_not_fail(links: Run, hosts: Hosts) -> None:
    hosts.routes["/dead"] = Answer()
    assert links().code == 0


def test_a_link_that_fails_for_the_first_time_is_not_dead(
    links: Run, run: Run, folder: Path, hosts: Hosts
) -> None:
    (folder / "links.yml").unlink()
    outcome = links("--record")
    assert outcome.code == 0
    assert f"publication.url: failing {hosts.url}/dead (HTTP 404)" in outcome.out
    today = datetime.now(tz=UTC).date()
    record = load(folder).catalogue
    assert record is not None
    assert record.links.checked == today
    assert [(one.url, one.first, one.last) for one in record.links.failing] == [
        (f"{hosts.url}/dead", today, today)
    ]
    assert run("--data", folder, "format", "--check", folder / "links.yml").code == 0
    hosts.routes["/dead"] = Answer()
    assert links("--record", "--max-age", "0").code == 0
    assert (folder / "links.yml").read_text() == f"{LINKS_HEADER}checked: {today}\n"


def test_a_check_that_is_not_to_be_recorded_writes_nothing(links: Run, folder: Path) -> None:
    before = (folder / "links.yml").read_text()
    links()
    assert (folder / "links.yml").read_text() == before


def test_a_link_with_an_archived_copy_is_not_asked(links: Run, folder: Path, hosts: Hosts) -> None:
    paper = folder / "papers/2024/p.yml"
    copies = f"archived: {{publication: {hosts.url}/fine}}\n"
    paper.write_text(paper.read_text() + copies)
    data = folder / "datasets.yml"
    data.write_text(data.read_text() + f"  archived: {hosts.url}/fine\n")
    assert links().code == 0
    assert {request.path for request in hosts.requests} == {"/fine", "/forbidden"}


def test_json_and_markdown(links: Run, folder: Path, hosts: Hosts) -> None:
    document = json.loads(links("--format", "json").out)
    assert document["dead"] == [
        {
            "url": f"{hosts.url}/dead",
            "reason": "HTTP 404",
            "target": "",
            "places": [
                {"path": f"{folder}/papers/2024/p.yml", "line": 8, "key": "publication.url"}
            ],
        }
    ]
    assert [entry["target"] for entry in document["moved"]] == [f"{hosts.url}/fine"]
    markdown = links("--format", "markdown").out
    assert "## dead link (1)" in markdown
    assert f"- `{folder}/papers/2024/p.yml:8`: <{hosts.url}/dead> (`HTTP 404`)" in markdown


def test_a_second_run_sends_no_request(links: Run, hosts: Hosts) -> None:
    first = links()
    asked = len(hosts.requests)
    assert links().out == first.out
    assert len(hosts.requests) == asked
    links("--max-age", "0")
    assert len(hosts.requests) == 2 * asked


def test_an_interrupted_check_keeps_what_it_found(
    links: Run, hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stops(urls: Iterable[str], manners: Manners) -> AsyncIterator[tuple[str, Verdict]]:
        found = 0
        async for result in check_links(urls, manners):
            yield result
            found += 1
            if found == 2:
                raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("macros.network.link_check.check_links", stops)
        try:
            code = links().code
        except KeyboardInterrupt:
            code = 130
    assert code != 0
    kept = json.loads((tmp_path / "cache/links.json").read_text())
    assert len(kept) == 2
    links()
    known = {f"{hosts.url}{request.path}" for request in hosts.requests}
    assert known >= set(kept)


FOUND = [
    ArxivEntry("2402.00001", "A Talking Head Paper", "2024-02-01T00:00:00Z"),
    ArxivEntry("2402.00002", "Another", "2024-02-02T00:00:00Z", summary="Of a talking-head."),
    ArxivEntry("2402.00003", "Talking Heads: Newer", "2024-02-03T00:00:00Z"),
    ArxivEntry("2402.00004", "Unrelated", "2024-02-03T00:00:00Z"),
    ArxivEntry("2401.00009", "P", "2024-01-03T00:00:00Z", summary="A talking head."),
]


@pytest.fixture
def discover(run: Run, folder: Path, hosts: Hosts) -> object:
    hosts.serve_arxiv(FOUND)

    def command(*options: object) -> Outcome:
        return run("--data", folder, "discover", *options, **hosts.environment())

    return command


def test_titles_are_compared_with_arxivs_capitals(run: Run, seed: Path, hosts: Hosts) -> None:
    hosts.serve_arxiv(
        [
            ArxivEntry("2409.02634", "Loopy: Taming Audio-driven Portrait Avatar with Long-Term "
                       "Motion Dependency"),
            ArxivEntry("2409.10281", "DreamHead: Another Title Altogether"),
        ]
    )  # fmt: skip
    command = ("--data", seed, "check", "--online")
    outcome = run(*command, **hosts.environment())
    assert outcome.code == 0
    told = [line for line in outcome.err.splitlines() if "arXiv has" in line]
    assert len(told) == 1
    assert told[0].startswith(f'{seed}/papers/2024/loopy.yml:2: title: arXiv has "Loopy: T')
    hosts.routes["/api/query"] = Answer(500)
    assert run(*command, **hosts.environment()).code == 1
    wrong = run(*command, **hosts.environment() | {"CATALOGUE_ARXIV_DELAY": "soon"})
    assert (wrong.code, "soon" in wrong.err) == (2, True)


def test_candidates_come_best_first_and_ready_to_edit(discover: Run, hosts: Hosts) -> None:
    outcome = discover()
    assert outcome.code == 0
    value = parse(outcome.out.encode(), "").value
    assert isinstance(value, list)
    assert [entry["id"] for entry in value if isinstance(entry, dict)] == [
        "talking-heads",
        "a-talking-head-paper",
        "another",
    ]
    assert outcome.out.startswith(
        "# score 3, submitted 2024-02-03\n# We present a method.\n- id: talking-heads\n"
        '  title: "Talking Heads: Newer"\n  date: 2024-02\n  added: 20'
    )
    assert "3 candidates since 2024-01-01" in outcome.err
    assert "[202401010000 TO " in hosts.requests[0].query["search_query"]


def test_since_and_limit_and_output(discover: Run, hosts: Hosts, tmp_path: Path) -> None:
    output = tmp_path / "candidates.yml"
    assert discover("--since", "2024-02-02", "--limit", "1", "--output", output).code == 0
    assert "[202402020000 TO " in hosts.requests[0].query["search_query"]
    assert output.read_text().count("- id: ") == 1
    assert discover("--since", "lately").code == 2
    assert discover("--category", "x").code == 2


def test_candidates_can_be_written_as_papers(discover: Run, run: Run, folder: Path) -> None:
    assert discover("--write").code == 0
    assert sorted(file.name for file in (folder / "papers/2024").iterdir()) == [
        "a-talking-head-paper.yml",
        "another.yml",
        "p.yml",
        "talking-heads.yml",
    ]
    assert run("--data", folder, "check").code == 0
    assert "0 candidates" in discover().err


def test_what_was_refused_is_not_proposed_again(discover: Run, run: Run, folder: Path) -> None:
    for reference in ("2402.00001", "talking heads: NEWER"):
        assert run("--data", folder, "refuse", reference, "--why", "No.").code == 0
    assert discover("--write").code == 0
    names = sorted(file.name for file in (folder / "papers/2024").iterdir())
    assert names == ["another.yml", "p.yml"]


def test_no_candidate_is_no_failure(discover: Run, hosts: Hosts) -> None:
    hosts.serve_arxiv([])
    outcome = discover()
    assert (outcome.code, outcome.out) == (0, "")


def test_arxiv_without_an_answer_fails(discover: Run, hosts: Hosts) -> None:
    hosts.routes["/api/query"] = Answer(500)
    outcome = discover()
    assert outcome.code == 1
    assert "arXiv answered with HTTP 500" in outcome.err
