"""A trait is seen when, by its own times, it is not so yet or no longer so.

`from` and `until` say when a value of a trait begins and ends, `seen` names moments at which it was so.  What
is seen before its own `from` or after its own `until` contradicts them, however many other events lie
between.  A trait that comes and goes is a list of values: `limp: [{is: yes, until: the-cure}, {is: yes, from:
the-fall}]`.  Nor is a trait of anybody seen before they are born.

## Failing

```yaml
characters:
  mara:
    name: Mara
    traits:
      hair: [{is: long, seen: homecoming, until: the-fire}, {is: cropped, from: the-fire}]
events:
  the-fire: {title: The fire}
  homecoming: {title: The homecoming, when: 2 years after the-fire}
```

```text
bible/story.yaml:5:31: error SB508 trait-outside-its-period: Mara's hair (long) is seen outside its own time (by at least 1 year 6 months)
    bible/story.yaml:5: Mara's hair long, until “The fire”
    bible/story.yaml:8: “The homecoming” is 2 years after “The fire”
    bible/story.yaml:5: Mara's hair (long), at the time of “The homecoming”
    mend: bible/story.yaml:5: ": the-fire}," -> ": homecoming},"
    mend: bible/story.yaml:5: "homecoming" -> "the-fire"
    mend: bible/story.yaml:5: "{is: long, seen: homecoming, until: the-fire}, {is:" -> "{is:"
    mend: bible/story.yaml:8: "2 years after the-fire" -> "2 years before the-fire"
```

## Passing

```yaml
characters:
  mara:
    name: Mara
    traits:
      hair: [{is: long, seen: wedding, until: the-fire}, {is: cropped, from: the-fire, seen: homecoming}]
      limp: [{is: yes, until: the-fire}, {is: yes, seen: homecoming}]
events:
  wedding: {title: The wedding}
  the-fire: {title: The fire}
  homecoming: {title: The homecoming, when: 2 years after the-fire}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.demand import Demand
from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Rule
from storybible.rules._fixes import entry_removed, rewritten
from storybible.rules._life import outside

RULE = Rule("SB508", Severity.ERROR)


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Its end lies where it was last seen, its beginning where it was first seen; or it was not seen then."""
    who, _, seen_at = demand.subject
    character = context.story.characters.get(who)
    for history in character.traits.values() if character is not None else ():
        for trait in history:
            for time in trait.seen:
                if time.span == demand.span and time.value == seen_at:
                    for end in (trait.ends, trait.starts):
                        if end is not None:
                            yield from rewritten(context, end, time.value)
                            yield from rewritten(context, time, end.value)
                    yield from entry_removed(context, time.span)
                    yield from entry_removed(context, trait.span)


def check(context: Context) -> Iterator[Finding]:
    """No trait of anybody is seen before they are born."""
    for person in context.story.characters.values():
        for name, history in person.traits.items():
            for trait in history:
                if trait.seen:
                    words = f"{person.label}'s {name} {trait.value.value}"
                    yield from outside(context, RULE.name, person.id, person, trait, words, ("seen",))
