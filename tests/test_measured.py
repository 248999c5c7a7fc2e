"""Updating a table in the notes leaves everything around it unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.measured import renew_table


def test_a_table_is_renewed_in_its_place(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("Before\n\n<!-- speed -->\nold\n<!-- /speed -->\n\nAfter\n")
    for count in (1, 2):
        renew_table(notes, "speed", [("What", "Count"), ("pages", count)])
    table = "| What | Count |\n|---|---|\n| pages | 2 |\n"
    expected = f"Before\n\n<!-- speed -->\n{table}<!-- /speed -->\n\nAfter\n"
    assert notes.read_text() == expected
    with pytest.raises(ValueError, match="no place"):
        renew_table(notes, "size", [("What",)])
