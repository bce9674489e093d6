"""Somebody is present at an event before their birth.

The birth need not be dated: an age, a jump and an order are enough when together they put the event
before it.  Only being there counts; `mara (mentioned)` does not.

## Failing

```yaml
characters:
  mara: {name: Mara, ages: [10 at homecoming]}
events:
  homecoming: {title: The homecoming, when: exactly 20 years after flood}
  flood: {title: The flood, who: [mara]}
```

```text
bible/story.yaml:5:35: error SB202 present-before-birth: Mara is present at “The flood”, before being born (by at least 9 years)
    bible/story.yaml:2: Mara is 10 at “The homecoming”
    bible/story.yaml:4: “The homecoming” is exactly 20 years after “The flood”
    bible/story.yaml:5: Mara is present at “The flood”
    mend: bible/story.yaml:2: "10" -> "20"
    mend: bible/story.yaml:4: "exactly 20 years after flood" -> "exactly 10 years after flood"
    mend: bible/story.yaml:5: "mara" -> "mara (mentioned)"
```

## Passing

```yaml
characters:
  mara: {name: Mara, ages: [30 at homecoming]}
events:
  homecoming: {title: The homecoming, when: exactly 20 years after flood}
  flood: {title: The flood, who: [mara]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import Encoding, speaker
from storybible.records import Event
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import before
from storybible.rules._fixes import removed
from storybible.rules._presence import presence_demand, presence_fixes, stated_presences_at

RULE = Rule("SB202", Severity.ERROR, about="events")


def demands(encoding: Encoding, event: Event) -> Iterator[Demand]:
    """Every real presence ends after the person is born."""
    for present in stated_presences_at(encoding.story, event.id):
        yield presence_demand(
            encoding,
            present,
            "present-before-birth",
            encoding.alive_by(present.who, encoding.ends[present.event]),
            "before being born",
        )


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Somebody is only mentioned, or not there."""
    yield from presence_fixes(context, demand)


def check(context: Context) -> Iterator[Finding]:
    """Nobody comes back to life before being born."""
    story, encoding = context.story, context.encoding
    for who, events in story.revivals.items():
        for event_id in events:
            event = story.events[event_id]
            certain = before(context, encoding.ends[event_id], encoding.births[who])
            ref = next((ref for ref in event.revivals if ref.id == who), None)
            if certain is None or ref is None or speaker(event) is not None:
                continue
            words = f"{story.label(who)} comes back to life at {story.titled(event_id)}"
            yield Finding(
                ref.span,
                f"{words}, before being born",
                (who, event_id),
                (RULE.name, who, event_id, "back"),
                certain.proof,
                (context.cited(ref.span, words, event),),
                Later(partial(removed, context, ref)),
                certain.loose,
            )
