"""A record that nothing refers to.

A note for a bible that has grown (from 20 records on): a place where nothing happens, an item that nobody
has or uses, a secret that nobody knows, a person who is never mentioned and of whom nothing is told.

## Failing

```yaml
characters:
  mara: {name: Mara}
places:
  quay: {name: the quay}
  abbey: {name: the abbey}
events:
  e1: {title: One, who: [mara], where: quay}
  e2: {title: Two, when: after e1}
  e3: {title: Three, when: after e2}
  e4: {title: Four, when: after e3}
  e5: {title: Five, when: after e4}
  e6: {title: Six, when: after e5}
  e7: {title: Seven, when: after e6}
  e8: {title: Eight, when: after e7}
  e9: {title: Nine, when: after e8}
  e10: {title: Ten, when: after e9}
  e11: {title: Eleven, when: after e10}
  e12: {title: Twelve, when: after e11}
  e13: {title: Thirteen, when: after e12}
  e14: {title: Fourteen, when: after e13}
  e15: {title: Fifteen, when: after e14}
  e16: {title: Sixteen, when: after e15}
  e17: {title: Seventeen, when: after e16}
```

```text
bible/story.yaml:5:3: note SB903 unused-record: the abbey: nothing refers to this place, and nothing happens there
    5 |   abbey: {name: the abbey}
          ^^^^^
```

## Passing

```yaml
characters:
  mara: {name: Mara}
places:
  quay: {name: the quay}
  abbey: {name: the abbey}
events:
  e1: {title: One, who: [mara], where: quay}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from storybible.diagnostics import Severity
from storybible.records import Character, Item, Place, Record, Secret
from storybible.rules import Context, Finding, Rule

RULE = Rule("SB903", Severity.NOTE)
GROWN = 20
"""A bible with fewer records is still being laid out."""


def check(context: Context) -> Iterator[Finding]:
    """Places, items, secrets and people."""
    story = context.story
    if len(story.records) < GROWN:
        return
    tables = story.characters, story.items, story.places, story.secrets
    for record in chain.from_iterable(table.values() for table in tables):
        what = _says_nothing(record) if record.id not in story.used else ""
        if what:
            yield Finding(
                record.id_text.span,
                f"{story.titled(record.id)}: nothing refers to this {record.kind}{what}",
                (record.id,),
                ("unused-record", record.id),
            )


def _says_nothing(record: Record) -> str:
    """What is missing from a record that nothing refers to; "" where it tells enough by itself."""
    match record:
        case Place():
            return "" if record.routes else ", and nothing happens there"
        case Item():
            return "" if record.holders else ", and nobody has it"
        case Secret():
            return "" if record.known else ", and nobody knows it"
        case Character():
            told = record.born or record.died or record.ages or record.parents or record.traits
            return "" if told else ", and nothing is told of them"
    return ""
