"""Somebody is present at an event after their death.

Only being there counts: `mentioned`, `body`, `dream`, `vision`, `ghost` and `memory` are not, and a
flashback counts at its own time.  Someone is dead after the end of the event, or of the day, that kills
them.  If the story means it, say how: `mara (ghost)`, `mara (memory)`.  Whom an event brings back
(`revivals`) lives again from then on, until the next death.

## Failing

No date is given for the wake; it follows from its place after the siege.

```yaml
characters:
  mara: {name: Mara, died: 1140-06-01}
events:
  siege: {title: The siege, when: 1141-02-01}
  wake: {title: The wake, when: after siege, who: [mara]}
```

```text
bible/story.yaml:5:52: error SB203 present-after-death: Mara is present at “The wake”, after dying (by at least 7 months 30 days)
    bible/story.yaml:2: Mara died on 1140-06-01
    bible/story.yaml:4: “The siege” is dated 1141-02-01
    bible/story.yaml:5: “The wake” is after “The siege”
    bible/story.yaml:5: Mara is present at “The wake”
    mend: bible/story.yaml:2: "1140-06-01" -> "1141-02-01"
    mend: bible/story.yaml:4: "1141-02-01" -> "1140-06-01"
    mend: bible/story.yaml:5: "mara" -> "mara (mentioned)"
    mend: bible/story.yaml:5: "after siege" -> "before siege"
```

## Passing

```yaml
characters:
  mara: {name: Mara, died: 1140-06-01}
events:
  siege: {title: The siege, when: 1141-02-01}
  wake: {title: The wake, when: after siege, who: [mara (memory)]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import Encoding
from storybible.records import Event
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._dead import Dead, dead_at, dead_by, deaths
from storybible.rules._fixes import not_really_there, removed
from storybible.rules._parents import revived
from storybible.rules._presence import (
    presence_demand,
    presence_fixes,
    stated_presences,
    stated_presences_at,
)
from storybible.story import Present

RULE = Rule("SB203", Severity.ERROR, about="events")


def demands(encoding: Encoding, event: Event) -> Iterator[Demand]:
    """Every real presence begins before the person is dead."""
    undead = encoding.story.revivals
    for present in stated_presences_at(encoding.story, event.id):
        death = encoding.deaths.get(present.who)
        if death is not None and present.who not in undead:
            yield presence_demand(
                encoding,
                present,
                "present-after-death",
                ((encoding.starts[present.event], death, 0, None),),
                "after dying",
            )


def check(context: Context) -> Iterator[Finding]:
    """Whoever comes back from death is nowhere, and does not die, between a death and the next return."""
    undead = revived(context.story)
    encoding = context.encoding
    for present in stated_presences(context.story) if undead else ():
        if present.who in undead:
            here = encoding.starts[present.event], encoding.ends[present.event]
            dead = dead_at(context, present.who, *here)
            if dead is not None:
                yield _finding(context, present, dead)
    for who in sorted(undead):
        yield from _again(context, who)


def _finding(context: Context, present: Present, dead: Dead) -> Finding:
    story = context.story
    who, event, presence = present.who, present.event, present.presence
    there = f"{story.label(who)} is present at {story.titled(event)}"
    record = story.records[present.scene or event]
    return Finding(
        presence.who.span,
        f"{there}, after dying and without having come back to life",
        (who, event),
        ("present-after-death", who, event),
        dead.certain.proof,
        (*dead.evidence, context.cited(presence.who.span, there, presence, record)),
        Later(partial(not_really_there, context, presence)),
        dead.certain.loose,
    )


def _again(context: Context, who: str) -> Iterator[Finding]:
    """Who dies at an event is not dead already."""
    for second in deaths(context).get(who, ()):
        for first in deaths(context)[who]:
            if first is second or second.ref is None or second.evidence is None:
                continue
            dead = dead_by(context, who, first, second.first, second.last)
            if dead is not None:
                yield Finding(
                    second.ref.span,
                    f"{second.evidence.statement}, after dying and without having come back to life",
                    (who, second.event),
                    ("present-after-death", who, second.event, "again"),
                    dead.certain.proof,
                    (*dead.evidence, second.evidence),
                    Later(partial(removed, context, second.ref)),
                    dead.certain.loose,
                )
                break


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Somebody is only mentioned, or not there."""
    yield from presence_fixes(context, demand)
