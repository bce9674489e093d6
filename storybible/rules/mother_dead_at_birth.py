"""A mother is dead before her child is born.

A mother who dies on the day of the birth is none of this rule's business.  Who counts as a mother: `as:
mother`, or a birth parent whose `sex` is female.

## Failing

```yaml
characters:
  mara: {name: Mara, sex: female, died: during the-siege}
  teo: {name: Teo, parents: [mara], born: 2 years after the-siege}
events:
  the-siege: {title: The siege, lasts: 3 weeks}
```

```text
bible/story.yaml:3:30: error SB304 mother-dead-at-birth: Mara is dead before Teo is born (by at least 1 year 6 months)
    bible/story.yaml:3: Teo was born 2 years after “The siege”
    bible/story.yaml:2: Mara died during “The siege”
    bible/story.yaml:3: Mara is mother of Teo
    mend: bible/story.yaml:3: "mara" -> "mara (adoptive)"
    mend: bible/story.yaml:3: "2 years after the-siege" -> "2 years before the-siege"
```

## Passing

```yaml
characters:
  mara: {name: Mara, sex: female, died: during the-siege}
  teo: {name: Teo, parents: [mara], born: 2 years before the-siege}
events:
  the-siege: {title: The siege, lasts: 3 weeks}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import Encoding
from storybible.records import Character
from storybible.rules import Context, Finding, Fix, Rule
from storybible.rules._dead import dead_at
from storybible.rules._parents import (
    Parentage,
    knots,
    parent_demand,
    parent_fixes,
    possible_parentages,
    possible_parents,
    revived,
)

RULE = Rule("SB304", Severity.ERROR, yields_to=("ancestor-cycle", "child-before-parent"), about="characters")


whole = knots


def demands(encoding: Encoding, child: Character) -> Iterator[Demand]:
    """A mother's death is not before the day of the birth."""
    undead = revived(encoding.story)
    for link in possible_parents(encoding.story, child.id):
        if link.role == "mother" and link.parent in encoding.deaths and link.parent not in undead:
            yield _demand(encoding, link)


def _demand(encoding: Encoding, link: Parentage) -> Demand:
    def message() -> str:
        child, mother = encoding.story.labels(link.child, link.parent)
        return f"{mother} is dead before {child} is born"

    return parent_demand(
        encoding,
        link,
        "mother-dead-at-birth",
        (encoding.births[link.child], encoding.deaths[link.parent], 0, None),
        message,
    )


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Another mother, or one not by birth."""
    yield from parent_fixes(context, demand)


def check(context: Context) -> Iterator[Finding]:
    """A mother who comes back from death is not dead on the day of the birth."""
    story, births = context.story, context.encoding.births
    undead = revived(story)
    for link in possible_parentages(story) if undead else ():
        if link.role != "mother" or link.parent not in undead:
            continue
        born = births[link.child]
        dead = dead_at(context, link.parent, born, born, context.calendar.DAY - 1)
        if dead is not None:
            yield Finding(
                link.span,
                f"{story.label(link.parent)} is dead when {story.label(link.child)} is born",
                (link.child, link.parent),
                (RULE.name, link.child, link.parent),
                dead.certain.proof,
                (*dead.evidence, link.evidence(story)),
                loose=dead.certain.loose,
            )
