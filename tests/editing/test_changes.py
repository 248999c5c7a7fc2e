"""Changes to single keys that leave every other byte as it was."""

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.model import Paper
from macros.catalogue.yaml_source import Plain, parse
from macros.editing.changes import UnchangeableText, change
from macros.editing.files import write_whole

ORDER = tuple(Paper.model_fields)
TEXT = """\
# Keep me.

id:   echomimic   # the permalink
title: 'EchoMimic: Lifelike'
date: "2024-07"
categories: [ 2d-audio-driven ] # one so far
# Published where?
publication:
    venue: arXiv   # for now

    url: https://arxiv.org/abs/2407.08136

labels:
- Diffusion   # as they say
# and the last one
- Editable
# end
"""


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\r\n") for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {("publication", "venue"): "AAAI"},
            ["-     venue: arXiv   # for now", "+     venue: AAAI   # for now"],
        ),
        (
            {("publication", "year"): "2025"},
            ["+     year: 2025"],
        ),
        (
            {("code",): "https://github.com/a/b"},
            ["+ code: https://github.com/a/b"],
        ),
        ({("title",): "A: B"}, ["- title: 'EchoMimic: Lifelike'", '+ title: "A: B"']),
        (
            {("categories",): ["2d-audio-driven", "x"]},
            [
                "- categories: [ 2d-audio-driven ] # one so far",
                "+ categories: [ 2d-audio-driven, x ] # one so far",
            ],
        ),
        (
            {("categories",): ["x"]},
            [
                "- categories: [ 2d-audio-driven ] # one so far",
                "+ categories: [ x ] # one so far",
            ],
        ),
        ({("labels",): ["Diffusion", "Editable", "New"]}, ["+ - New"]),
        ({("labels",): ["Editable"]}, ["- - Diffusion   # as they say"]),
        ({("summary", "zh"): "摘要。"}, ["+ summary:", "+   zh: 摘要。"]),
        (
            {("labels",): ["Editable", "Diffusion"]},
            [
                "- - Diffusion   # as they say",
                "+ - Editable   # as they say",
                "- - Editable",
                "+ - Diffusion",
            ],
        ),
        (
            {("publication", "url"): None},
            ["-     url: https://arxiv.org/abs/2407.08136"],
        ),
        ({("code",): None, ("summary", "en"): None}, []),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_change_touches_only_its_own_lines(
    changes: dict[tuple[str, ...], Plain], expected: list[str], newline: str
) -> None:
    text = TEXT.replace("\n", newline)
    assert changed_lines(text, change(text, changes, ORDER)) == expected


def test_a_new_key_stands_where_the_order_wants_it() -> None:
    after = change(TEXT, {("arxiv",): "2407.08136", ("code",): "https://example.org/c"}, ORDER)
    keys = [line.partition(":")[0] for line in after.splitlines() if line[:1].isalpha()]
    assert keys == [
        "id", "title", "date", "categories", "publication", "arxiv", "code", "labels",
    ]  # fmt: skip


def test_the_last_key_of_a_group_takes_the_group_with_it() -> None:
    text = "id: a\npublication: {venue: X}\nblog: https://example.org\n"
    assert change(text, {("publication", "venue"): None}, ORDER) == (
        "id: a\nblog: https://example.org\n"
    )


def test_groups_in_one_line_stay_in_one_line() -> None:
    text = "id: a\npublication: { venue: X, url: https://e.org/x } # both\n"
    after = change(text, {("publication", "year"): "2024", ("publication", "venue"): "Y, Z"}, ORDER)
    assert after == (
        'id: a\npublication: { venue: "Y, Z", url: https://e.org/x, year: 2024 } # both\n'
    )


def test_an_empty_key_is_filled_in_place() -> None:
    text = "id: a\ncode:  # to come\nlabels: []"
    after = change(text, {("code",): "https://e.org", ("labels",): ["L"]}, ORDER)
    assert after == "id: a\ncode: https://e.org  # to come\nlabels: [L]"


def test_a_file_without_a_last_line_break_grows_by_a_line() -> None:
    assert change("id: a", {("blog",): "https://e.org"}, ORDER) == "id: a\nblog: https://e.org"


@pytest.mark.parametrize("text", ["- a\n", "", "a: [\n", "a: &x 1\nb: *x\n", "a: 1\na: 2\n"])
def test_what_is_not_one_plain_record_is_refused(text: str) -> None:
    with pytest.raises(UnchangeableText):
        change(text, {("code",): "https://e.org"}, ORDER)


def test_a_list_with_comments_is_not_flattened() -> None:
    with pytest.raises(UnchangeableText, match="by hand"):
        change("id: a\nsummary: # c\n  en: x # d\n", {("summary",): "y"}, ORDER)


KEYS = st.sampled_from(["title", "arxiv", "code", "blog"])
VALUES = st.one_of(
    st.none(), st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40)
)


@given(st.dictionaries(KEYS, VALUES), st.lists(st.sampled_from("abcde"), unique=True))
def test_any_change_changes_what_was_asked_and_nothing_else(
    texts: dict[str, str | None], labels: list[str]
) -> None:
    changes: dict[tuple[str, ...], Plain] = {(key,): value for key, value in texts.items()}
    changes["labels",] = list(labels)
    after = change(TEXT, changes, ORDER)
    before = parse(TEXT.encode(), "").value
    value = parse(after.encode(), "").value
    assert isinstance(value, dict)
    assert isinstance(before, dict)
    for key in {*before, *value}:
        wanted = changes.get((key,), before.get(key))
        assert (value.get(key) or None) == (wanted or None)
    kept = [line for line in TEXT.splitlines() if line.startswith(("#", "id", "pub", "    "))]
    if not labels:  # The comment inside of the list goes with the list.
        kept.remove("# and the last one")
    assert [line for line in after.splitlines() if line in kept] == kept


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yml"
    write_whole(file, "old\n")
    file.chmod(0o640)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_whole(file, "new\n")
    assert file.read_text() == "old\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yml"]
    write_whole(file, "new\n")
    assert file.read_text() == "new\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target = tmp_path / "real.yml"
    target.write_text("old\n")
    link = tmp_path / "link.yml"
    link.symlink_to(target)
    write_whole(link, "new\n")
    assert link.is_symlink()
    assert target.read_text() == "new\n"
