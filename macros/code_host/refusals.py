"""Papers that people refused: all of a closed pull request, or deleted from a merged one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from macros.catalogue.identities import identities, identities_of
from macros.catalogue.loading import load
from macros.catalogue.model import Refusal
from macros.catalogue.yaml_source import UnreadableSource, mapping_of, parse
from macros.code_host.branch import Clone
from macros.code_host.rest import CodeHost
from macros.editing.files import write_together
from macros.editing.store import with_refusals

_PAPERS: Final = "data/papers"


def record_refused(branch: str, folder: Path, clone: Clone, host: CodeHost) -> None:
    """Write refused papers into ``refused.yml`` and delete the branch of a refused proposal.

    Papers that are now on the list are left out. Raises CodeHostRefused, OSError, ValueError
    for a data folder with errors, subprocess.CalledProcessError.
    """
    loaded = load(folder)
    if loaded.catalogue is None:
        raise ValueError(f"{folder} has errors; run catalogue check")
    listed = identities_of(loaded.catalogue.papers)
    found = refused_papers(branch, clone, host)
    fresh = [refusal for refusal in found if not listed & identities(refusal)]
    write_together(with_refusals(loaded.sources, fresh))
    drop_refused_branch(branch, clone, host)


def refused_papers(branch: str, clone: Clone, host: CodeHost) -> list[Refusal]:
    """Return the papers that people refused in closed pull requests of a branch.

    Those are all papers of a pull request closed without a merge, and of a merged one those whose
    files were deleted on the branch. Raises CodeHostRefused, subprocess.CalledProcessError.
    """
    return [
        refusal
        for pull in host.closed_pull_requests(branch)
        for refusal in _of_pull_request(pull, clone)
    ]


def without_refused(
    files: Mapping[str, str], branch: str, clone: Clone, host: CodeHost
) -> dict[str, str]:
    """Return the files but those that a closed pull request of the branch held just so.

    What was merged is on main and needs no proposal; the rest was seen and not taken. Raises
    CodeHostRefused, subprocess.CalledProcessError.
    """
    refused = set()
    for pull in host.closed_pull_requests(branch):
        head, base = str(pull["head"]["sha"]), str(pull["base"]["sha"])
        clone.git("fetch", "--quiet", "origin", f"refs/pull/{int(pull['number'])}/head")
        for path, content in files.items():
            commits = clone.git("log", "--format=%H", f"{base}..{head}", "--", path).split()
            if any(clone.run("show", f"{one}:{path}").stdout == content for one in commits):
                refused.add(path)
    return {path: content for path, content in files.items() if path not in refused}


def drop_refused_branch(branch: str, clone: Clone, host: CodeHost) -> None:
    """Delete the branch of a closed pull request, so that the next one starts at main.

    Its commits stay readable in the closed pull request. A branch with an open pull request, a
    merged one, or commits that no pull request showed is left alone.
    """
    closed = host.closed_pull_requests(branch)
    tip = clone.tip(branch)
    if not (tip and closed) or host.has_open_pull_request(branch):
        return
    last = max(closed, key=lambda pull: int(pull["number"]))
    if not last["merged_at"] and last["head"]["sha"] == tip:
        clone.delete(branch, tip)


def _of_pull_request(pull: dict[str, Any], clone: Clone) -> Iterator[Refusal]:
    head = str(pull["head"]["sha"])
    clone.git("fetch", "--quiet", "origin", f"refs/pull/{int(pull['number'])}/head")
    day = date.fromisoformat(str(pull["closed_at"])[:10])
    for path, commit in clone.added(_PAPERS, str(pull["base"]["sha"]), head).items():
        if pull["merged_at"] and clone.shows(head, path):
            continue
        newest = head if clone.shows(head, path) else commit
        text = clone.git("show", f"{newest}:{path}")
        if refusal := _refusal(path, text, day, int(pull["number"])):
            yield refusal


def _refusal(path: str, text: str, day: date, number: int) -> Refusal | None:
    """Return the refusal of a paper; None for a file that does not identify one."""
    try:
        record = mapping_of(parse(text.encode(), path).value)
        known = {key: record.get(key) for key in ("title", "arxiv", "doi")}
        return Refusal.model_validate(
            {**known, "why": f"Not taken from pull request {number}.", "refused": day}
        )
    except (UnreadableSource, ValidationError):
        return None
