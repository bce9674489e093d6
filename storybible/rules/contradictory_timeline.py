"""Statements about time that cannot all be true.

Ages, jumps ("three years later"), dates and orders are taken together.  What is named is the smallest
set: take any one of the statements away and the rest can be true.  An error contradicts even the loosest
reading of every hedge ("about", a bare "three years"); a warning contradicts only the usual reading, and
says by how much.  Two accounts by the narrator that differ are found here too.  Statements that contradict
each other only all together, such as a ring of amounts, are one finding; of more than twelve the one that is
least like the others speaks, and its mendings are looked for first.

## Failing

```yaml
characters:
  mara:
    name: Mara
    ages: [20 at first-voyage, 30 at homecoming]
events:
  first-voyage: {title: The first voyage}
  homecoming: {title: The homecoming, when: exactly three years after first-voyage}
```

```text
bible/story.yaml:4:12: error SB201 contradictory-timeline: Mara is 20 at “The first voyage”, but by 2 other statements is at least 27: 7 years too young
    bible/story.yaml:4: Mara is 20 at “The first voyage”
    bible/story.yaml:4: Mara is 30 at “The homecoming”
    bible/story.yaml:7: “The homecoming” is exactly three years after “The first voyage”
    mend: bible/story.yaml:4: "20" -> "27"
    mend: bible/story.yaml:4: "30" -> "23"
    mend: bible/story.yaml:7: "exactly three years after first-voyage" -> "exactly ten years after first-voyage"
```

## Passing

```yaml
characters:
  mara:
    name: Mara
    ages: [20 at first-voyage, 23 at homecoming]
events:
  first-voyage: {title: The first voyage}
  homecoming: {title: The homecoming, when: exactly three years after first-voyage}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections import Counter

from storybible.calendars import Calendar
from storybible.diagnostics import Evidence, Severity
from storybible.encoding import Stated
from storybible.rules import Context, Finding, Rule
from storybible.sentences import evidence_of, is_cited, sentence
from storybible.stn import Key, Room
from storybible.timeline import Clash
from storybible.when import Date, Offset, duration_text

RULE = Rule("SB201", Severity.ERROR)
MOST_TRIED = 40
"""Statements of one finding that are taken out, one after the other, to see which could mend it."""
MANY = 12
"""From more statements than these the one that is least like the others speaks."""


def clash(context: Context, found: Clash) -> Finding:
    """A conflict set without a demand of the world: statements against statements.

    The statement that speaks is the one a writer would look at first: it alone could mend the finding, all
    else holds without it, most of what cannot be true rests on it, and it is the least certain (no source
    before a source, an age before an order).
    """
    subject = tuple(map(str, found.element[0]))
    speaks = _who_speaks(context, found)
    if speaks is None:
        stated = next(s for key in found.keys if (s := context.encoding.stated.get(key)))
        message = f"{sentence(context.story, stated)}, which cannot be"
        return Finding(stated.span, message, (stated.record,), subject, found.keys, loose=found.loose)
    stated, rooms = speaks
    # an age and the moment it is stated for are one statement to a reader
    others = len({_told(context, key) for key in found.keys}) - 1
    if not others:
        message = f"{sentence(context.story, stated)}, which cannot be"
        return Finding(stated.span, message, (stated.record,), subject, found.keys, loose=found.loose)
    by = "another statement" if others == 1 else f"{others} other statements"
    left = _left(stated, rooms, found.shortfall, context.calendar)
    message = f"{sentence(context.story, stated)}, but by {by} {left}"
    return Finding(stated.span, message, (stated.record,), subject, found.keys, loose=found.loose)


def _who_speaks(context: Context, found: Clash) -> tuple[Stated, list[Room]] | None:
    """The statement that speaks, with what the others leave for it; None if none could mend the finding."""
    network, votes = context.timeline.network, context.timeline.votes
    said = [(key, stated) for key in found.keys if (stated := context.encoding.stated.get(key)) is not None]
    alike = Counter(stated.kind for _, stated in said)

    def rank(one: tuple[Key, Stated]) -> tuple[int, int, bool, bool, bool, int, str]:
        key, stated = one
        odd = alike[stated.kind] if len(said) > MANY else 0
        firm = (is_cited(context.story, stated), stated.field != "ages", not stated.hedged)
        return (-votes[key], odd, *firm, -stated.span.line, str(key))

    speaks = None
    for key, stated in sorted(said, key=rank)[: found.tries(MOST_TRIED)]:
        rooms = network.room(found.element, key, *found.others)
        if rooms is not None:
            if network.mends_alone(key, found.element, *found.others):
                return stated, rooms
            speaks = speaks or (stated, rooms)
    return speaks


def _told(context: Context, key: Key) -> Evidence | Key:
    stated = context.encoding.stated.get(key)
    return key if stated is None else evidence_of(context.encoding, stated)


def _left(stated: Stated, rooms: list[Room], shortfall: int, calendar: Calendar) -> str:
    """What the other statements leave for one, and by how much it misses that."""
    _, _, least, most = rooms[0]
    year = calendar.YEAR
    if stated.age is not None and stated.field == "ages":
        lower, upper = stated.age.lower, stated.age.upper
        if least is not None and upper is not None and least > upper:
            if least < 0:
                return "is not born yet"
            return f"is at least {least // year}: {_years(least // year - upper // year)} too young"
        if most is not None and lower is not None and most < lower:
            if most < 0:
                return f"is not born yet: born {duration_text(-most, calendar)} later at the earliest"
            return f"is at most {most // year}: {_years(lower // year - most // year)} too old"
    if isinstance(stated.term, Offset):
        return _distance_left(stated.term, least, most, calendar)
    if isinstance(stated.term, Date):
        if least is not None and least > stated.term.upper:
            return f"it is not before {calendar.describe(least, least)}"
        if most is not None and most < stated.term.lower:
            return f"it is not after {calendar.describe(most, most)}"
    missing = "by less than a day" if shortfall < calendar.DAY else f"by {duration_text(shortfall, calendar)}"
    return f"it cannot be so: it misses {missing}"


def _distance_left(term: Offset, least: int | None, most: int | None, calendar: Calendar) -> str:
    """What is left for "N years after A", said in the same direction."""
    if term.side == "before":
        least, most = (None if most is None else -most), (None if least is None else -least)
    if most is not None and most < term.amount.lower:
        if most <= 0:
            return f"it is not {term.side} that at all"
        return f"it is at most {duration_text(most, calendar)} {term.side}"
    if least is not None and term.amount.upper is not None and least > term.amount.upper:
        return f"it is at least {duration_text(least, calendar)} {term.side}"
    return "it cannot be so"


def _years(count: int) -> str:
    return "1 year" if count == 1 else f"{max(count, 1)} years"
