"""``llms.txt`` in one locale: links to the site for language models (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from macros.catalogue.model import Catalogue, Paper
from macros.exports.api import ApiDocument
from macros.exports.markdown import markdown_template
from macros.translations import Locale, text


def llms_txt(
    catalogue: Catalogue,
    locale: Locale,
    root: str,
    documents: Sequence[ApiDocument],
    site_root: str,
) -> str:
    """Return the file for ``locale``, whose home page has the absolute address ``root``.

    ``documents`` are those of the API below the absolute address ``site_root``.
    """
    return markdown_template("macros.exports", "llms.txt.jinja").render(
        site=catalogue.site,
        categories=catalogue.categories,
        papers=catalogue.papers,
        datasets=catalogue.datasets,
        documents=documents,
        facts=partial(_facts, locale=locale),
        locale=locale,
        root=root,
        site_root=site_root,
        say=partial(text, locale=locale),
    )


def _facts(paper: Paper, locale: Locale) -> str:
    """Return date, venue and summary of a paper in one line."""
    facts = [str(paper.date)]
    if paper.publication:
        facts.append(paper.publication.label)
    if paper.summary:
        facts.append(paper.summary.fallback(locale)[0])
    return text("llms.separator", locale).join(facts)
