"""Reading the Markdown that the code host makes from a filled-in issue form.

Each field is a third-level heading, its label, and the answer below it; an empty field holds
``_No response_`` (https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms).
The labels are those of the form's own YAML file, so the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from macros.catalogue.localized_texts import LocalizedText
from macros.catalogue.yaml_source import Plain

# The form "Suggest a paper", below the project's folder.
ISSUE_FORM: Final = Path(".github", "ISSUE_TEMPLATE", "paper.yml")
NO_RESPONSE: Final = "_No response_"
# The code host's own limit of an issue's text.
MAX_BODY: Final = 65_536
# What separates the languages in labels and options.
SEPARATOR: Final = " · "


@dataclass(frozen=True, slots=True)
class IssueForm:
    """A form: the label of each field, by the field's id, in their order."""

    labels: Mapping[str, str]

    def answers(self, body: str) -> dict[str, str]:
        """Return the answer to each field that has one; only the first heading of a name counts."""
        by_label = {label: name for name, label in self.labels.items()}
        found: dict[str, list[str]] = {}
        current: list[str] = []
        for line in body[:MAX_BODY].splitlines():
            name = by_label.get(line.removeprefix("### ").strip()) if line[:4] == "### " else None
            if name and name not in found:
                current = found[name] = []
            else:
                current.append(line)
        texts = {name: "\n".join(lines).strip() for name, lines in found.items()}
        return {name: text for name, text in texts.items() if text not in ("", NO_RESPONSE)}


def names_in(answer: str) -> list[Plain]:
    """Return the names in the answer to a field that asks for one a line."""
    return [name.strip() for name in answer.splitlines() if name.strip()]


def option(text: LocalizedText) -> str:
    """Return a text as an option of a form: ``Emotional · 情感控制``."""
    return f"{text.en}{SEPARATOR}{text.zh}"


def read_form(file: Path) -> IssueForm:
    """Return the form of a file in ``.github/ISSUE_TEMPLATE``. Raises OSError, KeyError."""
    form: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    fields = (field for field in form["body"] if "id" in field)
    return IssueForm({field["id"]: field["attributes"]["label"] for field in fields})
