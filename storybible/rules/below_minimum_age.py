"""Somebody is too young for a tie of this kind.

`min_age` of a kind is counted in completed years at the tie's `from` and wherever it was `seen`; dating,
lovers, engaged and married start at 18.  Whoever nothing makes younger is not asked.  A couple is
mentioned once, however many such ties it has: the youngest moment speaks.

## Failing

```yaml
characters:
  mara: {name: Mara, ages: [20 at homecoming]}
  teo: {name: Teo, ages: [24 at homecoming]}
events:
  first-kiss: {title: The first kiss}
  homecoming: {title: The homecoming, when: five years after first-kiss}
relationships:
  - {kind: lovers, who: [mara, teo], from: first-kiss}
```

```text
bible/story.yaml:8:44: warning SB315 below-minimum-age: Mara is 16 at most at “The first kiss” (Mara and Teo: lovers), and 18 is the least for this
    bible/story.yaml:8: Mara and Teo: lovers, from “The first kiss”
    bible/story.yaml:2: Mara is 20 at “The homecoming”
    bible/story.yaml:6: “The homecoming” is five years after “The first kiss”
    mend: bible/story.yaml:6: "five years after first-kiss" -> "three years after first-kiss"
    mend: bible/story.yaml:2: "20" -> "22"
```

## Passing

```yaml
characters:
  mara: {name: Mara, ages: [20 at homecoming]}
  teo: {name: Teo, ages: [24 at homecoming]}
events:
  first-kiss: {title: The first kiss}
  homecoming: {title: The homecoming, when: two years after first-kiss}
relationships:
  - {kind: friend, who: [mara, teo], from: 8 years before homecoming}
  - {kind: lovers, who: [mara, teo], from: first-kiss}
```

Settings: `kinds: {lovers: {symmetric: yes, min_age: 18}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from storybible.diagnostics import Evidence, Severity, Span
from storybible.encoding import speaker
from storybible.periods import tie_words
from storybible.records import Relationship, Time
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, gap, not_more
from storybible.rules._fixes import entry_removed, value_fixes
from storybible.rules._lived import clock_evidence, doubt_about, lived_less, lived_more
from storybible.rules._parents import revived
from storybible.sentences import at_words, moment_words, seen_words
from storybible.stn import Key
from storybible.timeline import LOOSE_WORLD, WORLD

LIFE = "relation-outside-life"
RULE = Rule("SB315", Severity.WARNING, yields_to=(LIFE, "present-before-birth"), settings=("kinds",))


@dataclass(frozen=True, slots=True)
class TooYoung:
    """One person, too young at one moment of one tie.  ``most`` is the age at most, in completed years."""

    who: str
    tie: Relationship
    point: int
    most: int
    certain: Certain
    span: Span
    when: str
    evidence: tuple[Evidence, ...]


def check(context: Context) -> Iterator[Finding]:
    """For each couple the moment at which one of them is surely youngest."""
    couples: dict[tuple[str, ...], list[TooYoung]] = {}
    odd = revived(context.story)
    for tie in context.story.relationships.values():
        for found in _too_young(context, tie, odd):
            people = sorted({ref.id for ref in (*tie.who, *tie.of) if ref.id is not None})
            couples.setdefault(tuple(people), []).append(found)
    for couple, cases in couples.items():
        yield _finding(
            context, couple, min(cases, key=lambda c: (not c.certain.loose, c.most, len(c.certain.proof)))
        )


def _too_young(context: Context, tie: Relationship, odd: set[str]) -> Iterator[TooYoung]:
    """Everybody in the tie at each moment it is stated for."""
    story, encoding = context.story, context.encoding
    least = context.config.kind(tie.tie.value).min_age
    if least <= 0 or speaker(tie) is not None:
        return
    points = encoding.period(tie)
    grown = round(least * context.calendar.YEAR)
    moments: list[tuple[int, Time, bool]] = []
    if points.begin is not None and tie.starts is not None:
        moments.append((points.begin, tie.starts, False))
    moments.extend(
        (last, t, True) for t, (_, last) in zip([t for t in tie.seen if t.terms], points.seen, strict=False)
    )
    for who in dict.fromkeys(ref.id for ref in (*tie.who, *tie.of)):
        character = story.characters.get(who or "")
        if character is None or character.id in odd:
            continue
        if (
            character.species is not None
            and character.species.value.casefold() not in context.config.thresholds
        ):
            continue  # nobody said how old such beings are when they are grown
        for point, time, seen in moments:
            if character.age_clock:
                lived = lived_less(context, character.id, point, grown)
                if lived is not None:
                    years = lived.minutes // context.calendar.YEAR
                    yield _case(context, character.id, tie, point, time, seen, lived.certain, years)
                elif lived_more(context, character.id, point, grown - 1) is None:
                    when = at_words(moment_words(story, time.value, time.terms))
                    doubt_about(context, f"how old {character.label} is {when} ({tie_words(story, tie)})")
                continue
            certain = not_more(context, encoding.births[character.id], point, grown - 1)
            if certain is None:
                continue
            case = _case(context, character.id, tie, point, time, seen, certain)
            if case.most >= 0 or not case.certain.loose or LIFE not in context.active:
                yield case  # a tie before somebody's birth is that rule's affair


def _case(
    context: Context,
    who: str,
    tie: Relationship,
    point: int,
    time: Time,
    seen: bool,
    certain: Certain,
    lived: int | None = None,
) -> TooYoung:
    """With a proof of the very age that the message names; ``lived``: the years by a clock."""
    year = context.calendar.YEAR
    birth, words = context.encoding.births[who], tie_words(context.story, tie)
    view = LOOSE_WORLD if certain.loose else WORLD
    proof: tuple[Key, ...] | None = None
    if lived is None:
        most = (gap(context, birth, point, certain.loose)[1] or 0) // year
        proof = context.timeline.prove(birth, point, (most + 1) * year - 1, view)
    else:
        most = lived
    when = moment_words(context.story, time.value, time.terms)
    said = f"{words}, {seen_words(when) if seen else f'from {when}'}"
    evidence = (context.cited(time.span, said, tie), *clock_evidence(context, who))
    return TooYoung(
        who, tie, point, most, Certain(proof or certain.proof, certain.loose), time.span, when, evidence
    )


def _finding(context: Context, couple: tuple[str, ...], case: TooYoung) -> Finding:
    story = context.story
    least = context.config.kind(case.tie.tie.value).min_age
    age = f"{case.most} at most" if case.most >= 0 else "not born yet"
    return Finding(
        case.span,
        f"{story.label(case.who)} is {age} {at_words(case.when)} ({tie_words(story, case.tie)}), "
        f"and {least:g} is the least for this",
        (case.who, *(p for p in couple if p != case.who), case.tie.id),
        ("below-minimum-age", *couple),
        case.certain.proof,
        case.evidence,
        Later(partial(_fixes, context, case, least)),
        case.certain.loose,
    )


def _fixes(context: Context, case: TooYoung, least: float) -> Iterator[Fix]:
    yield from value_fixes(
        context,
        case.certain.proof,
        [(context.encoding.births[case.who], case.point, round(least * context.calendar.YEAR), None)],
    )
    yield from entry_removed(context, case.tie.span)
