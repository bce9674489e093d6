"""Somebody has not the time to get from one place to the next.

Two events at which somebody is really present lie in places that `routes` join, and between them there is
less time than the fastest way takes.  Routes lead both ways unless they are `one_way: yes`, and the fastest
way may lead over several.  Times need no date: "two days later" is enough, and where the order of events is
open, every order is tried.

It is an error where the routes that say how long they take are too long alone, and a warning where kilometres
and a way of travelling (`km: 40, by: foot`) have to be counted at the speed of the settings.  Kilometres alone say nothing
about time; no more does a place inside another one without a route between the two.  If somebody flies,
write the route: `{to: abbey, takes: 1 hour, by: dragon}`.

## Failing

```yaml
characters:
  mara: {name: Mara}
places:
  quay: {name: the quay, routes: [{to: capital, takes: 6 days, source: ¶8}]}
  capital: {name: the capital}
events:
  flood: {title: The flood, where: quay, who: [mara]}
  crowning: {title: The crowning, when: 2 days after flood, where: capital, who: [mara]}
```

```text
bible/story.yaml:8:83: error SB402 impossible-travel: Mara cannot get from the quay (“The flood”) to the capital (“The crowning”) in time: the way takes at least 5 days (by at least 2 days 12 hours)
    bible/story.yaml:7: Mara is present at “The flood”, which happens at the quay
    bible/story.yaml:8: Mara is present at “The crowning”, which happens at the capital
    bible/story.yaml:4: the way from the quay to the capital takes 6 days                 (¶8)
    bible/story.yaml:8: “The crowning” is 2 days after “The flood”
    mend: bible/story.yaml:8: "2 days after flood" -> "6 days after flood"
    mend: bible/story.yaml:4: "6 days" -> "2 days"
    mend: bible/story.yaml:8: "mara" -> "mara (mentioned)"
    mend: bible/story.yaml:7: "mara" -> "mara (mentioned)"
```

## Passing

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
places:
  town: {name: the town, routes: [{to: abbey, km: 40, by: foot}, {to: mill, km: 900}]}
  quay: {name: the quay, within: town, routes: [{to: capital, takes: 6 days}]}
  abbey: {name: the abbey}
  capital: {name: the capital}
  mill: {name: the mill}
events:
  flood: {title: The flood, where: quay, who: [mara, odo]}
  vigil: {title: The vigil, when: 2 days after flood, where: abbey, who: [odo]}
  fair: {title: The fair, when: 1 day after vigil, where: mill, who: [odo]}
  crowning: {title: The crowning, when: a week after flood, where: capital, who: [mara, odo (mentioned)]}
```

Settings: `speeds: {foot: 40}` (kilometres a day)
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import not_really_there, rewritten, value_fixes
from storybible.rules._journeys import Hurry, Journey, journeys, orders, too_far_as_stated
from storybible.rules._places import Stay
from storybible.rules._ways import Way
from storybible.rules._words import listed
from storybible.when import amount_mends, duration_text

RULE = Rule("SB402", Severity.ERROR, yields_to=("two-places-at-once",), settings=("speeds",))


def check(context: Context) -> Iterator[Finding]:
    """Everybody's journeys that cannot be made."""
    for hurry in journeys(context).hurries:
        yield _finding(context, hurry)


def _finding(context: Context, hurry: Hurry) -> Finding:
    story = context.story
    those = _stays(hurry)
    last = max(those, key=lambda stay: stay.present.presence.who.span)
    who = last.who
    miss = f" (by at least {duration_text(hurry.shortfall, context.calendar)})" if hurry.shortfall else ""
    if len(hurry.journeys) == 1:
        message = f"{story.label(who)} cannot get {_way_words(context, hurry)}{miss}"
    else:
        events = [f"{story.titled(stay.event)} ({story.label(stay.place)})" for stay in those]
        order = "" if hurry.ordered else ", in whatever order"
        message = f"{story.label(who)} has no time for the ways between {listed(events)}{order}{miss}"
    legs = dict.fromkeys(leg for way in _ways(hurry) for leg in way.legs)
    evidence = [stay.evidence(context) for stay in those]
    evidence += dict.fromkeys(leg.evidence(context) for leg in legs)
    events_and_places = [*(stay.event for stay in those), *(stay.place for stay in those)]
    return Finding(
        last.present.presence.who.span,
        message,
        tuple(dict.fromkeys((who, *events_and_places))),
        ("impossible-travel", who, *sorted(stay.event for stay in those)),
        hurry.proof,
        tuple(evidence),
        Later(partial(_fixes, context, hurry)),
        hurry.loose and (all(way.stated for way in _ways(hurry)) or too_far_as_stated(context, hurry)),
    )


def _stays(hurry: Hurry) -> list[Stay]:
    """The stays, each event once, in the order of the first journey and then as they come."""
    found: dict[str, Stay] = {}
    for journey in hurry.journeys:
        for stay in (journey.a, journey.b):
            found.setdefault(stay.event, stay)
    return list(found.values())


def _ways(hurry: Hurry) -> list[Way]:
    return [way for journey in hurry.journeys for way in (journey.way, journey.back) if way is not None]


def _way_words(context: Context, hurry: Hurry) -> str:
    """ "from the quay (“The flood”) to ... in time: the way takes at least 5 days"."""
    story, journey = context.story, hurry.journeys[0]
    a, b = (f"{story.label(stay.place)} ({story.titled(stay.event)})" for stay in (journey.a, journey.b))
    lengths = [
        duration_text(way.loosest if hurry.loose else way.least, context.calendar)
        for way in (journey.way, journey.back)
        if way is not None
    ]
    if not hurry.ordered:
        between = f"between {a} and {b} in time, in either order"
        return f"{between}: the way takes at least {' or '.join(dict.fromkeys(lengths))}"
    return f"from {a} to {b} in time: the way takes at least {lengths[0]}"


def _fixes(context: Context, hurry: Hurry) -> Iterator[Fix]:
    """Another time, a shorter way, somebody who is not there."""
    clock = journeys(context).clock
    if clock is not None:
        for journey in hurry.journeys:
            for option in orders(journey, False)[: 1 if hurry.ordered else 2]:
                yield from value_fixes(context, hurry.proof, option, clock.network, clock.room)
    for journey in hurry.journeys:
        yield from _faster(context, journey, hurry.shortfall)
    for stay in reversed(_stays(hurry)):
        yield from not_really_there(context, stay.present.presence)


def _faster(context: Context, journey: Journey, shortfall: int) -> Iterator[Fix]:
    """One route of the way takes less time."""
    for leg in journey.way.legs if journey.way is not None else ():
        takes = leg.route.takes
        if takes is not None and leg.stated and leg.least > shortfall > 0:
            room = (None, leg.least - shortfall)
            for value in amount_mends(takes.value, room, context.calendar, context.config.widths):
                yield from rewritten(context, takes, value)
