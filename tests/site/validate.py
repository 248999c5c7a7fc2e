"""Asks the Nu HTML checker about every page of the shipped and of the fabricated catalogue.

``python -m tests.site.validate`` needs Java and ``npm ci``; it exits with 1 where a page has an
error. The checker's documentation: https://validator.github.io/validator/.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site.built import PROJECT, build_site, crawlable_pages

CHECKER = PROJECT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# A run is too short for Java's second compiler; code of the first one needs a larger stack.
JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
# Errors of the theme's base.html, outside every block that can be overridden; no reader notices.
KNOWN_ERRORS = (
    # The theme writes autocomplete="off" into two checkboxes (HTML, section 4.10.18.7).
    ("Attribute “autocomplete” is only allowed when", '<input class="md-toggle" data-md-toggle='),
    # It writes tabindex="" into the labels of an open branch (HTML, section 6.6.3).
    ("Bad value “” for attribute “tabindex” on element “label”", '<label class="md-nav__link'),
)
CATALOGUES = (PROJECT / "data", PROJECT / "tests" / "data" / "catalogue")


def errors_of(*folders: Path) -> list[str]:
    """Return the errors of all pages in ``folders`` but the known ones, each with page and line."""
    command = ["java", *JAVA_OPTIONS, "-jar", str(CHECKER), "--errors-only", "--format", "json"]
    finished = subprocess.run(
        [*command, "--exit-zero-always", "--skip-non-html", *map(str, folders)],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(finished.stdout or finished.stderr)["messages"]
    return [_readable(message, folders) for message in messages if not _is_known(message)]


def _is_known(message: dict[str, str]) -> bool:
    return any(
        message["message"].startswith(error) and source in message.get("extract", "")
        for error, source in KNOWN_ERRORS
    )


def _readable(message: dict[str, str], folders: tuple[Path, ...]) -> str:
    page = message.get("url", "")
    for folder in folders:
        page = page.removeprefix(f"file:{folder}/")
    return f"{page}:{message.get('lastLine', 1)}: {message['message']}"


def main() -> int:
    """Check the site of each catalogue; return the exit code."""
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(CATALOGUES):
            site = build_site(Path(folder) / str(number), data=data)
            errors = errors_of(site)
            print("\n".join(errors), end="\n" if errors else "")
            name = data.relative_to(PROJECT)
            print(f"{name}: {len(crawlable_pages(site))} pages validated, {len(errors)} errors")
            failed = failed or bool(errors)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
