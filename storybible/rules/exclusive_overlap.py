"""Two ties of an exclusive kind overlap: somebody is married to two people at a time.

Nothing is exclusive unless `kinds:` in `storybible.yaml` declares it so.  Only what is stated counts: the
moments of `from` and `seen`, and the time up to a stated `until`.  Several ties that could each come before or
after the others, but not all of them, are found as well.

## Failing

```yaml
# bible/storybible.yaml
kinds: {married: {symmetric: yes, exclusive: yes, min_age: 18}}
```

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
  teo: {name: Teo}
events:
  wedding: {title: The wedding}
  homecoming: {title: The homecoming, when: 5 years after wedding}
relationships:
  - {kind: married, who: [mara, odo], from: wedding, until: 2 years after homecoming}
  - {kind: married, who: [mara, teo], from: homecoming}
```

```text
bible/story.yaml:10:12: error SB312 exclusive-overlap: Mara has two ties of the kind “married” at a time, with Odo and with Teo
    bible/story.yaml:7: “The homecoming” is 5 years after “The wedding”
    bible/story.yaml:9: Mara and Odo: married, from “The wedding”
    bible/story.yaml:9: Mara and Odo: married, until 2 years after “The homecoming”
    bible/story.yaml:10: Mara and Teo: married, from “The homecoming”
    mend: bible/story.yaml:9: "2 years after homecoming" -> "homecoming"
    mend: bible/story.yaml:10: "homecoming" -> "2 years after homecoming"
    mend: bible/story.yaml:10: "- {kind: married, who: [mara, teo], from: homecoming}" taken out
    mend: bible/story.yaml:9: "- {kind: married, who: [mara, odo], from: wedding, until: 2 years after homecoming}" taken out
```

## Passing

```yaml
# bible/storybible.yaml
kinds: {married: {symmetric: yes, exclusive: yes, min_age: 18}}
```

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
  teo: {name: Teo}
events:
  wedding: {title: The wedding}
  homecoming: {title: The homecoming, when: 5 years after wedding}
relationships:
  - {kind: married, who: [mara, odo], from: wedding, until: homecoming}
  - {kind: married, who: [mara, teo], from: homecoming}
```

Settings: `kinds: {married: {exclusive: yes}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from storybible.diagnostics import Evidence, Severity
from storybible.encoding import speaker
from storybible.periods import tie_words
from storybible.records import Relationship
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain
from storybible.rules._fixes import entry_removed, value_fixes
from storybible.rules._held import all_seen, ends_moved, forwards, overlap, seen_evidence
from storybible.rules._jointly import Either, clusters, jointly_impossible, one_by_one
from storybible.rules._words import listed

RULE = Rule("SB312", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every two ties of one exclusive kind that share somebody."""
    ties: dict[tuple[str, str], list[Relationship]] = {}
    for tie in context.story.relationships.values():
        if context.config.kind(tie.tie.value).exclusive and speaker(tie) is None:
            for who in dict.fromkeys(_side(context, tie)):
                ties.setdefault((tie.tie.value, who), []).append(tie)
    choices: dict[str, list[Either]] = {}
    for (kind, who), those in ties.items():
        for one, other in combinations(forwards(context, those), 2):
            if set(_people(one)) != set(_people(other)):
                yield from _check_two(context, kind, who, one, other)
                ways = one_by_one(context.encoding.period(one), context.encoding.period(other))
                choices.setdefault(kind, []).append(Either(ways, (who, one, other)))
    for kind, everything in choices.items():
        for cluster in clusters(everything, lambda choice: (tie.id for tie in choice.about[1:])):
            doubt = f"whether nobody has two ties of the kind “{kind}” at a time"
            for blamed, certain in jointly_impossible(context, cluster, doubt):
                yield _together(context, kind, blamed, certain)


def _together(context: Context, kind: str, blamed: list[Either], certain: Certain) -> Finding:
    """Several ties that no order keeps apart."""
    story = context.story
    ties = sorted({t.id: t for choice in blamed for t in choice.about[1:]}.values(), key=lambda t: t.tie.span)
    those = [" and ".join(story.label(person) for person in _people(tie)) for tie in ties]
    people = dict.fromkeys(who for who, *_ in (choice.about for choice in blamed))
    evidence: dict[Evidence, None] = {}
    for tie in ties:
        points = context.encoding.period(tie)
        evidence.update(dict.fromkeys(all_seen(context, tie_words(story, tie), points, tie)))
    return Finding(
        ties[-1].tie.span,
        f"{listed([story.label(who) for who in people])} cannot have the ties of the kind “{kind}” one after "
        f"another ({'; '.join(those)}): in every order two of them overlap",
        (*people, *(tie.id for tie in ties)),
        ("exclusive-overlap", *sorted(tie.id for tie in ties)),
        certain.proof,
        tuple(evidence),
        Later(partial(_left_out, context, blamed, certain)),
        certain.loose,
    )


def _left_out(context: Context, blamed: list[Either], certain: Certain) -> Iterator[Fix]:
    for choice in blamed:
        for way in choice.ways:
            yield from value_fixes(context, certain.proof, way)
    for tie in {tie.id: tie for choice in blamed for tie in choice.about[1:]}.values():
        yield from entry_removed(context, tie.span)


def _people(tie: Relationship) -> list[str]:
    return [ref.id for ref in (*tie.who, *tie.of) if ref.id is not None]


def _side(context: Context, tie: Relationship) -> list[str]:
    """Who may not have two such ties: everybody of a symmetric kind, the first side of a directed one."""
    if context.config.kind(tie.tie.value).symmetric:
        return _people(tie)
    return [ref.id for ref in tie.who if ref.id is not None]


def _check_two(
    context: Context, kind: str, who: str, one: Relationship, other: Relationship
) -> Iterator[Finding]:
    story, encoding = context.story, context.encoding
    found = overlap(context, encoding.period(one), encoding.period(other))
    if found is None:
        return
    others = sorted([p for p in _people(tie) if p != who] for tie in (one, other))
    partners = [" and ".join(story.label(p) for p in those) for those in others]
    evidence = [
        part
        for tie in (one, other)
        for part in seen_evidence(
            context, tie_words(story, tie), [m for m in found.moments if m[0] is tie], tie
        )
    ]
    yield Finding(
        other.tie.span,
        f"{story.label(who)} has two ties of the kind “{kind}” at a time, with {partners[0]} "
        f"and with {partners[1]}",
        (who, one.id, other.id),
        ("exclusive-overlap", who, *sorted((one.id, other.id))),
        found.certain.proof,
        tuple(evidence),
        Later(partial(ends_moved, context, one, other)),
        found.certain.loose,
    )
