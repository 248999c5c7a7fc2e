"""Results of earlier link checks, with their age, so that an interrupted check can continue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from macros.editing.files import write_whole
from macros.network.verdicts import State, Verdict

# Broken links are soon checked again: they may have been fixed.
BROKEN_AGE: Final = timedelta(hours=1)


class _Remembered(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    state: State
    reason: str
    target: str
    checked: datetime


_FILE: Final = TypeAdapter(dict[str, _Remembered])


@dataclass(slots=True)
class LinkCache:
    """Verdicts by address; a working link is checked again after ``max_age``."""

    file: Path | None
    max_age: timedelta
    now: datetime = field(default_factory=lambda: datetime.now(tz=UTC))
    _known: dict[str, _Remembered] = field(default_factory=dict)

    def load(self) -> None:
        """Read the file; a missing or damaged one gives an empty cache."""
        if self.file is None or not self.file.is_file():
            return
        try:
            self._known = _FILE.validate_json(self.file.read_bytes())
        except (ValidationError, OSError):
            self._known = {}

    def fresh(self, url: str) -> Verdict | None:
        """Return the cached result for ``url`` if it has not expired."""
        found = self._known.get(url)
        if found is None:
            return None
        allowed = self.max_age
        if found.state in ("dead", "unsure"):
            allowed = min(allowed, BROKEN_AGE)
        age = self.now - found.checked
        young = timedelta(0) <= age < allowed
        return Verdict(found.state, found.reason, found.target) if young else None

    def remember(self, verdicts: Mapping[str, Verdict]) -> None:
        """Store verdicts and write the file atomically."""
        for url, verdict in verdicts.items():
            self._known[url] = _Remembered(
                state=verdict.state,
                reason=verdict.reason,
                target=verdict.target,
                checked=datetime.now(tz=UTC),
            )
        if self.file is not None:
            document = _FILE.dump_python(dict(sorted(self._known.items())), mode="json")
            write_whole(self.file, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
