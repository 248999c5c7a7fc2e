"""``mkdocs serve`` during errors: it shows the last good site and the problems.

MkDocs ends when the first build fails, and answers no request between a failed rebuild and the
next good one. Here a failed build is remembered, the site built before stays (``staging``), and
every page carries a banner with the problems until a build succeeds. Without a good build yet,
a page of its own shows them. What this changes in MkDocs is listed in
``docs/development/patched-internals.md``.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from macros.catalogue.problems import Problem
from macros.render import problem_report
from macros.shell.build_errors import MessageKeeper, problems_of
from macros.translations import DEFAULT_LOCALE, LOCALES, Locale

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.catalogue")

_HTML: Final = "text/html"
_STYLESHEET: Final = "assets/stylesheets/problems.css"
_BANNER_PLACE: Final = re.compile(rb'<div data-md-component="announce">|<body[^>]*>')
_COMMAND: Final = "mkdocs.commands.serve"
_POLLING_SECONDS: Final = 0.25
_MISSING: Final = os.stat_result((0,) * 10)


def is_serving() -> bool:
    """Tell whether this process is ``mkdocs serve``."""
    return _COMMAND in sys.modules


class Preview:
    """The problems of the newest build under ``mkdocs serve``, and the pages that show them."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.problems: tuple[Problem, ...] = ()
        self._build: Callable[..., None] | None = None

    def guard_first_build(self) -> None:
        """Keep ``mkdocs serve`` running if its first build fails."""
        if "--no-livereload" in sys.argv:
            return  # Without live reload nothing would notice that the problems are fixed.
        command: Any = sys.modules[_COMMAND]
        self._build = command.build
        command.build = self._guarded(command.build)

    def attach(self, server: LiveReloadServer) -> None:
        """Keep ``server``, not yet started, running after failed rebuilds; show the problems."""
        if self._build:
            command: Any = sys.modules[_COMMAND]
            command.build = self._build  # From now on the guard is around the whole rebuild.
        server.builder = self._guarded(server.builder)
        server.set_app(self._application(server))
        server.handle_error = _note_lost_client  # type: ignore[method-assign]
        _watch_missing_folders(server)

    def _guarded(self, build: Callable[..., None]) -> Callable[..., None]:
        """Return ``build`` so that it never raises, but stores errors as the current problems."""

        def attempt(*arguments: Any, **options: Any) -> None:
            keeper = MessageKeeper()
            logger = logging.getLogger("mkdocs")
            logger.addHandler(keeper)
            try:
                build(*arguments, **options)
            except (Exception, SystemExit) as error:  # noqa: BLE001 (the server must keep running)
                self.problems = problems_of(error, self.project, keeper.messages)
                self._log_problems(keeper.messages)
            else:
                if self.problems:
                    log.info("The problems are solved.")
                self.problems = ()
            finally:
                logger.removeHandler(keeper)

        return attempt

    def _log_problems(self, logged: list[str]) -> None:
        for problem in self.problems:
            if not any(str(problem) in message for message in logged):
                log.error("%s", problem)
        log.warning("The browser shows the problems until a save solves them.")

    def _application(self, server: LiveReloadServer) -> WSGIApplication:
        """Return the server's application with the problems put into its pages."""
        inner: WSGIApplication = server.serve_request

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            address = str(environ["PATH_INFO"]).removeprefix(server.mount_path)
            if address == _STYLESHEET:
                content = (self.project / "overrides" / _STYLESHEET).read_bytes()
                return _respond(start_response, "200 OK", "text/css; charset=utf-8", content)
            head: list[Any] = []

            def keep_head(*arguments: Any) -> Callable[[bytes], object]:
                head[:] = arguments
                return lambda _: None

            body = inner(environ, keep_head)
            status, headers = head[:2]
            content_type = dict(headers).get("Content-Type", "")
            if not self.problems or not content_type.startswith(_HTML):
                start_response(status, headers)
                return body
            page = b"".join(body)
            if hasattr(body, "close"):
                body.close()
            if status[:3] == "404" and not Path(server.root, "index.html").exists():
                status, page = "503 Service Unavailable", self._report_page(server, address)
            else:
                page = self._with_banner(page, server, address)
            page = _with_live_reload(page, server)
            return _respond(start_response, status, f"{_HTML}; charset=utf-8", page)

        return answer

    def _report_page(self, server: LiveReloadServer, address: str) -> bytes:
        root = server.mount_path
        return problem_report.report_page(
            self.problems, _locale(address), stylesheet=root + _STYLESHEET, root=root
        ).encode()

    def _with_banner(self, page: bytes, server: LiveReloadServer, address: str) -> bytes:
        banner = problem_report.banner(
            self.problems, _locale(address), stylesheet=server.mount_path + _STYLESHEET
        ).encode()
        places = list(_BANNER_PLACE.finditer(page))
        position = places[-1].end() if places else 0
        return page[:position] + banner + page[position:]


def _watch_missing_folders(server: LiveReloadServer) -> None:
    """Give the server an observer that keeps watching folders while they are missing.

    MkDocs' observer stops watching a folder for good if it is renamed or missing at the start, and
    follows symbolic links, even out of the folder and in circles.
    """
    from watchdog.observers.polling import PollingObserverVFS  # noqa: PLC0415 (no build needs it)

    watched = list(server._watched_paths)  # noqa: SLF001 (MkDocs watches these before any plugin)
    for path in watched:
        server.unwatch(path)
    observer = PollingObserverVFS(_state, os.scandir, polling_interval=_POLLING_SECONDS)
    server.observer = observer  # type: ignore[assignment]
    for path in watched:
        server.watch(path)


def _state(path: str) -> os.stat_result:
    try:
        return os.lstat(path)
    except OSError:
        return _MISSING


def _note_lost_client(request: object, client_address: object) -> None:
    """Replace the standard library's method, which prints a traceback."""
    del request
    log.debug("Lost the connection to %s", client_address)


def _locale(address: str) -> Locale:
    first = address.partition("/")[0]
    return next((locale for locale in LOCALES if locale == first), DEFAULT_LOCALE)


def _with_live_reload(page: bytes, server: LiveReloadServer) -> bytes:
    # MkDocs puts the script into existing pages, but not into its error pages.
    if b"livereload(" in page:
        return page
    inject: Callable[[bytes, int], bytes] = server._inject_js_into_html  # noqa: SLF001
    return inject(page, server._visible_epoch)  # noqa: SLF001


def _respond(
    start_response: StartResponse, status: str, content_type: str, content: bytes
) -> list[bytes]:
    headers = [("Content-Type", content_type), ("Content-Length", str(len(content)))]
    start_response(status, headers)
    return [content]
