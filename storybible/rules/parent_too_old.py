"""A birth parent is too old when the child is born.

The ages are completed years and come from `thresholds:` in `storybible.yaml` (55 for a mother, 90 for a
father, unless a species has its own).

## Failing

```yaml
characters:
  mara: {name: Mara, sex: female, ages: [60 at homecoming]}
  teo: {name: Teo, parents: [mara], ages: [3 at homecoming]}
events:
  homecoming: {title: The homecoming}
```

```text
bible/story.yaml:3:30: error SB303 parent-too-old: Mara is more than 55 years old when Teo is born (by less than a day)
    bible/story.yaml:2: Mara is 60 at “The homecoming”
    bible/story.yaml:3: Teo is 3 at “The homecoming”
    bible/story.yaml:3: Mara is mother of Teo
    mend: bible/story.yaml:2: "60" -> "59"
    mend: bible/story.yaml:3: "3" -> "4"
    mend: bible/story.yaml:3: "mara" -> "mara (adoptive)"
```

## Passing

```yaml
characters:
  mara: {name: Mara, sex: female, ages: [60 at homecoming]}
  teo: {name: Teo, parents: [mara], ages: [13 at homecoming]}
events:
  homecoming: {title: The homecoming}
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
    "SB303",
    Severity.ERROR,
    yields_to=("ancestor-cycle", "mother-dead-at-birth", "sibling-span"),
    settings=("thresholds",),
    about="characters",
)

NAME = "parent-too-old"


whole = knots


def demands(encoding: Encoding, child: Character) -> Iterator[Demand]:
    """No birth parent has passed the oldest age at the child's birth."""
    for link in possible_parents(encoding.story, child.id):
        oldest = ages_at_birth(encoding.story, link)[1]
        if oldest is not None:
            yield _demand(encoding, link, oldest)


def _demand(encoding: Encoding, link: Parentage, oldest: float) -> Demand:
    def message() -> str:
        child, parent = encoding.story.labels(link.child, link.parent)
        return f"{parent} is more than {oldest:g} years old when {child} is born"

    longest = round((oldest + 1) * encoding.calendar.YEAR) - 1
    return parent_demand(
        encoding,
        link,
        NAME,
        (encoding.births[link.parent], encoding.births[link.child], None, longest),
        message,
    )


def check(context: Context) -> Iterator[Finding]:
    """Parents with an age clock of their own: what they have lived counts."""
    story, calendar = context.story, context.calendar
    for link, _, oldest in parents_by_clock(context):
        if oldest is None:
            continue
        most, born = round((oldest + 1) * calendar.YEAR) - 1, context.encoding.births[link.child]
        found = lived_more(context, link.parent, born, most)
        parent, child = story.labels(link.parent, link.child)
        if found is not None:
            lived = duration_text(found.minutes, calendar)
            message = f"{parent} is more than {oldest:g} years old when {child} is born: {lived} at least"
            yield parent_finding(context, link, NAME, message, found)
        elif lived_less(context, link.parent, born, most + 1) is None:
            doubt_about(context, f"how old {parent} is when {child} is born")


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Another parent, or one not by birth."""
    yield from parent_fixes(context, demand)
