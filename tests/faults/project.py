"""A copy of the project that a test may damage, and the contents of folders."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from tests.site.built import PROJECT, SEED

PARTS = ("data", "docs", "macros", "overrides", "mkdocs.yml")
HEADINGS = re.compile(r"^#+ .*", re.MULTILINE)
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
COMPILED_TEMPLATES = ".cache/jinja"  # Each is found by its content.


def copy_project(folder: Path) -> Path:
    """Copy what a build needs into ``folder``, compiled modules and templates too; return it.

    Of the guides it has the headings alone, which links lead to: their Markdown would be a fifth
    of a build.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = SEED if part == "data" else PROJECT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy2(source, folder / part)
    for guide in (folder / "docs").glob("*.md"):
        text = guide.read_text(encoding="utf-8")
        if headings := HEADINGS.findall(CODE.sub("", text)):
            guide.write_text("\n\n".join(headings), encoding="utf-8")
    if (compiled := PROJECT / COMPILED_TEMPLATES).exists():
        being_written = shutil.ignore_patterns("*.tmp")
        shutil.copytree(compiled, folder / COMPILED_TEMPLATES, ignore=being_written)
    return folder


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of every file below ``folder``, by relative path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def restore(project: Path, pristine: Path) -> None:
    """Restore in ``project`` what a test may have damaged, from ``pristine``."""
    for part in PARTS:
        damaged, whole = project / part, pristine / part
        if whole.is_file() and damaged.is_file() and damaged.read_bytes() == whole.read_bytes():
            continue
        if damaged.is_symlink() or damaged.is_file():
            damaged.unlink()
        if whole.is_file():
            shutil.copy2(whole, damaged)
            continue
        wanted = {path.relative_to(whole) for path in whole.rglob("*")}
        for path in sorted(damaged.rglob("*"), reverse=True):
            if path.relative_to(damaged) not in wanted and "__pycache__" not in path.parts:
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        for name in sorted(wanted):
            source, target = whole / name, damaged / name
            if source.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            elif not target.is_file() or target.read_bytes() != source.read_bytes():
                target.unlink(missing_ok=True)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


def left_by_builds(folder: Path) -> list[str]:
    """Return the names of the builds' temporary folders in ``folder``."""
    return sorted(entry.name for entry in folder.iterdir() if entry.name.startswith(".site-"))


def replace_in(file: Path, old: str, new: str) -> None:
    """Replace ``old`` in ``file``, which must contain it."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")
