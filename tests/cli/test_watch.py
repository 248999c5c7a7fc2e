"""``catalogue watch``, against a local arXiv, Crossref, GitHub and Wayback Machine."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from macros.catalogue.loading import load
from tests.cli.conftest import Run
from tests.cli.running import Outcome
from tests.cli.test_enrich import COMMIT, DOI, TALKER, WORK, catalogue_of_one
from tests.network.hosts import Answer, ArxivEntry, Hosts, Request

CODE = "https://github.com/a/talker"
PROMISED = f"""\
openness:
  code: promised
  licence: MIT
  as_of: 2024-05-01
  evidence: [{CODE}]
"""
FAILING = """\
checked: 2026-03-09
failing:
  - {url: URL, first: 2026-03-02, last: 2026-03-09}
"""
COPY = "web.archive.org/web/20260101120000/"

Watch = Callable[..., Outcome]


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with Hosts() as running:
        running.serve_arxiv([ArxivEntry("2303.00001", "Talker: Heads That Talk")])
        running.serve_works([WORK])
        running.serve_repository("a/talker", ["train.py"])
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one preprint and one dataset."""
    both = "{en: A, zh: 甲}"
    dataset = f"- {{name: D, year: 2020, description: {both}, url: https://data.example/}}\n"
    return catalogue_of_one(tmp_path, dataset)


@pytest.fixture
def watch(run: Run, folder: Path, hosts: Hosts) -> Watch:
    def command(*arguments: object) -> Outcome:
        return run("--data", folder, "watch", *arguments, **hosts.environment())

    return command


def talker(folder: Path) -> str:
    return (folder / "papers/2023/talker.yml").read_text()


def die(folder: Path, url: str) -> None:
    (folder / "links.yml").write_text(FAILING.replace("URL", url))


def serve_copies(hosts: Hosts, page: str, **changes: object) -> None:
    """Serve the archive's answer as https://archive.org/help/wayback_api.php shows it."""
    closest = {
        "available": True,
        "url": f"http://{COPY}{page}",
        "timestamp": "20260101120000",
        "status": "200",
    } | changes

    def answer(request: Request) -> Answer:
        known = request.query["url"] == page
        document = {"url": page, "archived_snapshots": {"closest": closest} if known else {}}
        return Answer(200, json.dumps(document).encode(), {"Content-Type": "application/json"})

    hosts.routes["/wayback/available"] = answer


def test_an_accepted_paper_gets_its_venue_and_nothing_else(watch: Watch, folder: Path) -> None:
    outcome = watch("venues")
    assert outcome.code == 0
    assert outcome.out == (
        f"- `{folder}/papers/2023/talker.yml`: Talker: Heads That Talk – "
        "`doi`: 10.1109/ICCV51070.2023.00001; `publication.venue`: ICCV; "
        f"`publication.year`: 2023; `publication.pages`: 1-10 – <{DOI}>\n"
    )
    published = f"venue: ICCV\n  year: 2023\n  url: {DOI}\n  pages: 1-10\n"
    expected = TALKER.replace("venue: arXiv\n  url: https://arxiv.org/abs/2303.00001\n", published)
    expected = expected.replace("code:", "doi: 10.1109/ICCV51070.2023.00001\ncode:")
    assert talker(folder) == expected
    assert "entries checked: 1, changed: 1" in outcome.err
    again = watch("venues")
    assert (again.code, again.out) == (0, "")


def test_a_work_of_others_is_no_acceptance(watch: Watch, folder: Path, hosts: Hosts) -> None:
    hosts.serve_works([WORK | {"author": [{"given": "Eve", "family": "Elsewhere"}]}])
    assert watch("venues").out == ""
    assert talker(folder) == TALKER


def test_hosts_that_disagree_change_nothing(watch: Watch, folder: Path, hosts: Hosts) -> None:
    entry = ArxivEntry("2303.00001", "Talker: Heads That Talk", comment="Accepted to CVPR 2024")
    hosts.serve_arxiv([entry])
    (folder / "venues.yml").write_text(
        "- {id: CVPR, name: Proceedings of CVPR, kind: conference}\n"
        "- {id: ICCV, name: Proceedings of ICCV, kind: conference}\n"
    )
    assert watch("venues").out == ""
    assert talker(folder) == TALKER


def test_a_promise_that_was_kept(watch: Watch, folder: Path) -> None:
    assert watch("code").out == ""  # Nothing was promised.
    (folder / "papers/2023/talker.yml").write_text(TALKER + PROMISED)
    outcome = watch("code", "--dry-run")
    assert talker(folder) == TALKER + PROMISED
    assert watch("code").out == outcome.out
    state, proof = f"{CODE}/tree/{COMMIT}", f"{CODE}/blob/{COMMIT}/train.py"
    assert outcome.out == (
        f"- `{folder}/papers/2023/talker.yml`: Talker: Heads That Talk – `openness.code`: "
        f"training; `openness.as_of`: 2024-11-02 – <{state}> · <{proof}>\n"
    )
    assert talker(folder) == TALKER + (
        "openness:\n  code: training\n  licence: MIT\n  as_of: 2024-11-02\n"
        f"  evidence:\n    - {state}\n    - {proof}\n    - {CODE}\n"
    )


def test_a_repository_that_is_gone(watch: Watch, folder: Path, hosts: Hosts) -> None:
    (folder / "papers/2023/talker.yml").write_text(TALKER + PROMISED)
    die(folder, CODE)
    assert watch("code").out == ""  # GitHub has an answer: it was renamed, or came back.
    del hosts.routes["/repos/a/talker"]
    outcome = watch("code")
    assert outcome.out.endswith(
        "`openness.code`: none; `openness.as_of`: 2026-03-02 – "
        f"<{CODE}> ✗ 2026-03-02, 2026-03-09 · <{CODE}>\n"
    )
    assert "code: none\n" in talker(folder)
    assert f"code: {CODE}\n" in talker(folder)
    assert watch("code").out == ""


def test_a_repository_that_failed_once_is_not_gone(
    watch: Watch, folder: Path, hosts: Hosts
) -> None:
    hosts.routes.clear()
    die(folder, CODE)
    record = (folder / "links.yml").read_text().replace("last: 2026-03-09", "last: 2026-03-03")
    (folder / "links.yml").write_text(record)
    assert watch("code").out == ""


def test_a_dead_link_gets_an_archived_copy(watch: Watch, folder: Path, hosts: Hosts) -> None:
    serve_copies(hosts, CODE)
    assert watch("links").out == ""
    assert not hosts.requests  # Nothing is dead: nobody is asked.
    die(folder, CODE)
    outcome = watch("links")
    assert outcome.code == 0
    assert outcome.out == (
        f"- `{folder}/papers/2023/talker.yml`: Talker: Heads That Talk – "
        f"<{CODE}> ✗ 2026-03-02, 2026-03-09 · <https://{COPY}{CODE}>\n"
    )
    assert hosts.requests[0].query == {"url": CODE, "timestamp": "20260302"}
    loaded = load(folder)
    assert loaded.problems == ()
    assert f"archived:\n  code: https://{COPY}{CODE}\n" in talker(folder)


def test_a_dataset_gets_an_archived_copy(watch: Watch, folder: Path, hosts: Hosts) -> None:
    serve_copies(hosts, "https://data.example/")
    die(folder, "https://data.example/")
    assert watch("links").out.startswith(f"- `{folder}/datasets.yml`: D – ")
    loaded = load(folder).catalogue
    assert loaded is not None
    assert loaded.datasets[0].archived == f"https://{COPY}https://data.example/"


def test_a_copy_that_does_not_fit_leaves_the_other_datasets_theirs(
    watch: Watch, folder: Path, hosts: Hosts
) -> None:
    both = "{en: A, zh: 甲}"
    (folder / "datasets.yml").write_text(
        f"- {{name: C, year: 2020, description: {both}, url: https://c.example/}}\n"
        f"- {{name: D, year: 2020, description: {both}, url: https://d.example/}}\n"
    )
    (folder / "links.yml").write_text(
        FAILING.replace("URL", "https://c.example/")
        + "  - {url: https://d.example/, first: 2026-03-02, last: 2026-03-09}\n"
    )
    serve_copies(hosts, "https://c.example/", url=f"http://{COPY}bad%")
    broken = hosts.routes["/wayback/available"]
    serve_copies(hosts, "https://d.example/")
    sound = hosts.routes["/wayback/available"]
    assert callable(broken)
    assert callable(sound)
    hosts.routes["/wayback/available"] = lambda request: (
        broken(request) if request.query["url"] == "https://c.example/" else sound(request)
    )
    outcome = watch("links")
    assert outcome.code == 1
    assert outcome.out.startswith(f"- `{folder}/datasets.yml`: D – ")
    loaded = load(folder).catalogue
    assert loaded is not None
    assert [one.archived for one in loaded.datasets] == [None, f"https://{COPY}https://d.example/"]


@pytest.mark.parametrize(
    "changes",
    [
        {"url": f"http://web.archive.org/web/20260303000000/{CODE}"},  # Of the error page.
        {"url": "https://elsewhere.example/web/20260101120000/x"},
        {"url": 'http://web.archive.org/web/20260101/x" onclick="'},
        {"status": "404"},
        {"available": False},
    ],
)
def test_what_is_no_copy_of_the_page_is_not_taken(
    watch: Watch, folder: Path, hosts: Hosts, changes: dict[str, object]
) -> None:
    serve_copies(hosts, CODE, **changes)
    die(folder, CODE)
    outcome = watch("links")
    assert (outcome.code, outcome.out) == (0, "")
    assert talker(folder) == TALKER


@pytest.mark.parametrize("topic", ["venues", "code", "links"])
def test_a_host_without_an_answer_is_said(
    watch: Watch, folder: Path, hosts: Hosts, topic: str
) -> None:
    (folder / "papers/2023/talker.yml").write_text(TALKER + PROMISED)
    die(folder, "https://data.example/")
    for path in ("/api/query", "/works", "/repos/a/talker", "/wayback/available"):
        hosts.routes[path] = Answer(500)
    outcome = watch(topic)
    assert (outcome.code, outcome.out) == (1, "")
    assert "HTTP 500" in outcome.err
    assert talker(folder) == TALKER + PROMISED


def test_what_hosts_say_is_no_markup_in_the_report(
    watch: Watch, folder: Path, hosts: Hosts
) -> None:
    hosts.serve_works([WORK | {"container-title": ["@everyone [x](https://evil.example) `"]}])
    outcome = watch("venues")
    said = outcome.out.replace("\u200b", "|")
    assert r"@|everyone \[x\](https:|//evil.example) \`" in said
    assert outcome.out.count("\n") == 1
    assert 'venue: "@everyone' in talker(folder)
