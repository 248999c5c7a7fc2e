"""Errors in the macros of a page end the build like any other, with page and line."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import TemplateSyntaxError
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs_macros import plugin

from macros.catalogue.problems import Problem
from macros.shell.build_errors import build_failed

_PAGE = "<template>"  # Jinja's name for a template without a file


class BrokenPage(PluginError):
    """A page whose macros failed; ``problems`` contains place and reason."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problems = (problem,)


def broken_page(source: str, error: Exception) -> BrokenPage:
    """Return an error of a page's own ``source`` below docs/, to be raised from ``error``."""
    values = {"reason": str(error)}
    return BrokenPage(Problem(f"docs/{source}", 1, "", "build_failed", values))


def refused_category(category_id: str) -> BrokenPage:
    """Return the error of a category whose page is already in docs/."""
    values = {"value": category_id}
    return BrokenPage(Problem("data/categories.yml", 1, "id", "reserved_page", values))


def raise_macro_errors(project: Path) -> None:
    """Make the macros plugin raise errors; by default, it prints a traceback and ends the process.

    Its ``on_error_fail: true`` calls ``exit``, which ends ``mkdocs serve`` too and closes standard
    input; ``false`` puts the traceback on the page and reports success.
    """

    def refuse(error: Exception, markdown: str, page: Page) -> NoReturn:
        fallback = (f"docs/{page.file.src_uri}", _line(error, markdown, page))
        raise BrokenPage(build_failed(error, project, fallback)) from error

    module: Any = plugin
    module.format_error = refuse


def _line(error: Exception, markdown: str, page: Page) -> int:
    if isinstance(error, TemplateSyntaxError):
        line = error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno or 1 for f in reversed(frames) if f.filename == _PAGE), 1)
    source = page.file.content_string if Path(page.file.abs_src_path or "").is_file() else markdown
    return line + source.count("\n", 0, max(0, source.find(markdown)))
