"""Tokens pass pages untouched and are replaced once."""

from __future__ import annotations

import pytest
from markdown import Markdown

from macros.render.tokens import fill, token


def test_markdown_keeps_a_token_but_not_its_paragraph() -> None:
    source = f"## {token('year', 2024)} {{ #y2024 }}\n\n{token('papers_table', 'a-b', 2024)}\n"
    page = Markdown(extensions=["attr_list"]).convert(source)
    filled = fill(page, lambda name, *arguments: f"<{name} {' '.join(arguments)}>")
    assert filled == '<h2 id="y2024"><year 2024></h2>\n<papers_table a-b 2024>'


def test_what_a_fragment_returns_is_not_read_again() -> None:
    page = token("text", "a")
    assert fill(page, lambda *_: token("text", "b")) == token("text", "b")


@pytest.mark.parametrize("argument", ["a b", "a:b", "50%", ""])
def test_arguments_that_would_break_a_token_are_refused(argument: str) -> None:
    with pytest.raises(ValueError, match="not a token"):
        token("text", argument)
