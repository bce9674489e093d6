"""A tie between two people begins, is seen or goes on outside the life of one of them.

A tie that ends with a death needs no `until`; where it has one, it is not later than the death.  Being a
parent, a child or a sibling does not end with a death.  The same goes for members of groups, who join before
they die, and for whoever has a thing, who is born by then.

## Failing

```yaml
characters:
  mara: {name: Mara, ages: [20 at wedding]}
  odo: {name: Odo}
events:
  siege: {title: The siege, when: 25 years before wedding}
  wedding: {title: The wedding}
relationships:
  - {kind: mentor, who: odo, of: mara, from: siege}
```

```text
bible/story.yaml:8:46: error SB313 relation-outside-life: Odo: mentor of Mara; this begins before Mara is born (by at least 3 years 6 months)
    bible/story.yaml:2: Mara is 20 at “The wedding”
    bible/story.yaml:5: “The siege” is 25 years before “The wedding”
    bible/story.yaml:8: Odo: mentor of Mara, from “The siege”
    mend: bible/story.yaml:2: "20" -> "24"
    mend: bible/story.yaml:5: "25 years before wedding" -> "21 years before wedding"
    mend: bible/story.yaml:8: "siege" -> "mara.birth"
```

## Passing

```yaml
characters:
  mara: {name: Mara, ages: [20 at wedding]}
  odo: {name: Odo, died: after wedding}
events:
  siege: {title: The siege, when: 15 years before wedding}
  wedding: {title: The wedding}
relationships:
  - {kind: mentor, who: odo, of: mara, from: siege, until: odo.death}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import Encoding
from storybible.periods import tie_words
from storybible.records import Relationship
from storybible.rules import Context, Finding, Fix, Rule
from storybible.rules._life import ALL, BEYOND_DEATH, life_demands, life_fixes, outside
from storybible.rules._parents import revived

RULE = Rule(
    "SB313", Severity.ERROR, yields_to=("present-before-birth", "present-after-death"), about="relationships"
)


def demands(encoding: Encoding, tie: Relationship) -> Iterator[Demand]:
    """Everybody in a tie is born when it begins and not dead while it goes on."""
    story = encoding.story
    for who in dict.fromkeys(ref.id for ref in (*tie.who, *tie.of)):
        if who in story.characters and who is not None:
            mortal = who not in story.revivals and tie.tie.value not in BEYOND_DEATH
            words = tie_words(story, tie)
            yield from life_demands(encoding, "relation-outside-life", who, tie, tie, words, mortal)


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """It begins with the birth, or ends with the death."""
    tie = context.story.relationships.get(demand.subject[1])
    if tie is not None:
        yield from life_fixes(context, demand, tie)


def check(context: Context) -> Iterator[Finding]:
    """Ties of those who come back, while they are dead; members of groups; whoever has a thing."""
    story = context.story
    undead = revived(story)
    for tie in story.relationships.values() if undead else ():
        if tie.tie.value not in BEYOND_DEATH:
            words = tie_words(story, tie)
            for who in dict.fromkeys(ref.id for ref in (*tie.who, *tie.of) if ref.id in undead):
                yield from outside(context, RULE.name, who, tie, tie, words, (), ALL)
    for group in story.groups.values():
        for member in group.members:
            words = f"{story.label(member.who.id or '')} belongs to {group.label}"
            yield from outside(context, RULE.name, member.who.id, group, member, words, dead=("from",))
    for item in story.items.values():
        for holder in item.holders:
            words = f"{story.label(holder.who.id or '')} has {item.label}"
            yield from outside(context, RULE.name, holder.who.id, item, holder, words)
