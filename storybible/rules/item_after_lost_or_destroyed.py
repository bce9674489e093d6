"""An item is used, seen or held after it was lost or destroyed.

`found:` gives a lost item back.  A place that holds what was lost there is no contradiction.  What is
destroyed is not lost after that.

## Failing

```yaml
characters:
  teo: {name: Teo}
items:
  ring: {name: the ring, lost: ring-thrown}
events:
  ring-thrown: {title: The ring is thrown into the river, who: [teo], items: [ring]}
  wedding: {title: The wedding, when: 2 years after ring-thrown, who: [teo], items: [ring]}
```

```text
bible/story.yaml:7:86: error SB505 item-after-lost-or-destroyed: the ring is at “The wedding”; the ring is lost before that (by at least 1 year 6 months)
    bible/story.yaml:7: the ring is at “The wedding”
    bible/story.yaml:4: the ring is lost at “The ring is thrown into the river”
    bible/story.yaml:7: “The wedding” is 2 years after “The ring is thrown into the river”
    mend: bible/story.yaml:4: "ring-thrown" -> "ring-thrown, found: wedding"
    mend: bible/story.yaml:7: "2 years after ring-thrown" -> "2 years before ring-thrown"
    mend: bible/story.yaml:7: "[ring]" -> "[]"
```

## Passing

```yaml
characters:
  teo: {name: Teo}
items:
  ring: {name: the ring, lost: ring-thrown, found: 1 year after ring-thrown}
events:
  ring-thrown: {title: The ring is thrown into the river, who: [teo], items: [ring]}
  wedding: {title: The wedding, when: 2 years after ring-thrown, who: [teo], items: [ring]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.encoding import speaker
from storybible.records import Item, Time
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, before, gap, not_after, not_more
from storybible.rules._fixes import field_added, value_fixes
from storybible.rules._item_orders import tangled
from storybible.rules._items import There, own_moments, whereabouts
from storybible.sentences import missing

RULE = Rule("SB505", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Everything with an item that is lost or destroyed some time."""
    story = context.story
    if not any(item.lost or item.destroyed for item in story.items.values()):
        return
    for item_id, there in whereabouts(context).items():
        item = story.items[item_id]
        ends = [
            *((time, "lost") for time in item.lost),
            *([(item.destroyed, "destroyed")] if item.destroyed else []),
        ]
        if not ends or speaker(item) is not None:
            continue
        spoken: set[tuple[str, ...]] = set()
        for use in (*there, *own_moments(context, item, ("lost",))):
            if use.about in spoken:
                continue
            for time, how in ends if use.about else ends[len(item.lost) :]:
                certain = _after(context, item, use, time, how)
                if certain is not None:
                    spoken.add(use.about)
                    yield _finding(context, item, use, time, how, certain)
                    break
    yield from tangled(context, RULE.name)


def _after(context: Context, item: Item, use: There, time: Time, how: str) -> Certain | None:
    """Whether an item is there after an end of it, and was surely not found in between."""
    points = context.encoding.moments.get(id(time))
    if points is None:
        return None
    certain = not_more(context, use.first, points[1], use.shift - 1)
    if certain is None or how == "destroyed":
        return certain
    for found in item.found:
        back = context.encoding.moments.get(id(found))
        if back is None:
            return None
        if not_after(context, back[1], points[0]) is None and before(context, use.last, back[0]) is None:
            return None
    return certain


def _finding(context: Context, item: Item, use: There, time: Time, how: str, certain: Certain) -> Finding:
    evidence = (*use.evidence(context), context.becomes(item, how, time))
    least = gap(context, context.encoding.moments[id(time)][1], use.first, loose=False)[0]
    short = missing((least or 0) + use.shift, context.calendar)
    return Finding(
        use.span,
        f"{use.words}; {item.label} is {how} before that ({short})",
        (item.id, *use.about),
        ("item-after-lost-or-destroyed", item.id, *use.about),
        certain.proof,
        evidence,
        Later(partial(_fixes, context, item, use, time, how, certain)),
        certain.loose,
    )


def _fixes(context: Context, item: Item, use: There, time: Time, how: str, certain: Certain) -> Iterator[Fix]:
    if how == "lost" and not item.found:
        yield from field_added(context, time, "found", use.when)
    end = context.encoding.moments[id(time)][1]
    yield from value_fixes(context, certain.proof, [(end, use.first, None, -use.shift)])
    yield from use.left_out(context)
