"""Somebody holds an office before being born or after dying.

An office ends with the holder's death; an `until` later than that is a contradiction.

## Failing

```yaml
characters:
  odo: {name: Odo, died: 3 years before the-flood}
offices:
  harbour-master: {title: Harbour master, holders: [{who: odo, until: the-flood}]}
events:
  the-flood: {title: The flood}
```

```text
bible/story.yaml:4:71: error SB502 office-outside-life: Odo is Harbour master; this goes on after Odo's death (by at least 2 years 6 months)
    bible/story.yaml:2: Odo died 3 years before “The flood”
    bible/story.yaml:4: Odo is Harbour master, until “The flood”
    mend: bible/story.yaml:4: "the-flood" -> "odo.death"
    mend: bible/story.yaml:4: "{who: odo, until: the-flood}" taken out
    mend: bible/story.yaml:2: "3 years before the-flood" -> "3 years after the-flood"
```

## Passing

```yaml
characters:
  odo: {name: Odo, died: 3 years before the-flood}
offices:
  harbour-master: {title: Harbour master, holders: [{who: odo, until: odo.death}]}
events:
  the-flood: {title: The flood}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import Encoding
from storybible.records import Office
from storybible.rules import Context, Finding, Fix, Rule
from storybible.rules._life import ALL, life_demands, life_fixes, outside
from storybible.rules._parents import revived

RULE = Rule(
    "SB502", Severity.ERROR, yields_to=("present-before-birth", "present-after-death"), about="offices"
)


def demands(encoding: Encoding, office: Office) -> Iterator[Demand]:
    """Every holder is born when the office is taken and not dead while it is held."""
    story = encoding.story
    for holder in office.holders:
        who = holder.who.id
        if who is not None and who in story.characters:
            words = f"{story.label(who)} is {office.label}"
            mortal = who not in story.revivals
            yield from life_demands(
                encoding, "office-outside-life", who, office, holder, words, mortal, holder.who.span
            )


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """It ends with the death, or the entry is left out."""
    who, office_id, which, written = demand.subject[:4]
    office = context.story.offices.get(office_id)
    for holder in office.holders if office else ():
        times = {"from": holder.starts, "until": holder.ends}.get(which)
        if holder.who.id == who and written in (
            times.value if times else "",
            *(t.value for t in holder.seen),
        ):
            yield from life_fixes(context, demand, holder)


def check(context: Context) -> Iterator[Finding]:
    """Offices of those who come back from death, while they are dead."""
    story = context.story
    undead = revived(story)
    for office in story.offices.values() if undead else ():
        for holder in office.holders:
            if holder.who.id in undead:
                words = f"{story.label(holder.who.id or '')} is {office.label}"
                yield from outside(context, RULE.name, holder.who.id, office, holder, words, (), ALL)
