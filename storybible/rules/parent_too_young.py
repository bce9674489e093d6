"""A birth parent is too young when the child is born.

The ages are completed years and come from `thresholds:` in `storybible.yaml` (12 for a mother, 13 for a
father, unless a species has its own).  Three generations that fit two by two may still not fit together;
that is found as well.

## Failing

```yaml
characters:
  mara: {name: Mara, sex: female, born: 1900-05-01}
  teo: {name: Teo, born: 1909, parents: [mara]}
```

```text
bible/story.yaml:3:42: error SB302 parent-too-young: Mara is not yet 12 years old when Teo is born (by at least 2 years 4 months)
    bible/story.yaml:2: Mara was born on 1900-05-01
    bible/story.yaml:3: Teo was born 1909
    bible/story.yaml:3: Mara is mother of Teo
    mend: bible/story.yaml:2: "1900-05-01" -> "1897-12-31"
    mend: bible/story.yaml:3: "1909" -> "1912"
    mend: bible/story.yaml:3: "mara" -> "mara (adoptive)"
```

## Passing

```yaml
characters:
  mara: {name: Mara, sex: female, born: 1900-05-01}
  teo: {name: Teo, born: 1912, parents: [mara]}
```

Settings: `thresholds: {human: {mother: 12 to 55, father: 13 to 90}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.encoding import Encoding
from storybible.records import Character
from storybible.rules import Context, Finding, Fix, Rule
from storybible.rules._lived import doubt_about, lived_less, lived_more, parent_finding, parents_by_clock
from storybible.rules._parents import (
    Parentage,
    ages_at_birth,
    knots,
    parent_demand,
    parent_fixes,
    possible_parents,
)
from storybible.when import duration_text

RULE = Rule(
    "SB302",
    Severity.ERROR,
    yields_to=("ancestor-cycle", "child-before-parent", "mother-dead-at-birth", "sibling-span"),
    settings=("thresholds",),
    about="characters",
)

NAME = "parent-too-young"


whole = knots


def demands(encoding: Encoding, child: Character) -> Iterator[Demand]:
    """Every birth parent has reached the youngest age at the child's birth."""
    for link in possible_parents(encoding.story, child.id):
        youngest = ages_at_birth(encoding.story, link)[0]
        if youngest is not None:
            yield _demand(encoding, link, youngest)


def _demand(encoding: Encoding, link: Parentage, youngest: float) -> Demand:
    def message() -> str:
        child, parent = encoding.story.labels(link.child, link.parent)
        return f"{parent} is not yet {youngest:g} years old when {child} is born"

    return parent_demand(
        encoding,
        link,
        NAME,
        (
            encoding.births[link.parent],
            encoding.births[link.child],
            max(1, round(youngest * encoding.calendar.YEAR)),
            None,
        ),
        message,
    )


def check(context: Context) -> Iterator[Finding]:
    """Parents with an age clock of their own: what they have lived counts."""
    story, calendar = context.story, context.calendar
    for link, youngest, _ in parents_by_clock(context):
        if youngest is None:
            continue
        least, born = round(youngest * calendar.YEAR), context.encoding.births[link.child]
        found = lived_less(context, link.parent, born, least)
        parent, child = story.labels(link.parent, link.child)
        if found is not None:
            lived = duration_text(max(found.minutes, 0), calendar)
            message = f"{parent} is not yet {youngest:g} years old when {child} is born: {lived} at most"
            yield parent_finding(context, link, NAME, message, found)
        elif lived_more(context, link.parent, born, least - 1) is None:
            doubt_about(context, f"how old {parent} is when {child} is born")


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Another parent, or one not by birth."""
    yield from parent_fixes(context, demand)
