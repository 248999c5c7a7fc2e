"""The papers that a command refers to."""

from __future__ import annotations

from macros.catalogue.identities import removal_of
from macros.catalogue.model import Paper
from macros.catalogue.references import find_paper, parse_reference
from macros.catalogue.sources import Sources
from macros.cli.terminal import Terminal


def chosen_paper(here: Terminal, sources: Sources, reference: str) -> Paper:
    """Return the paper that a reference names; without one, report it and end with exit code 1."""
    paper = find_paper([record.content for record in sources.papers], reference)
    if paper is None:
        try:
            names = {parse_reference(reference).value}
        except ValueError:
            names = set()
        refuse_removed(here, sources, names, reference)
        here.fail("unknown_paper", reference=reference)
    return paper


def refuse_removed(
    here: Terminal, sources: Sources, names: set[str], paper_id: str | None = None
) -> None:
    """End with exit code 1 if a paper was removed; report when, or what it was merged into."""
    if sources.removed is None:
        return
    removals = sources.removed.content
    removal = next((one for one in removals if one.id == paper_id), removal_of(names, removals))
    if removal is None:
        return
    where = sources.removed.place(removals.index(removal), "id")
    if removal.replaced_by:
        replaced = {"title": removal.title, "replaced_by": removal.replaced_by}
        here.fail("was_replaced", where=where, **replaced)
    here.fail("was_removed", where=where, title=removal.title, day=removal.removed)
