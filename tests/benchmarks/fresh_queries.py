"""Counts the queries of each list in tests/data/fresh_queries that find the intended entry.

    python -m tests.benchmarks.fresh_queries
    python -m tests.benchmarks.fresh_queries --misses 5

Each list was written before any of its results was seen; docs/development/search.md has the rates
of that time. Needs Node.js.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Final

from macros.translations import LOCALES
from tests.search.asking import answers
from tests.search.queries import QUERIES_FILE, WITHIN, Query, read_queries
from tests.search.searched import searched_data
from tests.site.built import PROJECT, build_site

LISTS: Final = PROJECT / "tests" / "data" / "fresh_queries"


def asked(site: Path, file: Path) -> list[tuple[Query, list[str]]]:
    """Return the queries of a list in every language, each with the locations it finds."""
    pairs: list[tuple[Query, list[str]]] = []
    for locale in LOCALES:
        queries = read_queries(locale, file)
        found = answers(site / "search" / f"{locale}.json", queries)
        pairs += zip(queries, (answer["locations"] for answer in found), strict=True)
    return pairs


def main() -> None:
    """Print the rates of each list, a line each, and the misses of the lists named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", nargs="*", default=[], help="lists whose misses are printed")
    parser.add_argument("--site", type=Path, help="a site built earlier from the same data")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        site = arguments.site or build_site(folder / "site", data=searched_data(folder))
        print(f"{'list':<16}queries  first  within {WITHIN}")
        for file in (*sorted(LISTS.glob("*.yml")), QUERIES_FILE):
            pairs = asked(site, file)
            first = sum(query.is_first(found) for query, found in pairs) / len(pairs)
            near = sum(query.is_near(found) for query, found in pairs) / len(pairs)
            print(f"{file.stem:<16}{len(pairs):>7}  {first:>5.1%}  {near:>8.1%}")
            if file.stem not in arguments.misses:
                continue
            for query, found in pairs:
                if not query.is_first(found):
                    meant = ", ".join((*query.finds, *query.first)) or "nothing"
                    print(f"    {query.query}: {meant}; found {', '.join(found[:WITHIN])}")


if __name__ == "__main__":
    main()
