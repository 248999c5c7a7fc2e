"""The site's own scripts and style sheets, published in a folder named after their content.

Browsers may then cache them indefinitely, since changed content has another address. One folder for
all, instead of a hash in each name, leaves the modules' relative imports unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

SOURCE: Final = "assets"
KINDS: Final = ("javascripts", "stylesheets")
OTHER_SEARCH: Final = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


def hashed_folder(overrides: Path) -> str:
    """Return the name of the published folder, ``assets-1a2b3c4d``, for the files' content."""
    digest = hashlib.sha256()
    for file in sorted(file for kind in KINDS for file in (overrides / SOURCE / kind).rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            path = file.relative_to(overrides).as_posix()
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return f"{SOURCE}-{digest.hexdigest()[:8]}"


def published(path: str, folder: str) -> str:
    """Return where a file below ``assets/`` is published; any other path is returned as it is."""
    kinds = tuple(f"{SOURCE}/{kind}/" for kind in KINDS)
    return folder + path.removeprefix(SOURCE) if path.startswith(kinds) else path


@dataclass(frozen=True, slots=True)
class JoinedStyles:
    """The style sheets of all components in one file: ``path`` below the site's root."""

    path: str
    content: bytes

    def write(self, site: Path) -> None:
        """Write the file into the built ``site``. Raises OSError."""
        file = site / self.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self.content)


def joined_styles(paths: Sequence[str], overrides: Path, folder: str) -> JoinedStyles:
    """Return the style sheets at ``paths`` below ``overrides`` as one file, in their order.

    Pages wait for their style sheets, and one file arrives sooner than eight.
    """
    content = b"\n".join((overrides / path).read_bytes() for path in paths)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return JoinedStyles(f"{folder}/stylesheets/all.{digest}.css", content)


def move_files(files: Files, config: MkDocsConfig, folder: str) -> None:
    """Make MkDocs write the site's own scripts and style sheets into ``folder``."""
    for file in files:
        if file.src_dir == config.theme.custom_dir:
            file.dest_uri = published(file.src_uri, folder)


def leave_out_other_search(files: Files) -> None:
    """Leave out the worker and the word lists of the theme's search, which are not used."""
    for file in [file for file in files if file.src_uri.startswith(OTHER_SEARCH)]:
        files.remove(file)


def move_settings(config: MkDocsConfig, folder: str) -> None:
    """Make the pages load ``extra_css`` and ``extra_javascript`` from ``folder``."""
    config.extra_css = [published(path, folder) for path in config.extra_css]
    scripts = list(config.extra_javascript)
    for position, script in enumerate(scripts):
        if isinstance(script, str):
            scripts[position] = published(script, folder)
        else:
            script.path = published(script.path, folder)
    config.extra_javascript = scripts
