"""Options that commands share."""

from __future__ import annotations

from typing import Annotated

import typer

BibleDir = Annotated[
    str | None,
    typer.Option("-b", "--bible", metavar="DIR", help="The bible; else the nearest one upward, or ./bible."),
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]
Why = Annotated[bool, typer.Option("--why", help="Show what the answer rests on, statement by statement.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help="An event, or a time such as “5 years after wedding”."),
]
Who = Annotated[str, typer.Argument(metavar="WHO", help="An id, a name or an alias.", show_default=False)]
