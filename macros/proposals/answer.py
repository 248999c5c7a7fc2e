"""The answer to the author of a form: a comment in both languages, and the outcome.

The comment quotes user input as inline code, where the code host notifies nobody, creates
no link and renders no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from macros.catalogue.problems import Problem, readable
from macros.exports.markdown import markdown_template
from macros.proposals.issue_form import IssueForm
from macros.translations import LOCALES, text

Outcome: TypeAlias = Literal["proposed", "invalid", "duplicate", "noted"]

_BACKTICKS: Final = re.compile(r"`+")
# The field of the form that a key of the record is filled from, where the names differ.
_FIELDS: Final = {
    "arxiv": "reference",
    "doi": "reference",
    "id": "title",
    "categories": "category",
    "publication": "venue",
    "publication.url": "publication_url",
    "summary.en": "summary_en",
    "summary.zh": "summary_zh",
    "summary": "summary_en",
}


class Answer(BaseModel):
    """The answer to a form: the outcome, the comment as Markdown, the written file.

    ``catalogue propose --output`` writes it; the job with write access validates it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    outcome: Outcome
    title: Annotated[str, Field(max_length=500)]
    path: Annotated[str, Field(pattern=r"^(data/papers/\d{4}/[a-z0-9]+(-[a-z0-9]+)*\.yml)?$")]
    record: Annotated[str, Field(max_length=50_000)]
    comment: Annotated[str, Field(min_length=1, max_length=65_000)]

    @model_validator(mode="after")
    def _whole(self) -> Answer:
        if (self.outcome == "proposed") != bool(self.path and self.record):
            raise ValueError("a proposal, and nothing else, has a path and a record")
        return self


def proposed(title: str, path: str, record: str) -> Answer:
    """Return the answer to a form that became the entry ``record`` at ``path``."""
    comment = _rendered("proposed", path=path, record=record)
    return _answer("proposed", comment, title, path, record)


def duplicate(title: str, url: str) -> Answer:
    """Return the answer to a form whose paper is already on the list, at ``url``."""
    return _answer("duplicate", _rendered("duplicate", title=title, url=url), title)


def invalid(problems: Sequence[Problem], form: IssueForm) -> Answer:
    """Return the answer to a form with mistakes: for each field, what is expected."""
    found = [(form.labels.get(_field(problem.key, form), ""), problem) for problem in problems]
    return _answer("invalid", _rendered("invalid", found=found))


def noted() -> Answer:
    """Return the answer to a report that only a person can act on."""
    return _answer("noted", _rendered("noted"))


def removed(title: str, day: date) -> Answer:
    """Return the answer to a form whose paper was removed from the list: a person decides."""
    return _answer("noted", _rendered("removed", title=title, day=day))


def unknown(label: str, written: str, reason: str = "unreadable") -> Answer:
    """Return the answer to a form whose field ``label`` names no paper, for a ``reason``."""
    return _answer("invalid", _rendered("unknown", label=label, written=written, reason=reason))


def _answer(
    outcome: Outcome, comment: str, title: str = "", path: str = "", record: str = ""
) -> Answer:
    return Answer.model_construct(
        outcome=outcome, title=title, path=path, record=record, comment=comment
    )


def _field(key: str, form: IssueForm) -> str:
    exact = re.sub(r"[.\[]\d+\]?", "", key)
    name = _FIELDS.get(exact) or _FIELDS.get(exact.partition(".")[0], exact.partition(".")[0])
    if name in form.labels:
        return name
    return "reference" if "reference" in form.labels else "value"


def _rendered(part: str, **context: object) -> str:
    template = markdown_template(
        "macros.proposals", "answer.md.jinja", trim=True, code=inline_code, fence=fence
    )
    return template.render(part=part, locales=LOCALES, text=text, **context)


def inline_code(value: str) -> str:
    """Return a text as inline code of CommonMark (section 6.1), whatever it holds."""
    shown = readable(" ".join(value.split()))
    ticks = "`" * (1 + max(map(len, _BACKTICKS.findall(shown)), default=0))
    return f"{ticks} {shown} {ticks}"


def fence(value: str) -> str:
    """Return the fence of a code block that ``value`` cannot close (section 4.5)."""
    return "`" * max(3, 1 + max(map(len, _BACKTICKS.findall(value)), default=0))
