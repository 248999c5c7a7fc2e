"""The MkDocs events: each a few lines that call the catalogue's own modules."""

from __future__ import annotations

import gc
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.render.content_security_policy import protected
from macros.render.environment import FRAGMENTS_FOLDER, compiled_templates
from macros.render.fragments import FragmentRenderer
from macros.render.tokens import UnknownToken, fill, token
from macros.shell import (
    assets,
    locales,
    preview,
    search,
    site_pages,
    strictness,
    theme,
    theme_files,
)
from macros.shell.faults import problems_of
from macros.shell.macro_errors import broken_page, refused_category, stop_at_macro_errors
from macros.shell.session import PROJECT, BrokenCatalogue, session
from macros.shell.staging import NotASite

log = logging.getLogger("mkdocs.catalogue")


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Under ``serve`` make the server survive what breaks while it runs, or before."""
    del dirty
    preview.survive(PROJECT)
    if command == "build":
        # The process ends with the build; looking for garbage costs a tenth of a large one.
        gc.disable()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the catalogue, once a build, and let MkDocs build beside the published site."""
    theme_files.pass_over_hidden(config.theme)
    if not locales.is_later_pass(config):
        session().documents.clear()
        strictness.count_what_is_not_shown(config)
        stop_at_macro_errors(PROJECT)
        try:
            session().load()
            session().stage(config)
        except BrokenCatalogue as error:
            raise PluginError(f"The catalogue has problems:\n{error}") from error
        except NotASite as error:
            raise PluginError(str(error)) from error
        for problem in session().problems:
            log.info("%s: %s", problem.severity, problem)
        if not session().serving:
            overrides = FRAGMENTS_FOLDER.parent
            session().assets = assets.hashed_folder(overrides)
            session().styles = assets.joined_styles(config.extra_css, overrides, session().assets)
    assets.move_settings(config, session().assets)
    if styles := session().styles:
        config.extra_css = [styles.path]
    config.site_name = token("site_name")
    config.nav = site_pages.navigation(config.nav, session().catalogue)
    newest = next((paper.date for paper in session().catalogue.papers), None)
    stamp = datetime(newest.year, newest.month or 1, 1, tzinfo=UTC) if newest else None
    # Two builds of the same data are the same bytes: MkDocs stamps the sitemap with this time.
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(stamp.timestamp()) if stamp else 0))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the categories, which have no file in docs/."""
    for category_id in site_pages.taken_by_docs(files, session().catalogue):
        raise refused_category(category_id)
    for name in site_pages.missing_sources(files, session().catalogue):
        file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
        files.append(file)
    assets.move_files(files, config, session().assets)
    assets.leave_out_other_search(files)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Return the source of a page without a file: one macro call."""
    del config
    site_page = site_pages.find(page.file.src_uri, session().catalogue)
    if site_page is None or site_page.kind != "category":
        return None
    return f"{{{{ {site_page.macro} }}}}\n"


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Point "edit this page" at the file that a contributor would change."""
    del config, files
    page.edit_url = site_pages.edit_url(page.file.src_uri, session().catalogue)
    return page


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the catalogue's pages their title and description."""
    del config, files
    site_page = site_pages.find(page.file.src_uri, session().catalogue)
    if site_page:
        hidden = ["navigation", "toc"] if site_page.kind == "home" else ["navigation"]
        page.meta.update(description=site_page.description, hide=hidden)
        page.title = site_page.title
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Remember what the search may find on the page."""
    del files
    search.remember_document(html, page, config)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the theme's templates the interface texts of the locale being built."""
    del files
    env.bytecode_cache = compiled_templates()
    env.globals.update(theme.template_globals(locales.current(config), session().catalogue))
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell the templates where the page stands in each locale."""
    del nav
    context["alternates"] = locales.alternates(page, config)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Fill in the catalogue, after Markdown and theme."""
    renderer = session().renderer(locales.current(config), locales.roots_from(page))
    try:
        return _finished(output, renderer)
    except UnknownToken as error:
        raise broken_page(page, error) from error


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Tell the 404 page where the home pages are."""
    if template_name == "404.html":
        context["alternates"] = locales.home_alternates(config)
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Fill in the 404 page; that of each later locale goes into the locale's own folder."""
    if template_name != "404.html":
        return output
    renderer = session().renderer(locales.current(config), locales.absolute_roots(config))
    return locales.place_not_found(_finished(output, renderer), config)


@event_priority(-1000)  # after everything that still writes to the site
def on_post_build(config: MkDocsConfig) -> None:
    """Write what scripts fetch; publish the site, complete now, unless MkDocs will refuse it."""
    if locales.is_later_pass(config):
        return
    search.write_indexes(config)
    session().citations.write(Path(config.site_dir), session().catalogue)
    if styles := session().styles:
        styles.write(Path(config.site_dir))
    if not strictness.has_warned(config):
        session().publish(config)


def on_build_error(error: Exception) -> None:
    """Leave the published site as it is; say in one line what went wrong, and where."""
    session().discard()
    if isinstance(error, Abort | BuildError):
        return  # MkDocs says why itself.
    for problem in problems_of(error, PROJECT):
        log.error("%s", problem)
    log.debug("Where it happened", exc_info=error)
    raise Abort("The build failed; the site was left as it was.") from error


def on_shutdown() -> None:
    """Remove what an interrupted build leaves."""
    session().discard()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch the data folder, wherever it is."""
    del config, builder
    server.watch(str(session().folder))
    return server


def _finished(page: str, renderer: FragmentRenderer) -> str:
    # The policy before the catalogue: a script that the data brought along must have no hash.
    return fill(protected(theme.corrected(page), live_reload=session().serving), renderer)
