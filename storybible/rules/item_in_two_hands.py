"""Two people have one item at the same time.

Only what is stated counts: the moments of `from` and `seen`, and the time up to a stated `until`.  An item
may change hands at an event at which both are seen with it.  Places and groups that hold an item are not
compared with people: who stands on the quay has what lies there.  Hands, uses, losses and finds that are each
possible but fit together in no order are found as well.

## Failing

```yaml
characters:
  mara: {name: Mara}
  teo: {name: Teo}
items:
  ring:
    name: the ring
    holders: [{who: teo, from: betrothal, until: wedding}, {who: mara, from: the-flood}]
events:
  betrothal: {title: The betrothal}
  the-flood: {title: The flood, when: 1 year after betrothal}
  wedding: {title: The wedding, when: after the-flood}
```

```text
bible/story.yaml:7:66: error SB506 item-in-two-hands: Mara and Teo have the ring at the same time
    bible/story.yaml:7: Teo has the ring, from “The betrothal”
    bible/story.yaml:10: “The flood” is 1 year after “The betrothal”
    bible/story.yaml:7: Mara has the ring, from “The flood”
    bible/story.yaml:11: “The wedding” is after “The flood”
    bible/story.yaml:7: Teo has the ring, until “The wedding”
    mend: bible/story.yaml:7: "wedding" -> "the-flood"
    mend: bible/story.yaml:7: "the-flood" -> "wedding"
    mend: bible/story.yaml:7: "wedding}, {who: mara, from: the-flood}" -> "wedding}"
    mend: bible/story.yaml:7: "{who: teo, from: betrothal, until: wedding}, {who:" -> "{who:"
```

## Passing

```yaml
characters:
  mara: {name: Mara}
  teo: {name: Teo}
items:
  ring:
    name: the ring
    holders: [{who: teo, from: betrothal, until: wedding}, {who: mara, from: wedding}]
events:
  betrothal: {title: The betrothal}
  wedding: {title: The wedding, when: 3 years after betrothal}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from storybible.diagnostics import Evidence, Severity
from storybible.encoding import speaker
from storybible.records import Holder, Item
from storybible.rules import Context, Finding, Later, Rule
from storybible.rules._held import Overlap, ends_moved, forwards, overlap, seen_evidence
from storybible.rules._item_orders import tangled

RULE = Rule("SB506", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every two people who have the same item."""
    story, encoding = context.story, context.encoding
    for item in story.items.values():
        stated = (h for h in item.holders if h.who.id in story.characters and speaker(h, item) is None)
        holders = forwards(context, stated)
        spoken: set[frozenset[str]] = set()
        for one, other in combinations(holders, 2):
            pair = frozenset((one.who.id or "", other.who.id or ""))
            if len(pair) < 2 or pair in spoken:
                continue
            found = overlap(context, encoding.period(one), encoding.period(other), handed_over=True)
            if found is not None:
                spoken.add(pair)
                yield _finding(context, item, one, other, found)
    yield from tangled(context, RULE.name)


def _finding(context: Context, item: Item, one: Holder, other: Holder, found: Overlap) -> Finding:
    story = context.story
    who, others = one.who.id or "", other.who.id or ""
    people = " and ".join(story.label(person) for person in sorted((who, others)))
    evidence: list[Evidence] = []
    for holder in (one, other):
        moments = [m for m in found.moments if m[0] is holder]
        evidence.extend(
            seen_evidence(context, f"{story.label(holder.who.id or '')} has {item.label}", moments, item)
        )
    return Finding(
        other.who.span,
        f"{people} have {item.label} at the same time",
        (item.id, who, others),
        ("item-in-two-hands", item.id, *sorted((who, others))),
        found.certain.proof,
        tuple(evidence),
        Later(partial(ends_moved, context, one, other)),
        found.certain.loose,
    )
