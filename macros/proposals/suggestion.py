"""The record of a new paper from the answers of the form "Suggest a paper"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from macros.catalogue.addresses import venue_and_year
from macros.catalogue.model import ARXIV, Catalogue, arxiv_address
from macros.catalogue.naming import paper_id, year_of
from macros.catalogue.references import Reference
from macros.catalogue.yaml_source import Plain
from macros.exchange.proposing import proposed_categories
from macros.proposals.issue_form import option

LINKS = ("project", "code", "blog")


def suggested_record(
    answers: Mapping[str, str],
    reference: Reference,
    looked_up: Mapping[str, Plain],
    catalogue: Catalogue,
    today: date,
) -> dict[str, Plain]:
    """Return the record of the paper that somebody suggests.

    ``looked_up`` is what arXiv or Crossref say about ``reference``. Values from the form win,
    except for the title and date of a paper that was found.
    """
    record: dict[str, Plain] = {**_referenced(reference), **_known(looked_up)}
    for key in ("title", "date"):
        if key in answers:
            record.setdefault(key, " ".join(answers[key].split()))
    if "authors" in answers:
        record["authors"] = [
            name.strip() for name in answers["authors"].splitlines() if name.strip()
        ]
    record |= {key: answers[key] for key in LINKS if key in answers}
    if publication := _publication(answers, record.get("publication")):
        record["publication"] = publication
    summary: dict[str, Plain] = {
        locale: " ".join(answers[f"summary_{locale}"].split())
        for locale in ("en", "zh")
        if f"summary_{locale}" in answers
    }
    if summary:
        record["summary"] = summary
    title = str(record.get("title") or "")
    record["categories"] = _categories(answers, title, catalogue)
    labels = {option(label.name): label.id for label in catalogue.labels}
    record["labels"] = _options(answers.get("labels", ""), labels)
    record["added"] = today.isoformat()
    record["id"] = paper_id(title, year_of(record), catalogue.taken_ids)
    return record


def _known(values: Mapping[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in values.items() if value}


def _referenced(reference: Reference) -> dict[str, Plain]:
    if reference.kind == "arxiv":
        url = arxiv_address(reference.value)
        return {"arxiv": reference.value, "publication": {"venue": ARXIV, "url": url}}
    if reference.kind == "doi":
        return {"doi": reference.value}
    return {"project": reference.value}


def _publication(answers: Mapping[str, str], known: Plain) -> dict[str, Plain]:
    publication: dict[str, Plain] = dict(known) if isinstance(known, dict) else {}
    if "venue" in answers:
        publication = venue_and_year(" ".join(answers["venue"].split()))
    if "publication_url" in answers:
        publication["url"] = answers["publication_url"]
    return publication


def _categories(answers: Mapping[str, str], title: str, catalogue: Catalogue) -> list[Plain]:
    options = {option(category.title): category.id for category in catalogue.categories}
    if chosen := _options(answers.get("category", ""), options):
        return chosen
    proposed = proposed_categories(catalogue.categories, title, answers.get("summary_en", ""))
    return [proposed[0][0]] if proposed else [catalogue.categories[0].id]


def _options(answer: str, options: Mapping[str, str]) -> list[Plain]:
    """Return the ids of the options that were chosen; several are joined by ", "."""
    return [value for option, value in options.items() if option in answer.split(", ")]
