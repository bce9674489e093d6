"""Somebody speaks in a draft who is dead by then.

Direct speech whose speaker the text names ("said Mara") in a scene that certainly plays after that person's
death.  Dreams, memories and flashbacks are none of it where the text, or a comment in it
(`<!-- storybible: dream -->`), shows them; neither is somebody whom the bible brings back (`revivals:`), or
whose ghost is at an event.

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
```

```text
draft.md:5:1: error SB707 dead-speaks: Mara Venn speaks here, and is dead by then
    draft.md:5: the draft has Mara Venn speak             (¶1)
    bible/story.yaml:1: Mara Venn died at “The siege”     (¶12)
    draft.md:2: this scene is 2 years after “The siege”
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
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible.manuscript.speakers import Speech
from storybible.rules import Finding, Rule
from storybible.states import negated, not_after
from storybible.timeline import LOOSE_WORLD, WORLD

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB707")


def draft(draft: Draft) -> Iterator[Finding]:
    """The dead who speak; each once for a scene."""
    spoken: dict[tuple[object, ...], list[Speech]] = {}
    for speech in draft.mentioned.speeches:
        who = speech.who
        if who is None or who not in draft.story.characters or speech.by is None or not speech.by.sure:
            continue
        if draft.aside(speech.by.start, speech=False) or _had(draft, speech):
            continue
        spoken.setdefault((who, draft.placement(speech.start)), []).append(speech)
    for (name, _), speeches in spoken.items():
        if (found := _dead(draft, speeches, str(name))) is not None:
            yield found


def _dead(draft: Draft, speeches: list[Speech], who: str) -> Finding | None:
    speech = speeches[0]
    timeline, story = draft.timeline, draft.story
    death = timeline.encoding.deaths.get(who)
    t = draft.moment(speech.start)
    if death is None or t is None or who not in timeline.encoding.died_by_statement:
        return None
    if story.revivals.get(who) or who in draft.ghosts:
        return None
    dead = negated(not_after(timeline, t, death, WORLD))
    proof = draft.proof_of(dead.steps) if timeline.certainly_before(death, t, WORLD) else None
    if proof is None:
        return None
    name = story.label(who)
    return Finding(
        draft.span(speech.start, speech.end),
        f"{name} speaks here, and is dead by then" + _again(draft, speeches[1:]),
        (who,),
        ("dead-speaks", who, draft.scene_words(speech.start)),
        proof,
        (draft.quoted(speech.start, speech.end, f"the draft has {name} speak"),),
        loose=timeline.certainly_before(death, t, LOOSE_WORLD),
    )


def _again(draft: Draft, others: list[Speech]) -> str:
    """Where else in the scene."""
    lines = list(dict.fromkeys(str(draft.prose.place(speech.start).line) for speech in others))
    return f" (as in line{'s' if len(lines) > 1 else ''} {', '.join(lines[:5])})" if lines else ""


def _had(draft: Draft, speech: Speech) -> bool:
    """Whether the speech lies further back than what is told: “...,” Mara had said."""
    by = speech.by
    after = draft.prose.readable[by.end : by.end + 30] if by is not None else ""
    return re.match(r"(?:['’]s)?\s*(?:had|['’]d)\b", after) is not None
