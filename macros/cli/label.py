"""``catalogue label``: a new label, in both languages."""

from __future__ import annotations

from typing import Annotated

import typer

from macros.catalogue.model import Label
from macros.catalogue.yaml_source import Plain
from macros.cli.acts import carry_out
from macros.cli.terminal import Quiet, terminal
from macros.editing.store import lengthened


def label(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The label, as papers write it.")],
    zh: Annotated[str, typer.Option("--zh", metavar="TEXT", help="Its name in Chinese.")],
    alias: Annotated[
        list[str] | None,
        typer.Option("--alias", metavar="TEXT", help="Another spelling. Repeatable."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Add a label to data/labels.yml, so that papers may carry it.

    A term that is written alike in both languages, such as NeRF, is given twice.

    [bold]Examples[/bold]

      catalogue label "Gaussian Splatting" --zh 高斯泼溅 --alias 3DGS
      catalogue label NeRF --zh NeRF

    [bold]Exit codes[/bold]: 0 added, 1 refused (there is such a label, or the name is not sound).
    """
    here = terminal(context, quiet=quiet)
    catalogue, sources = here.load()
    taken = {
        spelling.casefold(): known.id
        for known in catalogue.labels
        for spelling in (known.id, *known.spellings)
    }
    for wanted in (name, *(alias or ())):
        if wanted.casefold() in taken:
            here.fail("label_exists", name=wanted, label=taken[wanted.casefold()])
    names: dict[str, Plain] = {"en": name, "zh": zh}
    if zh == name:
        names["same_in_zh"] = "true"
    record: dict[str, Plain] = {"id": name, "name": names, "aliases": list(alias or ())}
    labels = sources.labels
    assert labels is not None  # noqa: S101 - a valid catalogue has labels
    carry_out(here, sources, lengthened(labels, tuple[Label, ...], [record]))
