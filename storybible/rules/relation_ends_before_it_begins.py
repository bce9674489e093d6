"""Something that lasts ends before it begins.

Ties between people, offices, the holding of items, membership in groups, traits, other names, age clocks, who
knows a secret, facts of the world:
whatever has a `from` and an `until`.  Ending at the moment it begins is allowed.

## Failing

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
events:
  siege: {title: The siege, when: after wedding}
  wedding: {title: The wedding}
relationships:
  - {kind: mentor, who: odo, of: mara, from: siege, until: wedding}
```

```text
bible/story.yaml:8:60: error SB314 relation-ends-before-it-begins: Odo: mentor of Mara ends before it begins (by less than a day)
    bible/story.yaml:5: “The siege” is after “The wedding”
    bible/story.yaml:8: Odo: mentor of Mara, from “The siege”
    bible/story.yaml:8: Odo: mentor of Mara, until “The wedding”
    mend: bible/story.yaml:8: "wedding" -> "siege"
    mend: bible/story.yaml:8: "siege" -> "wedding"
    mend: bible/story.yaml:5: "after wedding" -> "before wedding"
```

## Passing

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
events:
  siege: {title: The siege, when: before wedding}
  wedding: {title: The wedding}
relationships:
  - {kind: mentor, who: odo, of: mara, from: siege, until: wedding}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.periods import periods_of
from storybible.rules import Context, Fix, Rule
from storybible.rules._fixes import rewritten

RULE = Rule("SB314", Severity.ERROR)


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Neither end is the other's event: `from` takes the text of `until`, or the other way round."""
    story = context.story
    for period, _ in (found for record in story.records.values() for found in periods_of(story, record)):
        if period.starts is not None and period.ends is not None and period.ends.span == demand.span:
            yield from rewritten(context, period.ends, period.starts.value)
            yield from rewritten(context, period.starts, period.ends.value)
