"""Somebody speaks or acts in a draft who is dead by then.

Direct speech whose speaker the text names ("said Mara", or "he said" where that can mean nobody else), or
something that a name is seen to do ("Mara nodded", "Mara came in and shut the door"), in a scene that
certainly plays after that person's death; what is only seen is a warning at most.  Dreams, memories and
flashbacks are none of it where the text, or a comment in it (`<!-- storybible: dream -->`), shows them;
neither is somebody whom the bible brings back (`revivals:`), or whose ghost is at an event.

## Failing

```yaml
characters: {mara: {name: Mara Venn, died: the-siege, source: ¶12}, teo: {name: Teo}}
events: {the-siege: {title: The siege}}
```

```text
# draft.md
---
at: 2 years after the-siege
---

“Come in,” said Mara, and poured the tea.

<!-- storybible: at 3 years after the-siege -->

Mara nodded, and put her hand on the gate.
```

```text
draft.md:5:1: error SB707 dead-speaks: Mara Venn speaks here, and is dead by then
    draft.md:5: the draft has Mara Venn speak             (¶1)
    bible/story.yaml:1: Mara Venn died at “The siege”     (¶12)
    draft.md:2: this scene is 2 years after “The siege”
draft.md:9:1: warning SB707 dead-speaks: Mara Venn acts here, and is dead by then
    draft.md:9: the draft has Mara Venn act               (¶2)
    bible/story.yaml:1: Mara Venn died at “The siege”     (¶12)
    draft.md:7: this scene is 3 years after “The siege”
```

## Passing

```yaml
characters: {mara: {name: Mara Venn, died: the-siege, source: ¶12}, teo: {name: Teo}}
events: {the-siege: {title: The siege}}
```

```text
# draft.md
---
at: 2 years after the-siege
---

“Mara would have laughed,” said Teo. That night he dreamed. “Come in,” said Mara.

He remembered the old house. “Come in,” Mara had said to him then.

Mara came to the house as a bride. She never sat in this room.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storybible.manuscript.speakers import Speech
from storybible.rules import Finding, Rule
from storybible.states import negated, not_after
from storybible.timeline import LOOSE_WORLD, WORLD

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB707")


@dataclass(frozen=True, slots=True)
class _Shown:
    """That somebody speaks or acts, from ``start`` to ``end``; ``strength`` is 2 for speech by name."""

    who: str
    start: int
    end: int
    verb: str
    strength: int


def draft(draft: Draft) -> Iterator[Finding]:
    """The dead who speak or act; each once for a scene."""
    encoding, story = draft.timeline.encoding, draft.story
    mortal = frozenset(
        who for who in story.characters
        if who in encoding.died_by_statement and who in encoding.deaths and not story.revivals.get(who)
    ) - draft.ghosts  # fmt: skip
    shown: dict[tuple[object, ...], list[_Shown]] = {}
    for one in (*_speaking(draft, mortal), *_acting(draft, mortal)):
        shown.setdefault((one.who, draft.placement(one.start)), []).append(one)
    for all_of_scene in shown.values():
        all_of_scene.sort(key=lambda one: (-one.strength, one.start))
        if (found := _dead(draft, all_of_scene)) is not None:
            yield found


def _speaking(draft: Draft, whose: frozenset[str]) -> Iterator[_Shown]:
    for speech in draft.mentioned.speeches:
        by = speech.by
        if by is None:
            who = draft.speaker_by_pronoun(speech, whose)
            if who is not None and not draft.aside(speech.start, speech=False):
                yield _Shown(who, speech.start, speech.end, "speaks", 0)
            continue
        named = speech.who in whose and by.sure and not _had(draft, speech)
        if named and not draft.aside(by.start, speech=False):
            yield _Shown(speech.who or "", speech.start, speech.end, "speaks", 2)


def _acting(draft: Draft, whose: frozenset[str]) -> Iterator[_Shown]:
    from storybible.drafts.acting import acts  # only where a draft is read

    for act in acts(draft, whose):
        yield _Shown(act.mention.who or "", act.start, act.end, "acts", 1)


def _dead(draft: Draft, shown: list[_Shown]) -> Finding | None:
    first, timeline = shown[0], draft.timeline
    death = timeline.encoding.deaths[first.who]
    t = draft.moment(first.start)
    if t is None:
        return None
    dead = negated(not_after(timeline, t, death, WORLD))
    proof = draft.proof_of(dead.steps) if timeline.certainly_before(death, t, WORLD) else None
    if proof is None:
        return None
    name = draft.story.label(first.who)
    return Finding(
        draft.span(first.start, first.end),
        f"{name} {first.verb} here, and is dead by then" + _again(draft, first, shown[1:]),
        (first.who,),
        ("dead-speaks", first.who, draft.scene_words(first.start)),
        proof,
        (draft.quoted(first.start, first.end, f"the draft has {name} {first.verb.removesuffix('s')}"),),
        loose=timeline.certainly_before(death, t, LOOSE_WORLD) and first.strength == 2,
    )


def _again(draft: Draft, first: _Shown, others: list[_Shown]) -> str:
    """Where else in the scene."""
    own = draft.prose.place(first.start).line
    lines = [str(line) for line in sorted({draft.prose.place(one.start).line for one in others} - {own})]
    return f" (as in line{'s' if len(lines) > 1 else ''} {', '.join(lines[:5])})" if lines else ""


def _had(draft: Draft, speech: Speech) -> bool:
    """Whether the speech lies further back than what is told: “...,” Mara had said."""
    by = speech.by
    after = draft.prose.readable[by.end : by.end + 30] if by is not None else ""
    return re.match(r"(?:['’]s)?\s*(?:had|['’]d)\b", after) is not None
