"""Delivery of an answer, by the job with write access, from the job that read the form.

The answer is a file from a job without write access, so only its validated form is trusted: one of
four outcomes, the path of a paper's file, limited sizes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from macros.code_host.branch import Clone
from macros.code_host.rest import CodeHost
from macros.proposals.answer import Answer
from macros.proposals.preview import Preview, comment
from macros.translations import LOCALES, text

MARK: Final = "catalogue: proposal"
PREVIEW_MARK: Final = "catalogue: preview"
MAX_FILE: Final = 200_000


def read_answer(file: Path) -> Answer:
    """Return the answer in a file. Raises OSError, ValueError (pydantic's included)."""
    return Answer.model_validate_json(_limited(file))


def read_preview(file: Path) -> Preview:
    """Return the preview in a file. Raises OSError, ValueError (pydantic's included)."""
    return Preview.model_validate_json(_limited(file))


def _limited(file: Path) -> bytes:
    with file.open("rb") as stream:
        content = stream.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise ValueError(f"{file} is larger than {MAX_FILE} bytes")
    return content


def show(found: Preview, pull_request: int, commit: str, site: str, host: CodeHost) -> None:
    """Comment the preview of ``commit`` on its pull request; ``site`` links to the built site.

    Raises ValueError if the pull request now proposes another commit, CodeHostRefused.
    """
    if host.head(pull_request) != commit:
        raise ValueError(f"pull request {pull_request} does not propose {commit}")
    links = "\n\n".join(f"[{text('preview.site', locale)}](<{site}>)" for locale in LOCALES)
    host.comment(pull_request, f"{comment(found)}\n\n{links}\n", PREVIEW_MARK)


def deliver(answer: Answer, issue: int, clone: Clone, host: CodeHost) -> None:
    """Propose the entry, if there is one, and answer the issue.

    Raises PushRefused, CodeHostRefused.
    """
    if answer.outcome == "proposed":
        branch = f"proposal-{issue}"
        # Titles are untrusted text; the message names the file, whose format is known.
        paper = Path(answer.path).stem
        title = f"{'Correct' if clone.holds(answer.path) else 'Add'} {paper}"
        pushed = clone.propose(branch, {answer.path: answer.record}, title)
        host.open_pull_request(branch, title, f"Closes #{issue}.")
        if pushed.changed:
            host.start_checks(branch)
    host.comment(issue, answer.comment, MARK)
    if answer.outcome == "duplicate":
        host.close_issue(issue)
