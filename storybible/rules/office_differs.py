"""A draft calls somebody the holder of an office that they certainly do not hold then.

Either the records give every one of their holdings an end before the scene, or a beginning after it, or the
office is exclusive and somebody else certainly holds it.  Whoever was never said to hold an office that
several may hold is no finding.

## Failing

```yaml
characters: {mara: {name: Mara Venn}, teo: {name: Teo}}
events: {the-vote: {title: The vote}}
offices: {warden: {title: Warden, exclusive: yes, holders: [{who: teo, from: the-vote, source: ¶7}]}}
```

```text
# draft.md
---
at: 2 years after the-vote
---

The Warden, Mara, walked along the wall.
```

```text
draft.md:5:1: error SB709 office-differs: Mara Venn is not Warden here: Teo is
    draft.md:5: the draft: “The Warden, Mara”                     (¶1)
    bible/story.yaml:3: Teo is Warden, and no two are at a time   (¶7)
    bible/story.yaml:3: Teo is Warden, from “The vote”            (¶7)
    draft.md:2: this scene is 2 years after “The vote”
```

## Passing

```yaml
characters: {mara: {name: Mara Venn}, teo: {name: Teo}}
events: {the-vote: {title: The vote}}
offices: {warden: {title: Warden, exclusive: yes, holders: [{who: teo, from: the-vote, source: ¶7}]}}
```

```text
# draft.md
---
at: 2 years after the-vote
---

The Warden, Teo, walked along the wall. Mara was not the Warden.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible import states
from storybible.diagnostics import Evidence, Severity
from storybible.manuscript.candidate import Candidate
from storybible.records import Office
from storybible.rules import Finding, Rule
from storybible.states import NO, YES
from storybible.stn import Key

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB709")
_AND_MORE = re.compile(r"['’]s\b|[ \n][A-Z]\w|,\s+[A-Z]\w+\s+and\b|\s+in\s+all\s+but\b")
"""What follows where the words are part of something longer, or a list."""


def draft(draft: Draft) -> Iterator[Finding]:
    """Offices that somebody is said to hold."""
    for candidate in draft.of_kind("office"):
        value = candidate.value if isinstance(candidate.value, dict) else {}
        office = draft.story.offices.get(str(value.get("office")))
        t = draft.moment(candidate.start)
        if office is None or candidate.subject is None or t is None or value.get("change") != "held":
            continue
        if _AND_MORE.match(draft.prose.readable, candidate.end):
            continue
        against = _against(draft, office, candidate.subject, t)
        if against is not None:
            yield _finding(draft, candidate, office, *against)


def _against(
    draft: Draft, office: Office, who: str, t: int
) -> tuple[str, tuple[Key, ...], tuple[Evidence, ...]] | None:
    """Why somebody does not hold an office: words, proof and what else is stated; None where they may."""
    story, timeline = draft.story, draft.timeline
    own = [(h, states.holder_state(timeline, office, h, t)) for h in office.holders if h.who.id == who]
    if any(state.verdict is not NO for _, state in own):
        return None
    if office.exclusive:
        for holder in office.holders:
            state = states.holder_state(timeline, office, holder, t)
            if holder.who.id != who and holder.who.id and state.verdict is YES:
                proof = draft.proof_of(state.steps, t)
                if proof is not None:
                    other = story.label(holder.who.id)
                    said = draft.context.cited(
                        holder.span, f"{other} is {office.label}, and no two are at a time", holder, office
                    )
                    return f"{other} is", proof, (said,)
    if not own:
        return None
    proof = draft.proof_of((step for _, state in own for step in state.steps), t)
    return ("the records have it otherwise", proof, ()) if proof else None


def _finding(
    draft: Draft,
    candidate: Candidate,
    office: Office,
    words: str,
    proof: tuple[Key, ...],
    evidence: tuple[Evidence, ...],
) -> Finding:
    who = candidate.subject or ""
    return Finding(
        draft.span(candidate.start, candidate.end),
        f"{draft.story.label(who)} is not {office.label} here: {words}",
        (who, office.id),
        ("office-differs", who, office.id, candidate.id),
        proof,
        (draft.quoted(candidate.start, candidate.end, f"the draft: “{candidate.quote}”"), *evidence),
        loose=draft.named(candidate),
        severity=Severity.NOTE if draft.doubtful(candidate) else None,
    )
