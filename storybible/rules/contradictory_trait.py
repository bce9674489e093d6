"""Somebody has two different values of one trait at the same time.

A value with none of `from`, `until` and `seen` holds always.  Of the others only what is stated counts, so
that hair may turn white without a line that says until when it was black.  A plain list of values (`skills:
[rowing, reading]`) is taken for several things that are all true, unless they are colours.

## Failing

```yaml
characters:
  mara:
    name: Mara
    traits:
      eyes: [{is: grey, source: ¶3}, {is: brown, source: ¶31}]
      hair: [{is: black, seen: wedding, until: homecoming}, {is: white, from: the-flood}]
events:
  wedding: {title: The wedding, when: before the-flood}
  the-flood: {title: The flood}
  homecoming: {title: The homecoming, when: 2 years after the-flood}
```

```text
bible/story.yaml:5:43: error SB507 contradictory-trait: Mara's eyes: both “grey” and “brown” at the same time
    bible/story.yaml:5: Mara's eyes: grey    (¶3)
    bible/story.yaml:5: Mara's eyes: brown   (¶31)
    mend: bible/story.yaml:5: "¶3}, {is: brown, source: ¶31}" -> "¶3}"
    mend: bible/story.yaml:5: "{is: grey, source: ¶3}, {is:" -> "{is:"
bible/story.yaml:6:66: error SB507 contradictory-trait: Mara's hair: both “black” and “white” at the same time
    bible/story.yaml:6: Mara's hair black, at the time of “The wedding”
    bible/story.yaml:8: “The wedding” is before “The flood”
    bible/story.yaml:6: Mara's hair white, from “The flood”
    bible/story.yaml:10: “The homecoming” is 2 years after “The flood”
    bible/story.yaml:6: Mara's hair black, until “The homecoming”
    mend: bible/story.yaml:6: "homecoming" -> "the-flood"
    mend: bible/story.yaml:6: "the-flood" -> "homecoming"
    mend: bible/story.yaml:6: "homecoming}, {is: white, from: the-flood}" -> "homecoming}"
    mend: bible/story.yaml:6: "{is: black, seen: wedding, until: homecoming}, {is:" -> "{is:"
```

## Passing

```yaml
characters:
  mara:
    name: Mara
    traits:
      eyes: grey
      hair: [{is: black, seen: wedding, until: the-flood}, {is: white, from: the-flood}]
      skills: [rowing, reading]
      smokes: [{is: yes, from: wedding}, {is: no, seen: homecoming}]
events:
  wedding: {title: The wedding, when: before the-flood}
  the-flood: {title: The flood}
  homecoming: {title: The homecoming, when: 2 years after the-flood}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from storybible.diagnostics import Evidence, Severity, Span
from storybible.encoding import speaker
from storybible.records import Character, Trait
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import as_written, rewritten
from storybible.rules._held import all_seen, ends_moved, forwards, seen_evidence
from storybible.rules._traits import differ, together_at
from storybible.sentences import moment_words

RULE = Rule("SB507", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every two values of each trait that the narrator states."""
    odd = _outside_their_period(context)
    for character in context.story.characters.values():
        for name, history in character.traits.items():
            if len(history) < 2:
                continue
            stated = [
                trait
                for trait in history
                if speaker(trait, character) is None and odd.isdisjoint(time.span for time in trait.seen)
            ]
            spoken: set[frozenset[str]] = set()
            for one, other in combinations(forwards(context, stated), 2):
                values = frozenset((one.value.value.casefold(), other.value.value.casefold()))
                if differ(one, other) and values not in spoken:
                    for finding in _finding(context, character, name, one, other):
                        spoken.add(values)
                        yield finding


def _outside_their_period(context: Context) -> set[Span]:
    """Where values are seen outside their own time: another rule's findings, which say it all."""
    demands = context.timeline.demands
    refused = (demands.get(key) for key, _ in context.timeline.network.parked)
    return {d.span for d in refused if d is not None and d.rule == "trait-outside-its-period"}


def _finding(
    context: Context, character: Character, name: str, one: Trait, other: Trait
) -> Iterator[Finding]:
    found = together_at(context, one, other)
    if found is None:
        return
    evidence = [
        part
        for trait in (one, other)
        for part in (
            [
                context.cited(
                    trait.value.span, f"{character.label}'s {name}: {trait.value.value}", trait, character
                )
            ]
            if context.encoding.period(trait).timeless
            else list(_dated(context, character, name, trait))
            if not found.certain.proof
            else seen_evidence(
                context,
                f"{character.label}'s {name} {trait.value.value}",
                [m for m in found.moments if m[0] is trait],
                character,
            )
        )
    ]
    yield Finding(
        other.value.span,
        f"{character.label}'s {name}: both “{one.value.value}” and “{other.value.value}” at the same time",
        (character.id,),
        ("contradictory-trait", character.id, name, *sorted((one.value.value, other.value.value))),
        found.certain.proof,
        tuple(evidence),
        Later(partial(_fixes, context, one, other)),
        found.certain.loose,
    )


def _dated(context: Context, character: Character, name: str, trait: Trait) -> Iterator[Evidence]:
    """All that says when a value was so, where another one holds always."""
    words = f"{character.label}'s {name} {trait.value.value}"
    for link, time in (("from", trait.starts), ("until", trait.ends)):
        if time is not None:
            when = moment_words(context.story, time.value, time.terms)
            yield context.cited(time.span, f"{words}, {link} {when}", trait, character)
    yield from all_seen(context, words, context.encoding.period(trait), character)


def _fixes(context: Context, one: Trait, other: Trait) -> Iterator[Fix]:
    """One value ends where the other begins; one of them is left out."""
    for trait, second in ((one, other), (other, one)):
        if trait.span == trait.value.span:
            for name, moment in (("until", second.starts), ("from", second.ends)):
                if moment is not None:
                    value = f"{{is: {as_written(trait.value.value)}, {name}: {as_written(moment.value)}}}"
                    yield from rewritten(context, trait.value, value, in_quotes=False)
    yield from ends_moved(context, one, other)
