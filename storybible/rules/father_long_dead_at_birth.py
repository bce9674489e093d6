"""A father has been dead for too long when his child is born.

A child may be born after its father's death, at most 294 days later (`father_dead`, a threshold of the
species).

## Failing

```yaml
characters:
  odo: {name: Odo, sex: male, died: 1900-03-01}
  teo: {name: Teo, parents: [odo], born: 1901-06-15}
```

```text
bible/story.yaml:3:30: error SB305 father-long-dead-at-birth: Odo has been dead for more than 294 days when Teo is born (by at least 5 months 21 days)
    bible/story.yaml:3: Teo was born on 1901-06-15
    bible/story.yaml:2: Odo died on 1900-03-01
    bible/story.yaml:3: Odo is father of Teo
    mend: bible/story.yaml:2: "1900-03-01" -> "1900-08-23"
    mend: bible/story.yaml:3: "1901-06-15" -> "1900-12-24"
    mend: bible/story.yaml:3: "odo" -> "odo (adoptive)"
```

## Passing

```yaml
characters:
  odo: {name: Odo, sex: male, died: 1900-03-01}
  teo: {name: Teo, parents: [odo], born: 1900-10-30}
```

Settings: `thresholds: {human: {father_dead: 294}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Severity
from storybible.encoding import Demand, Encoding
from storybible.rules import Context, Fix, Rule
from storybible.rules._parents import (
    Parentage,
    limits_of,
    parent_demand,
    parent_fixes,
    possible_parentages,
    revived,
)

RULE = Rule(
    "SB305", Severity.ERROR, yields_to=("ancestor-cycle", "child-before-parent"), settings=("thresholds",)
)


def demands(encoding: Encoding) -> Iterator[Demand]:
    """The birth is not later than the death by more than the days allowed."""
    undead = revived(encoding.story)
    for link in possible_parentages(encoding.story):
        days = limits_of(encoding.story, link.parent).father_dead
        if (
            link.role == "father"
            and days is not None
            and link.parent in encoding.deaths
            and link.parent not in undead
        ):
            yield _demand(encoding, link, days)


def _demand(encoding: Encoding, link: Parentage, days: float) -> Demand:
    child, father = (encoding.story.label(who) for who in (link.child, link.parent))
    longest = encoding.calendar.stretch(round((days + 1) * encoding.calendar.DAY), True)
    return parent_demand(
        encoding,
        link,
        "father-long-dead-at-birth",
        (encoding.deaths[link.parent], encoding.births[link.child], None, longest),
        lambda: f"{father} has been dead for more than {days:g} days when {child} is born",
    )


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Another father, or one not by birth."""
    yield from parent_fixes(context, demand)
