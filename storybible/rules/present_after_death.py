"""Somebody is present at an event after their death.

Only being there counts: `mentioned`, `body`, `dream`, `vision`, `ghost` and `memory` are not, and a
flashback counts at its own time.  Someone is dead after the end of the event, or of the day, that kills
them.  If the story means it, say how: `mara (ghost)`, `mara (memory)`.

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

from storybible.diagnostics import Severity
from storybible.encoding import Demand, Encoding
from storybible.rules import Context, Fix, Rule
from storybible.rules._parents import revived
from storybible.rules._presence import presence_demand, presence_fixes, stated_presences

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


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Somebody is only mentioned, or not there."""
    yield from presence_fixes(context, demand)
