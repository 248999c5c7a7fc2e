"""The canonical form of the catalogue's files."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.loading import SCHEMAS
from macros.catalogue.model import Dataset, Label, Paper
from macros.catalogue.yaml_source import Plain, parse
from macros.catalogue.yaml_writer import canonical, comments, written
from tests.site.built import SEED


def formatted(text: str, schema: Any) -> str:
    return canonical(parse(text.encode(), ""), schema)


def changed(text: str, **changes: Plain) -> str:
    source = parse(text.encode(), "")
    assert isinstance(source.value, dict)
    return written(source.value | changes, Paper, source)


LADEN = """\
# One paper.

title: 'EchoMimic: Lifelike'   # as on arXiv
# the permalink
id: "echomimic"
# why two categories: see the paper
categories:
- a
- b
date:   2024-07
labels: [ Diffusion,Editable ] # both
code:
publication: # where
  # from the proceedings
  url: https://example.org/p
  venue: CVPR   # camera ready


  year: 2024
authors:
  - A. One  # first
  - B. Two
# the end
"""

CANONICAL = """\
# One paper.

# the permalink
id: echomimic
title: "EchoMimic: Lifelike"  # as on arXiv
date: 2024-07
# why two categories: see the paper
categories: [a, b]
publication:  # where
  venue: CVPR  # camera ready
  year: 2024
  # from the proceedings
  url: https://example.org/p
labels: [Diffusion, Editable]  # both
authors:
  - A. One  # first
  - B. Two
# the end
"""


def test_a_comment_laden_record_gets_the_canonical_form() -> None:
    assert formatted(LADEN, Paper) == CANONICAL
    assert formatted(CANONICAL, Paper) == CANONICAL


@pytest.mark.parametrize("file", sorted(SEED.rglob("*.yml")), ids=lambda file: file.name)
def test_the_seed_files_are_in_canonical_form(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert formatted(text, SCHEMAS.get(file.name, Paper)) == text


def test_datasets_are_sorted_newest_first_and_keep_their_comments() -> None:
    text = """\
# Datasets.

# older
- url: https://example.org/a
  name: A # a
  year: 2020
# newer
- name: B
  year: 2024
  url: https://example.org/b
"""
    assert (
        formatted(text, tuple[Dataset, ...])
        == """\
# Datasets.

# newer
- name: B
  year: 2024
  url: https://example.org/b
# older
- name: A  # a
  year: 2020
  url: https://example.org/a
"""
    )


def test_lists_of_one_line_stay_short_and_others_get_one_line_per_item() -> None:
    text = "- aliases:\n  - x\n  - 'y, z'\n  id: L\n  name: {zh: 标签, en: L}\n"
    assert formatted(text, tuple[Label, ...]) == (
        '- id: L\n  name:\n    en: L\n    zh: 标签\n  aliases: [x, "y, z"]\n'
    )


def test_a_new_key_takes_its_place_and_every_comment_stays() -> None:
    after = changed(LADEN, arxiv="2407.08136", code="https://example.org/c")
    assert after == CANONICAL.replace(
        "labels: [", "arxiv: 2407.08136\ncode: https://example.org/c\nlabels: [", 1
    )


def test_the_comment_of_a_removed_key_moves_above_the_next() -> None:
    text = "id: a\n# dead since May\ncode: https://e.org  # 404\nblog: https://e.org/b\n# end\n"
    assert changed(text, code=None) == (
        "id: a\n# dead since May\n# 404\nblog: https://e.org/b\n# end\n"
    )
    assert changed(text, code=None, blog=None) == "id: a\n# dead since May\n# 404\n# end\n"


def test_a_blank_line_above_a_comment_separates_a_list() -> None:
    text = "# Words.\n- en: [a]\n  zh: [甲]\n\n# More\n- en: [b]\n\n  zh: [乙]\n"
    once = formatted(text, SCHEMAS["terms.yml"])
    assert once == text.replace("[b]\n\n", "[b]\n")


def test_a_comment_stays_with_its_item_when_another_is_removed() -> None:
    text = "id: a\nauthors:\n  - A. One  # first\n  - B. Two\n  # formerly C.\n  - D. Three\n"
    assert changed(text, authors=["D. Three", "A. One"]) == (
        "id: a\nauthors:\n  # formerly C.\n  - D. Three\n  - A. One  # first\n"
    )


@pytest.mark.parametrize(
    "word", ["NO", "null", "2024", "a: b", "a #b", "- a", "'q'", "é\u2028", "\U0001f600", "{{x}}"]
)
def test_every_text_reads_back(word: str) -> None:
    value: Plain = {"id": word, "title": word, "labels": [word, word], "authors": [word]}
    assert parse(written(value, Paper).encode(), "").value == value


def test_windows_line_ends_become_plain_ones() -> None:
    assert formatted("id: a\r\ntitle: b\r\n", Paper) == "id: a\ntitle: b\n"


WORDS = st.sampled_from(["a", "x: y", "**b**", "中文", "2024", "no", "# x", "{{t}}", "'q'", "|"])
COMMENT = st.sampled_from(["", "  # note", " # 注 #2"])


@st.composite
def laden_papers(draw: st.DrawFn) -> str:
    """A record in any order, in mixed styles, with comments wherever YAML allows them."""

    def quoted(word: str) -> str:
        return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'

    blocks = []
    for key in draw(st.permutations(["id", "title", "venue", "labels", "authors", "summary"])):
        above = draw(st.sampled_from(["", "# above\n", "\n# above\n\n", "\n"]))
        word, other, note = quoted(draw(WORDS)), quoted(draw(WORDS)), draw(COMMENT)
        if key in ("labels", "authors"):
            block = draw(
                st.sampled_from(
                    [
                        f"{key}: [{word}, {other}]{note}\n",
                        f"{key}:{note}\n- {word}\n- {other}\n",
                        f"{key}:\n  - {word}{note}\n  # inside\n  - {other}\n",
                        f"{key}: [\n  {word}, # inside\n  {other}\n  ]{note}\n",
                    ]
                )
            )
        elif key in ("venue", "summary"):
            name = "publication" if key == "venue" else key
            first, second = ("url", "venue") if key == "venue" else ("zh", "en")
            block = draw(
                st.sampled_from(
                    [
                        f"{name}: {{{first}: {word}, {second}: {other}}}{note}\n",
                        f"{name}:{note}\n    {first}: {word}\n    {second}: {other}{note}\n",
                        f"{name}:\n  # inside\n  {first}: {word}{note}\n  {second}: {other}\n",
                    ]
                )
            )
        else:
            block = f"{key}:   {word}{note}\n"
        blocks.append(above + block)
    return draw(st.sampled_from(["", "# top\n\n"])) + "".join(blocks)


def texts(text: str) -> list[str]:
    return sorted(comment.text for comment in comments(text))


@given(laden_papers())
def test_formatting_keeps_values_and_comments_and_is_idempotent(text: str) -> None:
    once = formatted(text, Paper)
    assert parse(once.encode(), "").value == parse(text.encode(), "").value
    assert texts(once) == texts(text)
    assert formatted(once, Paper) == once


KEYS = st.sampled_from(["title", "publication", "labels", "authors", "summary"])
VALUES = st.one_of(st.none(), WORDS, st.lists(WORDS, max_size=3))


@given(laden_papers(), st.dictionaries(KEYS, VALUES))
def test_a_change_loses_no_comment(text: str, changes: dict[str, Plain]) -> None:
    before = parse(text.encode(), "").value
    assert isinstance(before, dict)
    after = changed(text, **changes)
    wanted = {key: value for key, value in (before | changes).items() if value not in (None, [])}
    assert parse(after.encode(), "").value == wanted
    assert texts(after) == texts(text)
