"""Stated ages of people whose age clock stops, slows or leaps: what they say about the time that passed.

An age counts what somebody has lived, and a clock makes that differ from what has passed since the birth.
Where the story bounds by how much, the age bounds the time that passed; where it does not, the age stays
out of the timeline and is counted as undecided.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

from storybible import records as r
from storybible import stn
from storybible.diagnostics import Undecided
from storybible.encode import age_point
from storybible.encoding import Encoding, Stated, speaker
from storybible.stn import Key
from storybible.timeline import Timeline
from storybible.when import Amount, parse_amount

LOOSE, READ = 1 << stn.LOOSEST, stn.STATED
Ends = tuple[int | None, int | None]


def count_clocks(encoding: Encoding, solved: Callable[[], Timeline] | None = None) -> list[Undecided]:
    """State the ages that clocks leave bounded, and say which ones they do not.

    ``solved`` gives the timeline of what is stated up to now.
    """
    waiting, encoding.unread_ages = encoding.unread_ages, []
    story = encoding.story
    points = {id(age): age_point(encoding, story.characters[who], age) for who, age in waiting}
    ends = {who: clock_ends(encoding, story.characters[who]) for who, _ in waiting}
    timeline = solved() if solved is not None else Timeline(encoding)  # without any of these ages
    open_ages = []
    for who, age in waiting:
        character = story.characters[who]
        reader = Reader(timeline, character, ends[who], points[id(age)])
        if not _state(encoding, character, age, reader):
            encoding.unread_ages.append((who, age))
            what = f"{character.label} is {age.text.value} at {age.at.value}"
            why = "what is stated does not tell how much their age clock changes by then"
            open_ages.append(Undecided(what, why, "contradictory-timeline"))
    return open_ages


def clock_ends(encoding: Encoding, character: r.Character) -> list[tuple[int, int | None] | None]:
    """Where each clock of somebody begins and ends; None where that cannot be read."""
    found: list[tuple[int, int | None] | None] = []
    for clock in character.age_clock:
        points = encoding.period(clock)
        begin = points.begin if clock.starts is not None else encoding.births[character.id]
        end = points.end
        readable = begin is not None and (clock.ends is None or end is not None)
        if begin is None or not readable or speaker(clock, character) is not None:
            found.append(None)
        else:
            found.append((begin, end))
    return found


def _state(encoding: Encoding, character: r.Character, age: r.AgeAt, reader: Reader) -> bool:
    """Add an age as a statement about the time that passed; False where nothing bounds it."""
    assert age.age is not None
    birth = encoding.births[character.id]
    tight, loose = reader.passed(birth, READ), reader.passed(birth, LOOSE)
    if tight is None or loose is None:
        return False
    bounds = []
    readings = ((tight, age.age.lower, age.age.upper), (loose, age.age.loose_lower, age.age.loose_upper))
    for (target, low, high), least, most in readings:
        lower = None if least is None or high is None else least - high
        upper = None if most is None or low is None else most - low
        bounds.append((birth, target, lower, upper))
    if tight[0] != loose[0] or bounds[0][2:] == (None, None):
        return False
    text = f"{age.text.value} at {age.at.value}"
    encoding.state(
        Stated(
            ("character", character.id, "ages", text), character.id, "ages", age.text.span, age.text,
            None, None, age, age, "", speaker(age, character), relies_on=tuple(reader.keys),
        ),
        [bounds[0]],
        [_wider(bounds[0], bounds[1])],
    )  # fmt: skip
    return True


def _wider(tight: stn.Constraint, loose: stn.Constraint) -> stn.Constraint:
    """The loosest reading holds the reading."""
    lower = None if loose[2] is None or tight[2] is None else min(loose[2], tight[2])
    upper = None if loose[3] is None or tight[3] is None else max(loose[3], tight[3])
    return tight[0], tight[1], lower, upper


class Reader:
    """What the clocks of one person add to, or take from, the time that passed until one point."""

    def __init__(
        self,
        timeline: Timeline,
        character: r.Character,
        ends: list[tuple[int, int | None] | None],
        point: int,
    ) -> None:
        self.timeline = timeline
        self.character = character
        self.ends = ends
        self.point = point
        self.keys: dict[Key, None] = {}
        calendar = timeline.story.calendar
        # Years are exact; a clock counts other lengths by days, and a year has some slots without a day.
        self.slack = calendar.YEAR - calendar.cycle_days // calendar.cycle_years * calendar.DAY

    def passed(self, birth: int, view: int) -> tuple[int, int | None, int | None] | None:
        """A point, and the least and the most minutes lived more than passed from the birth to it.

        While a single clock stands still, the age is that of the moment it stopped.  None where nothing
        is known, also where several clocks may run at once.
        """
        clocks = list(zip(self.character.age_clock, self.ends, strict=True))
        if any(end is None for _, end in clocks) or not self._apart(view):
            return None
        if len(clocks) == 1 and clocks[0][0].rate == 0 and clocks[0][1] is not None:
            begin, end = clocks[0][1]
            if self._not_after(begin, self.point, view) and (
                end is None or self._not_after(self.point, end, view)
            ):
                return begin, 0, 0
        low: int | None = 0
        high: int | None = 0
        for clock, found in clocks:
            assert found is not None
            least, most = self._effect(clock, *found, view)
            low = None if low is None or least is None else low + least
            high = None if high is None or most is None else high + most
        return None if low is None and high is None else (self.point, low, high)

    def _effect(self, clock: r.Clock, begin: int, end: int | None, view: int) -> Ends:
        """The least and the most minutes that one clock adds."""
        if self._not_after(self.point, begin, view):
            return 0, 0
        if clock.jump is not None:
            story = self.timeline.story
            amount = parse_amount(clock.jump.value, story.calendar, story.config.widths)
            if not isinstance(amount, Amount):
                return None, None
            loose = view == LOOSE
            least, most = (amount.loose_lower, amount.loose_upper) if loose else (amount.lower, amount.upper)
            return least if self._not_after(begin, self.point, view) else 0, most
        if clock.rate is None:
            return None, None
        spans = [self._gap(begin, self.point, view)]
        if end is not None:
            spans.append(self._gap(begin, end, view))
        longest = min((most for _, most in spans if most is not None), default=None)
        shortest = max(0, min(least or 0 for least, _ in spans))
        factor = clock.rate - 1
        near, far = factor * shortest, None if longest is None else factor * max(longest, 0)
        low, high = (near, far) if factor >= 0 else (far, near)
        return (
            None if low is None else floor(low) - self.slack,
            None if high is None else ceil(high) + self.slack,
        )

    def _apart(self, view: int) -> bool:
        """Whether no two clocks that change the rate can run at once."""
        rated = [
            ends for clock, ends in zip(self.character.age_clock, self.ends, strict=True)
            if ends is not None and clock.jump is None
        ]  # fmt: skip
        return all(
            (one[1] is not None and self._not_after(one[1], other[0], view))
            or (other[1] is not None and self._not_after(other[1], one[0], view))
            for n, one in enumerate(rated)
            for other in rated[n + 1 :]
        )

    def _gap(self, a: int, b: int, view: int) -> Ends:
        """The bounds of the time between two points; what proves them is remembered."""
        least, most = self.timeline.gap(a, b, view)
        if least is not None and least > 0:
            self._rely(self.timeline.prove(b, a, -least, view))
        if most is not None:
            self._rely(self.timeline.prove(a, b, most, view))
        return least, most

    def _not_after(self, a: int, b: int, view: int) -> bool:
        if not self.timeline.certainly_not_after(a, b, view):
            return False
        if a != b:
            self._rely(self.timeline.prove(b, a, 0, view))
        return True

    def _rely(self, keys: tuple[Key, ...] | None) -> None:
        self.keys.update(dict.fromkeys(key for key in keys or () if key in self.timeline.encoding.stated))
