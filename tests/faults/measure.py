"""Counts the faults and hostile inputs that were tried and survived, for the developer notes.

``python -m tests.faults.measure`` runs the tests of this folder and renews the table in
``docs/development/reliability.md``. It exits with 1 where anything was not survived.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from tests.measured import renew_table
from tests.site.built import PROJECT

NOTES: Final = PROJECT / "docs" / "development" / "reliability.md"
KINDS: Final = {
    "fault": "Faults injected: {} (`tests/faults/{}`)",
    "hostile input": "Hostile inputs: {} (`tests/faults/{}`)",
    "hostile property": "Properties over generated input: {} (`tests/faults/{}`)",
}
FILES: Final = {
    "test_serve": "while serving, with the browser open",
    "test_build": "while building",
    "test_staging": "while publishing, at each step",
    "test_hostile_values": "values, each in every field",
    "test_hostile_files": "files, links and names",
    "test_hostile_site": "a whole site in the browser",
    "test_hostile_properties": "40 to 100 examples each",
}


def main() -> int:
    """Run the tests, renew the table, return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        code = pytest.main([str(Path(__file__).parent), f"--junit-xml={report}", "-n", "auto"])
        cases = etree.parse(str(report)).getroot().iter("testcase")
        tried: Counter[tuple[str, str]] = Counter()
        survived: Counter[tuple[str, str]] = Counter()
        for case in cases:
            kinds = {
                str(found.get("value"))
                for found in case.iter("property")
                if found.get("name") == "trust"
            }
            outcomes = {str(child.tag) for child in case}
            if "skipped" in outcomes:
                continue
            for kind in kinds:
                where = (kind, str(case.get("classname")).rpartition(".")[2])
                tried[where] += 1
                survived[where] += not outcomes & {"failure", "error"}
    rows: list[tuple[object, ...]] = [("What", "Tried", "Survived")]
    for (kind, module), count in sorted(tried.items()):
        name = KINDS[kind].format(FILES[module], f"{module}.py")
        rows.append((name, count, survived[kind, module]))
    rows.append(("All", sum(tried.values()), sum(survived.values())))
    renew_table(NOTES, "faults and hostile inputs", rows)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
