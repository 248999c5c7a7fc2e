"""``mkdocs serve`` during errors: it shows the last good site and the problems.

MkDocs ends when the first build fails, and answers no request between a failed rebuild and the
next good one. Here a failed build is remembered, the site built before stays (``staging``), and
every page carries a banner with the problems until a build succeeds. Without a good build yet,
a page of its own shows them. What this changes in MkDocs is listed in
``docs/development/patched-internals.md``.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from macros.catalogue.problems import Problem
from macros.render import problem_report
from macros.shell.build_errors import MessageKeeper, problems_of
from macros.shell.on_demand import OnDemand
from macros.translations import DEFAULT_LOCALE, LOCALES, Locale

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.catalogue")

_HTML: Final = "text/html"
_STYLESHEET: Final = "assets/stylesheets/problems.css"
_BANNER_PLACE: Final = re.compile(rb'<div data-md-component="announce">|<body[^>]*>')
_COMMAND: Final = "mkdocs.commands.serve"
# How long nothing must have changed before a rebuild.
_SAVING_SECONDS: Final = 0.05


def is_serving() -> bool:
    """Tell whether this process is ``mkdocs serve``."""
    return _COMMAND in sys.modules


class Preview:
    """The problems of the newest build under ``mkdocs serve``, and the pages that show them."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.problems: tuple[Problem, ...] = ()
        self._build: Callable[..., None] | None = None

    def guard_first_build(self) -> bool:
        """Keep ``mkdocs serve`` running if its first build fails; tell if edits are noticed."""
        if "--no-livereload" in sys.argv:
            return False  # Without live reload nothing would notice that the problems are fixed.
        command: Any = sys.modules[_COMMAND]
        self._build = command.build
        command.build = self._guarded(command.build)
        return True

    def attach(
        self, server: LiveReloadServer, take_over_data: Callable[[], bool], on_demand: OnDemand
    ) -> None:
        """Keep ``server``, not yet started, running after failed rebuilds; show the problems.

        MkDocs builds again only where ``take_over_data`` returns False; what a browser asks for
        is made by ``on_demand``.
        """
        if self._build:
            command: Any = sys.modules[_COMMAND]
            command.build = self._build  # From now on the guard is around the whole rebuild.
        build = server.builder

        def rebuild() -> None:
            if not take_over_data():
                build()

        server.builder = self._guarded(rebuild)
        server.set_app(self._application(server, on_demand))
        server.handle_error = _note_lost_client  # type: ignore[method-assign]
        _watch_well(server)

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

    def _application(self, server: LiveReloadServer, on_demand: OnDemand) -> WSGIApplication:
        """Return the server's application with the problems put into its pages."""
        inner: WSGIApplication = self._prepared(server, on_demand)

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

    def _prepared(self, server: LiveReloadServer, on_demand: OnDemand) -> WSGIApplication:
        """Return the server's application such that ``on_demand`` makes what it reads."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"])
            if path.startswith("/livereload/"):
                return server.serve_request(environ, start_response)
            while True:
                epoch = server._visible_epoch  # noqa: SLF001
                self._prepare(path.removeprefix(server.mount_path), on_demand)
                body = server.serve_request(environ, start_response)
                if server._visible_epoch == epoch:  # noqa: SLF001
                    return body
                # A rebuild has ended meanwhile: what was made may be older.
                if hasattr(body, "close"):
                    body.close()

        return answer

    def _prepare(self, address: str, on_demand: OnDemand) -> None:
        try:
            on_demand.prepare(address)
        except Exception as error:  # noqa: BLE001 (the page stays, and says what is wrong)
            self.problems = problems_of(error, self.project)
            self._log_problems([])

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


def _watch_well(server: LiveReloadServer) -> None:
    """Replace the server's observer, with what it watches already."""
    from macros.shell.folder_observer import observer  # noqa: PLC0415 (no build needs watchdog)

    watched = list(server._watched_paths)  # noqa: SLF001 (MkDocs watches these before any plugin)
    for path in watched:
        server.unwatch(path)
    server.observer = observer()  # type: ignore[assignment]
    server.build_delay = _SAVING_SECONDS
    for path in watched:
        server.watch(path)


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
