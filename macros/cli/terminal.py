"""Shared by all commands: the data folder, the language, and the two consoles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn, TypeAlias

import typer
from rich.console import Console
from rich.text import Text

from macros.catalogue.data_folder import data_folder, shown_path
from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.catalogue.problems import Problem, errors
from macros.catalogue.sources import Sources
from macros.catalogue.yaml_source import Plain
from macros.editing.files import write_together
from macros.editing.store import Drafts
from macros.translations import Locale, text

DISTRIBUTION: Final = "awesome-talking-head-generation"
_COLOURS: Final = {"error": "red", "warning": "yellow"}


@dataclass(frozen=True, slots=True)
class Terminal:
    """The data folder, language and consoles of a running command."""

    folder: Path
    locale: Locale
    quiet: bool
    out: Console
    err: Console

    def catalogue(self) -> Catalogue:
        """Return the valid catalogue; else report its errors and end with exit code 1."""
        return self.load()[0]

    def load(self) -> tuple[Catalogue, Sources]:
        """Return the valid catalogue and its files; else report the errors and end."""
        loaded = load(self.folder)
        if loaded.catalogue is None:
            self.refuse(errors(loaded.problems))
        return loaded.catalogue, loaded.sources

    def sources(self) -> Sources:
        """Return the valid files, even if others have errors; without a folder, end here."""
        loaded = load(self.folder)
        if not self.folder.is_dir():
            self.refuse(loaded.problems)
        return loaded.sources

    def report(self, problems: Iterable[Problem]) -> None:
        """Print problems to the error console, one line each."""
        for problem in problems:
            line = Text(harmless(problem.describe(self.locale)))
            place = harmless(f"{problem.place}:")
            line.stylize(_COLOURS[problem.severity], 0, len(place))
            self.err.print(line)

    def refuse(self, problems: Iterable[Problem]) -> NoReturn:
        """Print the problems for which the command ends here, and end it with exit code 1."""
        self.report(problems)
        raise typer.Exit(1)

    def print(self, content: str, style: str | None = None) -> None:
        """Print a result of the command."""
        self.out.print(content, style=style, markup=False, highlight=False)

    def tell(self, key: str, style: str | None = None, **fields: object) -> None:
        """Print the message ``cli.<key>`` to the error console unless ``quiet`` is set."""
        if not self.quiet:
            self.say(self.text(key, **fields), style)

    def say(self, sentence: str, style: str | None = None) -> None:
        """Print a sentence to the error console, without control characters of the data."""
        self.err.print(harmless(sentence), style=style, markup=False, highlight=False)

    def text(self, key: str, **fields: object) -> str:
        """Return the sentence ``cli.<key>`` in the language of messages."""
        return text(f"cli.{key}", self.locale, **fields)

    def fail(self, key: str, **fields: object) -> NoReturn:
        """Print why the command ends here, and end it with exit code 1."""
        self.say(self.text(key, **fields), "red")
        raise typer.Exit(1)

    @contextmanager
    def waiting(self, key: str, **fields: object) -> Iterator[None]:
        """Show on a terminal what the command is waiting for."""
        if self.quiet or not self.err.is_terminal:
            yield
            return
        with self.err.status(Text(self.text(key, **fields))):
            yield

    def write(self, drafts: Drafts, *, dry_run: bool = False) -> None:
        """Write and delete files, all or none, and name them."""
        if not dry_run:
            write_together(drafts)
        for file, content in drafts.items():
            done = "wrote" if content is not None else "removed"
            intended = "would_write" if content is not None else "would_remove"
            self.tell(intended if dry_run else done, path=shown_path(file))


DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, write nothing.")
]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print only results and problems.")
]


def terminal(context: typer.Context, *, quiet: bool) -> Terminal:
    """Return the terminal of a running command; ``quiet`` is its own option, after its name."""
    found: Any = context.obj
    assert isinstance(found, Terminal)  # noqa: S101 - the callback always runs first
    return replace(found, quiet=found.quiet or quiet)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"catalogue {version(DISTRIBUTION)}")
        raise typer.Exit


def start(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="FOLDER",
            help="The data folder. Default: $CATALOGUE_DATA, or data/.",
        ),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="en|zh", help="The language of messages.")
    ] = "en",
    quiet: Quiet = False,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Maintain the catalogue of papers and datasets: check, add, edit, import, export, links.

    [bold]Start here[/bold]

      catalogue check
      catalogue add 2407.03168 --category 2d-video-driven

    Colours appear on a terminal only, and never with NO_COLOR set.
    """
    del show_version
    context.obj = Terminal(
        folder=data or data_folder(Path.cwd()),
        locale=as_locale(language),
        quiet=quiet,
        out=Console(soft_wrap=True),
        err=Console(stderr=True, soft_wrap=True),
    )


def harmless(sentence: str) -> str:
    """Return a sentence without control characters that data could contain."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in sentence)


def today() -> date:
    """Return the current day in UTC, by which entries are dated."""
    return datetime.now(tz=UTC).date()


def shown_value(value: Plain) -> str:
    """Return a value of a record as messages show it."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def as_locale(value: str) -> Locale:
    """Return a locale given on the command line. Raises BadParameter."""
    if value == "en":
        return "en"
    if value == "zh":
        return "zh"
    raise typer.BadParameter(f"{value!r} is not one of en, zh")
