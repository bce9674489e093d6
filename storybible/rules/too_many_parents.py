"""Somebody has more than two birth parents.

A parent named without `as:` is one by birth, as are `mother` and `father`; adoptive parents, step-parents
and guardians are not.

## Failing

```yaml
characters:
  lyra: {name: Lyra}
  odo: {name: Odo}
  ged: {name: Ged}
  mara: {name: Mara, parents: [lyra, odo, ged]}
```

```text
bible/story.yaml:5:43: error SB309 too-many-parents: Mara has 3 birth parents: Lyra, Odo and Ged
    bible/story.yaml:5: Lyra is parent of Mara
    bible/story.yaml:5: Odo is parent of Mara
    bible/story.yaml:5: Ged is parent of Mara
    mend: bible/story.yaml:5: "ged" -> "ged (adoptive)"
    mend: bible/story.yaml:5: "odo, ged" -> "odo"
    mend: bible/story.yaml:5: "odo" -> "odo (adoptive)"
    mend: bible/story.yaml:5: "lyra" -> "lyra (adoptive)"
```

## Passing

```yaml
characters:
  lyra: {name: Lyra}
  odo: {name: Odo}
  ged: {name: Ged}
  mara: {name: Mara, parents: [lyra, odo, {who: ged, as: guardian}]}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._parents import Parentage, parent_demand, parent_fixes, parents_of
from storybible.rules._words import listed

RULE = Rule("SB309", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Count everybody's birth parents."""
    story = context.story
    for child in story.characters:
        links = parents_of(story, child)
        if len(links) > 2:
            names = story.labels(*(link.parent for link in links))
            yield Finding(
                links[2].span,
                f"{story.label(child)} has {len(links)} birth parents: {listed(names)}",
                (child, *(link.parent for link in links)),
                ("too-many-parents", child),
                evidence=tuple(link.evidence(story) for link in links),
                fixes=Later(partial(_fixes, context, links)),
            )


def _fixes(context: Context, links: list[Parentage]) -> Iterator[Fix]:
    for link in reversed(links):
        yield from parent_fixes(
            context, parent_demand(context.encoding, link, RULE.name, (0, 0, None, None), str)
        )
