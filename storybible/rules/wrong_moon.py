"""A moon is said to be in a phase in which it cannot be.

A calendar may declare `moons:` with the time from full moon to full moon, and one day on which each was full.
`moon: full` at an event whose day is known, or known well enough, is checked against that; without such a
day, and at events without a date, the phases of two events are compared with each other.  Phases are wide:
full is a sixteenth of the period either side of the full moon, and only an eighth off is an error.

## Failing

```yaml
# bible/storybible.yaml
calendars: {ours: {moons: [{name: the moon, period: 29 days 12 hours 44 minutes, full: 2004-07-02}]}}
```

```yaml
events:
  wedding: {title: The wedding, when: 2004-07-02, moon: full}
  flood: {title: The flood, when: exactly 2 weeks after wedding, moon: full}
```

```text
bible/story.yaml:3:72: error SB211 wrong-moon: the moon is full at “The flood”, on 16 July 2004, when it cannot be full: it is new then
    bible/story.yaml:3: the moon is full at “The flood”
    bible/story.yaml:2: “The wedding” is dated 2004-07-02
    bible/story.yaml:3: “The flood” is exactly 2 weeks after “The wedding”
    mend: bible/story.yaml:3: "full" -> "new"
```

## Passing

```yaml
# bible/storybible.yaml
calendars: {ours: {moons: [{name: the moon, period: 29 days 12 hours 44 minutes, full: 2004-07-02}]}}
```

```yaml
events:
  wedding: {title: The wedding, when: 2004-07-02, moon: full}
  flood: {title: The flood, when: exactly 2 weeks after wedding, moon: {is: new, source: ¶12}}
  siege: {title: The siege, when: 2004, moon: waning}
```

Settings: `calendars: {ours: {moons: [{name: Luna, period: 29 days 12 hours, full: 1400-01-14}]}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from storybible.diagnostics import Evidence, Severity
from storybible.encoding import ORIGIN, speaker
from storybible.moons import Moon, may_be, may_both_be, nearest, phase_named, phases_at
from storybible.records import Event, MoonSeen
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import gap
from storybible.rules._clock import ALL, LOOSEST, Clock
from storybible.rules._fixes import rewritten, value_fixes
from storybible.stn import Key
from storybible.timeline import LOOSE_WORLD, WORLD

RULE = Rule("SB211", Severity.ERROR)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A moon in a phase at an event."""

    event: Event
    stated: MoonSeen
    moon: Moon
    phase: str
    start: int
    end: int

    def words(self, context: Context) -> str:
        """ "the moon is full at “The wedding”"."""
        return f"{self.moon.name} is {self.phase} at {context.story.titled(self.event.id)}"

    def evidence(self, context: Context) -> Evidence:
        """The statement as evidence."""
        return context.cited(self.stated.span, self.words(context), self.stated, self.event)


def check(context: Context) -> Iterator[Finding]:
    """Every phase by its own date, then every two of one moon."""
    moons = {moon.name: moon for moon in context.calendar.moons}
    open_: dict[str, list[Seen]] = {name: [] for name in moons}
    for seen in _seen(context, moons) if moons else ():
        finding = _alone(context, seen)
        if finding is not None:
            yield finding
        else:
            open_[seen.moon.name].append(seen)
    for those in open_.values():
        for one, other in combinations(those, 2):
            if one.event is not other.event:
                yield from _together(context, one, other)


def _seen(context: Context, moons: dict[str, Moon]) -> Iterator[Seen]:
    """What the narrator states of declared moons."""
    encoding = context.encoding
    for event in context.story.events.values():
        for stated in event.moons:
            phase = phase_named(stated.phase.value)
            if stated.moon in moons and phase is not None and speaker(stated, event) is None:
                start, end = encoding.starts[event.id], encoding.ends[event.id]
                yield Seen(event, stated, moons[stated.moon], phase, start, end)


def _alone(context: Context, seen: Seen) -> Finding | None:
    """By the days on which an event may be."""
    for loose in (True, False):
        first = gap(context, ORIGIN, seen.start, loose)[0]
        last = gap(context, ORIGIN, seen.end, loose)[1]
        if first is None or last is None:
            continue
        days = context.calendar.real_minutes(first, last)
        if may_be(seen.moon, seen.phase, *days, loose):
            continue
        proof = _proof(context, (seen.start, ORIGIN, -first), (ORIGIN, seen.end, last), loose)
        when = context.calendar.describe(first, last)
        right = phases_at(seen.moon, *days)
        rather = f": it is {' or '.join(right)} then" if 0 < len(right) <= 2 else ""
        link = "on " if when[:1].isdigit() and " " in when else ""
        return Finding(
            seen.stated.phase.span,
            f"{seen.words(context)}, {link}{when}, when it cannot be {seen.phase}{rather}",
            (seen.event.id,),
            ("wrong-moon", seen.event.id, seen.moon.name),
            proof,
            (seen.evidence(context),),
            Later(partial(_fixes, context, seen, right, days, proof)),
            loose,
        )
    return None


def _together(context: Context, one: Seen, other: Seen) -> Iterator[Finding]:
    """By how long it is between two events, each of them one moment."""
    if one.start != one.end or other.start != other.end:
        return
    for loose in (True, False):
        proof = _not_both(context, one, other, loose)
        if proof is None:
            continue
        yield Finding(
            other.stated.phase.span,
            f"{one.words(context)} and {other.phase} at {context.story.titled(other.event.id)}; "
            "there is not the right time between the two",
            (other.event.id, one.event.id),
            ("wrong-moon", other.event.id, one.event.id, one.moon.name),
            proof,
            (one.evidence(context), other.evidence(context)),
            loose=loose,
        )
        return


def _not_both(context: Context, one: Seen, other: Seen, loose: bool) -> tuple[Key, ...] | None:
    """What proves that the time between two phases is not the right one; None where it may be.

    By the timeline's minutes first, then by real ones, in which so many days are so many days.
    """
    least, most = gap(context, one.start, other.start, loose)
    if least is None or most is None or most - least >= one.moon.period:
        return None
    if not may_both_be(one.moon, one.phase, other.phase, *_real(context, least, most), loose):
        return _proof(context, (other.start, one.start, -least), (one.start, other.start, most), loose)
    clock: Clock = context.shared.get("moon clock") or Clock(context)
    context.shared["moon clock"] = clock
    view = LOOSEST if loose else ALL
    back, forth = clock.most(other.start, one.start, view), clock.most(one.start, other.start, view)
    if back is None or forth is None or may_both_be(one.moon, one.phase, other.phase, -back, forth, loose):
        return None
    proofs = [
        clock.network.prove(other.start, one.start, back, view) or (),
        clock.network.prove(one.start, other.start, forth, view) or (),
    ]
    return tuple(dict.fromkeys(key for proof in proofs for key in proof))


def _real(context: Context, least: int, most: int) -> tuple[int, int]:
    """The least and the most real minutes that a stretch of lattice time may be."""
    calendar = context.calendar

    def shortest(stretch: int) -> int:
        return stretch - calendar.phantoms(-(-stretch // calendar.DAY))[1] * calendar.DAY

    def longest(stretch: int) -> int:
        fewest = calendar.phantoms(max(0, shortest(stretch)) // calendar.DAY)[0]
        return stretch - fewest * calendar.DAY

    return (
        shortest(least) if least >= 0 else -longest(-least),
        longest(most) if most >= 0 else -shortest(-most),
    )


def _proof(
    context: Context, one: tuple[int, int, int], other: tuple[int, int, int], loose: bool
) -> tuple[Key, ...]:
    view = LOOSE_WORLD if loose else WORLD
    keys = [context.timeline.prove(*limit, view) or () for limit in (one, other)]
    return tuple(dict.fromkeys(key for proof in keys for key in proof))


def _fixes(
    context: Context, seen: Seen, right: tuple[str, ...], days: tuple[int, int], proof: tuple[Key, ...]
) -> Iterator[Fix]:
    """Another phase; the nearest day on which the moon is as stated."""
    if phase_named(seen.stated.phase.value) == seen.stated.phase.value:
        for phase in right:
            yield from rewritten(context, seen.stated.phase, phase)
    calendar = context.calendar
    for later in (True, False):
        moment = nearest(seen.moon, seen.phase, days[later], later)
        if moment is not None:
            midnight = calendar.from_day_number(moment // calendar.DAY)
            day = (ORIGIN, seen.start, midnight, midnight + calendar.DAY - 1)
            yield from value_fixes(context, proof, [day])
