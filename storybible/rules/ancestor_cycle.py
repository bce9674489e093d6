"""Somebody is their own ancestor.

Only birth parents count.  The circle may go through any number of people; the shortest way round is shown.

## Failing

```yaml
characters:
  lyra: {name: Lyra, parents: [mara]}
  mara: {name: Mara, parents: [teo]}
  teo: {name: Teo, parents: [lyra]}
```

```text
bible/story.yaml:2:32: error SB308 ancestor-cycle: Lyra is Lyra's own ancestor, by way of Mara, Teo
    bible/story.yaml:2: Mara is parent of Lyra
    bible/story.yaml:3: Teo is parent of Mara
    bible/story.yaml:4: Lyra is parent of Teo
    mend: bible/story.yaml:2: "mara" taken out
    mend: bible/story.yaml:3: "teo" taken out
    mend: bible/story.yaml:4: "lyra" taken out
```

## Passing

```yaml
characters:
  lyra: {name: Lyra}
  mara: {name: Mara, parents: [lyra, {who: teo, as: adoptive}]}
  teo: {name: Teo, parents: [mara]}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import entry_removed
from storybible.rules._parents import Parentage, above, knots, parentages
from storybible.story import Story

RULE = Rule("SB308", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """One finding for each knot of people who descend from each other."""
    story = context.story
    for circle in _circles(story):
        first = circle[0]
        name = story.label(first.child)
        if len(circle) == 1:
            message = f"{name} is {name}'s own parent"
        else:
            others = ", ".join(story.label(link.parent) for link in circle[:-1])
            message = f"{name} is {name}'s own ancestor, by way of {others}"
        people = tuple(link.child for link in circle)
        yield Finding(
            first.span,
            message,
            people,
            ("ancestor-cycle", *sorted(people)),
            evidence=tuple(link.evidence(story) for link in circle),
            fixes=Later(partial(_fixes, context, circle)),
        )


def _circles(story: Story) -> list[list[Parentage]]:
    """Where somebody is their own ancestor: for each knot of such people one shortest way round."""
    found = []
    parents = above(parentages(story)) if knots(story) else {}
    for knot in knots(story):
        start = min(knot)
        way: dict[str, Parentage] = {}
        queue = [start]
        for person in queue:
            for link in sorted(parents.get(person, ()), key=lambda one: one.parent):
                if link.parent in knot and link.parent not in way:
                    way[link.parent] = link
                    queue.append(link.parent)
        person = start
        round_trip: list[Parentage] = []
        while not round_trip or person != start:
            round_trip.append(way[person])
            person = way[person].child
        found.append(round_trip[::-1])
    return found


def _fixes(context: Context, circle: list[Parentage]) -> Iterator[Fix]:
    """Any one link left out."""
    for link in circle:
        for entry in getattr(link.record, "parents", ()):
            if entry.who.id == link.parent:
                yield from entry_removed(context, entry.span)
