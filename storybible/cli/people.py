"""Commands about people: relations, kin, path."""

from __future__ import annotations

from typing import Annotated

import typer

from storybible.cli.finding import open_bible
from storybible.cli.options import At, BibleDir, Format, Why
from storybible.cli.output import as_json, say, tell
from storybible.queries import resolve

OnePerson = Annotated[str, typer.Argument(metavar="A", help="An id, a name or an alias.", show_default=False)]
OtherPerson = Annotated[str, typer.Argument(metavar="B", help="Another one.", show_default=False)]


def relations(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A person or a group.", show_default=False)],
    at: At = None,
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Somebody's relationships; with --at those that hold, or may hold, just after that moment."""
    from storybible.queries.relations import relations as relations_of

    structured = as_json(format)
    book = open_bible(bible)
    person = resolve.record(book.story, who, ("character", "group")).id
    then = resolve.then(book, at)
    ties = relations_of(book, person, then.point)
    if structured:
        from storybible.render import json_world

        tell(json_world.relations(person, then.id, ties))
    else:
        from storybible.render.world import relations_text

        say(relations_text(book.story, person, then.phrase, ties, why))


def kin(
    a: OnePerson,
    b: OtherPerson,
    at: At = None,
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """What A is to B in the family: "granddaughter", "half-sister", "cousin once removed"."""
    from storybible.queries.kinship import kin as kin_of

    structured = as_json(format)
    book = open_bible(bible)
    one, other = resolve.who(book.story, a), resolve.who(book.story, b)
    answer = kin_of(book, one, other, resolve.then(book, at).point)
    if structured:
        from storybible.render import json

        tell(json.kin(answer))
    else:
        from storybible.render.family import kin_text

        say(kin_text(book.story, answer, why))


def path(
    a: OnePerson,
    b: OtherPerson,
    at: At = None,
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """The shortest chain of relationships from A to B."""
    from storybible.queries.path import path as path_of

    structured = as_json(format)
    book = open_bible(bible)
    one = resolve.record(book.story, a, ("character", "group")).id
    other = resolve.record(book.story, b, ("character", "group")).id
    steps = path_of(book, one, other, resolve.then(book, at).point)
    if structured:
        from storybible.render import json

        tell(json.path(one, other, steps))
    else:
        from storybible.render.family import path_text

        say(path_text(book.story, one, other, steps, why))
