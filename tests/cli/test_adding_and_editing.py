"""``catalogue add`` and ``catalogue edit``, against a local arXiv and Crossref."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.running import Outcome
from tests.network.hosts import Answer, ArxivEntry, Hosts

ENTRY = ArxivEntry(
    "2410.00001",
    "NewTalker: Audio-Driven Talking Head Diffusion Models for Everyone",
    published="2024-10-03T17:59:46Z",
    summary="A diffusion model for audio-driven talking head synthesis.",
    comment="Project: https://newtalker.github.io/, code: https://github.com/a/newtalker",
)
WRITTEN = """\
id: newtalker
title: "NewTalker: Audio-Driven Talking Head Diffusion Models for Everyone"
date: 2024-10
added: TODAY
categories: [2d-audio-driven]
publication:
  venue: arXiv
  url: https://arxiv.org/abs/2410.00001
arxiv: 2410.00001
project: https://newtalker.github.io/
code: https://github.com/a/newtalker
labels: [Diffusion]
authors:
  - Ada Example
  - Bo Beispiel
"""

Add = Callable[..., Outcome]


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with Hosts() as running:
        running.serve_arxiv([ENTRY])
        yield running


@pytest.fixture
def add(run: Run, seed: Path, hosts: Hosts) -> Add:
    def command(*arguments: object, keyboard: str = "", quiet: bool = False) -> Outcome:
        return run(
            *(["--quiet"] if quiet else []),
            *("--data", seed, "add", *arguments, "--timeout", "20"),
            keyboard=keyboard,
            **hosts.environment(),
        )

    return command


def undated(text: str) -> str:
    """The text with today, or yesterday for a test at midnight, as TODAY."""
    now = datetime.now(tz=UTC)
    for day in (now, now - timedelta(days=1)):
        text = text.replace(f"added: {day:%Y-%m-%d}", "added: TODAY")
    return text


def papers(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.rglob("papers/*/*.yml")}


@pytest.mark.parametrize(
    "reference", ["2410.00001", "arXiv:2410.00001v3", "https://arxiv.org/pdf/2410.00001"]
)
def test_a_paper_is_added_without_a_question(add: Add, seed: Path, reference: str) -> None:
    outcome = add(reference, "--yes")
    assert outcome.code == 0, outcome.err
    assert undated((seed / "papers/2024/newtalker.yml").read_text()) == WRITTEN
    assert WRITTEN in undated(outcome.err)


def test_options_come_before_what_is_proposed(add: Add, seed: Path) -> None:
    options = ["--category", "2d-video-driven", "--category", "3d-audio-driven", "--label", ""]
    options += ["--venue", "CVPR 2025", "--publication-url", "https://e.org/p.pdf", "--id", "nt"]
    options += ["--code", "https://e.org/code", "--blog", "https://e.org/blog"]
    outcome = add("2410.00001", "--yes", *options)
    assert outcome.code == 0, outcome.err
    assert undated((seed / "papers/2024/nt.yml").read_text()) == (
        WRITTEN.replace("id: newtalker", "id: nt")
        .replace("[2d-audio-driven]", "[2d-video-driven, 3d-audio-driven]")
        .replace("venue: arXiv\n  url: https://arxiv.org/abs/2410.00001", "venue: CVPR\n  year: "
                 "2025\n  url: https://e.org/p.pdf")
        .replace("https://github.com/a/newtalker\n", "https://e.org/code\nblog: https://e.org/blog\n")
        .replace("labels: [Diffusion]\n", "")
    )  # fmt: skip


def test_unknown_values_are_asked_for(add: Add, seed: Path) -> None:
    answers = [
        "3d-audio-driven",
        "Emotional, Editable",
        "ECCV 2024",
        "",
        "",
        "https://e.org/b",
        "",
        "y",
    ]
    outcome = add("2410.00001", keyboard="\n".join(answers) + "\n")
    assert outcome.code == 0, outcome.err
    written = (seed / "papers/2024/newtalker.yml").read_text()
    assert "categories: [3d-audio-driven]" in written
    assert "labels: [Emotional, Editable]" in written
    assert "venue: ECCV\n  year: 2024\n" in written
    assert "blog: https://e.org/b" in written
    assert "choices: 2d-audio-driven, 2d-video-driven, 3d-audio-driven" in outcome.err


def test_a_refused_entry_is_not_written(add: Add, seed: Path) -> None:
    before = papers(seed)
    assert add("2410.00001", keyboard="\n" * 7 + "n\n").code == 1
    assert papers(seed) == before


def test_quiet_and_yes_say_nothing(add: Add) -> None:
    outcome = add("2410.00001", "--yes", quiet=True)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


@pytest.mark.parametrize("reference", ["2409.02634", "https://loopyavatar.github.io"])
def test_a_duplicate_is_refused_before_any_request(add: Add, hosts: Hosts, reference: str) -> None:
    outcome = add(reference, "--yes")
    assert outcome.code == 1
    assert "papers/2024/loopy.yml:2; change it with catalogue edit" in outcome.err
    assert hosts.requests == []


def test_a_duplicate_title_is_refused(add: Add, hosts: Hosts, seed: Path) -> None:
    title = "LOOPY: taming audio driven portrait avatar with long-term motion dependency"
    hosts.serve_arxiv([ArxivEntry("2411.00009", title)])
    before = papers(seed)
    outcome = add("2411.00009", "--yes")
    assert outcome.code == 1
    assert "papers/2024/loopy.yml:2" in outcome.err
    assert papers(seed) == before


def test_a_date_that_is_none_is_reported(add: Add, seed: Path) -> None:
    before = papers(seed)
    outcome = add("2410.00001", "--yes", "--date", "soon")
    assert outcome.code == 1
    assert "soon" in outcome.err
    assert papers(seed) == before


def test_a_mistake_in_an_option_is_reported_and_nothing_written(add: Add, seed: Path) -> None:
    before = papers(seed)
    outcome = add("2410.00001", "--yes", "--label", "Difusion", "--code", "htps://x")
    assert outcome.code == 1
    assert 'code: not an http(s) URL: "htps://x"' in outcome.err
    outcome = add("2410.00001", "--yes", "--label", "Difusion")
    assert "unknown label 'Difusion', did you mean 'Diffusion'?" in outcome.err
    assert papers(seed) == before


def test_a_paper_by_its_doi(add: Add, seed: Path, hosts: Hosts) -> None:
    work = {
        "title": ["Mesh Faces That Speak"],
        "author": [{"given": "Ada", "family": "Example"}],
        "short-container-title": ["TOG"],
        "published": {"date-parts": [[2023, 8]]},
    }
    hosts.serve_crossref({"10.1145/1.2": work})
    options = ["--category", "3d-audio-driven", "--yes"]
    assert add("https://doi.org/10.1145/1.2", *options).code == 0
    assert undated((seed / "papers/2023/mesh-faces-that-speak.yml").read_text()) == (
        "id: mesh-faces-that-speak\ntitle: Mesh Faces That Speak\ndate: 2023-08\n"
        "added: TODAY\ncategories: [3d-audio-driven]\npublication:\n  venue: TOG\n  year: 2023\n"
        "  url: https://doi.org/10.1145/1.2\ndoi: 10.1145/1.2\nauthors:\n  - Ada Example\n"
    )
    again = add("10.1145/1.2", *options)
    assert again.code == 1
    assert "mesh-faces-that-speak.yml:2" in again.err


def test_a_paper_by_its_project_page(add: Add, seed: Path, hosts: Hosts) -> None:
    page = b'<title>NewTalker</title><a href="https://arxiv.org/abs/2410.00001">Paper</a>'
    hosts.routes["/newtalker/"] = Answer(body=page)
    assert add(f"{hosts.url}/newtalker/", "--yes").code == 0
    written = (seed / "papers/2024/newtalker.yml").read_text()
    assert f"project: {hosts.url}/newtalker/\n" in written


def test_an_unknown_paper_at_the_services_is_reported(add: Add, hosts: Hosts) -> None:
    unknown = add("2401.00001", "--yes").err
    assert "arXiv does not know 2401.00001" in unknown
    assert "give --no-fetch --title TITLE --date YYYY-MM" in unknown
    assert "Crossref does not know the DOI 10.1145/9" in add("10.1145/9", "--yes").err
    hosts.routes["/bare/"] = Answer()
    outcome = add(f"{hosts.url}/bare/", "--yes")
    assert outcome.code == 1
    assert "links to no paper on arXiv" in outcome.err
    assert add("what is this", "--yes").code == 2


def test_no_category_can_be_proposed(add: Add, hosts: Hosts) -> None:
    hosts.serve_arxiv([ArxivEntry("2410.00002", "Something Else")])
    outcome = add("2410.00002", "--yes")
    assert outcome.code == 2
    assert "give --category" in outcome.err


def test_a_paper_is_added_offline(add: Add, seed: Path, hosts: Hosts) -> None:
    options = ["--no-fetch", "--title", "Offline: A Paper", "--date", "2024-10", "--yes"]
    assert add("2410.00005", *options, "--category", "2d-audio-driven").code == 0
    assert "arxiv: 2410.00005" in (seed / "papers/2024/offline.yml").read_text()
    options[2] = "Published: A Paper"
    assert add("10.1145/35.9", *options, "--category", "2d-audio-driven").code == 0
    assert "doi: 10.1145/35.9" in (seed / "papers/2024/published.yml").read_text()
    assert hosts.requests == []
    assert add("2410.00006", "--no-fetch").code == 2


LADEN = """\
# Loopy, by hand.
id:   loopy  # keep

title: 'Loopy: Taming Audio-Driven Portrait Avatar with Long-Term Motion Dependency'
date: "2024-09"
categories: [ 2d-audio-driven ]   # only one
publication: # so far
    venue: arXiv
    url: https://arxiv.org/abs/2409.02634
# no code yet
arxiv: 2409.02634
labels:
- Diffusion # sure
project: https://loopyavatar.github.io/
"""


@pytest.fixture
def loopy(seed: Path) -> Path:
    file = seed / "papers/2024/loopy.yml"
    file.write_text(LADEN)
    return file


CANONICAL = """\
# Loopy, by hand.
id: loopy  # keep
title: "Loopy: Taming Audio-Driven Portrait Avatar with Long-Term Motion Dependency"
date: 2024-09
categories: [2d-audio-driven]  # only one
publication:  # so far
  venue: arXiv
  url: https://arxiv.org/abs/2409.02634
# no code yet
arxiv: 2409.02634
project: https://loopyavatar.github.io/
labels: [Diffusion]  # sure
"""


def test_an_edit_writes_the_canonical_form_and_keeps_every_comment(
    run: Run, seed: Path, loopy: Path
) -> None:
    outcome = run(
        *("--data", seed, "edit", "loopy", "--venue", "ICLR 2025"),
        *("--code", "https://github.com/a/loopy", "--label", "Emotional"),
        *("--category", "2d-video-driven"),
    )
    assert outcome.code == 0, outcome.err
    assert loopy.read_text() == (
        CANONICAL.replace("[2d-audio-driven]", "[2d-audio-driven, 2d-video-driven]")
        .replace("  venue: arXiv\n", "  venue: ICLR\n  year: 2025\n")
        .replace("labels:", "code: https://github.com/a/loopy\nlabels:")
        .replace("[Diffusion]", "[Diffusion, Emotional]")
    )
    assert "+code: https://github.com/a/loopy" in outcome.err


@pytest.mark.parametrize("reference", ["2409.02634", "https://arxiv.org/abs/2409.02634v9"])
def test_a_paper_is_found_by_what_names_it(
    run: Run, seed: Path, loopy: Path, reference: str
) -> None:
    options = ("--remove", "project", "--no-label", "Diffusion")
    assert run("--data", seed, "edit", reference, *options).code == 0
    assert loopy.read_text() == CANONICAL.partition("project:")[0] + "# sure\n"


def test_several_papers_are_edited_at_once(run: Run, seed: Path) -> None:
    chosen = [
        file
        for file in (seed / "papers/2024").iterdir()
        if "labels: [Diffusion]" in file.read_text()
    ]
    others = {
        file: file.read_text()
        for file in seed.rglob("*.yml")
        if not ("2024" in file.parts and "Diffusion" in file.read_text())
    }
    assert len(chosen) > 1
    options = ("--where", "label=Diffusion", "--where", "year=2024", "--label", "Emotional")
    assert run("--data", seed, "edit", *options, "--dry-run").code == 0
    assert all("labels: [Diffusion]" in file.read_text() for file in chosen)
    assert run("--data", seed, "edit", *options).code == 0
    assert all("labels: [Diffusion, Emotional]" in file.read_text() for file in chosen)
    assert {file: file.read_text() for file in others} == others
    assert run("--data", seed, "edit", "loopy", "vasa-1", "--blog", "https://e.org").code == 0
    assert (seed / "papers/2024/vasa-1.yml").read_text().count("blog: https://e.org\n") == 1


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["loopy", "--where", "label=Diffusion"], 2, "name papers, or choose them"),
        ([], 2, "name papers, or choose them"),
        (["--where", "titel=x"], 2, "is not KEY=VALUE"),
        (["--where", "label=Nothing"], 1, "label=Nothing"),
        (["loopy", "nobody"], 1, "nobody"),
        (["loopy", "vasa-1", "--title", "One Title"], 1, "has the same title"),
    ],
)
def test_a_choice_of_papers_that_cannot_be_edited(
    run: Run, seed: Path, options: list[str], code: int, message: str
) -> None:
    before = {file: file.read_text() for file in seed.rglob("*.yml")}
    outcome = run("--data", seed, "edit", *options, "--code", "https://e.org")
    assert outcome.code == code
    assert message in " ".join(outcome.err.split())
    assert {file: file.read_text() for file in before} == before


def test_a_paper_is_edited_while_other_files_are_broken(run: Run, seed: Path, loopy: Path) -> None:
    (seed / "papers/2024/vasa-1.yml").write_text("id: [")
    (seed / "datasets.yml").write_text("- name: A\n")
    loopy.write_text(LADEN.replace('"2024-09"', "2024-9"))
    command = ("--data", seed, "edit", "loopy", "--code", "https://e.org/c")
    refused = run(*command)
    assert refused.code == 1
    assert '"2024-9" is not a month' in refused.err
    assert run(*command, "--date", "2024-09").code == 0
    assert "code: https://e.org/c\n" in loopy.read_text()


def test_a_dry_run_shows_and_writes_nothing(run: Run, seed: Path, loopy: Path) -> None:
    outcome = run("--data", seed, "edit", "loopy", "--title", "Loopy: B", "--dry-run")
    assert outcome.code == 0
    assert '+title: "Loopy: B"' in outcome.err
    assert loopy.read_text() == LADEN


def test_a_date_of_another_year_moves_the_file(run: Run, seed: Path) -> None:
    file = seed / "papers/2024/vasa-1.yml"
    before = file.read_text()
    assert run("--data", seed, "edit", "vasa-1", "--date", "2023-12").code == 0
    assert not file.exists()
    moved = seed / "papers/2023/vasa-1.yml"
    assert moved.read_text() == before.replace("2024-04", "2023-12")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--label", "Difusion"], 1, "did you mean 'Diffusion'?"),
        (["--arxiv", "2409.10281"], 1, "has the same arXiv"),
        (["--date", "2030-01"], 1, "is in the future"),
        (["--code", "a b"], 1, "code: "),
        (["--no-label", "Editable"], 2, "has no 'Editable'"),
        (["--remove", "id"], 2, "is not one of"),
        ([], 2, "nothing to change"),
    ],
)
def test_mistakes_are_refused(
    run: Run, loopy: Path, options: list[str], code: int, message: str
) -> None:
    outcome = run("--data", loopy.parents[2], "edit", "loopy", *options)
    assert outcome.code == code
    assert message in outcome.err
    assert loopy.read_text() == LADEN


def test_an_unknown_paper_is_reported(run: Run, seed: Path) -> None:
    outcome = run("--data", seed, "edit", "nobody", "--code", "https://e.org")
    assert outcome.code == 1
    assert "nobody" in outcome.err


def test_existing_values_are_no_change(run: Run, seed: Path, loopy: Path) -> None:
    url = "https://loopyavatar.github.io/"
    outcome = run("--data", seed, "edit", "loopy", "--project", url)
    assert outcome.code == 0
    assert "is up to date" in outcome.err
    assert loopy.read_text() == LADEN
