"""The catalogue and its site. ``define_env`` is the entry point of the macros plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin


def define_env(env: MacrosPlugin) -> None:
    """Register the macros that render the bodies of the pages."""
    from macros.shell import bodies  # noqa: PLC0415 (the command line needs no site)

    for body in (bodies.home_page, bodies.papers_page, bodies.category_page, bodies.datasets_page):
        env.macro(body)  # type: ignore[no-untyped-call]
