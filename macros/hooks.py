"""The MkDocs events, each a few lines that call the catalogue's own modules."""

from __future__ import annotations

import gc
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.catalogue.derived_facts import is_cache_wanted
from macros.exports import citation_files, site_files
from macros.render.content_security_policy import protected
from macros.render.environment import compiled_templates
from macros.render.tokens import fill, token
from macros.search import index
from macros.shell import assets, documents, locales, moved_pages, site_pages, theme
from macros.shell.build_errors import problems_of
from macros.shell.macro_errors import raise_macro_errors, refused_category
from macros.shell.on_demand import LateFiles, OnDemand
from macros.shell.preview_server import Preview, is_serving
from macros.shell.site_build import PROJECT, BrokenCatalogue, site_build
from macros.shell.skeletons import Skeleton
from macros.shell.staging import NotASite
from macros.translations import LOCALES

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.catalogue")
BUILD: Final = site_build()
PREVIEW: Final = Preview(PROJECT)
SEGMENTED_TEXTS: Final = PROJECT / ".cache" / "segmented-texts.json" if is_cache_wanted() else None


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Under ``serve``, keep the server running if the first build fails."""
    del command, dirty
    if is_serving():
        BUILD.serving = True
        if PREVIEW.guard_first_build():
            BUILD.on_demand = OnDemand(BUILD.renderer, BUILD.write_late)
    else:
        # The process ends with the build; collecting garbage costs a tenth of a large one.
        gc.disable()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the catalogue once per build, and let MkDocs build beside the published site."""
    if not locales.is_later_pass(config):
        raise_macro_errors(PROJECT)
        assets.add_theme_files(config)
        try:
            BUILD.begin(config)
        except BrokenCatalogue as error:
            raise PluginError(f"The catalogue has problems:\n{error}") from error
        except NotASite as error:
            raise PluginError(str(error)) from error
        _log_problems()
    assets.move_settings(config, BUILD.assets)
    if BUILD.styles:
        config.extra_css = [BUILD.styles.path]
    config.site_name = token("site_name")
    config.nav = site_pages.navigation(config.nav, BUILD.catalogue)
    # MkDocs writes this time into the sitemap.
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(BUILD.timestamp))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the categories, which have no file in docs/."""
    for category_id in site_pages.taken_by_docs(files, BUILD.catalogue):
        raise refused_category(category_id)
    for name in site_pages.missing_sources(files, BUILD.catalogue):
        file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
        files.append(file)
    assets.move_files(files, config, BUILD.assets)
    assets.leave_out_other_search(files)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Return the source of a page without a file: one macro call."""
    del config
    site_page = site_pages.find(page.file.src_uri, BUILD.catalogue)
    if site_page is None or site_page.kind != "category":
        return None
    return f"{{{{ {site_page.macro} }}}}\n"


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Point "edit this page" at the file that a contributor would change."""
    del config, files
    page.edit_url = site_pages.edit_url(page.file.src_uri, BUILD.catalogue)
    return page


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the catalogue's pages their title and description."""
    del config, files
    site_page = site_pages.find(page.file.src_uri, BUILD.catalogue)
    if site_page:
        page.meta.update(description=site_page.description, hide=["navigation", "toc"])
        page.title = site_page.title
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the searchable text of a page of docs/; that of the catalogue's pages is known."""
    del files
    if not site_pages.find(page.file.src_uri, BUILD.catalogue):
        locale, location = locales.current(config), locales.path_in_locale(page, config)
        roots = locales.roots_from(page)
        BUILD.documents[locale, page.file.src_uri] = lambda: documents.document(
            html, page, location, BUILD.renderer(locale, roots)
        )
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the theme's templates the interface texts of the locale being built."""
    del files
    env.bytecode_cache = compiled_templates()
    env.globals.update(theme.template_globals(locales.current(config), BUILD.catalogue))
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell the templates the page's addresses in each locale."""
    del nav
    context["alternates"] = locales.alternates(page, config)
    context["feeds"] = site_pages.feed_links(
        page.file.src_uri, BUILD.catalogue, locales.prefix(locales.current(config))
    )
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep the page; the catalogue is filled in when all pages are made."""
    html = _protected(output)
    roots = locales.roots_from(page)
    BUILD.pages[page.file.dest_uri] = Skeleton(
        html, page.file.src_uri, locales.current(config), roots
    )
    return html


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
    renderer = BUILD.renderer(locales.current(config), locales.absolute_roots(config))
    return locales.place_not_found(fill(_protected(output), renderer), config)


@event_priority(-1000)  # after all other plugins that write to the site
def on_post_build(config: MkDocsConfig) -> None:
    """Fill in the catalogue, write what scripts fetch, publish the site."""
    if locales.is_later_pass(config):
        return
    site_files.write(Path(config.site_dir), moved_pages.moved_pages(BUILD, config))
    if BUILD.styles:
        BUILD.styles.write(Path(config.site_dir))
    roots, folders = locales.roots_and_folders(config)

    def write_search(site: Path) -> None:
        pages = {
            locale: tuple(make() for (of, _), make in BUILD.documents.items() if of == locale)
            for locale in LOCALES
        }
        index.write(site, index.indexes(BUILD.catalogue, pages, SEGMENTED_TEXTS, BUILD.facts))

    def write_citations(site: Path) -> None:
        BUILD.citations.write(site, BUILD.catalogue, BUILD.facts)

    def write_exports(site: Path) -> None:
        files = site_files.site_files(BUILD.catalogue, roots, folders, BUILD.facts)
        site_files.write(site, files)

    BUILD.publish(
        config,
        (
            LateFiles(re.compile(f"{index.FOLDER}/"), write_search),
            LateFiles(re.compile(f"{citation_files.FOLDER}/"), write_citations),
            LateFiles(site_files.PATHS, write_exports),
        ),
    )


def on_build_error(error: Exception) -> None:
    """Leave the published site as it is; report each problem and its location in one line."""
    if isinstance(error, Abort | BuildError):
        return  # MkDocs reports the reason itself.
    for problem in problems_of(error, PROJECT):
        log.error("%s", problem)
    log.debug("Where it happened", exc_info=error)
    raise Abort("The build failed; the site was left as it was.") from error


def on_shutdown() -> None:
    """Remove the folder of a build that was not published."""
    BUILD.discard()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch the data folder, wherever it is; keep the server running after failed builds."""
    del config, builder
    if BUILD.on_demand:
        PREVIEW.attach(server, _take_over_data, BUILD.on_demand)
    server.watch(str(BUILD.folder))
    return server


def _protected(page: str) -> str:
    # The policy before the catalogue: a script from the data must not get a hash.
    return protected(page, live_reload=BUILD.serving)


def _take_over_data() -> bool:
    taken_over = BUILD.take_over_data()
    if taken_over:
        _log_problems()
    return taken_over


def _log_problems() -> None:
    for problem in BUILD.problems:
        log.info("%s: %s", problem.severity, problem)
