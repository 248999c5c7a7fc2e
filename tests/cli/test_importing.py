"""``catalogue import``: the customer's document, other lists, and merging."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from macros.editing.store import DATASETS_HEADER
from tests.cli.conftest import Run
from tests.site.built import PROJECT, SEED

GOLDEN = PROJECT / "tests" / "golden"
DOCUMENT = GOLDEN / "awesome-talking-head-generation.md"
CHINESE_DATASETS = GOLDEN / "datasets.zh.md"


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder without the day that papers were added."""
    return {
        file.relative_to(folder).as_posix(): re.sub(rb"added: .*\n", b"", file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def empty(seed: Path) -> Path:
    shutil.rmtree(seed / "papers")
    (seed / "datasets.yml").write_text(DATASETS_HEADER, encoding="utf-8")
    return seed


def test_the_customers_document_gives_exactly_the_seed_catalogue(run: Run, empty: Path) -> None:
    outcome = run("--data", empty, "import", DOCUMENT, CHINESE_DATASETS)
    assert outcome.code == 0
    assert files(empty) == files(SEED)


def test_the_lists_own_documents_change_nothing_of_its_facts(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(PROJECT / "data", data)
    before = files(data)
    documents = [tmp_path / "README.md", tmp_path / "README.zh.md"]
    for locale, document in zip(("en", "zh"), documents, strict=True):
        command = ["--data", data, "readme", "--language", locale, "--output", document]
        assert run(*command).code == 0
    run("--data", data, "import", *documents)
    assert files(data) == before


def test_the_corrections_of_the_customers_document_are_these_four(run: Run, empty: Path) -> None:
    outcome = run("--data", empty, "import", DOCUMENT)
    remarks = [line for line in outcome.err.splitlines() if f"{DOCUMENT.name}:" in line]
    told = [line.partition(f"{DOCUMENT.name}:")[2] for line in remarks]
    corrections = [line for line in told if "not an entry" not in line]
    corrections.sort(key=lambda line: int(line.partition(":")[0]))
    assert [line.partition(":")[0] for line in corrections] == ["39", "65", "71", "83"]
    assert "Facial Animationwith Key" in corrections[0]
    assert "2024-09 contradicts arXiv 2407.03168; taken as 2024-07" in corrections[1]
    assert '"Implicit-kepints" taken as the label Implicit-keypoints' in corrections[2]
    assert "the categories 2d-audio-driven, 3d-audio-driven" in corrections[3]


def test_importing_again_changes_nothing(run: Run, seed: Path) -> None:
    before = files(seed)
    outcome = run("--data", seed, "import", DOCUMENT, CHINESE_DATASETS)
    assert outcome.code == 0
    assert files(seed) == before
    assert "0 papers new, 0 extended, 0 datasets new" in outcome.err


def test_a_dry_run_writes_nothing(run: Run, empty: Path) -> None:
    before = files(empty)
    outcome = run("--data", empty, "import", "--dry-run", DOCUMENT)
    assert outcome.code == 0
    assert "would write" in outcome.err
    assert files(empty) == before


def test_quiet_says_nothing_of_a_success(run: Run, empty: Path) -> None:
    outcome = run("--quiet", "--data", empty, "import", DOCUMENT)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_a_known_paper_gains_what_it_lacks_and_keeps_the_rest(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    file = seed / "papers" / "2024" / "loopy.yml"
    before = file.read_text()
    laden = before.replace("labels:", "# the labels\nlabels:").replace("arxiv: ", "arxiv:   ")
    file.write_text(laden)
    more = tmp_path / "more.md"
    more.write_text(
        "## 2D-Video-Driven\n\n"
        "- Loopy: Another spelling; [ICLR 2025](https://arxiv.org/abs/2409.02634v2); "
        "[Code](https://example.org/loopy);\n"
    )
    outcome = run("--data", seed, "import", more)
    assert outcome.code == 0
    assert file.read_text() == (
        laden.replace("arxiv:   ", "arxiv: ")
        .replace("[2d-audio-driven]", "[2d-audio-driven, 2d-video-driven]")
        .replace("venue: arXiv\n", "venue: ICLR\n  year: 2025\n")
        .replace("abs/2409.02634\n", "abs/2409.02634v2\n")
        .replace("# the labels", "code: https://example.org/loopy\n# the labels")
    )
    assert 'title says "Loopy: Another spelling"' in outcome.err


def test_unknown_parts_are_reported_by_line_and_the_rest_imported(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text(
        "# Others\n"
        "\n"
        "## Unheard of\n"
        "- A Paper; [arXiv](https://arxiv.org/abs/2401.00001)\n"
        "\n"
        "## 2D Audio Driven\n"
        "- Good Paper; [arXiv](https://arxiv.org/abs/2401.00002)\n"
        "- Undated Paper; [CVPR 2024](https://example.org/undated.pdf)\n"
        "- no link at all\n"
        "\n"
        "| Title | Pub | Stars |\n"
        "| --- | --- | --- |\n"
        "| Starred | [arXiv](https://arxiv.org/abs/2401.00003) | 999 | too much |\n"
        "| | [arXiv](https://arxiv.org/abs/2401.00004) | |\n"
        "| Twice | [arXiv](https://arxiv.org/abs/2401.00005) [PDF](https://e.org/x.pdf) | |\n"
    )
    outcome = run("--data", seed, "import", other)
    assert outcome.code == 1
    told = dict(
        line.partition("other.md:")[2].partition(": ")[::2]
        for line in outcome.err.splitlines()
        if "other.md:" in line
    )
    assert set(told) == {"4", "9", "13", "14", "15"}
    assert 'the section "Others › Unheard of" does not match any category' in told["4"]
    assert "cannot be read as a paper: no link at all" in told["9"]
    assert "999" in outcome.err
    assert "too much" in outcome.err
    assert "no title" in told["14"]
    assert "https://e.org/x.pdf" in told["15"]
    assert "found 7 = 4 new + 0 merged + 3 refused" in outcome.err
    assert (seed / "papers/2024/good-paper.yml").is_file()
    assert (seed / "papers/2024/starred.yml").is_file()
    assert (seed / "papers/2024/twice.yml").is_file()
    assert "date: 2024\n" in (seed / "papers/2024/undated-paper.yml").read_text()
    assert not list(seed.rglob("a-paper*"))
    assert run("--data", seed, "--quiet", "check").code == 0


def test_sections_can_be_named_on_the_command_line(run: Run, seed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(
        "## Lip Sync!\n- One Paper; [arXiv](https://arxiv.org/abs/2401.00001)\n"
        "## Else\n- Two Paper; [arXiv](https://arxiv.org/abs/2401.00002)\n"
    )
    section = "lip sync=2d-audio-driven"
    outcome = run(
        "--data", seed, "import", other, "--section", section, "--category", "3d-audio-driven"
    )
    assert outcome.code == 0
    assert "[2d-audio-driven]" in (seed / "papers/2024/one-paper.yml").read_text()
    assert "[3d-audio-driven]" in (seed / "papers/2024/two-paper.yml").read_text()
    assert run("--data", seed, "import", other, "--section", "x").code == 2
    assert run("--data", seed, "import", other, "--category", "x").code == 2


def test_a_broken_catalogue_is_reported_before_anything_is_written(run: Run, seed: Path) -> None:
    (seed / "labels.yml").write_text("- id: [\n")
    before = files(seed)
    outcome = run("--data", seed, "import", DOCUMENT)
    assert outcome.code == 1
    assert "labels.yml:" in outcome.err
    assert files(seed) == before


def test_a_list_that_is_not_utf8_is_refused(run: Run, seed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(b"- ascii\n" * 5000 + "# Ünicode\n".encode("latin-1"))
    outcome = run("--data", seed, "import", other)
    assert outcome.code == 2
    # The message is in a frame and wrapped, depending on the length of the path.
    assert "not UTF-8" in re.sub(r"[\s│]+", " ", outcome.err)


def test_an_interrupted_import_leaves_complete_files_and_can_be_repeated(
    run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, done = os.fsync, []

    def interrupted(descriptor: int) -> None:
        done.append(descriptor)
        if len(done) == 5:
            raise KeyboardInterrupt
        sync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", interrupted)
        try:
            code = run("--data", empty, "import", DOCUMENT, CHINESE_DATASETS).code
        except KeyboardInterrupt:
            code = 130
    assert code != 0
    whole = files(SEED)
    partial = files(empty)
    papers = {name for name in partial if name.startswith("papers/")}
    assert len(papers) == 4
    assert all(partial[name] == whole[name] for name in papers)
    assert run("--data", empty, "import", DOCUMENT, CHINESE_DATASETS).code == 0
    assert files(empty) == whole


FOREIGN = (
    "# Awesome Faces\n\n## News\n\n- We moved to [a new page](https://e.org/news)\n\n"
    "## 1. Lip Sync (2)\n\n### 2024\n\n"
    "- One Paper [paper](https://arxiv.org/abs/2401.00001)\n"
    "- Two Papers [paper](https://arxiv.org/abs/2401.00002)\n\n"
    "## 2D-Video-Driven\n\n"
    "| Paper | Wo | Sterne |\n|--|--|--|\n"
    "| [Three Papers](https://arxiv.org/abs/2401.00003) | CVPR 2024 | 9 |\n"
    "| Four Papers | | 9 |\n"
)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    file = tmp_path / "foreign.md"
    file.write_text(FOREIGN)
    return file


def test_a_plan_is_edited_and_applied(run: Run, seed: Path, foreign: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yml"
    before = files(seed)
    assert run("--data", seed, "import", foreign, "--plan", plan).code == 0
    assert files(seed) == before
    written = plan.read_text()
    assert "section: Awesome Faces › Lip Sync\n    entries: 2\n    first: One Paper\n" in written
    assert "category: lip-sync\n" in written
    assert "section: Awesome Faces › News\n" in written
    assert "category: skip\n" in written
    assert "category: 2d-video-driven\n" in written
    assert "column: Wo\n    cells: 1\n    first: CVPR 2024\n" in written

    plan.write_text(
        written.replace('key: ""', "key: publication", 1).replace(
            "      en: Lip Sync\n", "      en: Lip Sync\n      zh: 唇形同步\n"
        )
    )
    outcome = run("--data", seed, "import", "--apply", plan)
    assert outcome.code == 1
    assert "found 4 = 3 new + 0 merged + 1 refused (1 no date)" in outcome.err
    assert "zh: 唇形同步" in (seed / "categories.yml").read_text()
    assert "categories: [lip-sync]" in (seed / "papers/2024/one-paper.yml").read_text()
    assert "venue: CVPR\n" in (seed / "papers/2024/three-papers.yml").read_text()
    checked = run("--data", seed, "check")
    assert checked.code == 0
    assert "description: no Chinese text yet" in checked.err


def test_the_check_asks_for_the_chinese_title_of_a_new_category(
    run: Run, seed: Path, foreign: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yml"
    run("--data", seed, "import", foreign, "--plan", plan)
    run("--data", seed, "import", "--apply", plan)
    checked = run("--data", seed, "check")
    assert checked.code == 0
    assert "title: no Chinese text yet; the Chinese page shows the English" in checked.err


def test_a_plan_with_mistakes_is_refused_line_by_line(
    run: Run, seed: Path, foreign: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yml"
    run("--data", seed, "import", foreign, "--plan", plan)
    before = files(seed)
    plan.write_text(plan.read_text().replace("category: skip", "category: nowhere"))
    outcome = run("--data", seed, "import", "--apply", plan)
    assert outcome.code == 1
    assert "plan.yml:" in outcome.err
    assert "nowhere" in outcome.err
    plan.write_text("lists: [x\n")
    assert run("--data", seed, "import", "--apply", plan).code == 1
    plan.write_text("lists: [gone.md]\n")
    assert run("--data", seed, "import", "--apply", plan).code == 2
    assert run("--data", seed, "import").code == 2
    assert files(seed) == before


def test_columns_can_be_named_on_the_command_line(run: Run, seed: Path, foreign: Path) -> None:
    column = ["--column", "wo=publication", "--column", "Sterne="]
    run("--data", seed, "import", foreign, "--section", "Lip Sync=skip", *column)
    assert "venue: CVPR\n" in (seed / "papers/2024/three-papers.yml").read_text()
    assert not list(seed.rglob("one-paper.yml"))
    assert run("--data", seed, "import", foreign, "--column", "x").code == 2
    assert run("--data", seed, "import", foreign, "--column", "x=y").code == 2


def test_the_report_shows_three_lines_of_a_reason_or_all(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text(
        "## 2D-Audio-Driven\n"
        + "".join(f"- Paper Number {number} [page](https://e.org/)\n" for number in range(120))
    )
    outcome = run("--data", seed, "import", other)
    assert outcome.code == 1
    assert "120 × no date" in outcome.err
    assert outcome.err.count("other.md:") == 3
    assert "117 more; --all shows every line" in outcome.err
    assert "found 120 = 0 new + 0 merged + 120 refused (120 no date)" in outcome.err
    assert run("--data", seed, "import", other, "--all").err.count("other.md:") == 120

    document = json.loads(run("--data", seed, "import", other, "--format", "json").out)
    assert (document["found"], document["refused"]) == (120, {"import_no_date": 120})
    (reason,) = document["reasons"]
    assert [problem["line"] for problem in reason["problems"]] == list(range(2, 122))


def test_two_runs_report_the_same(run: Run, seed: Path, foreign: Path) -> None:
    first = run("--data", seed, "import", foreign, "--dry-run", "--all")
    assert first.err == run("--data", seed, "import", foreign, "--dry-run", "--all").err


def test_a_bibliography_is_imported(run: Run, seed: Path, tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    library.write_text(
        "@misc{a, title={A Preprint}, author={Alpha, Ada}, eprint={2403.00002}, "
        "archiveprefix={arXiv}, year=2024}\n"
    )
    outcome = run("--data", seed, "import", library, "--category", "2d-audio-driven")
    assert outcome.code == 0
    assert "found 1 = 1 new + 0 merged + 0 refused" in outcome.err
    written = (seed / "papers/2024/a-preprint.yml").read_text()
    assert "date: 2024-03\n" in written
    assert re.search(r"^added: \d{4}-\d{2}-\d{2}$", written, re.MULTILINE)


def test_other_files_are_refused_together_before_anything_is_read(
    run: Run, seed: Path, foreign: Path, tmp_path: Path
) -> None:
    (tmp_path / "papers.yml").write_text("- id: a\n")
    (tmp_path / "page.md").write_text("<html></html>")
    before = files(seed)
    outcome = run("--data", seed, "import", foreign, tmp_path / "papers.yml", tmp_path / "page.md")
    assert outcome.code == 2
    assert "papers.yml: YAML, not a list" in outcome.err
    assert "page.md: HTML, not a list" in outcome.err
    assert files(seed) == before
