"""What is so at a moment: who is alive, which periods hold, who has what.

A period is [from, until): at its `until` it is over.  Every answer is yes, no or unknown, and only says
yes or no where that follows from the records.  Inertia is that of ``docs/format.md``, "Open ends".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storybible import records as r
from storybible.encoding import PeriodPoints
from storybible.timeline import QUERY, Timeline, at_most


class Verdict(StrEnum):
    """Certain, impossible, or not to be known from the records."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
Step = tuple[int, int, int]
"""(a, b, most): the answer rests on ``time[b] - time[a] <= most``; prove it to know why."""


@dataclass(frozen=True, slots=True)
class State:
    """A verdict and the relations between points that it rests on."""

    verdict: Verdict
    steps: tuple[Step, ...] = ()


def not_after(timeline: Timeline, a: int, b: int, view: int = QUERY) -> State:
    """Whether point ``a`` is at or before point ``b``."""
    if a == b:
        return State(YES)
    least, most = timeline.gap(b, a, view)
    if most is not None and most <= 0:
        return State(YES, ((b, a, 0),))
    if least is not None and least > 0:
        return State(NO, ((a, b, -1),))
    return State(UNKNOWN)


def both(*states: State) -> State:
    """Yes where all are, no where one is."""
    for state in states:
        if state.verdict is NO:
            return state
    if any(state.verdict is UNKNOWN for state in states):
        return State(UNKNOWN)
    return State(YES, tuple(step for state in states for step in state.steps))


def negated(state: State) -> State:
    """The opposite."""
    return State({YES: NO, NO: YES, UNKNOWN: UNKNOWN}[state.verdict], state.steps)


def started(timeline: Timeline, points: PeriodPoints, t: int, view: int = QUERY) -> State:
    """Whether a period has begun by the moment."""
    if points.timeless or points.period.always:
        return State(YES)
    for start, _ in points.seen:
        seen = not_after(timeline, start, t, view)
        if seen.verdict is YES:
            return seen
    if points.begin is not None:
        return not_after(timeline, points.begin, t, view)
    if points.end is not None and at_most(timeline.gap(t, points.end, view)[1], 1):
        return State(YES, ((t, points.end, 1),))  # it was so until then: a period is never empty
    return State(UNKNOWN)


def ended(
    timeline: Timeline, points: PeriodPoints, t: int, ends: Iterable[int] = (), view: int = QUERY
) -> State:
    """Whether a period is over at the moment, by its own end or by one of the others given."""
    for start, _ in points.seen:
        later = not_after(timeline, t, start, view)
        if later.verdict is YES:
            return negated(later)
    states = [not_after(timeline, end, t, view) for end in ends]
    if points.end is not None:
        first = State(UNKNOWN) if points.begin is None else not_after(timeline, t, points.begin, view)
        # a period is never empty: when it begins it is not over
        over = negated(first) if first.verdict is YES else not_after(timeline, points.end, t, view)
        states.append(over)
    for state in states:
        if state.verdict is YES:
            return state
    if any(state.verdict is UNKNOWN for state in states):
        return State(UNKNOWN)
    return State(NO, tuple(step for state in states for step in state.steps))


def holds(
    timeline: Timeline, points: PeriodPoints, t: int, ends: Iterable[int] = (), view: int = QUERY
) -> State:
    """Whether a period holds at the moment.  ``ends`` are further ends, such as a death."""
    return both(started(timeline, points, t, view), negated(ended(timeline, points, t, ends, view)))


def period_holds(timeline: Timeline, period: r.Period, t: int, ends: Iterable[int] = ()) -> State:
    """The same for a period of a record."""
    return holds(timeline, timeline.encoding.period(period), t, ends)


# ---- people -----------------------------------------------------------------------------------------------


def alive(timeline: Timeline, who: str, t: int) -> State:
    """Whether somebody is alive: born by then, and seen then or later, or not yet dead.

    Whoever has no death stated is alive once born, as far as the records go, up to the life span of
    their species; whoever is really present somewhere is alive there.
    """
    encoding = timeline.encoding
    born = not_after(timeline, encoding.births[who], t)
    death = encoding.deaths.get(who) if who in encoding.died_by_statement else None
    if born.verdict is NO:
        return born
    if who in encoding.story.revivals:
        return _again_alive(timeline, who, t, born)
    if death is None:
        return born if born.verdict is YES else _seen_alive(timeline, who, t, later=False)
    dead = not_after(timeline, death, t)
    if dead.verdict is YES:
        return negated(dead)
    living = dead if dead.verdict is NO else negated(_seen_alive(timeline, who, t, later=True))
    if born.verdict is not YES:
        born = _seen_alive(timeline, who, t, later=False)
    return both(born, negated(living))


def _again_alive(timeline: Timeline, who: str, t: int, born: State) -> State:
    """The same for somebody who comes back from death: by the last of their deaths and returns."""
    encoding, story = timeline.encoding, timeline.story
    turns = [(encoding.starts[event], True) for event in story.revivals[who]]
    if who in encoding.died_by_statement:
        turns.append((encoding.deaths[who], False))
    deaths = [event.id for event in story.events.values() if any(ref.id == who for ref in event.deaths)]
    turns += [(encoding.ends[event], False) for event in deaths]
    past = []
    for point, living in turns:
        state = not_after(timeline, point, t)
        if state.verdict is UNKNOWN:
            return State(UNKNOWN)
        if state.verdict is YES:
            past.append((point, living, state))
    for point, living, state in past:
        last = both(state, *(not_after(timeline, other, point) for other, _, _ in past))
        if last.verdict is YES:
            return both(born, last) if living else negated(last)
    return State(UNKNOWN) if past else born


def _seen_alive(timeline: Timeline, who: str, t: int, later: bool) -> State:
    """Yes where somebody is really present at or after (or at or before) the moment."""
    encoding = timeline.encoding
    for present in timeline.story.appearances.get(who, ()):
        start = encoding.starts[present.event]
        state = not_after(timeline, t, start) if later else not_after(timeline, start, t)
        if state.verdict is YES:
            return state
    return State(UNKNOWN)


# ---- offices and items ------------------------------------------------------------------------------------


def holder_state(timeline: Timeline, record: r.Office | r.Item, holder: r.Holder, t: int) -> State:
    """Whether somebody holds an office, or has an item, at a moment.

    Without an `until` it ends with the holder's death, and for items and exclusive offices with the next
    holder; an item also with its loss.
    """
    encoding = timeline.encoding
    points = encoding.period(holder)
    ends: list[int] = []
    who = holder.who.id
    if who in encoding.died_by_statement:
        ends.append(encoding.deaths[who])
    state = holds(timeline, points, t, ends)
    if state.verdict is NO or points.end is not None:
        return state
    if isinstance(record, r.Item) or record.exclusive:
        for other in record.holders:
            if other is not holder and other.who.id != who:
                state = both(state, negated(_succeeded(timeline, points, encoding.period(other), t)))
    if isinstance(record, r.Item):
        state = both(state, negated(gone(timeline, record, t, after=points.begin)))
    return state


def _succeeded(timeline: Timeline, points: PeriodPoints, other: PeriodPoints, t: int) -> State:
    """Whether another holding has begun since this one was last seen, by the moment."""
    starts = [start for start, _ in other.seen] if other.begin is None else [other.begin]
    known = [*(() if points.begin is None else (points.begin,)), *(start for start, _ in points.seen)]
    if not starts or not known:
        return State(NO if not starts else UNKNOWN)
    result = State(NO)
    for start in starts:
        came = not_after(timeline, start, t)
        if came.verdict is NO:
            continue
        since = [not_after(timeline, start, moment) for moment in known]
        if any(state.verdict is YES for state in since):
            continue  # the other came first
        if came.verdict is YES and all(state.verdict is NO for state in since):
            return both(came, *(negated(state) for state in since))
        result = State(UNKNOWN)
    return result


def gone(timeline: Timeline, item: r.Item, t: int, after: int | None = None) -> State:
    """Whether an item is lost or destroyed at a moment (and was so since ``after``, where given)."""
    encoding = timeline.encoding
    result = State(NO)
    if item.destroyed is not None and id(item.destroyed) in encoding.moments:
        state = not_after(timeline, encoding.moments[id(item.destroyed)][0], t)
        if state.verdict is YES:
            return state
        if state.verdict is UNKNOWN:
            result = state
    for lost in item.lost:
        if id(lost) not in encoding.moments:
            continue
        moment = encoding.moments[id(lost)][0]
        if after is not None and not_after(timeline, moment, after).verdict is YES and moment != after:
            continue
        state = both(not_after(timeline, moment, t), negated(_found(timeline, item, moment, t)))
        if state.verdict is YES:
            return state
        if state.verdict is UNKNOWN:
            result = state
    return result


def _found(timeline: Timeline, item: r.Item, lost: int, t: int) -> State:
    """Whether an item was found again after a loss, by the moment."""
    result = State(NO)
    for found in item.found:
        points = timeline.encoding.moments.get(id(found))
        if points is None:
            continue
        by_then = not_after(timeline, points[0], t)
        since = negated(not_after(timeline, points[0], lost))
        state = both(by_then, since)
        if state.verdict is YES:
            return state
        if state.verdict is UNKNOWN:
            result = state
    return result


def item_state(timeline: Timeline, item: r.Item, t: int) -> str:
    """ "held", "lost", "destroyed" or "unknown"."""
    moments = timeline.encoding.moments
    if item.destroyed is not None and id(item.destroyed) in moments:
        state = not_after(timeline, moments[id(item.destroyed)][0], t)
        if state.verdict is not NO:
            return "destroyed" if state.verdict is YES else "unknown"
    state = gone(timeline, item, t)
    if state.verdict is YES:
        return "lost"
    held = [holder_state(timeline, item, holder, t).verdict for holder in item.holders]
    return "held" if YES in held else "unknown"
