"""A scene that is told later happens earlier, and is no flashback.

A note: the scenes of the main strand are compared in the order of their paragraphs, and over several
manuscripts in the order of these (`order`).  Mark what is meant to look back with `strand: flashback`, or
give it a strand of its own.  Of several scenes on end that look back together the first is mentioned.

## Failing

```yaml
# bible/storybible.yaml
manuscripts: {one-shot: {title: The Lower Town, paragraphs: 52}}
```

```yaml
events:
  the-flood: {title: The flood, when: 1140}
  homecoming: {title: The homecoming, when: 1150}
scenes:
  s1: {title: At the quay, paragraphs: 1-12, tells: [homecoming]}
  s2: {title: The river rises, paragraphs: 13-20, tells: [the-flood]}
```

```text
bible/story.yaml:6:59: note SB209 narrative-order: “The river rises” is told after “At the quay”, but “The flood” happens before “The homecoming”
    bible/story.yaml:5: “At the quay” tells “The homecoming”
    bible/story.yaml:6: “The river rises” tells “The flood”
    bible/story.yaml:2: “The flood” is dated 1140
    bible/story.yaml:3: “The homecoming” is dated 1150
    mend: bible/story.yaml:6: "13-20" -> "13-20, strand: flashback"
    mend: bible/story.yaml:3: "1150" -> "1140"
    mend: bible/story.yaml:2: "1140" -> "1150"
```

## Passing

```yaml
# bible/storybible.yaml
manuscripts: {one-shot: {title: The Lower Town, paragraphs: 52}}
```

```yaml
events:
  the-flood: {title: The flood, when: 1140}
  homecoming: {title: The homecoming, when: 1150}
scenes:
  s1: {title: At the quay, paragraphs: 1-30, tells: [homecoming]}
  s2: {title: The river rises, paragraphs: 13-20, tells: [the-flood], strand: flashback, in: s1}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.records import Ref, Scene
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, before
from storybible.rules._fixes import field_added, value_fixes
from storybible.rules._told import position, told_before

RULE = Rule("SB209", Severity.NOTE)
LOOK_BACK = 6
"""With how many scenes before it a scene is compared."""
Step = tuple[Certain, Ref, Ref]


def check(context: Context) -> Iterator[Finding]:
    """The scenes of the main strand in the order of the telling."""
    config = context.config
    placed = [
        (place, scene)
        for scene in context.story.scenes.values()
        if not scene.strand and scene.inside is None and (place := position(config, scene)) is not None
    ]
    orders = {m: config.manuscripts[m].order if m in config.manuscripts else None for (m, _, _), _ in placed}
    placed.sort(key=lambda entry: (orders[entry[0][0]] or 0, *entry[0], entry[1].id))
    looking_back: Scene | None = None
    for n, (place, scene) in enumerate(placed):
        found = None
        for earlier_place, earlier in reversed(placed[max(0, n - LOOK_BACK) : n]):
            if earlier is not looking_back and told_before(config, earlier_place, place):
                step = _happens_before(context, scene, earlier)
                if step is not None:
                    found = earlier, step
                    break
        if found is None:
            looking_back = None
        elif looking_back is None:
            looking_back = scene
            yield _finding(context, scene, found[0], found[1])


def _happens_before(context: Context, scene: Scene, earlier: Scene) -> Step | None:
    """Whether something a scene tells is over before something that an earlier scene tells begins."""
    starts, ends = context.encoding.starts, context.encoding.ends
    shared = {ref.id for ref in scene.tells} & {ref.id for ref in earlier.tells}
    for late in scene.tells:
        for early in earlier.tells:
            if (
                late.id in starts
                and early.id in starts
                and late.id
                and early.id
                and not {late.id, early.id} & shared
            ):
                certain = before(context, ends[late.id], starts[early.id])
                if certain is not None:
                    return certain, late, early
    return None


def _finding(context: Context, scene: Scene, earlier: Scene, step: Step) -> Finding:
    story = context.story
    certain, late, early = step
    late_id, early_id = late.id or "", early.id or ""
    evidence = (
        context.cited(early.span, f"{story.titled(earlier.id)} tells {story.titled(early_id)}", earlier),
        context.cited(late.span, f"{story.titled(scene.id)} tells {story.titled(late_id)}", scene),
    )
    return Finding(
        late.span,
        f"{story.titled(scene.id)} is told after {story.titled(earlier.id)}, but {story.titled(late_id)} "
        f"happens before {story.titled(early_id)}",
        (scene.id, earlier.id, late_id, early_id),
        ("narrative-order", scene.id, late_id, early_id),
        certain.proof,
        evidence,
        Later(partial(_fixes, context, scene, (late_id, early_id), certain)),
        certain.loose,
    )


def _fixes(context: Context, scene: Scene, events: tuple[str, str], certain: Certain) -> Iterator[Fix]:
    starts, ends = context.encoding.starts, context.encoding.ends
    if scene.paragraphs is not None:
        yield from field_added(context, scene.paragraphs, "strand", "flashback")
    yield from value_fixes(context, certain.proof, [(starts[events[1]], ends[events[0]], 0, None)])
