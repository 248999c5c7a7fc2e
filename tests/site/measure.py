"""Counts the pages that are valid and the links that lead somewhere, for the developer notes.

``python -m tests.site.measure`` renews the table in ``docs/development/reliability.md``; it needs
Java and ``npm ci`` like the checker. It exits with 1 where anything is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.measured import renew_table
from tests.site.built import PROJECT, build_site
from tests.site.crawling import BuiltSite
from tests.site.reading import parse_errors
from tests.site.validate import CATALOGUES, errors_of

NOTES = PROJECT / "docs" / "development" / "reliability.md"
ADDRESSES = ("https://example.org/", "https://example.org/Awesome-Talking-Head-Generation/")


def strict_errors(site: BuiltSite) -> int:
    """Return how many pages a strict HTML parser refuses."""
    return sum(
        bool(parse_errors(site.file(page).read_text(encoding="utf-8"))) for page in site.pages
    )


def main() -> int:
    """Measure, renew the table, return the exit code."""
    rows: list[tuple[object, ...]] = [("What", "Where", "Checked", "Failed")]
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(CATALOGUES):
            name = f"`{data.relative_to(PROJECT)}`"
            for url in ADDRESSES:
                path = Path(folder) / f"{number}-{ADDRESSES.index(url)}"
                site = BuiltSite(build_site(path, data=data, site_url=url), url)
                where = f"{name} at `/{url.split('/', 3)[3]}`"
                if url == ADDRESSES[0]:
                    pages = len(site.pages)
                    rows += [
                        ("Pages validated (Nu HTML checker)", name, pages, len(errors_of(path))),
                        ("Pages parsed strictly (html5ever)", name, pages, strict_errors(site)),
                    ]
                links = [link for page in site.pages for link in site.links(page)]
                internal = [link for link in links if site.is_internal(link.address)]
                broken = [link for link in internal if site.problem(link)]
                rows.append(("Links and anchors resolved", where, len(internal), len(broken)))
                for start in ("", "zh/"):
                    expected = {
                        page
                        for page in site.pages
                        if page.startswith("zh/") is bool(start) and not page.endswith("404.html")
                    }
                    missed = expected - site.reachable(start)
                    home = f"{where}, from `/{start}`"
                    rows.append(("Pages reached by a crawl", home, len(expected), len(missed)))
    renew_table(NOTES, "pages and links", rows)
    print("\n".join(" · ".join(map(str, row)) for row in rows))
    return 1 if any(row[-1] != 0 for row in rows[1:]) else 0


if __name__ == "__main__":
    sys.exit(main())
