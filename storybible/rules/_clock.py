"""The same statements in real minutes instead of lattice minutes.

The lattice (``docs/engine.md``) keeps years and months exact and gives every month 31 days, so that "two
days later" spans up to three slots more wherever no date is known.  A journey needs real days: here the
statements are read once more, each amount of days and hours as it is, each date as the day it names.
Whatever holds on the lattice holds here, for nothing is longer in real minutes than on the lattice.
"""

from __future__ import annotations

from storybible import stn
from storybible.calendars import Calendar
from storybible.encoding import ORIGIN, Stated
from storybible.records import Event
from storybible.rules import Context
from storybible.stn import Constraint
from storybible.when import Amount, Anchor, Next, Offset, Term, Weekday, Within, anchors, links

STATED = stn.STATED
"""What is stated (and what the world demands), without the demands of journeys."""
ALL = stn.EVERYTHING
LOOSEST = stn.LOOSE_WORLD


class _Even(Calendar):
    """A calendar in which a stretch of days is as long as it is."""

    def __init__(self, calendar: Calendar) -> None:
        self.__dict__.update(calendar.__dict__)

    def stretch(self, minutes: int, most: bool) -> int:
        return minutes

    def stretch_from(self, midnight: int, minutes: int, most: bool) -> int:
        return minutes


class Clock:
    """All that is active in the timeline, in real minutes, over the same points.

    Statements keep their keys.  Their loosest readings have rank ``LOOSEST``, the usual ones ``READING``;
    demands of journeys are added at ``DEMAND`` (at the loosest) and ``HYPOTHESIS`` (as read).
    """

    def __init__(self, context: Context) -> None:
        self.calendar = context.calendar
        self.even = _Even(context.calendar)
        encoding, timeline = context.encoding, context.timeline
        self.network = stn.Network(timeline.network.points)
        found = []
        for statement, reading in timeline.network.graph.state.items():
            if not reading or statement.ranks[0] == stn.CLAIM:
                continue
            stated = encoding.stated.get(statement.key)
            exact = _exact(context, stated, self.even) if stated is not None else None
            readings = []
            for n in range(reading):
                rank = stn.READING if statement.ranks[n] == stn.READING else stn.LOOSEST
                tight = n + 1 == len(statement.readings) and n > 0
                given = statement.readings[n][1]
                converted = [self._converted(c) for c in given]
                if exact is not None and len(exact) == len(given):
                    converted += [_narrowed(c, e[tight]) for c, e in zip(given, exact, strict=True)]
                readings.append((rank, converted))
            found.append(stn.Statement(statement.key, readings))
        self.network.load(found)

    def most(self, a: int, b: int, view: int) -> int | None:
        """The most real minutes from ``a`` to ``b``."""
        return self.network.most(a, b, view)

    def minute(self, point: int) -> int:
        """A lattice minute as a real one."""
        day = self.calendar.DAY
        return self.calendar.day_number(point) * day + point % day

    def lattice(self, minute: int) -> int:
        """A real minute as the lattice minute."""
        day = self.calendar.DAY
        return self.calendar.from_day_number(minute // day) + minute % day

    def shortest(self, minutes: int) -> int:
        """The fewest real minutes in so many lattice minutes."""
        if minutes <= 0:
            return 0
        day = self.calendar.DAY
        return max(1, minutes - self.calendar.phantoms(-(-minutes // day))[1] * day)

    def room(self, source: int, least: int | None, most: int | None) -> tuple[int | None, int | None]:
        """A room in real minutes as one on the lattice that asks at least as much."""
        if source == ORIGIN:
            return (
                None if least is None else self.lattice(least),
                None if most is None else self.lattice(most),
            )
        return (
            self.calendar.stretch(least, True) if least is not None and least > 0 else least,
            self.calendar.stretch(most, False) if most is not None and most < 0 else most,
        )

    def _converted(self, constraint: Constraint) -> Constraint:
        source, target, lower, upper = constraint
        if target == ORIGIN != source:
            source, target = target, source
            lower, upper = None if upper is None else -upper, None if lower is None else -lower
        if source == ORIGIN:
            return (
                source,
                target,
                None if lower is None else self.minute(lower),
                None if upper is None else self.minute(upper),
            )
        return (
            source,
            target,
            self.shortest(lower) if lower is not None and lower > 0 else lower,
            -self.shortest(-upper) if upper is not None and upper < 0 else upper,
        )


Pair = tuple[tuple[int | None, int | None], tuple[int | None, int | None]]
"""(least, most) at the loosest reading and as read."""


def _exact(context: Context, stated: Stated, even: Calendar) -> list[Pair] | None:
    """What a statement in days or hours says in real minutes; None for other statements."""
    if stated.field == "lasts":
        event = context.story.records.get(stated.record)
        if not isinstance(event, Event) or event.length is None or not _plain(event.length):
            return None
        term: Term = Offset(event.length, "after", Anchor(event.id, "event", "start", None, "", 0), "", 0, 0)
    elif stated.term is not None and stated.field != "born":
        term = stated.term
    else:
        return None
    if any(anchor.date is not None for anchor in anchors(term)):
        return None
    if isinstance(term, Offset | Within):
        if not _plain(term.amount):
            return None
        term = term._replace(amount=_in_real_minutes(term.amount))
    elif not isinstance(term, Next | Weekday):
        return None
    return [
        ((link.loose_lower, link.loose_upper), (link.lower, link.upper))
        for link in links(term, calendar=even)
        if link.anchor is not None
    ]


def _plain(amount: Amount) -> bool:
    """Whether it is counted in weeks, days, hours or minutes alone."""
    return amount.real is not None and not amount.months_low and not amount.months_high


def _in_real_minutes(amount: Amount) -> Amount:
    assert amount.real is not None
    low, high, loose_low, loose_high = amount.real
    return amount._replace(
        lower=max(1, low),
        upper=None if high is None else max(1, high),
        loose_lower=max(1, loose_low),
        loose_upper=None if loose_high is None else max(1, loose_high),
    )


def _narrowed(given: Constraint, bounds: tuple[int | None, int | None]) -> Constraint:
    return (given[0], given[1], *bounds)


def least_minutes(clock: Clock, amount: Amount) -> tuple[int, int]:
    """The fewest real minutes of a length of time: at its loosest reading, and as read."""
    if amount.real is None:
        return clock.shortest(amount.loose_lower), clock.shortest(amount.lower)
    months = clock.shortest(amount.months_low)
    return max(0, months + amount.real[2]), max(0, months + amount.real[0])
