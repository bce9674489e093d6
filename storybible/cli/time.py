"""Commands about time: age, between, order, timeline."""

from __future__ import annotations

from typing import Annotated

import typer

from storybible.cli.finding import open_bible
from storybible.cli.options import At, BibleDir, Format, Who, Why
from storybible.cli.output import as_json, say, tell
from storybible.queries import resolve

FirstMoment = Annotated[
    str, typer.Argument(metavar="A", help="An event, a birth, a date ...", show_default=False)
]
SecondMoment = Annotated[str, typer.Argument(metavar="B", help="Another one.", show_default=False)]


def age(who: Who, at: At = None, why: Why = False, format: Format = "text", bible: BibleDir = None) -> None:
    """How old somebody is, in completed years: at a moment, or without --at at every event."""
    from storybible.queries.age import age as age_of

    structured = as_json(format)
    book = open_bible(bible, often=at is not None)
    person = resolve.who(book.story, who)
    if at is not None:
        answer = age_of(book, person, at, resolve.moment(book, at))
        if structured:
            from storybible.render import json

            tell(json.age(answer))
        else:
            from storybible.render.age import age_text

            say(age_text(book.story, answer, why))
        return
    from storybible.queries.age import ages
    from storybible.queries.timeline_view import in_story_time, telling

    events = in_story_time(book.timeline, list(book.story.events), telling(book.story))
    starts = book.timeline.encoding.starts
    found = list(ages(book, person, {event: starts[event] for event in events}))
    if structured:
        from storybible.render import json

        tell(json.ages(person, found))
    else:
        from storybible.render.age import ages_text

        say(ages_text(book.story, person, found, why))


def between(
    a: FirstMoment, b: SecondMoment, why: Why = False, format: Format = "text", bible: BibleDir = None
) -> None:
    """How long it is from A to B: the shortest and the longest that the records allow."""
    from storybible.queries.between import between as between_of

    structured = as_json(format)
    book = open_bible(bible, often=True)
    answer = between_of(book, a, resolve.moment(book, a), b, resolve.moment(book, b))
    if structured:
        from storybible.render import json

        tell(json.between(answer))
    else:
        from storybible.render.moments import between_text

        say(between_text(book.story, answer, why))


def order(
    a: FirstMoment, b: SecondMoment, why: Why = False, format: Format = "text", bible: BibleDir = None
) -> None:
    """Which comes first: A before, after or the same as B, not after it, not before it, or unknown."""
    from storybible.queries.order import order as order_of

    structured = as_json(format)
    book = open_bible(bible, often=True)
    answer = order_of(book, a, resolve.moment(book, a), b, resolve.moment(book, b))
    if structured:
        from storybible.render import json

        tell(json.order(answer))
    else:
        from storybible.render.moments import order_text

        say(order_text(book.story, answer, why))


def timeline(
    who: Annotated[
        str | None, typer.Option("--who", metavar="WHO", help="Only this person's events.")
    ] = None,
    order: Annotated[str, typer.Option("--order", metavar="ORDER", help="story or narrative.")] = "story",
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """The events in story time, or in the order in which the text tells them."""
    from storybible.queries.timeline_view import event_lines

    structured = as_json(format)
    if order not in ("story", "narrative"):
        raise resolve.Misuse(f"--order is story or narrative, not “{order}”")
    book = open_bible(bible)
    person = None if who is None else resolve.who(book.story, who)
    proofs = structured or why or bool(book.timeline.network.parked)
    events = event_lines(book, person, order == "narrative", proofs)
    if structured:
        from storybible.render import json

        tell(json.timeline(events, person, order, book.story.calendar))
    else:
        from storybible.render.records import timeline_text

        say(timeline_text(book.story, events, person, order == "narrative", why))
