"""Whether two things that last for a while surely overlap.

Only what was written counts (``docs/format.md``, "Open ends"): the moment of a `from`, the moments of
`seen`, and the last minute before a stated `until`.  Between two such moments of one period it held all
along; beyond them nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from storybible import records as r
from storybible.diagnostics import Evidence
from storybible.encoding import PeriodPoints
from storybible.rules import Context, Fix
from storybible.rules._certain import Certain, not_more, surely, together
from storybible.rules._fixes import entry_removed, field_added, rewritten
from storybible.sentences import moment_words, seen_words

ALWAYS, FROM, SEEN, LAST = "always", "from", "seen", "until"


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A minute in which something surely was so: ``shift`` minutes after some point between ``first`` and
    ``last`` (one point but for an event of some length)."""

    how: str
    first: int
    last: int
    shift: int = 0
    time: r.Time | None = None


def held(points: PeriodPoints) -> list[Held]:
    """The minutes in which a period surely held."""
    found = []
    if points.period.always:
        found.append(Held(ALWAYS, 0, 0))  # earlier than anything
    if points.begin is not None:
        found.append(Held(FROM, points.begin, points.begin))
    times = [time for time in points.period.seen if time.terms]
    for (first, last), time in zip(points.seen, times, strict=False):
        found.append(Held(SEEN, first, last, 0, time))
    if points.end is not None:
        found.append(Held(LAST, points.end, points.end, -1))
    return found


P = TypeVar("P", bound=r.Period)


def forwards(context: Context, periods: Iterable[P]) -> list[P]:
    """Those that do not surely end before they begin: another rule's finding, and there is no time in which
    such a thing is so."""
    encoding = context.encoding
    return [period for period in periods if not _backwards(context, encoding.period(period))]


def _backwards(context: Context, points: PeriodPoints) -> bool:
    begin, end = points.begin, points.end
    return begin is not None and end is not None and surely(context, begin, end, -1)


@dataclass(frozen=True, slots=True)
class Overlap:
    """That two periods overlap, and the moments of each that show it."""

    certain: Certain
    moments: tuple[tuple[r.Period, Held], ...]


def overlap(
    context: Context, one: PeriodPoints, other: PeriodPoints, handed_over: bool = False
) -> Overlap | None:
    """Whether two periods surely overlap; None where they need not.

    What passes from one to the other at a moment does not overlap at it: `seen` at an event and another's
    `from` that event.  With ``handed_over`` the same goes for two that were `seen` at one event.
    """
    mine, theirs = held(one), held(other)
    if not (_may_be(context, mine, theirs, handed_over) and _may_be(context, theirs, mine, handed_over)):
        return None
    first = _best(context, mine, theirs, handed_over)
    if first is None:
        return None
    second = _best(context, theirs, mine, handed_over)
    if second is None:
        return None
    shown = dict.fromkeys(((False, first[1]), (False, second[2]), (True, second[1]), (True, first[2])))
    moments = tuple(((other if theirs_it_is else one).period, moment) for theirs_it_is, moment in shown)
    return Overlap(together(first[0], second[0]), moments)


def _best(
    context: Context, these: list[Held], those: list[Held], handed_over: bool
) -> tuple[Certain, Held, Held] | None:
    """The shortest proof that some minute of these is not later than some minute of those."""
    found: tuple[Certain, Held, Held] | None = None
    for a in these:
        for b in those:
            certain = _not_later(context, a, b, handed_over)
            if certain is not None and (found is None or _rank(certain) < _rank(found[0])):
                found = certain, a, b
    return found


def _may_be(context: Context, these: list[Held], those: list[Held], handed_over: bool) -> bool:
    """Whether some minute of these is not later than some minute of those in one way everything can be.

    Quick, and where it is not so in that way, nothing proves it.
    """
    times = context.timeline.network.times
    for a in these:
        for b in those:
            if a.how == ALWAYS:
                return True
            most = b.shift - a.shift - strict(a, b, handed_over)
            if b.how != ALWAYS and times[a.last] - times[b.first] <= most:
                return True
    return False


def _rank(certain: Certain) -> tuple[bool, int]:
    return not certain.loose, len(certain.proof)


def _not_later(context: Context, a: Held, b: Held, handed_over: bool) -> Certain | None:
    if a.how == ALWAYS:
        return Certain()
    if b.how == ALWAYS:
        return None
    return not_more(context, b.first, a.last, b.shift - a.shift - strict(a, b, handed_over))


def strict(a: Held, b: Held, handed_over: bool) -> bool:
    """Whether what passes on at one moment is no overlap at it."""
    return b.how == SEEN and (a.how == FROM or (handed_over and a.how == SEEN))


def seen_evidence(
    context: Context, words: str, moments: Iterable[tuple[r.Period, Held]], record: r.Record
) -> Iterator[Evidence]:
    """The `seen` statements among the moments, with ``words`` for what was so: `seen: EVENT` is about the
    event's own time, so that no proof names it."""
    for period, moment in moments:
        if moment.time is not None:
            when = moment_words(context.story, moment.time.value, moment.time.terms)
            yield context.cited(moment.time.span, f"{words}, {seen_words(when)}", period, record)


def all_seen(context: Context, words: str, points: PeriodPoints, record: r.Record) -> Iterator[Evidence]:
    """Every `seen` of a period as evidence."""
    moments = [(points.period, moment) for moment in held(points) if moment.how == SEEN]
    return seen_evidence(context, words, moments, record)


def ends_moved(context: Context, one: r.Period, other: r.Period) -> Iterator[Fix]:
    """Either of two periods ends where the other begins, or is left out."""
    for period, next_one in ((one, other), (other, one)):
        if next_one.starts is None:
            continue
        if period.ends is not None:
            yield from rewritten(context, period.ends, next_one.starts.value)
        elif period.starts is not None:
            yield from field_added(context, period.starts, "until", next_one.starts.value)
    for period, next_one in ((one, other), (other, one)):
        if next_one.ends is not None and period.starts is not None:
            yield from rewritten(context, period.starts, next_one.ends.value)
    for period in (other, one):
        yield from entry_removed(context, period.span)
