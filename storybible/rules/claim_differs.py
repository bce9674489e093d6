"""What a character claims differs from what is known.

A note: a statement with `says:` is a claim.  It never contradicts the narrator; one that does not fit what
the narrator states, or an earlier claim, stays out of every answer and is mentioned here.  That may be just
what the story means.

## Failing

```yaml
characters:
  mara: {name: Mara, ages: [20 at homecoming, {age: 17, at: homecoming, says: odo, source: ¶12}]}
  odo: {name: Odo}
events:
  homecoming: {title: The homecoming}
```

```text
bible/story.yaml:2:53: note SB210 claim-differs: Odo says: Mara is 17 at “The homecoming”, which does not fit the rest
    bible/story.yaml:2: Mara is 20 at “The homecoming”
    bible/story.yaml:2: Odo says: Mara is 17 at “The homecoming”   (¶12)
    mend: bible/story.yaml:2: "20" -> "17"
    mend: bible/story.yaml:2: "17" -> "20"
```

## Passing

```yaml
characters:
  mara: {name: Mara, ages: [20 at homecoming, {age: about 19, at: homecoming, says: odo, source: ¶12}]}
  odo: {name: Odo}
events:
  homecoming: {title: The homecoming}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from storybible.diagnostics import Severity
from storybible.encoding import Stated, speaker
from storybible.records import Character, Trait
from storybible.rules import Context, Finding, Rule
from storybible.rules._traits import differ, together_at
from storybible.sentences import sentence
from storybible.timeline import Clash

RULE = Rule("SB210", Severity.NOTE)


def clash(context: Context, found: Clash) -> Finding:
    """A claim about time that had to be set aside."""
    stated = context.encoding.stated
    claims = [s for key in found.keys if (s := stated.get(key)) is not None and s.says is not None]
    claim = stated.get(found.element[0]) or claims[-1]
    if claim.says is None and claims:
        claim = claims[-1]
    others = [s.says for key in found.keys if (s := stated.get(key)) is not None and s is not claim]
    return Finding(
        claim.span,
        f"{sentence(context.story, claim)}, {_against(context, claim, others)}",
        (claim.record,),
        tuple(map(str, claim.key)),
        found.keys,
        loose=found.loose,
    )


def _against(context: Context, claim: Stated, others: list[str | None]) -> str:
    names = [context.story.label(who) for who in dict.fromkeys(others) if who and who != claim.says]
    if not names:
        return "which does not fit the rest"
    return (
        f"which does not fit what {' and '.join(names)} says"
        if len(names) == 1
        else "which does not fit other claims"
    )


def check(context: Context) -> Iterator[Finding]:
    """Claims about somebody's traits."""
    for character in context.story.characters.values():
        for name, history in character.traits.items():
            for one, other in combinations(history, 2):
                claims = [trait for trait in (one, other) if speaker(trait, character) is not None]
                if claims and differ(one, other) and together_at(context, one, other) is not None:
                    yield _trait(context, character, name, claims[-1], other if claims[-1] is one else one)


def _trait(context: Context, character: Character, name: str, claim: Trait, other: Trait) -> Finding:
    story = context.story
    who, whose = speaker(claim, character), speaker(other, character)
    by = f"{story.label(whose)} says" if whose else "it is"
    return Finding(
        claim.value.span,
        f"{story.label(who or '')} says that {character.label}'s {name} is “{claim.value.value}”; "
        f"{by} “{other.value.value}”",
        (character.id, who or ""),
        ("claim-differs", character.id, name, claim.value.value, other.value.value),
        evidence=(
            context.cited(
                claim.value.span,
                f"{story.label(who or '')} says: {character.label}'s {name}: {claim.value.value}",
                claim,
            ),
            context.cited(
                other.value.span, f"{character.label}'s {name}: {other.value.value}", other, character
            ),
        ),
    )
