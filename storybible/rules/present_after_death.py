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

from storybible.diagnostics import Severity
from storybible.encoding import Demand, Encoding, speaker
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, before, together
from storybible.rules._fixes import not_really_there
from storybible.rules._parents import revived
from storybible.rules._presence import presence_demand, presence_fixes, stated_presences
from storybible.story import Present

RULE = Rule("SB203", Severity.ERROR)


def demands(encoding: Encoding) -> Iterator[Demand]:
    """Every real presence begins before the person is dead."""
    undead = revived(encoding.story)
    for present in stated_presences(encoding.story):
        death = encoding.deaths.get(present.who)
        if death is not None and present.who not in undead:
            yield presence_demand(
                encoding,
                present,
                "present-after-death",
                (encoding.starts[present.event], death, 0, None),
                "after dying",
            )


def check(context: Context) -> Iterator[Finding]:
    """Whoever comes back from death is nowhere between a death and the next return."""
    undead = revived(context.story)
    deaths = _deaths(context, undead) if undead else {}
    encoding = context.encoding
    for present in stated_presences(context.story) if deaths else ():
        start, end = encoding.starts[present.event], encoding.ends[present.event]
        for death in deaths.get(present.who, ()):
            certain = _dead(context, present.who, death, start, end)
            if certain is not None:
                yield _finding(context, present, certain)
                break


def _deaths(context: Context, undead: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Where each death of those who come back begins and ends, as the narrator states it."""
    encoding = context.encoding
    found: dict[str, list[tuple[int, int]]] = {}
    for who in undead:
        character = context.story.characters[who]
        narrated = any(speaker(time.evidence, character) is None for time in character.died)
        if narrated and who in encoding.deaths:
            found.setdefault(who, []).append((encoding.deaths[who], encoding.deaths[who]))
    for event in context.story.events.values():
        for ref in event.deaths:
            if ref.id in undead and ref.id is not None and speaker(event) is None:
                found.setdefault(ref.id, []).append((encoding.starts[event.id], encoding.ends[event.id]))
    return found


def _dead(context: Context, who: str, death: tuple[int, int], start: int, end: int) -> Certain | None:
    """Whether a moment is after a death, and every return is before that death or after the moment."""
    encoding = context.encoding
    certain = [before(context, death[1], start)]
    for event in context.story.revivals[who]:
        back = encoding.starts[event], encoding.ends[event]
        certain.append(before(context, back[1], death[0]) or before(context, end, back[0]))
    if any(one is None for one in certain):
        return None
    return together(*(one for one in certain if one is not None))


def _finding(context: Context, present: Present, certain: Certain) -> Finding:
    story = context.story
    who, event, presence = present.who, present.event, present.presence
    there = f"{story.label(who)} is present at {story.titled(event)}"
    return Finding(
        presence.who.span,
        f"{there}, after dying and without having come back to life",
        (who, event),
        ("present-after-death", who, event),
        certain.proof,
        (context.cited(presence.who.span, there, presence, story.records[present.scene or event]),),
        Later(partial(not_really_there, context, presence)),
        certain.loose,
    )


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Somebody is only mentioned, or not there."""
    yield from presence_fixes(context, demand)
