"""The site's own scripts and style sheets, published in a folder named after their content.

Browsers may then cache them indefinitely, since changed content has another address. One folder for
all, instead of a hash in each name, leaves the modules' relative imports unchanged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

SOURCE: Final = "assets"
KINDS: Final = ("javascripts", "stylesheets")
# How the names of classes begin that nothing on this site has: they belong to Markdown extensions,
# plugins and features of the theme that are off. They are half of the theme's style sheet, and
# browsers try the rules for tabs alone eighty times on every element.
UNUSED_CLASSES: Final = (
    *("arithmatex", "critic", "emojione", "footnote", "gemoji", "grid", "highlighttable", "key-"),
    *("linenodiv", "md-annotation", "md-author", "md-clipboard", "md-code", "md-consent"),
    *("md-draft", "md-feedback", "md-input", "md-meta", "md-nav--integrated", "md-pagination"),
    *("md-path", "md-pin", "md-post", "md-profile", "md-progress", "md-search", "md-select"),
    *("md-social", "md-source", "md-status", "md-tag", "md-tooltip", "md-version", "mermaid"),
    *("tabbed-", "task-list", "twemoji"),
)
_UNUSED: Final = re.compile(rf"\.(?:{'|'.join(UNUSED_CLASSES)})")
_COMMENT: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_RULE: Final = re.compile(r"([^{}]+)(\{[^{}]*\})")
_BETWEEN_SELECTORS: Final = re.compile(r",(?![^(]*\))")
_ARGUMENTS: Final = re.compile(r"\([^()]*\)")  # of :not(), :is() and the like
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


def add_theme_files(config: MkDocsConfig) -> None:
    """Put Material's style sheets and its script first in ``extra_css`` and ``extra_javascript``.

    overrides/main.html leaves them out elsewhere: the style sheets join the site's own, and the
    script, deferred, does not hold up the first paint.
    """
    styles = _theme_files(config, "stylesheets/main.*.css", "stylesheets/palette.*.css")
    config.extra_css = [*styles, *config.extra_css]
    scripts = [ExtraScriptValue(path) for path in _theme_files(config, "javascripts/bundle.*.js")]
    for script in scripts:
        script.defer = True
    config.extra_javascript = [*scripts, *config.extra_javascript]


def _theme_files(config: MkDocsConfig, *patterns: str) -> list[str]:
    return [
        file.relative_to(below).as_posix()
        for pattern in patterns
        for below in map(Path, config.theme.dirs)
        for file in sorted(below.glob(f"{SOURCE}/{pattern}"))
    ]


def joined_styles(paths: Sequence[str], folders: Sequence[str], folder: str) -> JoinedStyles:
    """Return the style sheets at ``paths`` as one file, in their order, for ``folder``.

    Each is read from the first of the theme's ``folders`` that has it. Pages wait for their
    style sheets: one file needs no second connection, and it has neither comments nor rules for
    what no page has. Raises OSError.
    """
    found = (next(filter(Path.exists, (Path(f, path) for f in folders))) for path in paths)
    joined = "\n".join(file.read_text("utf-8") for file in found)
    content = _RULE.sub(_used, _COMMENT.sub("", joined)).encode()
    digest = hashlib.sha256(content).hexdigest()[:8]
    return JoinedStyles(f"{folder}/stylesheets/all.{digest}.css", content)


def _used(rule: re.Match[str]) -> str:
    """Return the rule for those of its selectors that can match."""
    selectors = [
        selector
        for selector in _BETWEEN_SELECTORS.split(rule[1])
        if not _UNUSED.search(_ARGUMENTS.sub("", selector))
    ]
    return ",".join(selectors) + rule[2] if selectors else ""


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
    """Make the pages load the site's own ``extra_css`` and ``extra_javascript`` from ``folder``."""

    def moved(path: str) -> str:
        own = Path(str(config.theme.custom_dir), path).exists()
        return published(path, folder) if own else path

    config.extra_css = [moved(path) for path in config.extra_css]
    scripts = list(config.extra_javascript)
    for position, script in enumerate(scripts):
        if isinstance(script, str):
            scripts[position] = moved(script)
        else:
            script.path = moved(script.path)
    config.extra_javascript = scripts
