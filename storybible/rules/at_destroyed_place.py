"""An event happens in a place that has been destroyed.

What lies within a destroyed place is destroyed with it.  An event that destroys a place happens in it, and
so may whatever is not surely later.

## Failing

```yaml
characters:
  mara: {name: Mara}
places:
  lower-town: {name: the lower town, destroyed: the-flood}
  quay: {name: the quay, within: lower-town}
events:
  the-flood: {title: The river takes the lower town, where: lower-town}
  wedding: {title: The wedding, when: 2 years after the-flood, where: quay, who: [mara]}
```

```text
bible/story.yaml:8:71: error SB403 at-destroyed-place: “The wedding” happens at the quay in the lower town, which is destroyed by then
    bible/story.yaml:8: “The wedding” happens at the quay
    bible/story.yaml:4: the lower town is destroyed at “The river takes the lower town”
    bible/story.yaml:8: “The wedding” is 2 years after “The river takes the lower town”
    mend: bible/story.yaml:8: "2 years after the-flood" -> "2 years before the-flood"
```

## Passing

```yaml
characters:
  mara: {name: Mara}
places:
  lower-town: {name: the lower town, destroyed: the-flood}
  quay: {name: the quay, within: lower-town}
events:
  the-flood: {title: The river takes the lower town, where: lower-town}
  wedding: {title: The wedding, when: 2 years before the-flood, where: quay, who: [mara]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.encoding import speaker
from storybible.records import Event, Ref
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, before
from storybible.rules._fixes import value_fixes
from storybible.rules._places import around, where

RULE = Rule("SB403", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every event in a place that some moment destroys."""
    story = context.story
    destroyed = {
        place.id: place.destroyed for place in story.places.values() if place.destroyed and not speaker(place)
    }
    if not destroyed:
        return
    for event in story.events.values():
        ref = where(story, event)
        for place in around(story, ref.id) if ref is not None and ref.id else ():
            time = destroyed.get(place)
            points = context.encoding.moments.get(id(time)) if time is not None else None
            certain = before(context, points[1], context.encoding.starts[event.id]) if points else None
            if ref is not None and points is not None and certain is not None:
                yield _finding(context, event, ref, place, points[1], certain)
                break


def _finding(context: Context, event: Event, ref: Ref, place: str, end: int, certain: Certain) -> Finding:
    story, record = context.story, context.story.places[place]
    inside = story.label(ref.id or "")
    of = "" if ref.id == place else f" in {record.label}"
    evidence = [context.cited(ref.span, f"{story.titled(event.id)} happens at {inside}", event)]
    if record.destroyed is not None:
        evidence.append(context.becomes(record, "destroyed", record.destroyed))
    start = context.encoding.starts[event.id]
    return Finding(
        ref.span,
        f"{story.titled(event.id)} happens at {inside}{of}, which is destroyed by then",
        (event.id, ref.id or "", place),
        ("at-destroyed-place", event.id, place),
        certain.proof,
        tuple(evidence),
        Later(partial(_fixes, context, ref, (end, start), certain)),
        certain.loose,
    )


def _fixes(context: Context, ref: Ref, points: tuple[int, int], certain: Certain) -> Iterator[Fix]:
    yield from value_fixes(context, certain.proof, [(*points, None, 0)])
