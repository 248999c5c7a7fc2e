"""New papers that may belong in the catalogue, best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from macros.catalogue.fetched_paper import FetchedPaper
from macros.catalogue.identities import folded_title, identities_of
from macros.catalogue.model import Catalogue, Paper
from macros.catalogue.naming import paper_id
from macros.catalogue.yaml_source import Plain
from macros.catalogue.yaml_writer import written
from macros.exchange.classification import proposed_categories, proposed_labels

_ABSTRACT_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that the catalogue lacks, as a record ready to edit, and how well it fits."""

    paper: FetchedPaper
    score: int
    record: dict[str, Plain]


def rank(papers: Iterable[FetchedPaper], catalogue: Catalogue) -> list[Candidate]:
    """Return the papers that are new, each once, by score, then the latest first.

    Papers that are listed, or were refused or removed, are not.
    """
    known = identities_of((*catalogue.papers, *catalogue.refused, *catalogue.removed))
    taken = set(catalogue.taken_ids)
    fresh: dict[str, FetchedPaper] = {}
    for paper in papers:
        if not known & {paper.arxiv, folded_title(paper.title)}:
            fresh.setdefault(paper.arxiv, paper)
    scored = [(paper, _fit(paper, catalogue)) for paper in fresh.values()]
    scored = [(paper, fit) for paper, fit in scored if fit]
    scored.sort(key=lambda found: (-_total(found[1]), -found[0].submitted.toordinal()))
    candidates = []
    for paper, fit in scored:
        record = paper.record()
        record["id"] = paper_id(paper.title, paper.submitted.year, taken)
        taken.add(str(record["id"]))
        record["categories"] = [category for category, points in fit if points >= fit[0][1]]
        record["labels"] = list(proposed_labels(catalogue.labels, paper.title, paper.abstract))
        candidates.append(Candidate(paper, _total(fit), record))
    return candidates


def _fit(paper: FetchedPaper, catalogue: Catalogue) -> list[tuple[str, int]]:
    return proposed_categories(catalogue.categories, paper.title, paper.abstract)


def _total(fit: list[tuple[str, int]]) -> int:
    return sum(points for _, points in fit)


def candidate_text(candidate: Candidate) -> str:
    """Return a candidate as an item of a YAML list, under comments that help to decide."""
    abstract = candidate.paper.abstract
    if len(abstract) > _ABSTRACT_SHOWN:
        abstract = f"{abstract[:_ABSTRACT_SHOWN].rsplit(' ', 1)[0]} …"
    score = f"# score {candidate.score}, submitted {candidate.paper.submitted.isoformat()}"
    return f"{score}\n# {abstract}\n{written([candidate.record], Paper)}"
