"""Changes to listed papers: acceptance, released or deleted code, dead links.

Each finding is a change to one entry for a person to confirm, with its sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.catalogue.fetched_paper import FetchedPaper
from macros.catalogue.model import Catalogue, Dataset, FailingLink, LinkCheck, Paper
from macros.catalogue.yaml_source import Plain
from macros.network.archive import look_up_copy
from macros.network.client import Client
from macros.network.enrichment import Key, enrich_publication
from macros.network.github import look_up_repository, repository_name


@dataclass(frozen=True, slots=True)
class Finding:
    """Changes of an entry, and the ``sources`` that show why.

    ``failing`` are the dead links that the changes are about.
    """

    entry: Paper | Dataset
    changes: dict[Key, Plain]
    sources: tuple[str, ...]
    failing: tuple[FailingLink, ...] = ()


def accepted(
    paper: Paper, preprint: FetchedPaper | None, catalogue: Catalogue, client: Client
) -> Finding | None:
    """Return the venue of an unpublished paper, None if it has none or hosts disagree.

    ``preprint`` is arXiv's description of the paper. Raises LookUpFailed.
    """
    findings = enrich_publication(paper, preprint, catalogue, client)
    for failure in findings.failures:
        raise failure
    if any(fact.key[0] == "publication" for fact, _ in findings.disagreements):
        return None
    facts = [fact for fact in findings.additions if fact.key[0] in ("publication", "doi")]
    if not any(fact.key == ("publication", "venue") for fact in facts):
        return None
    sources = tuple(dict.fromkeys(fact.source for fact in facts))
    return Finding(paper, {fact.key: fact.value for fact in facts}, sources)


def changed_code(paper: Paper, links: LinkCheck, client: Client) -> Finding | None:
    """Return a change of a paper's code: released as promised, or deleted.

    Raises LookUpFailed.
    """
    name = repository_name(paper.code or "")
    evidence = paper.openness.evidence if paper.openness else ()
    if paper.code and paper.code_status != "none" and (dead := links.dead.get(paper.code)):
        # GitHub redirects renamed repositories: only a deleted one has no answer.
        if name and look_up_repository(name, client):
            return None
        known = list(dict.fromkeys((paper.code, *evidence)))
        changes = _openness("none", dead.first.isoformat(), known)
        return Finding(paper, changes, (paper.code,), (dead,))
    repository = look_up_repository(name, client) if name and paper.code_is_promised else None
    if repository is None or repository.code not in ("inference", "training"):
        return None
    known = list(dict.fromkeys((*repository.evidence, *evidence)))
    changes = _openness(repository.code, repository.as_of.isoformat(), known)
    return Finding(paper, changes, repository.evidence)


def _openness(code: str, as_of: str, evidence: list[str]) -> dict[Key, Plain]:
    found: dict[str, Plain] = {"code": code, "as_of": as_of, "evidence": [*evidence]}
    return {("openness", key): value for key, value in found.items()}


def archived_copies(entry: Paper | Dataset, links: LinkCheck, client: Client) -> Finding | None:
    """Return copies of an entry's dead links, None if there are none. Raises LookUpFailed."""
    changes: dict[Key, Plain] = {}
    failing = []
    for key, url in _links_without_copy(entry):
        dead = links.dead.get(url)
        if dead and (copy := look_up_copy(url, dead.first, client)):
            changes[key] = copy
            failing.append(dead)
    sources = tuple(str(copy) for copy in changes.values())
    return Finding(entry, changes, sources, tuple(failing)) if changes else None


def _links_without_copy(entry: Paper | Dataset) -> Iterator[tuple[Key, str]]:
    if isinstance(entry, Dataset):
        if not entry.archived:
            yield ("archived",), entry.url
        return
    copied = entry.archived.kinds if entry.archived else ()
    for kind, url in entry.links.items():
        if kind not in copied:
            yield ("archived", kind), url
