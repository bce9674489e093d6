"""A draft gives somebody eyes or hair of another colour than the records do.

Only colours that nobody could take for one another, of a person whom the words name, in a scene whose moment
the recorded value certainly holds at: one without `from`, `until` and `seen` holds always.  Dyed hair and
disguises are no finding where the paragraph tells of them.

## Failing

```yaml
characters: {mara: {name: Mara Venn, traits: {eyes: grey, hair: [{is: black, until: the-flood, source: ¶3}]}}}
events: {the-flood: {title: The flood}}
```

```text
# draft.md
---
at: 2 years before the-flood
---

Mara's green eyes shone. Mara combed her white hair.
```

```text
draft.md:5:8: error SB706 trait-differs: Mara Venn's eyes: green here, and grey by the records
    draft.md:5: the draft: “green eyes”          (¶1)
    bible/story.yaml:1: Mara Venn's eyes: grey
```

## Passing

```yaml
characters: {mara: {name: Mara Venn, traits: {eyes: grey, hair: [{is: black, until: the-flood, source: ¶3}]}}}
events: {the-flood: {title: The flood}}
```

```text
# draft.md
---
at: 2 years after the-flood
---

Mara's gray eyes shone. Mara combed her white hair.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible import states
from storybible.diagnostics import Severity
from storybible.manuscript.candidate import Candidate
from storybible.records import Trait
from storybible.rules import Finding, Rule
from storybible.states import NO, YES, State
from storybible.stn import Key

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB706")

FAMILIES = [
    frozenset(family.split())
    for family in (
        "black dark raven jet ebony ink inky coal",
        "brown dark chestnut hazel mahogany russet sandy tawny amber copper auburn bronze mousy",
        "blond blonde golden gold fair flaxen yellow sandy tawny strawberry platinum pale straw",
        "red ginger auburn copper russet strawberry scarlet crimson ruby orange fiery rust",
        "grey gray silver white slate platinum ash ashen steel salt ivory pale hoary",
        "blue sapphire slate turquoise azure teal grey gray lavender violet cobalt navy steel",
        "green emerald hazel teal turquoise olive jade",
        "violet purple lavender lilac",
        "pink rose strawberry magenta",
    )
]
"""Colours that one and the same thing may be called; who has two families in common differs in nothing."""
KNOWN = frozenset().union(*FAMILIES)
CHANGED = re.compile(
    r"\b(?:dy(?:ed|e|eing)|tint\w*|wigs?|disguis\w*|bleach\w*|transform\w*|henna|painted|illusion|glamou?r"
    r"|contact lens\w*|lenses|powdered|henge|costum\w+|masquerade|pageant|carnival|theatre|theater|actors?"
    r"|actress\w*|rehears\w+|stage|fancy dress|make-?up"
    r"|(?:a|the|school|our|their|his|her|my|in|got up a) play|plays? the part|dressed (?:up )?as)\b",
    re.I,
)


def draft(draft: Draft) -> Iterator[Finding]:
    """Every colour of eyes and hair of somebody known."""
    for candidate in draft.of_kind("trait"):
        value = candidate.value if isinstance(candidate.value, dict) else {}
        character = draft.story.characters.get(candidate.subject or "")
        if character is None:
            continue
        name, said = str(value.get("trait", "")), str(value.get("value", ""))
        history = next((h for n, h in character.traits.items() if _same_trait(n, name)), ())
        if CHANGED.search(draft.prose.readable, *draft.around(candidate.start, candidate.end)):
            continue
        found = _against(draft, candidate, tuple(history), said)
        if found is not None:
            trait, proof = found
            yield Finding(
                draft.span(candidate.start, candidate.end),
                f"{character.label}'s {name}: {said} here, and {trait.value.value} by the records",
                (character.id,),
                ("trait-differs", character.id, name, candidate.id),
                proof,
                (
                    draft.quoted(candidate.start, candidate.end, f"the draft: “{candidate.quote}”"),
                    draft.context.cited(
                        trait.value.span, f"{character.label}'s {name}: {trait.value.value}", trait, character
                    ),
                ),
                loose=draft.named(candidate),
                severity=Severity.NOTE if draft.doubtful(candidate) else None,
            )


def _against(
    draft: Draft, candidate: Candidate, history: tuple[Trait, ...], said: str
) -> tuple[Trait, tuple[Key, ...]] | None:
    """The value that certainly holds there and excludes the draft's; None where any other may hold."""
    t = draft.moment(candidate.start)
    against: tuple[Trait, tuple[Key, ...]] | None = None
    for trait in history:
        if trait.says is not None or not _colours(trait.value.value):
            continue
        always = not (trait.starts or trait.ends or trait.seen)
        holds = State(YES) if always else State(NO)
        if not always:
            if t is None:
                return None
            holds = states.period_holds(draft.timeline, trait, t)
        if holds.verdict is NO:
            continue
        if not exclude(trait.value.value, said) or holds.verdict is not YES:
            return None
        proof = draft.proof_of(holds.steps, t)
        if proof is not None and against is None:
            against = trait, proof
    return against


def exclude(one: str, other: str) -> bool:
    """Whether two colours cannot be one: each has families, and none is of both."""
    first, second = _colours(one), _colours(other)
    return bool(first) and bool(second) and not any(a & family and b & family for family in FAMILIES
        for a in (first,) for b in (second,))  # fmt: skip


def _colours(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.casefold())) & KNOWN


def _same_trait(name: str, said: str) -> bool:
    """Whether a recorded trait is the eyes or the hair: "eyes", "eye colour", "hair color"."""
    first = name.casefold().replace("-", " ").split(" ")[0]
    return first.rstrip("s") == said.rstrip("s")
