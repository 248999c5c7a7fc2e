"""The canonical form of the catalogue's files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.loading import SCHEMAS
from macros.catalogue.model import Dataset, Label, Paper
from macros.catalogue.yaml_source import parse
from macros.editing.formatting import formatted
from macros.editing.spans import comments
from tests.site.built import SEED

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
publication: # where
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


def test_datasets_stand_newest_first_and_keep_their_comments() -> None:
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


@given(laden_papers())
def test_formatting_keeps_values_and_comments_and_is_idempotent(text: str) -> None:
    once = formatted(text, Paper)
    assert parse(once.encode(), "").value == parse(text.encode(), "").value
    assert sorted(comments(once)) == sorted(comments(text))
    assert formatted(once, Paper) == once
