"""What a term says about points in time: bounds on differences.

A night's sleep crosses midnight once, and the day before owns the phantom slots there: "the next day" and
"right after" therefore are read as plain lattice days, and only loosely as what they can span.  Weeks
cross several midnights and are wide in the reading too.

Which points: "after A" counts from A's end to the subject's start, "before A" from the subject's end to
A's start, unless the writer named the part.  A literal date as an anchor is one unknown moment inside
it, so "3 years after 2004" is some time in 2007; that gives bounds against the origin.  Where an anchor
surely lies on one known day, days and hours are counted in the real calendar from it.

A birth is the midnight that begins its day, though the child came at some minute of it: what is counted
from a birth therefore may end up to a day later.
"""

from __future__ import annotations

from collections.abc import Callable

from storybible.calendars import GREGORIAN, Calendar
from storybible.when.moving import around, ends, from_day, move, weekday_from
from storybible.when.terms import (
    Amount,
    Anchor,
    Between,
    Date,
    Link,
    Next,
    Offset,
    Order,
    Term,
    Weekday,
    Within,
    anchors,
)

ExactDay = Callable[[Anchor], "int | None"]
Bounds = tuple[int | None, int | None]


def never_exact(anchor: Anchor) -> int | None:
    """For callers that know of no dates."""
    return None


def links(term: Term, exact_day: ExactDay = never_exact, calendar: Calendar = GREGORIAN) -> tuple[Link, ...]:
    """The bounds that a term puts on the start and end of what it dates.

    ``exact_day`` gives the lattice midnight of the day on which an anchor's point surely lies (its
    ``part`` is filled in), or None.
    """
    if isinstance(term, Date):
        return (Link("start", None, "", term.lower, term.upper, term.loose_lower, term.loose_upper),)
    if isinstance(term, Offset):
        return (_offset(term.amount, term.side, term.anchor, exact_day, calendar),)
    if isinstance(term, Order):
        return _order(term.relation, term.anchor, exact_day, calendar)
    if isinstance(term, Between):
        inclusive = "since" if term.first.date else "after", "by" if term.last.date else "before"
        first = _order(inclusive[0], term.first, exact_day, calendar)
        last = _order(inclusive[1], term.last, exact_day, calendar)
        return first + tuple(link._replace(subject="end") for link in last)
    if isinstance(term, Within):
        return _within(term, exact_day, calendar)
    if isinstance(term, Next):
        return _next(term, exact_day, calendar)
    return (_weekday(term, exact_day, calendar),)


def dated_anchors(term: Term, exact_day: ExactDay, calendar: Calendar = GREGORIAN) -> tuple[Anchor, ...]:
    """The records whose known day makes a difference to ``links``: the links then rest on their dates too."""
    if isinstance(term, Date) or links(term, never_exact, calendar) == links(term, exact_day, calendar):
        return ()
    return tuple(anchor for anchor in anchors(term) if anchor.ref is not None)


# Orders


def _link(
    day: int, subject: str, anchor: Anchor, part: str, lower: int | None, upper: int | None,
    loose: Bounds | None = None,
) -> Link:  # fmt: skip
    """A link whose loosest reading is the reading unless given; ``day``: the minutes of one."""
    loose_lower, loose_upper = (lower, upper) if loose is None else loose
    part = anchor.part or part
    if part == "birth" and upper is not None and upper >= 0:
        upper, loose_upper = upper + day - 1, _later(loose_upper, day - 1)
    return Link(subject, anchor, part, lower, upper, loose_lower, loose_upper)


def _origin(
    subject: str, lower: int | None, upper: int | None, loose_lower: int | None, loose_upper: int | None
) -> Link:
    return Link(subject, None, "", lower, upper, loose_lower, loose_upper)


def _order(relation: str, anchor: Anchor, exact_day: ExactDay, calendar: Calendar) -> tuple[Link, ...]:
    if anchor.date is not None:
        return _order_date(relation, anchor.date, calendar)
    day = calendar.DAY
    match relation:
        case "before":
            return (_link(day, "end", anchor, "start", None, -1),)
        case "after":
            return (_link(day, "start", anchor, "end", 1, None),)
        case "since":
            return (_link(day, "start", anchor, "start", 0, None),)
        case "by":
            return (_link(day, "start", anchor, "end", None, 0),)
        case "during":
            return _link(day, "start", anchor, "start", 0, None), _link(day, "end", anchor, "end", None, 0)
        case "right after":
            reach, far = _one_day(anchor, "end", exact_day, calendar)
            return (_link(day, "start", anchor, "end", 1, reach, (0, far)),)
        case "just before":
            reach, far = _one_day(anchor, "start", exact_day, calendar)
            return (_link(day, "end", anchor, "start", -reach, -1, (-far, 0)),)
    if anchor.part:  # at
        return (_link(day, "start", anchor, anchor.part, 0, 0),)
    return _link(day, "start", anchor, "start", 0, None), _link(day, "start", anchor, "end", None, 0)


def _one_day(anchor: Anchor, part: str, exact_day: ExactDay, calendar: Calendar) -> tuple[int, int]:
    """Lattice minutes of one day from an anchor's end (or back from its start): reading and loosest."""
    known = exact_day(anchor if anchor.part else anchor._replace(part=part))
    if known is None:
        return calendar.DAY, calendar.stretch(calendar.DAY, True)
    sign = 1 if part == "end" else -1
    reach = abs(calendar.stretch_from(known, sign * calendar.DAY, sign > 0))
    return reach, reach


def _order_date(relation: str, date: Date, calendar: Calendar) -> tuple[Link, ...]:
    """Orders against a date's stretch: strict ones lie outside of it, the others include it."""
    low, high, loose_low, loose_high = date.lower, date.upper, date.loose_lower, date.loose_upper
    owned = calendar.owned(high) if date.precision != "minute" else high
    match relation:
        case "before":
            return (_origin("end", None, low - 1, None, max(low, loose_low) - 1 if not date.hedge else high),)
        case "after":
            return (_origin("start", owned + 1, None, owned + 1 if not date.hedge else low, None),)
        case "since":
            return (_origin("start", low, None, loose_low, None),)
        case "by":
            return (_origin("start", None, high, None, loose_high),)
        case "during":
            return _origin("start", low, None, loose_low, None), _origin("end", None, high, None, loose_high)
        case "right after":
            return (
                _origin(
                    "start",
                    owned + 1,
                    calendar.add_days(high, 1),
                    low,
                    calendar.add_days(loose_high, 1),
                ),
            )
        case "just before":
            return (
                _origin(
                    "end",
                    calendar.add_days(low, -1),
                    low - 1,
                    calendar.add_days(loose_low, -1),
                    high,
                ),
            )
    return (_origin("start", low, high, loose_low, loose_high),)


# Offsets


def _offset(amount: Amount, side: str, anchor: Anchor, exact_day: ExactDay, calendar: Calendar) -> Link:
    """``AMOUNT after A`` runs from A's end to the subject's start, ``before A`` the other way."""
    after = side == "after"
    subject, part = ("start", "end") if after else ("end", "start")
    if anchor.date is not None:
        return _from_date(amount, after, subject, anchor.date, calendar)
    part = anchor.part or part
    lower, upper, loose_lower, loose_upper = (
        amount.lower, amount.upper, amount.loose_lower, amount.loose_upper
    )  # fmt: skip
    if amount.real is not None or amount.pinned:
        day = exact_day(anchor if anchor.part else anchor._replace(part=part))
        if day is not None:
            low, high = from_day(amount, after, day, False, calendar)
            loose_low, loose_high = from_day(amount, after, day, True, calendar)
            lower, upper, loose_lower, loose_upper = low, high, loose_low, loose_high
    least, most, loose_least, loose_most = (
        (lower, upper, loose_lower, loose_upper)
        if after
        else (_back(upper), -lower, _back(loose_upper), -loose_lower)
    )
    if part == "birth":
        most, loose_most = _later(most, calendar.DAY - 1), _later(loose_most, calendar.DAY - 1)
    return Link(subject, anchor, part, least, most, loose_least, loose_most)


def _back(minutes: int | None) -> int | None:
    return None if minutes is None else -minutes


def _later(point: int | None, minutes: int) -> int | None:
    return None if point is None else point + minutes


def _from_date(amount: Amount, after: bool, subject: str, date: Date, calendar: Calendar) -> Link:
    """An amount from some moment inside a date; at least one minute away from that moment."""
    lower, upper = _moved(amount, after, False, date.lower, date.upper, calendar)
    loose_lower, loose_upper = _moved(amount, after, True, date.loose_lower, date.loose_upper, calendar)
    # A date's looser ends may settle on another day than its own: the loosest reading holds both.
    if lower is not None and loose_lower is not None:
        loose_lower = min(lower, loose_lower)
    if upper is not None and loose_upper is not None:
        loose_upper = max(upper, loose_upper)
    return _origin(subject, lower, upper, loose_lower, loose_upper)


def _moved(amount: Amount, after: bool, loose: bool, lower: int, upper: int, calendar: Calendar) -> Bounds:
    """The stretch of a date moved by an amount."""
    near, far = ends(amount, loose)
    if after:
        first = max(lower + 1, move(lower, near, 1, amount.pinned, False, calendar))
        return first, None if far is None else max(first, move(upper, far, 1, amount.pinned, True, calendar))
    last = min(upper - 1, move(upper, near, -1, amount.pinned, True, calendar))
    if far is None:
        return None, last
    return min(last, move(lower, far, -1, amount.pinned, False, calendar)), last


def _within(term: Within, exact_day: ExactDay, calendar: Calendar) -> tuple[Link, ...]:
    """Not farther away than the amount; ``of``: on either side, or inside where the anchor has length."""
    amount = term.amount
    real = amount.real
    limit = amount._replace(
        lower=1, loose_lower=1, pinned=True,
        real=None if real is None else (-amount.months_low, real[1], -amount.months_low, real[3]),
    )  # fmt: skip
    if not amount.hedge:  # a plain number here is a limit and not a rounding
        months = amount.months_high
        days = None if real is None else _plain_real(amount)
        upper = months + (0 if days is None else calendar.stretch(days, True))
        limit = limit._replace(
            upper=upper, loose_upper=upper,
            real=None if days is None else (-amount.months_low, days, -amount.months_low, days),
        )  # fmt: skip
    if term.side != "of":
        return (_offset(limit, term.side, term.anchor, exact_day, calendar),)
    after = _offset(limit, "after", term.anchor, exact_day, calendar)
    before = _offset(limit, "before", term.anchor, exact_day, calendar)
    if after.anchor is None:
        return (_origin("start", before.lower, after.upper, before.loose_lower, after.loose_upper),)
    return (
        before._replace(subject="start", upper=None, loose_upper=None),
        after._replace(lower=None, loose_lower=None),
    )


def _plain_real(amount: Amount) -> int:
    """The real minutes of a plain amount, without the half unit of its reading."""
    assert amount.real is not None
    low, high = amount.real[:2]
    return low if high is None else (low + high + 1) // 2 if amount.bare else high


def _next(term: Next, exact_day: ExactDay, calendar: Calendar) -> tuple[Link, ...]:
    """The next unit begins later than the anchor, within two units; the same one is under a unit away."""
    day = calendar.DAY
    unit = {"week": calendar.WEEK, "month": calendar.MONTH, "year": calendar.YEAR}.get(term.unit, day)
    slots = term.unit in ("month", "year")  # the others are counted in real days
    anchor = term.anchor
    if anchor.date is not None:
        return _next_date(term, unit, anchor.date, calendar)
    if term.which == "same":
        reach = unit - 1
        loose = reach if slots or term.unit == "day" else calendar.stretch(reach, True)
        if term.unit == "week":
            reach = loose
        if term.side == "after":
            return (_link(day, "start", anchor, "end", 1, reach, (1, loose)),)
        if term.side == "before":
            return (_link(day, "end", anchor, "start", -reach, -1, (-loose, -1)),)
        return (
            _link(day, "start", anchor, "start", -reach, None, (-loose, None)),
            _link(day, "start", anchor, "end", None, reach, (None, loose)),
        )
    reach = 2 * unit - 1
    loose = reach if slots else calendar.stretch(reach, True)
    if term.unit == "week":
        reach = loose
    part = "end" if term.which == "next" else "start"
    known = None if slots else exact_day(anchor if anchor.part else anchor._replace(part=part))
    if known is not None:  # the phantom slots on the way are known
        reach = loose = abs(calendar.stretch_from(known, reach if part == "end" else -reach, part == "end"))
    if term.which == "next":
        return (_link(day, "start", anchor, "end", 1, reach, (1, loose)),)
    return (_link(day, "end", anchor, "start", -reach, -1, (-loose, -1)),)


def _next_date(term: Next, unit: int, date: Date, calendar: Calendar) -> tuple[Link, ...]:
    """The calendar day, week, month or year beside (or of) a date."""
    low, high = around(date.lower, unit, calendar)[0], around(date.upper, unit, calendar)[1]
    subject = "start"
    if term.which == "next":
        low, high = around(date.upper, unit, calendar, 1)
    elif term.which == "previous":
        subject = "end"
        low, high = around(date.lower, unit, calendar, -1)
    if term.unit == "night":
        high = calendar.add_minutes(high, calendar.DAY // 2)
    return (_origin(subject, low, high, low, calendar.owned(high)),)


def _weekday(term: Weekday, exact_day: ExactDay, calendar: Calendar) -> Link:
    """The first such weekday after the anchor's day, or the last one before it."""
    after = term.side == "after"
    subject, part = ("start", "end") if after else ("end", "start")
    week = len(calendar.weekdays)
    anchor = term.anchor
    if anchor.date is not None:
        first = weekday_from(anchor.date.lower, term.weekday, after, week, calendar)[0]
        last = weekday_from(anchor.date.upper, term.weekday, after, week, calendar)[1] + calendar.DAY - 1
        return _origin(subject, first, last, first, calendar.owned(last))
    part = anchor.part or part
    day = calendar.DAY
    reach = (week + 1) * day - 1
    known = exact_day(anchor if anchor.part else anchor._replace(part=part))
    if known is None:
        reach = calendar.stretch(reach, True)
        return _link(day, subject, anchor, part, 1 if after else -reach, reach if after else -1)
    first, last = weekday_from(known, term.weekday, after, week, calendar)
    low, high = first - known - (day - 1), last - known + day - 1
    return _link(day, subject, anchor, part, max(1, low) if after else low, high if after else min(-1, high))
