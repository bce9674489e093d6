"""Ages of people whose clock stops, slows or leaps (``age_clock``): years lived are not years passed."""

from __future__ import annotations

from dataclasses import dataclass

from storybible import states
from storybible.queries.proof import NOTHING, Proof, of_steps, prove
from storybible.queries.wording import cited, period_phrase
from storybible.records import Character, Clock
from storybible.timeline import Moment, Timeline
from storybible.when import Amount, parse_amount


@dataclass(frozen=True, slots=True)
class Lived:
    """The least and the most minutes somebody has lived at a point, None where nothing limits them."""

    least: int | None
    most: int | None
    proof: Proof


def lived(timeline: Timeline, who: Character, t: int) -> Lived:
    """The time lived: stated for this very moment, or the time since the birth with every clock counted.

    Sound but, with several clocks, not always tight: each clock is limited on its own.
    """
    stated = _stated(timeline, who, t)
    if stated is not None:
        return stated
    birth = timeline.encoding.births[who.id]
    if len(who.age_clock) == 1 and (stretches := _stretches(timeline, who, who.age_clock[0], t)) is not None:
        return stretches
    least, most = timeline.gap(birth, t)
    proof = NOTHING if least is None else prove(timeline, t, birth, -least, birth)
    if most is not None:
        proof = proof + prove(timeline, birth, t, most)
    for clock in who.age_clock:
        low, high, why = _effect(timeline, who, clock, t)
        least = None if least is None or low is None else least + low
        most = None if most is None or high is None else most + high
        proof = proof + why
    return Lived(None if least is None else max(0, least), most, proof)


def _stated(timeline: Timeline, who: Character, t: int) -> Lived | None:
    """What is stated of the age at exactly this moment."""
    for age in who.ages:
        moment = timeline.moment(age.at.value)
        if age.age is None or not isinstance(moment, Moment):
            continue
        if moment.start == t or timeline.gap(moment.start, t) == (0, 0):
            words = f"{who.label} is {age.text.value} at {moment.text}"
            return Lived(age.age.lower, age.age.upper, Proof((cited(timeline.story, who, age, words),)))
    return None


def _stretches(timeline: Timeline, who: Character, clock: Clock, t: int) -> Lived | None:
    """The time before a clock and at its rate, where it surely goes on at the point."""
    begin = _point(timeline, clock.starts.value) if clock.starts else None
    end = _point(timeline, clock.ends.value) if clock.ends else None
    if begin is None or clock.rate is None or (clock.ends and end is None):
        return None
    begun = states.not_after(timeline, begin, t)
    running = states.not_after(timeline, t, end) if end is not None else begun
    if begun.verdict is not states.YES or running.verdict is not states.YES:
        return None
    birth = timeline.encoding.births[who.id]
    (before, most_before), (after, most_after) = timeline.gap(birth, begin), timeline.gap(begin, t)
    words = f"{who.label}'s age clock, {period_phrase(timeline.story, clock)}"
    proof = Proof((cited(timeline.story, who, clock, words),)) + of_steps(
        timeline, (*begun.steps, *running.steps)
    )
    if before is not None:
        proof = proof + prove(timeline, begin, birth, -before, birth)
    if most_before is not None:
        proof = proof + prove(timeline, birth, begin, most_before)
    least = None if before is None else before + round(clock.rate * (after or 0))
    most = None
    if most_before is not None and clock.rate == 0:
        most = most_before
    elif most_before is not None and most_after is not None:
        most = most_before + round(clock.rate * most_after)
    return Lived(None if least is None else max(0, least), most, proof)


def _effect(timeline: Timeline, who: Character, clock: Clock, t: int) -> tuple[int | None, int | None, Proof]:
    """By how many minutes a clock adds to, or takes from, the time passed since the birth."""
    begin = _point(timeline, clock.starts.value) if clock.starts else timeline.encoding.births[who.id]
    end = _point(timeline, clock.ends.value) if clock.ends else None
    if begin is None or (clock.ends and end is None):
        return None, None, NOTHING
    begun = states.not_after(timeline, begin, t)
    if begun.verdict is states.NO:
        return 0, 0, NOTHING
    words = f"{who.label}'s age clock, {period_phrase(timeline.story, clock)}"
    why = Proof((cited(timeline.story, who, clock, words),)) + of_steps(timeline, begun.steps)
    if clock.jump is not None:
        amount = parse_amount(clock.jump.value, timeline.story.calendar, timeline.story.config.widths)
        if not isinstance(amount, Amount):
            return None, None, why
        return (amount.lower if begun.verdict is states.YES else 0), amount.upper, why
    spans = [timeline.gap(begin, t), *([timeline.gap(begin, end)] if end is not None else [])]
    longest = min((most for _, most in spans if most is not None), default=None)
    shortest = max(0, min(least or 0 for least, _ in spans))
    factor = (1.0 if clock.rate is None else clock.rate) - 1
    ends = [round(factor * shortest), None if longest is None else round(factor * longest)]
    if factor == 0:
        return 0, 0, why
    low, high = ends if factor > 0 else reversed(ends)
    return low, high, why


def _point(timeline: Timeline, text: str) -> int | None:
    found = timeline.moment(text)
    return found.start if isinstance(found, Moment) else None
