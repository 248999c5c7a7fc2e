"""The state of a build of the site, and of successive builds under ``mkdocs serve``."""

from __future__ import annotations

import calendar
import gc
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from macros.catalogue.data_folder import data_folder, shown_path
from macros.catalogue.derived_facts import (
    DerivedFacts,
    is_cache_wanted,
    made_by_catalogue,
    made_by_program,
)
from macros.catalogue.loading import PaperCache, load
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import Problem, errors
from macros.exports.citation_files import CitationFiles
from macros.render.environment import FRAGMENTS_FOLDER
from macros.render.fragments import FragmentRenderer, RenderedRows
from macros.render.translation_gaps import TranslationGap, translation_gaps
from macros.search.entries import DocumentPage
from macros.shell import site_pages
from macros.shell.assets import SOURCE, JoinedStyles, hashed_folder, joined_styles
from macros.shell.on_demand import FileStates, LateFiles, OnDemand, file_states
from macros.shell.skeletons import Skeleton
from macros.shell.staging import Staging
from macros.translations import LOCALES, TRANSLATION_FILES, Locale, forget_texts

PROJECT: Final = Path(__file__).parents[2]
DERIVED_FACTS: Final = PROJECT / ".cache" / "derived-facts.sqlite"
PAPER_VALUES: Final = PROJECT / ".cache" / "paper-values.sqlite"
# As loaded: under `mkdocs serve`, edited code takes effect with the next start.
_CODE: Final = made_by_program((PROJECT / "macros").rglob("*.py")) if is_cache_wanted() else ""


class BrokenCatalogue(Exception):
    """The data has errors; ``problems`` lists them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class SiteBuild:
    """The state of the builds of one MkDocs process.

    ``serving`` is true under ``mkdocs serve``; ``assets`` is the folder below the site's root
    that holds the site's own scripts and style sheets, ``styles`` the style sheets in one file
    (under ``serve`` they stay apart). ``on_demand`` makes pages and files that wait for a request,
    ``pages`` are the pages of the theme by path below the site's root, ``documents`` the text of
    each page of docs/, for the search.
    """

    folder: Path
    serving: bool = False
    assets: str = SOURCE
    styles: JoinedStyles | None = None
    problems: tuple[Problem, ...] = ()
    translation_gaps: tuple[TranslationGap, ...] = ()
    papers: PaperCache = field(default_factory=PaperCache)
    rows: RenderedRows = field(default_factory=dict)
    citations: CitationFiles = field(default_factory=CitationFiles)
    facts: DerivedFacts = field(default_factory=DerivedFacts)
    pages: dict[str, Skeleton] = field(default_factory=dict)
    documents: dict[tuple[Locale, str], Callable[[], DocumentPage]] = field(default_factory=dict)
    on_demand: OnDemand | None = None
    site_url: str = ""
    _catalogue: Catalogue | None = None
    _rendering: object = None
    _staging: Staging | None = None
    _page_sources: tuple[str, ...] = ()
    _built_from: tuple[FileStates, object] | None = None
    _building_from: FileStates = frozenset()

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue the pages show. Raises BrokenCatalogue before any was loaded."""
        if self._catalogue is None:
            raise BrokenCatalogue(self.problems)
        return self._catalogue

    @property
    def timestamp(self) -> int:
        """Return the first day of the newest paper's month as a Unix timestamp; 0 without papers.

        Unlike the time of the build, it makes two builds of the same data the same bytes.
        """
        if not self.catalogue.papers:
            return 0
        newest = self.catalogue.papers[0].date
        return calendar.timegm((newest.year, newest.month or 1, 1, 0, 0, 0))

    def begin(self, config: MkDocsConfig) -> None:
        """Load the data and let MkDocs build into a folder of its own.

        Raises BrokenCatalogue for errors in the data, NotASite, OSError.
        """
        self._built_from = None
        self.pages = {}
        self.documents.clear()
        if self.on_demand:
            self._page_sources = (config.docs_dir, config.config_file_path or "", *config.watch)
            self._building_from = file_states(self._page_sources)
            self.on_demand.start()
        self.site_url = str(config.site_url)
        self._load()
        self.recall_facts()
        self.discard()
        self._staging = Staging(Path(config.site_dir))
        config.site_dir = str(self._staging.site)
        if not self.serving:
            overrides = FRAGMENTS_FOLDER.parent
            self.assets = hashed_folder(overrides)
            self.styles = joined_styles(config.extra_css, config.theme.dirs, self.assets)

    def publish(self, config: MkDocsConfig, late: tuple[LateFiles, ...]) -> None:
        """Replace the published site with the built one; its ``late`` files may follow on demand.

        A build that MkDocs will reject because of warnings is not published. Raises BrokenPage,
        OSError, jinja2.TemplateError.
        """
        site = Path(config.site_dir)
        if not self.on_demand:
            for files in late:
                files.write(site)
                self.citations = CitationFiles()  # No later build needs what it keeps.
        self._write_pages(site)  # Last, because rendered rows take much memory.
        self.facts.save(forget=not self.serving)
        if self._staging and not _refused(config):
            config.site_dir = str(self._staging.target)
            self._staging.publish()
            if self.on_demand:
                self.on_demand.publish(self._staging.target, self.pages, late)
                self._built_from = self._building_from, site_pages.structure(self.catalogue)
            self._staging = None

    def _write_pages(self, site: Path) -> None:
        if not self.serving:
            gc.freeze()
        for locale in LOCALES:
            for path, page in self.pages.items():
                if page.locale == locale:
                    page.write(site / path, self.renderer)
                    if not self.serving:
                        # Jinja leaves cycles that hold all rows of a page, and a build collects
                        # nothing by itself (macros/hooks.py); what was frozen costs no time.
                        gc.collect()
            if not self.on_demand:
                self.rows.clear()  # No page of another locale shows them.

    def take_over_data(self) -> bool:
        """Load the data again for the pages that MkDocs built before, to be made on demand.

        Returns False when MkDocs has to build again, because something else has changed or other
        pages have to be made. Raises BrokenCatalogue for errors in the data.
        """
        if not (self.on_demand and self._built_from):
            return False
        files, structure = self._built_from
        if file_states(self._page_sources) != files:
            return False
        with self.on_demand.lock:
            self._load()
            if site_pages.structure(self.catalogue) != structure:
                return False
            self.on_demand.expire()
        return True

    def discard(self) -> None:
        """Remove the folder of a build that was not published."""
        if self._staging:
            self._staging.discard()
            self._staging = None

    def renderer(self, locale: Locale, roots: Mapping[Locale, str]) -> FragmentRenderer:
        """Return the renderer for a page in ``locale``; ``roots`` lead to each locale's root."""
        return FragmentRenderer(
            self.catalogue,
            locale,
            self.rows,
            roots,
            self.assets,
            self.translation_gaps,
            self.facts,
        )

    def write_late(self, files: LateFiles, site: Path) -> None:
        """Write files that wait for a request; may be called in any thread. Raises OSError."""
        self.recall_facts()
        files.write(site)
        self.facts.save(forget=False)

    def recall_facts(self) -> None:
        """Open what earlier builds derived from the papers, if nothing else has changed."""
        if not is_cache_wanted():
            return
        sources = (*TRANSLATION_FILES, *filter(Path.is_file, FRAGMENTS_FOLDER.rglob("*")))
        self.facts = DerivedFacts(
            DERIVED_FACTS,
            _CODE,
            made_by_program(sources),
            made_by_catalogue(self.catalogue),
            self.site_url,
        )

    def _load(self) -> None:
        values = DerivedFacts(PAPER_VALUES, _CODE) if is_cache_wanted() else None
        loaded = load(self.folder, cache=self.papers if self.serving else None, facts=values)
        if values:
            values.save(forget=not self.serving)
        self.problems = loaded.problems
        if loaded.catalogue is None:
            raise BrokenCatalogue(errors(loaded.problems))
        self.translation_gaps = tuple(translation_gaps(loaded.problems, shown_path(self.folder)))
        self._catalogue = loaded.catalogue
        self._forget_stale_rows(loaded.catalogue)

    def _forget_stale_rows(self, catalogue: Catalogue) -> None:
        """Forget the rendered rows when something they all show has changed."""
        files = (*TRANSLATION_FILES, *sorted(FRAGMENTS_FOLDER.iterdir()))
        changed = tuple((file.name, file.stat().st_mtime_ns) for file in files)
        rendering = (changed, catalogue.site, catalogue.labels)
        if rendering != self._rendering:
            self._rendering = rendering
            self.rows.clear()
            forget_texts()


def _refused(config: MkDocsConfig) -> bool:
    """Tell whether ``--strict`` will fail the build because of warnings, after all events."""
    handlers = logging.getLogger("mkdocs").handlers
    counters = (handler for handler in handlers if isinstance(handler, CountHandler))
    return bool(config.strict) and any(counter.get_counts() for counter in counters)


@cache
def site_build() -> SiteBuild:
    """Return the state of this process."""
    return SiteBuild(data_folder(PROJECT))
