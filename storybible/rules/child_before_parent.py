"""A child is born before one of its birth parents.

Dates are not needed: an age, a jump or a chain over several generations is enough.  Adoptive parents,
step-parents and guardians may be of any age.

## Failing

```yaml
characters:
  mara: {name: Mara, ages: [30 at homecoming]}
  teo: {name: Teo, parents: [mara], ages: [35 at homecoming]}
events:
  homecoming: {title: The homecoming}
```

```text
bible/story.yaml:3:30: error SB301 child-before-parent: Teo is born at least 4 years before Mara, Teo's parent
    bible/story.yaml:3: Mara is parent of Teo
    bible/story.yaml:2: Mara is 30 at “The homecoming”
    bible/story.yaml:3: Teo is 35 at “The homecoming”
    mend: bible/story.yaml:2: "30" -> "47"
    mend: bible/story.yaml:3: "35" -> "18"
    mend: bible/story.yaml:3: "mara" -> "mara (adoptive)"
```

## Passing

```yaml
characters:
  mara: {name: Mara, ages: [30 at homecoming]}
  teo: {name: Teo, parents: [{who: mara, as: step}], ages: [35 at homecoming]}
events:
  homecoming: {title: The homecoming}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import Encoding
from storybible.records import Character
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, gap, not_after
from storybible.rules._fixes import value_fixes
from storybible.rules._parents import (
    Parentage,
    ages_at_birth,
    knots,
    parent_demand,
    parent_fixes,
    possible_parentages,
    possible_parents,
)
from storybible.stn import Key
from storybible.timeline import LOOSE_WORLD, WORLD
from storybible.when import duration_text

RULE = Rule("SB301", Severity.ERROR, about="characters")
STRONGER = "parent-too-young"
"""That rule's demand says more where it says anything; then this rule only looks on."""


whole = knots


def demands(encoding: Encoding, child: Character) -> Iterator[Demand]:
    """A parent of whom no youngest age is known is at least born before the child."""
    for link in possible_parents(encoding.story, child.id):
        if not _says_more(encoding, link):
            yield _demand(encoding, link)


def _demand(encoding: Encoding, link: Parentage) -> Demand:
    def message() -> str:
        child, parent = encoding.story.labels(link.child, link.parent)
        return f"{child} is born before {parent}, who is {child}'s {link.role}"

    arrival, born = encoding.arrivals.get(link.parent), encoding.births[link.child]
    return parent_demand(
        encoding,
        link,
        "child-before-parent",
        (encoding.births[link.parent], born, 1, None),
        message,
        *(() if arrival is None else ((arrival, born, 1, None),)),  # the child's is a later day
    )


def _says_more(encoding: Encoding, link: Parentage) -> bool:
    story = encoding.story
    setting = story.config.rules.get(STRONGER) or story.config.rules.get("SB302")
    return ages_at_birth(story, link)[0] is not None and getattr(setting, "value", "") != "off"


def check(context: Context) -> Iterator[Finding]:
    """A parent whose youngest age could not be demanded, because the child comes first."""
    encoding, story = context.encoding, context.story
    births, times = encoding.births, context.timeline.network.graph.potential
    for link in possible_parentages(story):
        if times[births[link.child]] > times[births[link.parent]]:
            continue  # in one way everything can be the child comes later
        first = _child_first(context, link) if _says_more(encoding, link) else None
        if first is None:
            continue
        certain, by = first
        older, name = story.labels(link.parent, link.child)
        amount = f" at least {duration_text(by, story.calendar)}" if by >= story.calendar.DAY else ""
        message = f"{name} is born{amount} before {older}, {name}'s {link.role}"
        if not by:
            message = f"{name} is born no later than {older}, {name}'s {link.role}"
        yield Finding(
            link.span,
            message,
            (link.child, link.parent),
            ("child-before-parent", link.child, link.parent),
            certain.proof,
            (link.evidence(story),),
            Later(partial(_fixes, context, link, certain.proof)),
            certain.loose,
        )


def _child_first(context: Context, link: Parentage) -> tuple[Certain, int] | None:
    """The proof that a child is not born after its parent, and by how many minutes it is too early.

    Other generations may be in the proof, with the youngest age of their parents; of these only the order
    counts here, so what rests on their ages alone is no proof.
    """
    parent, child = context.encoding.births[link.parent], context.encoding.births[link.child]
    certain = not_after(context, child, parent)
    if certain is None:
        return None
    most = gap(context, parent, child, certain.loose)[1] or 0
    view = LOOSE_WORLD if certain.loose else WORLD
    proof = context.timeline.prove(parent, child, most, view) or ()
    for key in proof:
        demand = context.timeline.demands.get(key)
        if demand is not None and demand.rule == "parent-too-old":
            return None
        if demand is not None and demand.rule == STRONGER:
            most += (demand.constraints[0][2] or 1) - 1
    return (Certain(proof, certain.loose), -most) if most <= 0 else None


def _fixes(context: Context, link: Parentage, proof: tuple[Key, ...]) -> Iterator[Fix]:
    demand = _demand(context.encoding, link)
    young = ages_at_birth(context.story, link)[0] or 0
    source, target, _, _ = demand.constraints[0]
    yield from value_fixes(context, proof, [(source, target, int(young * context.calendar.YEAR) or 1, None)])
    yield from parent_fixes(context, demand)


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Another parent, or one not by birth."""
    yield from parent_fixes(context, demand)
