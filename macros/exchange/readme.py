"""The catalogue as one Markdown document for code hosts, with the site's sections and columns.

Reading both languages' documents back gives the same papers and datasets: the rows carry their
permalinks, and texts that wait for a translation are marked with the language they are in.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from macros.catalogue.addresses import arxiv_id
from macros.catalogue.model import Catalogue, Paper, by_year
from macros.exchange.blocks import Paragraph
from macros.exchange.document import blocks
from macros.exchange.markup import emphasised_text
from macros.exports.markdown import markdown_template, markdown_text
from macros.render.formats import EMPHASIS
from macros.translations import Locale, text

_NOT_IN_ANCHOR: Final = re.compile(r"[^\w\- ]")


def readme(catalogue: Catalogue, locale: Locale) -> str:
    """Return the list as Markdown in ``locale``."""
    years = {
        category.id: by_year(catalogue.papers_in(category.id)) for category in catalogue.categories
    }
    template = markdown_template(
        "macros.exchange",
        "list.md.jinja",
        strong=markdown_emphasis,
        target=_target,
        heading_anchor=_heading_anchor,
        is_without_arxiv_address=_is_without_arxiv_address,
    )
    return template.render(
        site=catalogue.site,
        categories=catalogue.categories,
        datasets=catalogue.datasets,
        years_of=years.__getitem__,
        label_names=lambda paper: [catalogue.label(name).name[locale] for name in paper.labels],
        locale=locale,
        say=partial(text, locale=locale),
    )


def markdown_emphasis(value: str) -> str:
    """Return a text whose ``**…**`` is strong, whatever characters are next to the asterisks."""
    marked = _with_strong(value, "**", "**")
    # CommonMark reads ** between a full-width sign and a letter as text; HTML always works.
    return marked if _reads_as(marked, value) else _with_strong(value, "<b>", "</b>")


def _with_strong(value: str, opening: str, closing: str) -> str:
    parts: list[str] = []
    position = 0
    for found in EMPHASIS.finditer(value):
        parts.append(markdown_text(value[position : found.start()]))
        parts += [opening, markdown_text(found[1]), closing]
        position = found.end()
    return "".join([*parts, markdown_text(value[position:])])


def _reads_as(markdown: str, value: str) -> bool:
    read = list(blocks([markdown]))
    runs = read[0].content[0] if len(read) == 1 and isinstance(read[0], Paragraph) else ()
    strong = "".join(run.text for run in runs if run.strong)
    return strong == "".join(EMPHASIS.findall(value)) and emphasised_text(runs) == value


def _target(url: str) -> str:
    escaped = re.sub(r"[()]", r"\\\g<0>", url)
    return re.sub(r"&(?=#?\w+;)", "&amp;", escaped).replace("|", r"\|")


def _heading_anchor(title: str) -> str:
    """Return the anchor that code hosts give a heading."""
    return _NOT_IN_ANCHOR.sub("", title.lower()).replace(" ", "-")


def _is_without_arxiv_address(paper: Paper) -> bool:
    """Tell whether the arXiv identifier is missing from the publication's address."""
    address = paper.publication.url if paper.publication else None
    return bool(paper.arxiv) and arxiv_id(address or "") != paper.arxiv
