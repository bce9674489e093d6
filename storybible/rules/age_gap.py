"""Two people who are a couple are far apart in age.

Off until a bible sets it (`rules: {age-gap: note}`).  A couple is a tie whose kind has a `min_age`; the
limit is `age_gap` in years (20), a threshold of the species.

## Failing

```yaml
# bible/storybible.yaml
rules: {age-gap: note}
```

```yaml
characters:
  mara: {name: Mara, ages: [25 at wedding]}
  odo: {name: Odo, ages: [61 at wedding]}
events:
  wedding: {title: The wedding}
relationships:
  - {kind: married, who: [mara, odo], from: wedding}
```

```text
bible/story.yaml:7:12: note SB316 age-gap: Odo is at least 35 years older than Mara (Mara and Odo: married)
    bible/story.yaml:7: Mara and Odo: married
    bible/story.yaml:2: Mara is 25 at “The wedding”
    bible/story.yaml:3: Odo is 61 at “The wedding”
```

## Passing

```yaml
# bible/storybible.yaml
rules: {age-gap: note}
```

```yaml
characters:
  mara: {name: Mara, ages: [25 at wedding]}
  odo: {name: Odo, ages: [39 at wedding]}
events:
  wedding: {title: The wedding}
relationships:
  - {kind: married, who: [mara, odo], from: wedding}
```

Settings: `thresholds: {human: {age_gap: 20}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from storybible.diagnostics import Severity
from storybible.encoding import speaker
from storybible.periods import tie_words
from storybible.rules import Context, Finding, Rule
from storybible.rules._certain import gap, not_more
from storybible.rules._parents import limits_of, oddly_aged
from storybible.when import duration_text

RULE = Rule("SB316", Severity.NOTE, opt_in=True, settings=("thresholds",))


def check(context: Context) -> Iterator[Finding]:
    """One note for each couple, whatever ties it has."""
    story, births = context.story, context.encoding.births
    seen: set[frozenset[str]] = set()
    year = context.calendar.YEAR
    odd = oddly_aged(story)
    for tie in story.relationships.values():
        people = [ref.id for ref in (*tie.who, *tie.of) if ref.id in story.characters and ref.id is not None]
        if (
            context.config.kind(tie.tie.value).min_age <= 0
            or frozenset(people) in seen
            or speaker(tie) is not None
        ):
            continue
        for older, younger in permutations(people, 2):
            limits = [limits_of(story, who).age_gap for who in (older, younger)]
            years = max((limit for limit in limits if limit is not None), default=None)
            if years is None or None in limits or not odd.isdisjoint((older, younger)):
                continue
            certain = not_more(context, births[younger], births[older], -round(years * year) - 1)
            if certain is None:
                continue
            seen.add(frozenset(people))
            least = gap(context, births[older], births[younger], certain.loose)[0] or 0
            yield Finding(
                tie.tie.span,
                f"{story.label(older)} is at least {duration_text(least, context.calendar)} older than "
                f"{story.label(younger)} ({tie_words(story, tie)})",
                (older, younger, tie.id),
                ("age-gap", *sorted((older, younger))),
                certain.proof,
                (context.cited(tie.tie.span, tie_words(story, tie), tie),),
                loose=certain.loose,
            )
            break
