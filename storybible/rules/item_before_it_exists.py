"""An item is used, seen or held before it is made.

The event at which it is made may have it.  Nor is it lost, found or destroyed before that.

## Failing

```yaml
characters:
  teo: {name: Teo}
items:
  ring: {name: the ring, made: ring-forged}
events:
  ring-forged: {title: The ring is forged}
  betrothal: {title: The betrothal, when: before ring-forged, who: [teo], items: [ring]}
```

```text
bible/story.yaml:7:83: error SB504 item-before-it-exists: the ring is at “The betrothal”; the ring is not made yet
    bible/story.yaml:7: the ring is at “The betrothal”
    bible/story.yaml:4: the ring is made at “The ring is forged”
    bible/story.yaml:7: “The betrothal” is before “The ring is forged”
    mend: bible/story.yaml:7: "before ring-forged" -> "after ring-forged"
    mend: bible/story.yaml:7: "[ring]" -> "[]"
```

## Passing

```yaml
characters:
  teo: {name: Teo}
items:
  ring: {name: the ring, made: ring-forged}
events:
  ring-forged: {title: The ring is forged, items: [ring]}
  betrothal: {title: The betrothal, when: after ring-forged, who: [teo], items: [ring]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.encoding import speaker
from storybible.records import Item, Time
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, not_more
from storybible.rules._fixes import value_fixes
from storybible.rules._item_orders import tangled
from storybible.rules._items import There, own_moments, whereabouts

RULE = Rule("SB504", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Everything with an item whose making has a time."""
    story = context.story
    if not any(item.made is not None for item in story.items.values()):
        return
    for item_id, there in whereabouts(context).items():
        item = story.items[item_id]
        points = context.encoding.moments.get(id(item.made)) if item.made is not None else None
        if item.made is None or points is None or speaker(item) is not None:
            continue
        for use in (*there, *own_moments(context, item, ("lost", "found", "destroyed"))):
            certain = not_more(context, points[0], use.last, -use.shift - 1)
            if certain is not None:
                yield _finding(context, item, item.made, use, points[0], certain)
    yield from tangled(context, RULE.name)


def _finding(context: Context, item: Item, made: Time, use: There, point: int, certain: Certain) -> Finding:
    evidence = (*use.evidence(context), context.becomes(item, "made", made))
    return Finding(
        use.span,
        f"{use.words}; {item.label} is not made yet",
        (item.id, *use.about),
        ("item-before-it-exists", item.id, *use.about, use.when),
        certain.proof,
        evidence,
        Later(partial(_fixes, context, use, point, certain)),
        certain.loose,
    )


def _fixes(context: Context, use: There, made: int, certain: Certain) -> Iterator[Fix]:
    yield from value_fixes(context, certain.proof, [(made, use.last, -use.shift, None)])
    yield from use.left_out(context)
