"""Caches never change the result: a site built with one has the bytes of a site built without."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import rispy

from macros.catalogue import derived_facts
from macros.catalogue.derived_facts import (
    CACHE_VARIABLE,
    DerivedFacts,
    chunks,
    made_by_catalogue,
    made_by_program,
)
from macros.catalogue.model import Catalogue, Paper
from macros.shell.site_build import DERIVED_FACTS
from tests.faults.project import contents, replace_in
from tests.site.built import PROJECT, run_mkdocs

LOOPY = "data/papers/2024/loopy.yml"


def built(project: Path) -> dict[str, str]:
    finished = run_mkdocs("build", "--strict", "--quiet", project=project)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return contents(project / "site")


def kept_keys(project: Path) -> set[bytes]:
    with closing(sqlite3.connect(project / DERIVED_FACTS.relative_to(PROJECT))) as database:
        return {key for (key,) in database.execute("SELECT key FROM facts")}


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A copy of it, at the same place as far as the program can see: names are relative."""
    return shutil.copytree(built_project, tmp_path / "project")


def a_paper(project: Path) -> None:
    replace_in(project / LOOPY, "Loopy: ", "Loopier: ")


def a_label(project: Path) -> None:
    replace_in(project / "data" / "labels.yml", "en: Diffusion", "en: Diffusing")


def a_template(project: Path) -> None:
    row = project / "overrides" / "fragments" / "paper-row.html"
    replace_in(row, "mdx-permalink", "mdx-permanent")


def a_translation(project: Path) -> None:
    replace_in(
        project / "macros" / "translations" / "interface.yml", "Cite {title}", "Quote {title}"
    )


def the_code(project: Path) -> None:
    replace_in(project / "macros" / "exports" / "csl.py", '"id": citation_key(paper)', '"id": "x"')


def a_library(project: Path) -> None:
    """Before the installed one on the path, and of another version."""
    shutil.copytree(Path(rispy.__file__).parent, project / "rispy")
    replace_in(project / "rispy" / "config.py", '"TI": "title"', '"T0": "title"')
    (project / "rispy-99.dist-info").mkdir()


@pytest.mark.parametrize(
    "change", [a_paper, a_label, a_template, a_translation, the_code, a_library]
)
def test_a_changed_project_is_built_as_from_nothing(
    project: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, kept_before = contents(project / "site"), kept_keys(project)
    change(project)
    with_cache = built(project)
    assert bool(kept_before & kept_keys(project)) == (change is a_paper), "of use, or of none"
    monkeypatch.setenv(CACHE_VARIABLE, "0")
    assert with_cache == built(project)
    assert with_cache != before


def test_everything_of_the_data_but_papers_counts_like_labels(seed_catalogue: Catalogue) -> None:
    site = seed_catalogue.site.model_copy(update={"repository": "https://code.example.org/x/y"})
    for changed in ({"site": site}, {"labels": ()}, {"datasets": ()}, {"categories": ()}):
        other = seed_catalogue.model_copy(update=changed)
        assert made_by_catalogue(other) != made_by_catalogue(seed_catalogue), changed


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def damaged_inside(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[5000::4096] = b"\xff" * len(content[5000::4096])
    file.write_bytes(content)


def no_database(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)


def an_empty_file(file: Path) -> None:
    file.write_bytes(b"")


def a_foreign_table(file: Path) -> None:
    run(file, "DROP TABLE facts", "CREATE TABLE facts (key TEXT, value BLOB)")


def other_values(file: Path) -> None:
    run(file, "UPDATE facts SET value = replace(value, 'row', 'raw')")


def values_of_another_kind(file: Path) -> None:
    run(file, "UPDATE facts SET value = 'text', digest = 7")


def values_of_other_keys(file: Path) -> None:
    first = "(SELECT {} FROM facts ORDER BY key LIMIT 1)"
    run(
        file, f"UPDATE facts SET value = {first.format('value')}, digest = {first.format('digest')}"
    )


def run(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


@pytest.mark.parametrize(
    "damage",
    [
        truncated,
        damaged_inside,
        no_database,
        an_empty_file,
        a_foreign_table,
        other_values,
        values_of_another_kind,
        values_of_other_keys,
    ],
)
def test_a_damaged_file_changes_nothing(
    seed_catalogue: Catalogue, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    file = tmp_path / "facts.sqlite"
    wanted = {paper.id: f"row of {paper.title} {'x' * 3000}" for paper in seed_catalogue.papers}

    made: list[str] = []

    def read() -> tuple[dict[str, str], int]:
        made.clear()
        facts = DerivedFacts(file, "program")

        def row(paper: Paper) -> str:
            made.append(paper.id)
            return wanted[paper.id]

        rows = facts.of_papers("row", seed_catalogue.papers, row)
        found = {paper.id: text for paper, text in zip(seed_catalogue.papers, rows, strict=True)}
        facts.save()
        return found, len(made)

    assert read() == (wanted, len(wanted))
    assert read() == (wanted, 0)
    before = file.read_bytes()
    damage(file)
    assert file.read_bytes() != before
    found, remade = read()
    assert found == wanted
    assert remade > 0
    # At the latest the build after the next has a sound file again.
    assert read()[0] == wanted
    assert read() == (wanted, 0)


def test_a_cache_of_another_catalogue_or_program_is_of_no_use(
    seed_catalogue: Catalogue, tmp_path: Path
) -> None:
    papers = seed_catalogue.papers[:1]

    def fact(made_by: str, value: str, kind: str = "row", *, forget: bool = True) -> str:
        facts = DerivedFacts(tmp_path / "facts.sqlite", made_by)
        try:
            (found,) = facts.of_papers(kind, papers, lambda _: value)
            return found
        finally:
            facts.save(forget=forget)

    assert [fact("one", "a"), fact("one", "b")] == ["a", "a"]
    assert fact("one", "b", "citation") == "b"
    assert fact("other", "c") == "c"
    assert fact("one", "d") == "d", "what a build did not ask for was kept"
    assert fact("other", "e", forget=False) == "e"
    assert fact("one", "f", forget=False) == "d", "what the server did not ask for was forgotten"


def test_a_new_paper_changes_one_chunk(seed_catalogue: Catalogue) -> None:
    papers = [
        paper.model_copy(update={"id": f"{paper.id}-{number}"})
        for paper in seed_catalogue.papers
        for number in range(30)
    ]
    every = list(chunks(papers))
    assert [paper for chunk in every for paper in chunk] == papers
    assert all(len({paper.year for paper in chunk}) == 1 for chunk in every)
    assert len(every) > len({paper.year for paper in papers})
    fewer = list(chunks(papers[1:]))
    assert fewer[1:] == every[1:]


def test_another_library_or_file_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "code.py"
    file.write_text("a")
    first = made_by_program([file])
    assert made_by_program([file]) == first
    file.write_text("b")
    second = made_by_program([file])
    assert second != first
    libraries = derived_facts.installed_libraries()
    assert any(library.lower().startswith("jinja2-") for library in libraries)
    newer = [library.replace("inja2-", "inja2-9") for library in libraries]
    monkeypatch.setattr(derived_facts, "installed_libraries", lambda: newer)
    assert made_by_program([file]) != second


def test_a_file_that_another_build_writes_is_left_alone(
    seed_catalogue: Catalogue, tmp_path: Path
) -> None:
    papers = seed_catalogue.papers[:1]
    one, other = (DerivedFacts(tmp_path / "facts.sqlite", "program") for _ in range(2))
    assert list(one.of_papers("row", papers, lambda _: "row")) == ["row"]
    assert list(other.of_papers("row", papers, lambda _: "row")) == ["row"]
    other.save()
    one.save()
    again = DerivedFacts(tmp_path / "facts.sqlite", "program")
    assert list(again.of_papers("row", papers, lambda _: "made again")) == ["row"]
    again.save()


def test_a_folder_that_cannot_be_written_is_no_error(
    seed_catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    facts = DerivedFacts(tmp_path / "file" / "facts.sqlite", "program")
    assert set(facts.of_papers("row", seed_catalogue.papers, lambda _: "row")) == {"row"}
    facts.save()
