"""Options that name a paper's keys, the same for a new entry and for one that is changed."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Venue: TypeAlias = Annotated[
    str | None, typer.Option("--venue", metavar='"CVPR 2025"', help="Venue and year.")
]
PublicationUrl: TypeAlias = Annotated[
    str | None, typer.Option("--publication-url", metavar="URL", help="The paper's address.")
]
Project: TypeAlias = Annotated[str | None, typer.Option("--project", metavar="URL")]
Code: TypeAlias = Annotated[str | None, typer.Option("--code", metavar="URL")]
Blog: TypeAlias = Annotated[str | None, typer.Option("--blog", metavar="URL")]
