"""What a paragraph of a list is: an entry, several, more of the one above, or navigation."""

from __future__ import annotations

from collections.abc import Iterable

from macros.catalogue.addresses import kind_of_address, kind_of_label
from macros.exchange.entry_words import (
    FIELD,
    NAME_WORDS,
    NUMBER,
    ORNAMENT,
    PARTS,
    SIGNS,
    is_venue_label,
    joined,
    may_be_name,
    says_little,
)
from macros.exchange.markup import IMAGE, Line, Run, links, with_bare_urls
from macros.exchange.paper_links import is_local, is_web_address


def is_continuation(content: Iterable[Line]) -> bool:
    """Tell whether text only adds links or named facts to the entry above it."""
    runs = joined(content)
    text = "".join(run.text for run in runs if not run.url and run.tag != IMAGE)
    if FIELD.match(ORNAMENT.sub("", text)):
        # "Paper: [Title](…)" begins an entry of its own.
        return not any(may_be_name(link.text) and _is_long(link.text) for link in links(runs))
    labels = [(link.text.strip(), link.url or "") for link in links(runs)]
    known = all(not label or not may_be_name(label) for label, _ in labels)
    return (
        bool(labels)
        and known
        and not any(
            part.strip(SIGNS) and not says_little(part.strip(SIGNS)) for part in PARTS.split(text)
        )
    )


def _is_long(label: str) -> bool:
    return len(label.split()) > NAME_WORDS


def has_links(content: Iterable[Line]) -> bool:
    """Tell whether text links to anything on the web."""
    return any(is_web_address((link.url or "").strip()) for link in links(joined(content)))


def leads_to_paper(content: Iterable[Line], *, labelled: bool = False) -> bool:
    """Tell whether text has a link typical of papers, by its label or to a publication.

    With ``labelled``, only the label counts.
    """
    for link in links(joined(content)):
        label, url = link.text.strip(), link.url or ""
        if not is_web_address(url):
            continue
        named = kind_of_label(label) in ("publication", "code", "project")
        if named or (label and is_venue_label(label)):
            return True
        if not labelled and kind_of_address(url) == "publication":
            return True
    return False


def begins_with_title(content: Iterable[Line]) -> bool:
    """Tell whether text begins in bold or with a link that is no picture."""
    for run in joined(content):
        text = NUMBER.sub("", ORNAMENT.sub("", run.text))
        if run.tag == IMAGE and run.url:
            return False
        if run.tag != IMAGE and (text.strip(SIGNS) or run.url):
            return run.strong or bool(run.url)
    return False


def is_navigation(content: Iterable[Line]) -> bool:
    """Tell whether all links lead to the list itself or files beside it."""
    targets = [link.url or "" for line in content for link in links(line)]
    return bool(targets) and all(map(is_local, targets))


def only_anchors(content: Iterable[Line]) -> bool:
    """Tell whether all links lead to the document itself: a table of contents."""
    return all((link.url or "").startswith("#") for line in content for link in links(line))


def split_entries(line: int, content: list[Line]) -> list[tuple[int, list[Line]]]:
    """Split a paragraph of several entries, each beginning with a title in bold."""
    parts: list[tuple[int, list[Line]]] = []
    current: list[Line] = []
    linked = False
    for written in content:
        begins = _first_run(written)
        opens = begins is not None and begins.strong and not FIELD.match(f"{begins.text}:")
        if current and linked and opens:
            parts.append((line, current))
            current, linked = [], False
        current.append(written)
        linked = linked or bool(links(with_bare_urls(written)))
    return [*parts, (line, current)]


def _first_run(line: Line) -> Run | None:
    return next((run for run in line if run.text.strip() or run.url), None)
