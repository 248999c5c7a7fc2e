"""YAML files by people and attackers: what is refused, on which line, with which message."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue import yaml_source
from macros.catalogue.problems import Problem
from macros.catalogue.yaml_source import MAX_BYTES, UnreadableSource, parse, read


def refused(content: bytes | str) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(UnreadableSource) as failed:
        parse(raw, "a.yml")
    return [str(problem) for problem in failed.value.problems]


def test_every_scalar_is_its_literal_text() -> None:
    text = "arxiv: 2409.10280\nvenue: NO\ndate: 2024-09-01\nhex: 0x1F\nsexagesimal: 12:30:45\n"
    assert parse(text.encode(), "").value == {
        "arxiv": "2409.10280",
        "venue": "NO",
        "date": "2024-09-01",
        "hex": "0x1F",
        "sexagesimal": "12:30:45",
    }


def test_nothing_is_nothing_unless_it_is_quoted() -> None:
    text = "a:\nb: ~\nc: null\nd: ''\ne: \"null\"\n"
    assert parse(text.encode(), "").value == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


@pytest.mark.parametrize("content", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_holds_nothing(content: str) -> None:
    assert parse(content.encode(), "").value is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "id: a\n\ttitle: b\n",
            "a.yml:2: indented with a tab; YAML requires spaces",
        ),
        (
            "labels:\n\t- a\n",
            "a.yml:2: indented with a tab; YAML requires spaces",
        ),
        (
            b"\xef\xbb\xbfid: a\n",
            "a.yml:1: starts with a byte order mark; save the file as UTF-8 without BOM",
        ),
        (
            "id: a\ntitle: b\nid: c\n",
            "a.yml:3: id: duplicate key, first used in line 1",
        ),
        (
            "publication:\n  venue: A\n  venue: B\n",
            "a.yml:3: publication.venue: duplicate key, first used in line 2",
        ),
        (
            "id: a\ntitle: &x b\nauthors: [*x]\n",
            "a.yml:2: anchors (&) and aliases (*) are not allowed; write out the value or quote it",
        ),
        (
            "title: *x\n",
            "a.yml:1: anchors (&) and aliases (*) are not allowed; write out the value or quote it",
        ),
        (
            "title: **bold** words\n",
            "a.yml:1: a text that starts with * must be quoted",
        ),
        (
            "id: a\ntitle: !!python/object/apply:os.system [ls]\n",
            ("a.yml:2: title: the tag tag:yaml.org,2002:python/object/apply:os.system is not "
            "allowed; write plain text"),
        ),
        ("id: !custom a\n", "a.yml:1: id: the tag !custom is not allowed; write plain text"),
        ("? [a, b]\n: c\n", "a.yml:1: a key must be plain text"),
        ("id: a\ntitle: caf\xe9\n".encode("latin-1"), ("a.yml:2: not UTF-8 (byte 0xe9); save the "
         "file as UTF-8")),
        ("id: [a, b\n", ("a.yml:2: not valid YAML: while parsing a flow sequence, did not find "
         "expected ',' or ']'")),
        ("title: a: b\n", ("a.yml:1: not valid YAML: mapping values are not allowed in this "
         "context")),
    ],
)  # fmt: skip
def test_refused_constructs_are_reported_by_line(content: bytes | str, expected: str) -> None:
    assert refused(content) == [expected]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b"])
def test_control_characters_are_refused(character: str) -> None:
    [told] = refused(f"id: a\ntitle: b{character}c\n")
    assert told.startswith("a.yml:2: a character YAML does not allow: ")


def test_every_duplicate_key_and_tag_is_reported_at_once() -> None:
    told = refused("id: a\nid: b\ntitle: !t x\nid: c\n")
    assert [line.partition(": ")[0] for line in told] == ["a.yml:2", "a.yml:3", "a.yml:4"]


@pytest.mark.parametrize("nested", ["[" * 50 + "]" * 50, "{a: " * 50 + "}" * 50])
def test_deep_nesting_is_refused_in_brackets(nested: str) -> None:
    assert refused(f"id: a\nx: {nested}\n") == ["a.yml:2: nested more than 20 levels deep"]


def test_deep_nesting_is_refused_in_lines() -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(40))
    assert refused(text) == ["a.yml:21: nested more than 20 levels deep"]
    dashes = "- " * 40 + "a\n"
    assert refused(dashes) == ["a.yml:1: nested more than 20 levels deep"]


def test_brackets_without_an_end_are_refused_without_a_crash() -> None:
    [told] = refused("[" * 100_000)
    assert "nested more than 20 levels deep" in told


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    ]
    assert refused("\n".join(lines))[0].startswith("a.yml:1: anchors (&)")


ANCHORS = (
    "a: &x 1",
    "- &x 1",
    "&x a: 1",
    "a: [&x 1]",
    "a: [b,&x 1]",
    "a: {b: &x 1}",
    "? &x a\n: 1",
)


@pytest.mark.parametrize("written", [*ANCHORS, "a: !!str &x 1", '{"a":&x 1}', "a:\n  &x b: 1"])
def test_an_anchor_is_refused_in_every_position(written: str) -> None:
    assert "anchors (&) and aliases (*)" in refused(written)[0]


# Pieces of YAML, in which anchors, aliases and emphasis meet what may come before them.
PIECES = (
    "&x ",
    "&",
    "*x",
    "**x** ",
    "a",
    ": ",
    ":",
    "- ",
    "-",
    ", ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "\n",
)


@given(st.lists(st.sampled_from((*PIECES, "'", '"', "? ", "!!str ", " ", "~", "文")), max_size=12))
def test_text_that_is_read_quickly_is_read_as_with_care(pieces: list[str]) -> None:
    text = "".join(pieces)

    def outcome() -> object:
        try:
            return parse(text.encode(), "").value
        except UnreadableSource as error:
            return [str(problem) for problem in error.problems]

    quick = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_source, "_RISKY", re.compile(""))
        patch.setattr(yaml_source, "_quickly", _needs_care)
        assert outcome() == quick


def _needs_care(_: object) -> None:
    raise yaml_source._NeedsCare


def test_lines_are_those_of_keys_and_items() -> None:
    source = parse(b"a: 1\nb:\n  - x\n  - y: 2\n    z: 3\nc: [p,\n  q]\n", "a.yml")
    assert source.line(("a",)) == 1
    assert source.line(("b",)) == 2
    assert source.line(("b", 1)) == 4
    assert source.line(("b", 1, "z")) == 5
    assert source.line(("c", 1)) == 7
    assert source.line(("b", 1, "missing")) == 4
    assert source.line(("missing",)) == 1


def told_of(file: Path, root: Path) -> str:
    with pytest.raises(UnreadableSource) as failed:
        read(file, file.name, root)
    [problem] = failed.value.problems
    return str(problem)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    assert told_of(root / "a.yml", root) == "a.yml:1: no such file"
    (root / "folder.yml").mkdir()
    assert told_of(root / "folder.yml", root) == "folder.yml:1: not a regular file"
    (root / "huge.yml").write_bytes(b"a: " + b"x" * MAX_BYTES)
    assert told_of(root / "huge.yml", root) == (
        f"huge.yml:1: {MAX_BYTES + 3} bytes, more than the {MAX_BYTES} allowed for one file"
    )


def test_links_must_stay_in_the_data_folder(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    (tmp_path / "secret.yml").write_text("id: secret\n")
    (root / "out.yml").symlink_to(tmp_path / "secret.yml")
    assert told_of(root / "out.yml", root) == (
        "out.yml:1: a link that leaves the data folder; put the file itself here"
    )
    (root / "real.yml").write_text("id: a\n")
    (root / "in.yml").symlink_to(root / "real.yml")
    assert read(root / "in.yml", "in.yml", root).value == {"id": "a"}
    (root / "loop.yml").symlink_to(root / "loop.yml")
    assert told_of(root / "loop.yml", root).startswith("loop.yml:1: cannot be read: ")
    (root / "gone.yml").symlink_to(root / "nothing.yml")
    assert told_of(root / "gone.yml", root) == "gone.yml:1: no such file"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    assert told_of(tmp_path / "pipe.yml", tmp_path) == "pipe.yml:1: not a regular file"


def problems(content: bytes) -> tuple[Problem, ...]:
    """What reading these bytes is refused for, if it is."""
    try:
        parse(content, "a.yml")
    except UnreadableSource as error:
        return error.problems
    return ()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert all(str(problem).startswith("a.yml:") for problem in problems(content))


@given(st.text(st.sampled_from(list("ab:-?[]{}&*!|>'\"%@`#,\n \t\u00e9中\x85\ufeff")), max_size=60))
def test_any_text_of_signs_is_read_or_refused_in_one_of_its_lines(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines + 1 for problem in problems(text.encode()))
