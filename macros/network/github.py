"""GitHub's public API: the licence, last commit and files of a repository.

https://docs.github.com/rest/repos/repos, …/rest/commits/commits and …/rest/git/trees
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar
from urllib.parse import quote

import httpx

from macros.catalogue.value_types import CodeStatus
from macros.network.client import Client
from macros.network.settings import LookUpFailed

_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?github\.com/(?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?(?:[/?#].*)?", re.ASCII
)
_NAME: Final = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_SOURCE: Final = re.compile(
    r"\.(?:c|cc|cpp|cu|go|ipynb|java|jl|kt|lua|m|py|rs|sh|swift)", re.IGNORECASE
)
# The files of a repository that only promises code: text, pictures and videos.
_WORDS: Final = re.compile(
    r"\.(?:bib|gif|jpe?g|md|mov|mp4|pdf|png|rst|svg|txt|webm|webp)", re.IGNORECASE
)
_WORDS_NAMES: Final = re.compile(
    r"readme|licen[cs]e|copying|notice|citation|\.git.*", re.IGNORECASE
)
_TRAINING: Final = re.compile(r"(?:.*[_-])?train(?:er|ing)?(?:[_-].*)?", re.IGNORECASE)
_OTHERS_WORK: Final = frozenset({"third_party", "third-party", "thirdparty", "vendor", "external"})
# Deeper files usually belong to a copied library.
_TRAINING_DEPTH: Final = 3
Content = TypeVar("Content")
_COMMIT: Final = re.compile(r"[0-9a-f]{40,64}")
# GitHub answers CONFLICT for a repository without commits.
_NOTHING: Final = (httpx.codes.NOT_FOUND, httpx.codes.GONE, httpx.codes.CONFLICT)


@dataclass(frozen=True, slots=True)
class Repository:
    """The state of a default branch.

    ``code`` is None if the files do not show it, ``licence`` empty if GitHub recognizes none.
    ``address`` is that of the last commit, made on the day ``as_of``; ``evidence`` starts with it.
    """

    address: str
    as_of: date
    code: CodeStatus | None
    licence: str
    evidence: tuple[str, ...]


def repository_name(url: str) -> str | None:
    """Return ``owner/name`` if an address leads into a repository on GitHub."""
    found = _ADDRESS.fullmatch(url)
    return found["name"] if found else None


def look_up_repository(name: str, client: Client) -> Repository | None:
    """Return the state of the repository ``owner/name``, None if it does not exist.

    Raises LookUpFailed.
    """
    known = _ask(f"repos/{name}", _description, client)
    if known is None:
        return None
    page, licence, pushed = known
    last = _ask(f"repos/{name}/commits", _last_commit, client, per_page="1")
    if last is None:
        return Repository(page, pushed, "promised", licence, (page,))
    commit, day = last
    path = f"repos/{name}/git/trees/{commit}"
    files, complete = _ask(path, _files, client, recursive="1")
    code, proof = _code(files, complete=complete)
    address = f"{page}/tree/{commit}"
    evidence = (address, *(f"{page}/blob/{commit}/{quote(path)}" for path in proof))
    return Repository(address, day, code, licence, evidence)


def _ask(path: str, read: Callable[[Any], Content], client: Client, **parameters: str) -> Content:
    def checked(document: Any) -> Content:
        try:
            return read(document)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise LookUpFailed(f"GitHub's answer to {path} makes no sense") from error

    services = client.services
    headers = {"accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"}
    if services.github_token:
        headers["authorization"] = f"Bearer {services.github_token}"
    return client.get_json(
        f"{services.github_url}/{path}",
        checked,
        parameters=parameters,
        headers=headers,
        nothing=_NOTHING,
        pause=services.delay,
    )


def _description(document: Any) -> tuple[str, str, date] | None:
    """Return the page of a repository, its licence, and the day of the last push."""
    if document is None:
        return None
    page = f"https://github.com/{_matching(_NAME, document['full_name'])}"
    pushed = _day(document["pushed_at"] or document["created_at"])
    return page, _licence(document.get("license")), pushed


def _last_commit(document: Any) -> tuple[str, date] | None:
    if not document:
        return None
    [last] = document
    return _matching(_COMMIT, last["sha"]), _day(last["commit"]["committer"]["date"])


def _files(document: Any) -> tuple[list[str], bool]:
    """Return the paths of the files, and whether the list is complete."""
    files = [str(entry["path"]) for entry in document["tree"] if entry["type"] == "blob"]
    return files, not document.get("truncated")


def _licence(value: Any) -> str:
    """Return the SPDX identifier; GitHub answers NOASSERTION for a text it does not recognize."""
    found = value.get("spdx_id") if isinstance(value, dict) else None
    return str(found) if found and found != "NOASSERTION" else ""


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(value)
    return str(value)


def _day(value: Any) -> date:
    return datetime.fromisoformat(str(value)).date()


def _code(files: Iterable[str], *, complete: bool) -> tuple[CodeStatus | None, tuple[str, ...]]:
    """Return the status of the code in a repository, and the files that show it."""
    paths = [PurePosixPath(file) for file in files]
    training = [str(path) for path in paths if _trains(path)]
    if training:
        return "training", tuple(training[:1])
    if not complete:
        return None, ()
    if any(_SOURCE.fullmatch(path.suffix) for path in paths):
        return "inference", ()
    if all(_WORDS.fullmatch(path.suffix) or _WORDS_NAMES.match(path.name) for path in paths):
        return "promised", ()
    return None, ()


def _trains(path: PurePosixPath) -> bool:
    return (
        _SOURCE.fullmatch(path.suffix) is not None
        and len(path.parts) <= _TRAINING_DEPTH
        and not _OTHERS_WORK.intersection(path.parts)
        and _TRAINING.fullmatch(path.stem) is not None
    )
