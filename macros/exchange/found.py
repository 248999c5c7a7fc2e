"""What a list says of one paper or dataset, and the line that says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from macros.catalogue.checks import announced_month, contradicts_announcement
from macros.catalogue.model import Month
from macros.catalogue.problems import Problem
from macros.catalogue.yaml_source import Location, Plain


@dataclass(slots=True)
class Found:
    """A record as far as a list tells it; ``record`` holds YAML's keys and texts."""

    path: str
    first_line: int
    record: dict[str, Plain] = field(default_factory=dict)

    def line(self, location: Location) -> int:  # noqa: ARG002 - a list has one line for all keys
        """Return the line of the list that any key comes from."""
        return self.first_line

    def problem(self, code: str, **values: object) -> Problem:
        """Return an error at this line."""
        return Problem(self.path, self.first_line, "", code, values)

    def note(self, code: str, **values: object) -> Problem:
        """Return a remark at this line that needs no action."""
        return Problem(self.path, self.first_line, "", code, values, "warning")

    def get(self, key: str) -> str:
        """Return the text at ``key``, empty where there is none."""
        value = self.record.get(key)
        return value if isinstance(value, str) else ""

    def items(self, key: str) -> list[str]:
        """Return the list at ``key``, empty where there is none."""
        value = self.record.get(key)
        return [str(item) for item in value] if isinstance(value, list) else []

    def group(self, key: str) -> dict[str, Plain]:
        """Return the keys inside of ``key``, empty where there are none."""
        value = self.record.get(key)
        return value if isinstance(value, dict) else {}


def dated(found: Found) -> Iterator[Problem]:
    """Give the paper the month its arXiv identifier says where the list's contradicts it.

    Yields the correction, or the error that no month is known.
    """
    announced = announced_month(found.get("arxiv"))
    if not found.get("date"):
        if announced:
            found.record["date"] = str(announced)
        else:
            yield found.problem("import_no_month", title=found.get("title"))
        return
    date = Month.parse(found.get("date"))
    year = found.group("publication").get("year")
    published = int(year) if isinstance(year, str) and year.isdigit() else None
    if announced and contradicts_announcement(date, announced, published):
        found.record["date"] = str(announced)
        yield found.note(
            "import_date", arxiv=found.get("arxiv"), value=str(date), expected=str(announced)
        )
