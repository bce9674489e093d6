"""Time expressions: what a writer may say about when, as exact bounds on lattice time.

``parse`` reads an expression into terms, ``links`` turns a term into bounds between points in time,
``mends`` proposes the same words with another number where the bounds cannot hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from storybible.calendars import GREGORIAN, Calendar
from storybible.when.ages import parse_age
from storybible.when.amounts import parse_amount as _parse_amount
from storybible.when.durations import duration_text, duration_years, reading_text
from storybible.when.grammar import parse
from storybible.when.linking import dated_anchors, links, never_exact
from storybible.when.terms import (
    WIDTHS,
    Age,
    Amount,
    Anchor,
    Between,
    Date,
    DateSpan,
    Link,
    Names,
    Next,
    Offset,
    Order,
    Parsed,
    Problem,
    Term,
    Weekday,
    Widths,
    Within,
    anchors,
)
from storybible.when.widths import read_widths, widths_of


def mends(
    text: str,
    term: Term,
    rooms: Sequence[tuple[int | None, int | None]],
    names: Names,
    exact_day: Callable[[Anchor], int | None] = never_exact,
    calendar: Calendar = GREGORIAN,
    widths: Widths | Mapping[str, object] | None = None,
) -> list[str]:
    """See :func:`storybible.when.mending.mends`, which is imported when a finding first needs it."""
    from storybible.when import mending

    return mending.mends(text, term, rooms, names, exact_day, calendar, widths)


def age_mends(
    text: str,
    room: tuple[int | None, int | None],
    calendar: Calendar = GREGORIAN,
    widths: Widths | Mapping[str, object] | None = None,
) -> list[str]:
    """See :func:`storybible.when.mending.age_mends`."""
    from storybible.when import mending

    return mending.age_mends(text, room, calendar, widths)


def amount_mends(
    text: str,
    room: tuple[int | None, int | None],
    calendar: Calendar = GREGORIAN,
    widths: Widths | Mapping[str, object] | None = None,
) -> list[str]:
    """See :func:`storybible.when.mending.amount_mends`."""
    from storybible.when import mending

    return mending.amount_mends(text, room, calendar, widths)


def parse_amount(
    text: str, calendar: Calendar = GREGORIAN, widths: Widths | Mapping[str, object] | None = None
) -> Amount | Problem:
    """A length of time alone, as in ``lasts: about 3 weeks``."""
    return _parse_amount(text, calendar, widths_of(widths))


__all__ = [
    "WIDTHS", "Age", "Amount", "Anchor", "Between", "Date", "DateSpan", "Link", "Names", "Next", "Offset",
    "Order", "Parsed", "Problem", "Term", "Weekday", "Widths", "Within", "age_mends",
    "amount_mends", "anchors", "dated_anchors",
    "duration_text", "duration_years", "links", "mends", "parse", "parse_age", "parse_amount", "read_widths",
    "reading_text",
]  # fmt: skip
