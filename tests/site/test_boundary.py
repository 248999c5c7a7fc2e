"""Only the shell knows MkDocs, so only the shell changes when the site tool does."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.site.built import PROJECT

# docs/development/maintenance.md names the same.
SHELL = ("macros/__init__.py", "macros/hooks.py", "macros/shell/")
SITE_TOOLS = ("mkdocs", "material", "mkdocs_static_i18n", "mkdocs_macros", "properdocs")


def imported(file: Path) -> Iterator[str]:
    """Yield the top-level packages that a module imports, wherever it does so."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_only_the_shell_imports_the_site_tool() -> None:
    files = sorted((PROJECT / "macros").rglob("*.py"))
    knowing = [
        file.relative_to(PROJECT).as_posix()
        for file in files
        if not set(imported(file)).isdisjoint(SITE_TOOLS)
    ]
    assert [name for name in knowing if not name.startswith(SHELL)] == []
    assert "macros/hooks.py" in knowing


def test_the_core_does_not_import_the_shell() -> None:
    for file in sorted((PROJECT / "macros").rglob("*.py")):
        name = file.relative_to(PROJECT).as_posix()
        if name.startswith(SHELL):
            continue
        source = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        modules = [node.module or "" for node in source if isinstance(node, ast.ImportFrom)]
        shell = [
            module for module in modules if module.startswith(("macros.shell", "macros.hooks"))
        ]
        assert shell == [], name


def test_the_notes_name_the_same_files() -> None:
    notes = (PROJECT / "docs" / "development" / "maintenance.md").read_text(encoding="utf-8")
    for name in SHELL:
        assert f"`{name}`" in notes, name


def test_a_build_imports_no_parser_client_or_server() -> None:
    """Importing what a build does not use takes as long as building a small site."""
    unused = {"bs4", "feedparser", "httpx", "jieba", "markdown_it", "mkdocs.livereload", "opencc"}
    unused |= {"rich", "typer", "watchdog"}
    code = f"import sys, macros.hooks; print(*sorted({unused} & set(sys.modules)))"
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert finished.stdout.split() == []
