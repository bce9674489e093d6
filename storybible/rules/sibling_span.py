"""Too many years lie between the first and the last child of one mother.

The limit is `sibling_span` (43 years), a threshold of the species; the mother's own birth need not be
known.

## Failing

```yaml
characters:
  mara: {name: Mara, sex: female}
  lyra: {name: Lyra, parents: [mara], born: 1850}
  teo: {name: Teo, parents: [mara], born: 1901}
```

```text
bible/story.yaml:4:30: error SB307 sibling-span: Teo is born 50 years or more after Lyra; Mara is mother of both
    bible/story.yaml:3: Mara is mother of Lyra
    bible/story.yaml:4: Mara is mother of Teo
    bible/story.yaml:3: Lyra was born 1850
    bible/story.yaml:4: Teo was born 1901
    mend: bible/story.yaml:3: "1850" -> "1857"
    mend: bible/story.yaml:4: "1901" -> "1894"
    mend: bible/story.yaml:4: "mara" -> "mara (adoptive)"
    mend: bible/story.yaml:3: "mara" -> "mara (adoptive)"
```

## Passing

```yaml
characters:
  mara: {name: Mara, sex: female}
  lyra: {name: Lyra, parents: [mara], born: 1850}
  teo: {name: Teo, parents: [mara], born: 1880}
```

Settings: `thresholds: {human: {sibling_span: 43}}` (years)
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import permutations

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, gap, not_more
from storybible.rules._fixes import value_fixes
from storybible.rules._parents import Parentage, limits_of, mothers, parent_demand, parent_fixes
from storybible.when import duration_text

RULE = Rule("SB307", Severity.ERROR, settings=("thresholds",))


def check(context: Context) -> Iterator[Finding]:
    """The two children of each mother whose births surely lie farthest apart."""
    births = context.encoding.births
    for mother, links in mothers(context.story).items():
        years = limits_of(context.story, mother).sibling_span
        if years is None:
            continue
        limit = -round((years + 1) * context.calendar.YEAR)
        found = [
            (
                gap(context, births[first.child], births[last.child], certain.loose)[0] or 0,
                first,
                last,
                certain,
            )
            for first, last in permutations(links, 2)
            if (certain := not_more(context, births[last.child], births[first.child], limit))
        ]
        if found:
            yield _finding(context, *max(found, key=lambda one: (one[3].loose, one[0])))


def _finding(context: Context, least: int, first: Parentage, last: Parentage, certain: Certain) -> Finding:
    story = context.story
    apart = duration_text(least, context.calendar)
    elder, younger, mother = (story.label(x) for x in (first.child, last.child, first.parent))
    return Finding(
        last.span,
        f"{younger} is born {apart} or more after {elder}; {mother} is mother of both",
        (last.child, first.child, first.parent),
        ("sibling-span", *sorted((first.child, last.child)), first.parent),
        certain.proof,
        (first.evidence(story), last.evidence(story)),
        Later(partial(_fixes, context, first, last, certain)),
        certain.loose,
    )


def _fixes(context: Context, first: Parentage, last: Parentage, certain: Certain) -> Iterator[Fix]:
    births = context.encoding.births
    years = limits_of(context.story, first.parent).sibling_span or 0
    close = (births[first.child], births[last.child], None, round((years + 1) * context.calendar.YEAR) - 1)
    yield from value_fixes(context, certain.proof, [close])
    for link in (last, first):
        yield from parent_fixes(context, parent_demand(context.encoding, link, RULE.name, close, str))
