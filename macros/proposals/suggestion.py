"""The record of a new paper from the answers of the form "Suggest a paper"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from macros.catalogue.addresses import published
from macros.catalogue.model import Catalogue
from macros.catalogue.naming import paper_id, year_of
from macros.catalogue.references import Reference
from macros.catalogue.yaml_source import Plain
from macros.exchange.classification import proposed_categories
from macros.proposals.issue_form import names_in, option

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
    record: dict[str, Plain] = {**reference.record(), **_known(looked_up)}
    for key in ("title", "date"):
        if key in answers:
            record.setdefault(key, " ".join(answers[key].split()))
    if "authors" in answers:
        record["authors"] = names_in(answers["authors"])
    record |= {key: answers[key] for key in LINKS if key in answers}
    # The link that was looked up does not lead to the venue that the form names.
    known = None if "venue" in answers else record.get("publication")
    venue = " ".join(answers.get("venue", "").split())
    if publication := published(known, venue, answers.get("publication_url")):
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


def _categories(answers: Mapping[str, str], title: str, catalogue: Catalogue) -> list[Plain]:
    options = {option(category.title): category.id for category in catalogue.categories}
    if chosen := _options(answers.get("category", ""), options):
        return chosen
    proposed = proposed_categories(catalogue.categories, title, answers.get("summary_en", ""))
    return [proposed[0][0]] if proposed else [catalogue.categories[0].id]


def _options(answer: str, options: Mapping[str, str]) -> list[Plain]:
    """Return the ids of the options that were chosen; several are joined by ", "."""
    return [value for option, value in options.items() if option in answer.split(", ")]
