"""Somebody gets from one place to the next with hardly any time to spare.

The journey can be made, but for certain less than a tenth of the fastest way's time is left over: no rest,
no delay, no detour.  A reader who knows the road may frown.  What is possible with more time than that, as
far as the records go, is no finding.

## Failing

```yaml
characters:
  mara: {name: Mara}
places:
  quay: {name: the quay, routes: [{to: capital, takes: exactly 6 days}]}
  capital: {name: the capital}
events:
  flood: {title: The flood, where: quay, who: [mara]}
  crowning: {title: The crowning, when: exactly 6 days after flood, where: capital, who: [mara]}
```

```text
bible/story.yaml:8:91: note SB405 tight-travel: Mara gets from the quay (“The flood”) to the capital (“The crowning”) with no time to spare: the way takes at least 6 days
    bible/story.yaml:7: Mara is present at “The flood”, which happens at the quay
    bible/story.yaml:8: Mara is present at “The crowning”, which happens at the capital
    bible/story.yaml:4: the way from the quay to the capital takes exactly 6 days
    bible/story.yaml:8: “The crowning” is exactly 6 days after “The flood”
```

## Passing

```yaml
characters:
  mara: {name: Mara}
places:
  quay: {name: the quay, routes: [{to: capital, takes: exactly 6 days}]}
  capital: {name: the capital}
events:
  flood: {title: The flood, where: quay, who: [mara]}
  crowning: {title: The crowning, when: a week after flood, where: capital, who: [mara]}
```

Settings: `speeds: {foot: 40}` (kilometres a day)
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Rule
from storybible.rules._journeys import tight
from storybible.when import duration_text

RULE = Rule(
    "SB405", Severity.NOTE, yields_to=("impossible-travel", "two-places-at-once"), settings=("speeds",)
)


def check(context: Context) -> Iterator[Finding]:
    """Every journey with little time to spare."""
    story = context.story
    for journey, spare, proof in tight(context):
        a, b, way = journey.a, journey.b, journey.way
        if way is None:
            continue
        left = f"at most {duration_text(spare, context.calendar)} to spare" if spare else "no time to spare"
        evidence = (a.evidence(context), b.evidence(context))
        yield Finding(
            b.present.presence.who.span,
            f"{story.label(b.who)} gets from {story.label(a.place)} ({story.titled(a.event)}) to "
            f"{story.label(b.place)} ({story.titled(b.event)}) with {left}: the way takes at least "
            f"{duration_text(way.least, context.calendar)}",
            (b.who, a.event, b.event, a.place, b.place),
            ("tight-travel", b.who, a.event, b.event),
            proof,
            (*evidence, *dict.fromkeys(leg.evidence(context) for leg in way.legs)),
        )
