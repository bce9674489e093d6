"""Somebody dies before being born, or lives for longer than their species does.

The limit is `lifespan`, in completed years (120 for humans).  Being really present somewhere, or having an
age there, is living as well, so that a missing death does not hide it.

## Failing

```yaml
characters:
  mara: {name: Mara, born: 1800, died: 1925}
```

```text
bible/story.yaml:2:16: error SB204 impossible-lifespan: Mara lives for more than 120 years (by at least 3 years)
    bible/story.yaml:2: Mara was born 1800
    bible/story.yaml:2: Mara died 1925
    mend: bible/story.yaml:2: "1800" -> "1804"
    mend: bible/story.yaml:2: "1925" -> "1921"
```

## Passing

```yaml
# bible/storybible.yaml
thresholds: {elf: {lifespan: 900}}
```

```yaml
characters:
  mara: {name: Mara, born: 1800, died: 1915}
  lyra: {name: Lyra, species: elf, born: 1200, died: 1925}
```

Settings: `thresholds: {human: {lifespan: 120}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Evidence, Severity, Span
from storybible.encoding import Demand, Encoding, speaker
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, gap, not_more
from storybible.rules._fixes import not_really_there, value_fixes
from storybible.rules._parents import limits_of, revived
from storybible.rules._presence import stated_presences
from storybible.story import Present, Story

RULE = Rule("SB204", Severity.ERROR, settings=("thresholds",))
NAME = "impossible-lifespan"


def _longest(story: Story, who: str) -> int | None:
    """The most minutes that somebody may live; None where nothing limits it."""
    years = limits_of(story, who).lifespan
    return None if years is None else round((years + 1) * story.calendar.YEAR) - 1


def demands(encoding: Encoding) -> Iterator[Demand]:
    """Everybody dies no earlier than at birth and no later than the life span allows."""
    undead = revived(encoding.story)
    for who in encoding.story.characters:
        if who in encoding.deaths:
            yield _order(encoding, who)
            longest = _longest(encoding.story, who)
            if longest is not None and who not in undead:
                yield _span(encoding, who, longest)


def _order(encoding: Encoding, who: str) -> Demand:
    character = encoding.story.characters[who]
    return Demand(
        NAME,
        (who, "order"),
        ((encoding.births[who], encoding.deaths[who], 0, None),),
        character.name.span,
        lambda: f"{character.label} dies before being born",
    )


def _span(encoding: Encoding, who: str, longest: int) -> Demand:
    character = encoding.story.characters[who]
    return Demand(
        NAME,
        (who,),
        ((encoding.births[who], encoding.deaths[who], None, longest),),
        character.name.span,
        lambda: f"{character.label} lives for more than {longest // encoding.calendar.YEAR} years",
    )


def check(context: Context) -> Iterator[Finding]:
    """Whoever has no death is still not too old where an age is given or somebody is present."""
    story, encoding = context.story, context.encoding
    undead = revived(story)
    limits = {
        who: longest
        for who in story.characters
        if who not in encoding.deaths and who not in undead and (longest := _longest(story, who)) is not None
    }
    found: dict[str, tuple[int, Certain, Evidence | None, Span, str, Present | None]] = {}
    for who, longest in limits.items():
        for age in story.characters[who].ages:
            moment = encoding.moments.get(id(age))
            if moment is None or speaker(age, story.characters[who]) is not None:
                continue
            certain = not_more(context, moment[0], encoding.births[who], -longest - 1)
            if certain is not None:
                found.setdefault(
                    who, (moment[0], certain, None, age.text.span, "is at least {} years old", None)
                )
    for present in stated_presences(story):
        who, start = present.who, encoding.starts[present.event]
        if who not in limits or who in found:
            continue
        certain = not_more(context, start, encoding.births[who], -limits[who] - 1)
        if certain is not None:
            words = f"is present at {story.titled(present.event)}"
            span = present.presence.who.span
            record = story.records[present.scene or present.event]
            evidence = context.cited(span, f"{story.label(who)} {words}", present.presence, record)
            found[who] = (
                start,
                certain,
                evidence,
                span,
                words + ", at least {} years after being born",
                present,
            )
    year = context.calendar.YEAR
    for who, (point, certain, there_words, span, words, there) in found.items():
        years = (gap(context, encoding.births[who], point, certain.loose)[0] or 0) // year
        yield Finding(
            span,
            f"{story.label(who)} {words.format(years)}; the longest life is {limits[who] // year}",
            (who,),
            (NAME, who),
            certain.proof,
            () if there_words is None else (there_words,),
            Later(partial(_fixes, context, who, point, limits[who], certain, there)),
            certain.loose,
        )


def _fixes(
    context: Context, who: str, point: int, longest: int, certain: Certain, there: Present | None
) -> Iterator[Fix]:
    yield from value_fixes(context, certain.proof, [(context.encoding.births[who], point, None, longest)])
    if there is not None:
        yield from not_really_there(context, there.presence)
