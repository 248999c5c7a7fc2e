"""What one run of MkDocs remembers: the last good catalogue, its problems, rendered rows."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

from macros.catalogue.loading import Loaded, PaperCache, data_folder, load
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import Problem, errors
from macros.exports.citation_files import CitationFiles
from macros.render.environment import FRAGMENTS_FOLDER
from macros.render.fragments import FragmentRenderer, RenderedRows
from macros.search.entries import DocumentPage
from macros.shell.assets import JoinedStyles
from macros.shell.staging import Staging
from macros.translations import TRANSLATION_FILES, Locale, texts

PROJECT: Final = Path(__file__).parents[2]


class BrokenCatalogue(Exception):
    """The data holds errors and there is no good catalogue to fall back to."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Session:
    """The state of one MkDocs process.

    ``serving`` is true under ``mkdocs serve``; ``assets`` is the folder below the site's root
    that holds the site's own scripts and style sheets, ``styles`` these in one file (under
    ``serve`` they stay apart).
    """

    folder: Path
    assets: str = "assets"
    styles: JoinedStyles | None = None
    problems: tuple[Problem, ...] = ()
    last_good: Catalogue | None = None
    papers: PaperCache = field(default_factory=PaperCache)
    rows: RenderedRows = field(default_factory=dict)
    rendering: object = None
    staging: Staging | None = None
    citations: CitationFiles = field(default_factory=CitationFiles)
    documents: dict[tuple[Locale, str], DocumentPage] = field(default_factory=dict)

    @property
    def serving(self) -> bool:
        """Tell whether this process is ``mkdocs serve``."""
        return "mkdocs.commands.serve" in sys.modules

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue the pages show. Raises BrokenCatalogue where there is none."""
        if self.last_good is None:
            raise BrokenCatalogue(self.problems)
        return self.last_good

    def load(self) -> None:
        """Load the data again. Raises BrokenCatalogue for errors, and keeps the last good one."""
        loaded: Loaded = load(self.folder, cache=self.papers)
        self.problems = loaded.problems
        if loaded.catalogue is None:
            raise BrokenCatalogue(errors(loaded.problems))
        self.last_good = loaded.catalogue
        self._forget_stale_rows(loaded.catalogue)

    def stage(self, config: MkDocsConfig) -> None:
        """Let MkDocs build into a folder of its own. Raises NotASite, OSError."""
        self.discard()
        self.staging = Staging(Path(config.site_dir))
        config.site_dir = str(self.staging.site)

    def publish(self, config: MkDocsConfig) -> None:
        """Put the built site in place of the published one. Raises OSError and leaves that."""
        if self.staging:
            config.site_dir = str(self.staging.target)
            self.staging.publish()
            self.staging = None

    def discard(self) -> None:
        """Remove the folder of a build that was not published."""
        if self.staging:
            self.staging.discard()
            self.staging = None

    def _forget_stale_rows(self, catalogue: Catalogue) -> None:
        """Forget the rendered rows when something they all show has changed."""
        files = (*TRANSLATION_FILES, *sorted(FRAGMENTS_FOLDER.iterdir()))
        changed = tuple((file.name, file.stat().st_mtime_ns) for file in files)
        rendering = (changed, catalogue.site, catalogue.labels)
        if rendering != self.rendering:
            self.rendering = rendering
            self.rows.clear()
            texts.cache_clear()

    def renderer(self, locale: Locale, roots: Mapping[Locale, str]) -> FragmentRenderer:
        """Return the renderer for a page in ``locale``; ``roots`` lead to each locale's root."""
        return FragmentRenderer(self.catalogue, locale, self.rows, roots, self.assets)


@cache
def session() -> Session:
    """Return the state of this process."""
    return Session(data_folder(PROJECT))
