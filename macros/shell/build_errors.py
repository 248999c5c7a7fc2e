"""Errors that end a build, as problems with file and line, for terminal and browser."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

import yaml
from jinja2 import TemplateSyntaxError

from macros.catalogue.problems import Problem

_SETTINGS: Final = "mkdocs.yml"
# It calls every build under ``serve``, so errors are never located here.
_GUARD: Final = "macros/shell/preview_server.py"


class MessageKeeper(logging.Handler):
    """Keeps the warnings and errors that MkDocs and its plugins log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def problems_of(
    error: BaseException, project: Path, messages: list[str] | None = None
) -> tuple[Problem, ...]:
    """Return the problems behind an error that ended a build.

    The catalogue's own problems are returned as they are. Any other error becomes one problem:
    the place in the project's files where it happened, and its reason. The last of the logged
    ``messages`` is the reason of an exit without one.
    """
    chain = list(_causes(error))
    for cause in chain:
        if problems := getattr(cause, "problems", None):
            return tuple(problems)
    said = [_line(message) for message in (messages or [])[-1:]]
    return (build_failed(error, project, (_SETTINGS, 1), *said),)


def build_failed(
    error: BaseException, project: Path, fallback: tuple[str, int], *said: str
) -> Problem:
    """Return an error that ended a build as a problem.

    Its place is in the project's own files, else ``fallback``; its reason is that of the original
    error, else ``said``, the last message before an exit without a reason.
    """
    chain = list(_causes(error))
    reasons = [*filter(None, map(_reason, chain)), *said, repr(error)]
    places = filter(None, (_place(cause, project) for cause in chain))
    path, line = next(places, fallback)
    return Problem(path, line, "", "build_failed", {"reason": reasons[0]})


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the causes of ``error``, the original one first, and ``error`` itself last."""
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        seen.append(current)
        current = current.__cause__ or current.__context__
    yield from reversed(seen)


def _reason(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        # MkDocs aborts after logging the reason; a plugin's bare exit gives none.
        return ""
    if isinstance(error, yaml.MarkedYAMLError):
        return _line(", ".join(filter(None, (error.context, error.problem))))
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return f"{type(error).__name__}: {_line(str(error))}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _place(error: BaseException, project: Path) -> tuple[str, int] | None:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return _SETTINGS, error.problem_mark.line + 1
    if isinstance(error, TemplateSyntaxError | SyntaxError) and error.filename:
        return _within(error.filename, error.lineno or 1, project)
    return _last_frame(error.__traceback__, project)


def _last_frame(trace: TracebackType | None, project: Path) -> tuple[str, int] | None:
    places = (
        _within(frame.filename, frame.lineno or 1, project)
        for frame in traceback.extract_tb(trace)
        if frame.filename
    )
    return next(filter(None, reversed(list(places))), None)


def _within(file: str, line: int, project: Path) -> tuple[str, int] | None:
    """Return a place in the project's own files, excluding packages installed below it."""
    path = Path(file)
    if not path.is_absolute() or not path.is_relative_to(project):
        return None
    relative = path.relative_to(project).as_posix()
    return None if relative.startswith(".") or relative == _GUARD else (relative, line)
