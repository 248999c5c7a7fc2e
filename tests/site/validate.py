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
CATALOGUES = (PROJECT / "data", PROJECT / "tests" / "data" / "catalogue")


def errors_of(site: Path) -> list[str]:
    """Return the errors of a built site's pages, each with page and line."""
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json"]
    finished = subprocess.run(
        [*command, "--exit-zero-always", "--skip-non-html", str(site)],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(finished.stdout or finished.stderr)["messages"]
    return [_readable(message, site) for message in messages]


def _readable(message: dict[str, str], site: Path) -> str:
    page = message.get("url", "").removeprefix(f"file:{site}/")
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
