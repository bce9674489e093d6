"""Commands about records: show, list, find."""

from __future__ import annotations

from typing import Annotated

import typer

from storybible.cli.finding import open_bible
from storybible.cli.options import At, BibleDir, Format, Why
from storybible.cli.output import as_json, say, tell
from storybible.queries import resolve


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="An id, a name or a title.", show_default=False)],
    at: At = None,
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Everything about a record; with --at what holds just after that moment."""
    from storybible.queries.show import show as show_of

    structured = as_json(format)
    book = open_bible(bible)
    record = resolve.record(book.story, id)
    then = resolve.then(book, at)
    shown = show_of(book, record, then.point)
    if structured:
        from storybible.render import json

        tell(json.show(book.story, shown, then.id))
    else:
        from storybible.render.records import show_text

        say(show_text(book.story, shown, then.phrase, why))


def list_(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="characters, events, places ...", show_default=False)
    ],
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="FIELD=VALUE", help="Only records with this value; may be repeated."),
    ] = None,
    at: At = None,
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """The records of a kind; with --at those that are there just after that moment."""
    from storybible.queries.listing import list_records

    structured = as_json(format)
    wanted = resolve.kind(kind)
    conditions = [_condition(text) for text in where or ()]
    book = open_bible(bible)
    then = resolve.then(book, at)
    listed = list_records(book, wanted, tuple(conditions), then.point)
    if structured:
        from storybible.render import json

        tell(json.listing(book.story, wanted, then.id, listed))
    else:
        from storybible.render.records import list_text

        say(list_text(book.story, wanted, listed, why))


def _condition(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise resolve.Misuse(f"--where is FIELD=VALUE, such as sex=female, not “{text}”")
    return name.strip(), value.strip()


def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Any words.", show_default=False)],
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Every line of the bible that holds a text, with its place and its record."""
    from storybible.queries.listing import find as find_in

    structured = as_json(format)
    matches = find_in(open_bible(bible), text)
    if structured:
        from storybible.render import json

        tell(json.matches(text, matches))
    else:
        from storybible.render.records import find_text

        say(find_text(text, matches))
