"""An event happens in one place, and a scene tells it in another.

Where an event takes one moment and a scene tells nothing else, the two are in one place, or one of the
places lies in the other (`within`).  An event of some length may have scenes in several places, and a dream,
a memory or a vision is told wherever it comes.  The same goes for two scenes of an event without a place of
its own.

## Failing

```yaml
places:
  quay: {name: the quay}
  abbey: {name: the abbey}
events:
  wedding: {title: The wedding, where: abbey}
scenes:
  vows: {title: The vows, tells: [wedding], where: quay}
```

```text
bible/story.yaml:7:52: warning SB406 event-in-two-places: “The vows” tells “The wedding” at the quay, and “The wedding” happens at the abbey
    bible/story.yaml:7: “The vows” tells “The wedding” at the quay
    bible/story.yaml:5: “The wedding” happens at the abbey
    mend: bible/story.yaml:7: "quay" -> "abbey"
    mend: bible/story.yaml:5: "abbey" -> "quay"
```

## Passing

```yaml
places:
  quay: {name: the quay}
  abbey: {name: the abbey}
  chapel: {name: the chapel, within: abbey}
events:
  wedding: {title: The wedding, where: abbey}
  siege: {title: The siege, lasts: 3 weeks, where: abbey}
scenes:
  vows: {title: The vows, tells: [wedding], where: chapel}
  memory: {tells: [wedding], where: quay, strand: memory}
  fleet: {tells: [siege], where: quay}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.encoding import speaker
from storybible.gathering import DREAMLIKE
from storybible.records import Event, Ref, Scene
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import rewritten
from storybible.rules._places import nested

RULE = Rule("SB406", Severity.WARNING)


def check(context: Context) -> Iterator[Finding]:
    """Every scene that tells one event, against the event's place or the first scene of it."""
    story, encoding = context.story, context.encoding
    for event_id, scenes in story.scenes_telling.items():
        event = story.events[event_id]
        if encoding.starts[event_id] != encoding.ends[event_id] or speaker(event) is not None:
            continue
        first: tuple[Event | Scene, Ref] | None = (event, event.where) if event.where is not None else None
        for scene in (story.scenes[scene_id] for scene_id in scenes):
            if len(scene.tells) != 1 or scene.strand in DREAMLIKE or speaker(scene) is not None:
                continue
            if scene.where is None or scene.where.id is None:
                continue
            if first is None:
                first = scene, scene.where
            elif first[1].id is not None and not nested(story, first[1].id, scene.where.id):
                yield _finding(context, event, scene, scene.where, *first)


def _finding(
    context: Context, event: Event, scene: Scene, where: Ref, other: Event | Scene, there: Ref
) -> Finding:
    story = context.story
    name = story.titled(event.id)
    here, elsewhere = story.label(where.id or ""), story.label(there.id or "")
    first = f"{name} happens at {elsewhere}"
    if other is not event:
        first = f"{story.titled(other.id)} tells it at {elsewhere}"
    second = f"{story.titled(scene.id)} tells {name} at {here}"
    return Finding(
        where.span,
        f"{second}, and {first}",
        (event.id, scene.id, where.id or "", there.id or ""),
        ("event-in-two-places", event.id, scene.id),
        evidence=(context.cited(where.span, second, scene), context.cited(there.span, first, other)),
        fixes=Later(partial(_fixes, context, where, there)),
    )


def _fixes(context: Context, where: Ref, there: Ref) -> Iterator[Fix]:
    """Either takes the other's place."""
    yield from rewritten(context, where, there.value)
    yield from rewritten(context, there, where.value)
