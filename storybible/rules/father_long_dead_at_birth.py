"""A father has been dead for too long when his child is born.

A child may be born after its father's death, at most 294 days later (`father_dead`, a threshold of the
species).  Where both days are known, real days are counted.  A birth parent of whom the sex is not known is
allowed as much: more than that is too long for a father, and for a mother all the more.

## Failing

```yaml
characters:
  odo: {name: Odo, sex: male, died: 1900-03-01}
  teo: {name: Teo, parents: [odo], born: 1901-06-15}
```

```text
bible/story.yaml:3:30: error SB305 father-long-dead-at-birth: Odo has been dead for more than 294 days when Teo is born (by 177 days)
    bible/story.yaml:3: Odo is father of Teo
    bible/story.yaml:3: Teo was born on 1901-06-15
    bible/story.yaml:2: Odo died on 1900-03-01
    mend: bible/story.yaml:3: "1901-06-15" -> "1900-12-20"
    mend: bible/story.yaml:2: "1900-03-01" -> "1900-08-25"
    mend: bible/story.yaml:3: "odo" -> "odo (adoptive)"
```

## Passing

```yaml
characters:
  odo: {name: Odo, sex: male, died: 1900-03-01}
  teo: {name: Teo, parents: [odo], born: 1900-10-30}
```

Settings: `thresholds: {human: {father_dead: 294}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from storybible import stn
from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import ORIGIN, Encoding, speaker
from storybible.records import Character
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import value_fixes
from storybible.rules._parents import (
    Parentage,
    knots,
    limits_of,
    parent_demand,
    parent_fixes,
    possible_parentages,
    possible_parents,
    revived,
)
from storybible.story import Story
from storybible.when import Date, anchors

RULE = Rule(
    "SB305",
    Severity.ERROR,
    yields_to=("ancestor-cycle", "child-before-parent"),
    settings=("thresholds",),
    about="characters",
)
NAME = "father-long-dead-at-birth"

Day = tuple[int, tuple[stn.Key, ...]]
"""The lattice midnight of a day and the statements that tell it."""


def _dead_fathers(encoding: Encoding, links: Iterable[Parentage]) -> Iterator[tuple[Parentage, int]]:
    """Parents who die and may be fathers, with the most days from their death to the birth."""
    undead = revived(encoding.story)
    for link in links:
        days = limits_of(encoding.story, link.parent).father_dead
        mortal = link.parent in encoding.deaths and link.parent not in undead
        if link.role != "mother" and days is not None and mortal:
            yield link, int(days)


whole = knots


def demands(encoding: Encoding, child: Character) -> Iterator[Demand]:
    """The birth is not later than the death by more than the days allowed; from the day that is known."""
    calendar = encoding.calendar
    for link, days in _dead_fathers(encoding, possible_parents(encoding.story, child.id)):
        death, birth = _day(encoding, link.parent, "died"), _day(encoding, link.child, "born")
        if birth is not None:
            if death is not None:
                continue  # counted in real days
            most = birth[0] - calendar.add_days(birth[0], -days)
        elif death is not None:
            most = calendar.add_days(death[0], days) - death[0]
        else:
            most = calendar.stretch(days * calendar.DAY, True)
        yield _demand(encoding, link, days, most)


def _demand(encoding: Encoding, link: Parentage, days: int, most: int) -> Demand:
    constraint = encoding.deaths[link.parent], encoding.births[link.child], None, most
    return parent_demand(encoding, link, NAME, constraint, lambda: _message(encoding, link, days))


def _message(encoding: Encoding, link: Parentage, days: int) -> str:
    child, parent = encoding.story.labels(link.child, link.parent)
    even = "" if link.role == "father" else ", too long even for a father"
    return f"{parent} has been dead for more than {days} days when {child} is born{even}"


def _day(encoding: Encoding, who: str, field: str) -> Day | None:
    """The day on which somebody is born or dies, where the narrator tells it and tells but one."""
    story, found = encoding.story, set[int]()
    keys: list[stn.Key] = []
    character = story.characters[who]
    for time in character.died if field == "died" else character.born:
        for term in time.terms if speaker(time.evidence, character) is None else ():
            key = ("character", who, field, time.value)
            if isinstance(term, Date):
                if encoding.calendar.midnight(term.lower) == encoding.calendar.midnight(term.upper):
                    found.add(encoding.calendar.midnight(term.lower))
                    keys.append(key)
            elif getattr(term, "relation", None) == "at":
                for anchor in anchors(term):
                    if anchor.ref in encoding.exact:
                        found.add(encoding.exact[anchor.ref][0])
                        keys += [key, encoding.exact[anchor.ref][1]]
    name = "deaths" if field == "died" else "births"
    for event in story.once(_told_by_events).get((name, who), ()):
        if event in encoding.exact:
            found.add(encoding.exact[event][0])
            keys += [("event", event, name, who), encoding.exact[event][1]]
    return (found.pop(), tuple(dict.fromkeys(keys))) if len(found) == 1 else None


def _told_by_events(story: Story) -> dict[tuple[str, str | None], list[str]]:
    """The narrator's events at which somebody is born or dies."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for event in story.events.values():
        for name, people in (("births", event.births), ("deaths", event.deaths)):
            for ref in people if speaker(event) is None else ():
                found.setdefault((name, ref.id), []).append(event.id)
    return found


def check(context: Context) -> Iterator[Finding]:
    """Where the day of the death and that of the birth are known, real days are counted."""
    encoding, calendar = context.encoding, context.calendar
    parked = context.timeline.network.parked
    for link, days in _dead_fathers(encoding, possible_parentages(context.story)):
        death, birth = _day(encoding, link.parent, "died"), _day(encoding, link.child, "born")
        if death is None or birth is None:
            continue
        over = calendar.day_number(birth[0]) - calendar.day_number(death[0]) - days
        proof = (*birth[1], *death[1])
        if over <= 0 or any((key, 1) in parked or key not in encoding.stated for key in proof):
            continue
        yield Finding(
            link.span,
            f"{_message(encoding, link, days)} (by {over} day{'s' * (over != 1)})",
            (link.child, link.parent),
            (NAME, link.child, link.parent),
            proof,
            (link.evidence(context.story),),
            Later(partial(_nearest, context, link, days, proof, death[0], birth[0])),
        )


def _nearest(
    context: Context, link: Parentage, days: int, proof: tuple[stn.Key, ...], death: int, birth: int
) -> Iterator[Fix]:
    """The nearest day of the birth or of the death that is early or late enough; else another parent."""
    encoding, calendar = context.encoding, context.calendar
    latest, earliest = calendar.add_days(death, days), calendar.add_days(birth, -days)
    yield from value_fixes(context, proof, [(ORIGIN, encoding.births[link.child], None, latest)])
    yield from value_fixes(context, proof, [(ORIGIN, encoding.deaths[link.parent], earliest, None)])
    yield from parent_fixes(context, _demand(encoding, link, days, 0))


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Another father, or one not by birth."""
    yield from parent_fixes(context, demand)
