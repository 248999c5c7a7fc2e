"""The changed record of a paper from the answers of the form "Report a mistake"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from macros.catalogue.addresses import published
from macros.catalogue.model import Paper
from macros.catalogue.references import find_paper, same_title
from macros.catalogue.yaml_source import Plain, mapping_of
from macros.proposals.issue_form import SEPARATOR, names_in

# The key of the record that each option of the field `field` names, by its English half.
KEYS: Final = {
    "Title": "title",
    "Date": "date",
    "Authors": "authors",
    "Venue and year": "venue",
    "Link at the venue": "publication_url",
    "DOI": "doi",
    "Project page": "project",
    "Code": "code",
    "Blog post": "blog",
    "Summary in English": "summary_en",
    "Summary in Chinese": "summary_zh",
}


def named_paper(papers: Iterable[Paper], written: str) -> Paper | None:
    """Return the paper that somebody names by id, link, title, or its permalink on the site."""
    known = list(papers)
    written = " ".join(written.split())
    anchor = urlsplit(written).fragment if "://" in written else ""
    by_anchor = (paper for paper in known if anchor and paper.id == anchor)
    return next(by_anchor, None) or find_paper(known, written) or same_title(known, written)


def corrected_key(answers: Mapping[str, str]) -> str | None:
    """Return the key that the form corrects; None where it names something else."""
    return KEYS.get(answers.get("field", "").split(SEPARATOR)[0])


def corrected(record: Mapping[str, Plain], key: str, value: str) -> dict[str, Plain]:
    """Return the changes of ``record`` that the form asks for; ``key`` is one of ``KEYS``."""
    line = " ".join(value.split())
    if key == "authors":
        return {"authors": names_in(value)}
    if key in ("venue", "publication_url"):
        given = (line, None) if key == "venue" else (None, line)
        return {"publication": published(record.get("publication"), *given)}
    if key.startswith("summary_"):
        texts = mapping_of(record.get("summary"))
        return {"summary": texts | {key.removeprefix("summary_"): line}}
    return {key: line}
