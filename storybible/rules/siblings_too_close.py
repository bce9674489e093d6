"""Two children of one mother are born too close together, and are no twins.

Eight months at least lie between two births of a mother (`siblings`, a threshold of the species), unless
the births lie within a week.  Only birth mothers count: `as: mother`, or a birth parent whose `sex` is
female.  Several births that could each be apart from the others, but not all of them, are found as well.

## Failing

```yaml
characters:
  mara: {name: Mara, sex: female}
  lyra: {name: Lyra, parents: [mara], born: 1900-03-10}
  teo: {name: Teo, parents: [mara], born: 1900-08-02}
```

```text
bible/story.yaml:4:30: error SB306 siblings-too-close: Teo is born 4 months 23 days at most after Lyra; Mara is mother of both
    bible/story.yaml:3: Mara is mother of Lyra
    bible/story.yaml:4: Mara is mother of Teo
    bible/story.yaml:3: Lyra was born on 1900-03-10
    bible/story.yaml:4: Teo was born on 1900-08-02
    mend: bible/story.yaml:3: "1900-03-10" -> "1899-12-02"
    mend: bible/story.yaml:4: "1900-08-02" -> "1900-11-10"
    mend: bible/story.yaml:4: "mara" -> "mara (adoptive)"
    mend: bible/story.yaml:3: "mara" -> "mara (adoptive)"
```

## Passing

```yaml
characters:
  mara: {name: Mara, sex: female}
  lyra: {name: Lyra, parents: [mara], born: 1900-03-10}
  lyos: {name: Lyos, parents: [mara], born: 1900-03-11}
  teo: {name: Teo, parents: [mara], born: 1901-08-02}
```

Settings: `thresholds: {human: {siblings: 8}}` (months)
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, apart_in_one_way, gap, not_more, together
from storybible.rules._fixes import value_fixes
from storybible.rules._jointly import Either, Ways, jointly_impossible
from storybible.rules._parents import Parentage, limits_of, mothers, parent_demand, parent_fixes
from storybible.rules._words import listed
from storybible.when import duration_text

RULE = Rule("SB306", Severity.ERROR, settings=("thresholds",))
TWINS = 7  # days


def check(context: Context) -> Iterator[Finding]:
    """Every two children of a mother."""
    for mother, links in mothers(context.story).items():
        months = limits_of(context.story, mother).siblings
        if months is None:
            continue
        for one, other in combinations(links, 2):
            for first, second in ((one, other), (other, one)):
                certain = _too_close(context, first, second, months)
                if certain is not None:
                    yield _finding(context, first, second, certain, months)
        pairs = combinations(links, 2)
        births = [Either(_ways(context, one, other, months), (one, other)) for one, other in pairs]
        doubt = f"whether {context.story.label(mother)} has time for every child"
        for blamed, certain in jointly_impossible(context, births, doubt):
            yield _together(context, mother, blamed, certain, months)


def _ways(context: Context, one: Parentage, other: Parentage, months: float) -> Ways:
    """Either is born long after the other, or they are twins."""
    a, b = (context.encoding.births[link.child] for link in (one, other))
    apart, near = round(months * context.calendar.MONTH), TWINS * context.calendar.DAY
    return [[(a, b, apart, None)], [(b, a, apart, None)], [(a, b, -near, near)]]


def _too_close(context: Context, first: Parentage, second: Parentage, months: float) -> Certain | None:
    births, day = context.encoding.births, context.calendar.DAY
    limit = round(months * context.calendar.MONTH) - 1
    elder, younger = births[first.child], births[second.child]
    if not TWINS * day <= apart_in_one_way(context, elder, younger) <= limit:
        return None
    near = not_more(context, elder, younger, limit)
    if near is None:
        return None
    apart = not_more(context, younger, elder, -TWINS * day)
    return None if apart is None else together(near, apart)


def _finding(
    context: Context, first: Parentage, second: Parentage, certain: Certain, months: float
) -> Finding:
    story, births = context.story, context.encoding.births
    elder, younger, mother = (story.label(x) for x in (first.child, second.child, first.parent))
    most = gap(context, births[first.child], births[second.child], certain.loose)[1] or 0
    apart = duration_text(most, context.calendar)
    return Finding(
        second.span,
        f"{younger} is born {apart} at most after {elder}; {mother} is mother of both",
        (second.child, first.child, first.parent),
        ("siblings-too-close", *sorted((first.child, second.child)), first.parent),
        certain.proof,
        (first.evidence(story), second.evidence(story)),
        Later(partial(_fixes, context, first, second, certain, months)),
        certain.loose,
    )


def _together(
    context: Context, mother: str, blamed: list[Either], certain: Certain, months: float
) -> Finding:
    """Several children of whom no order leaves time for every one."""
    story = context.story
    links = sorted({id(k): k for choice in blamed for k in choice.about}.values(), key=lambda k: k.span)
    children = [link.child for link in links]
    return Finding(
        links[-1].span,
        f"{listed([story.label(child) for child in children])} cannot all be born when it is stated; "
        f"{story.label(mother)} is mother of all, and in every order two of them are born too close together",
        (*children, mother),
        ("siblings-too-close", *sorted(children), mother),
        certain.proof,
        tuple(link.evidence(story) for link in links),
        Later(partial(_all_fixes, context, blamed, certain, months)),
        certain.loose,
    )


def _all_fixes(context: Context, blamed: list[Either], certain: Certain, months: float) -> Iterator[Fix]:
    for choice in blamed:
        for one, other in (choice.about, choice.about[::-1]):
            yield from _fixes(context, one, other, certain, months)


def _fixes(
    context: Context, first: Parentage, second: Parentage, certain: Certain, months: float
) -> Iterator[Fix]:
    births = context.encoding.births
    apart = (births[first.child], births[second.child], round(months * context.calendar.MONTH), None)
    yield from value_fixes(context, certain.proof, [apart])
    for link in (second, first):
        yield from parent_fixes(context, parent_demand(context.encoding, link, RULE.name, apart, str))
