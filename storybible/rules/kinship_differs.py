"""A draft makes somebody another relation than the records do.

"Isa's sister Marit" of Isa's mother; "her father, Odo" of somebody whose parents are both stated, and others;
"his wife Mara" before the wedding; "Mara's late father" of a man who dies later.  What the records leave open
is nothing: step-parents, guardians and relations by marriage may be called by the same words.

## Failing

```yaml
characters:
  marit: {name: Marit Kell, sex: female}
  hector: {name: Hector Kell, sex: male}
  isa: {name: Isa Kell, sex: female, parents: [marit, hector], source: ¶3}
```

```text
# draft.md
Isa's sister Marit took the plums.
```

```text
draft.md:1:1: warning SB713 kinship-differs: “Isa's sister Marit”: by the records Marit Kell is parent of Isa Kell
    draft.md:1: the draft: “Isa's sister Marit”            (¶1)
    bible/story.yaml:4: Marit Kell is mother of Isa Kell   (¶3)
```

## Passing

```yaml
characters:
  marit: {name: Marit Kell, sex: female}
  hector: {name: Hector Kell, sex: male}
  isa: {name: Isa Kell, sex: female, parents: [marit, hector]}
  oona: {name: Oona Kell, sex: female, parents: [marit, hector]}
  bram: {name: Bram Tolley, sex: male}
```

```text
# draft.md
Isa's sister Oona took the plums. Isa's mother Marit laughed, and so did Isa's cousin Bram.
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storybible.diagnostics import Evidence, Severity
from storybible.manuscript.candidate import Candidate
from storybible.rules import Finding, Rule
from storybible.rules._kin import (
    CHILD,
    FURTHER,
    PARENT,
    ROLES,
    SAID,
    SIBLING,
    SPOUSE,
    may_be_called_so,
    parents_of,
    stated,
    ties,
)
from storybible.rules._parents import Parentage
from storybible.stn import Key
from storybible.timeline import WORLD

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB713", Severity.WARNING)
_LATE = re.compile(r"\b(?:late|dead|deceased)\s", re.I)


@dataclass(frozen=True, slots=True)
class _Against:
    """What the records have instead, in words, and what that rests on."""

    words: str
    links: tuple[Parentage, ...] = ()
    proof: tuple[Key, ...] = ()


def draft(draft: Draft) -> Iterator[Finding]:
    """Everybody who is called a relation of somebody known."""
    for candidate in draft.of_kind("relationship"):
        value = candidate.value if isinstance(candidate.value, dict) else {}
        word, to = str(value.get("relation", "")).casefold(), value.get("to")
        if not isinstance(to, str) or to not in draft.story.characters or word not in SAID:
            continue
        who = candidate.subject if candidate.subject in draft.story.characters else None
        against = _against(draft, candidate, who, word, to) if who is not None and who != to else None
        if against is None and _LATE.search(candidate.quote):
            against = _living(draft, candidate, who, word, to)
        if against is not None:
            yield _finding(draft, candidate, to, against)


def _against(draft: Draft, candidate: Candidate, who: str, word: str, to: str) -> _Against | None:
    """Why somebody is no such relation; None where they may be."""
    story, said = draft.story, SAID[word]
    known = stated(story, who, to)
    if said == SPOUSE and said in known:
        return _not_yet(draft, candidate, who, to)
    if said in known or (SPOUSE in known and said == FURTHER):
        return None
    name, other = story.label(who), story.label(to)
    if known and not (said == SPOUSE and set(known) - {PARENT, CHILD, SIBLING}):
        kind, links = next(iter(known.items()))
        return _Against(f"by the records {name} is {kind} of {other}", links)
    if known or may_be_called_so(story, who, to, said):
        return None
    mine, theirs = parents_of(story, who), parents_of(story, to)
    if said == PARENT and (len(theirs) >= 2 or any(link.role == ROLES.get(word) for link in theirs)):
        return _Against(f"by the records {other} has other parents", tuple(theirs))
    if said == CHILD and len(mine) >= 2:
        return _Against(f"by the records {name} has other parents", tuple(mine))
    if said == SIBLING and len(mine) >= 2 and len(theirs) >= 2:
        return _Against("by the records they have no parent in common", (*mine, *theirs))
    return None


def _not_yet(draft: Draft, candidate: Candidate, who: str, to: str) -> _Against | None:
    """That two people marry only later."""
    t = draft.moment(candidate.start)
    weddings = [
        draft.timeline.encoding.period(tie)
        for tie in ties(draft.story, who, to)
        if tie.tie.value == "married"
    ]
    if t is None or len(weddings) != 1 or weddings[0].begin is None:
        return None
    begin = weddings[0].begin
    if not draft.timeline.certainly_before(t, begin, WORLD):
        return None
    proof = draft.timeline.prove(begin, t, -1, WORLD)
    return _Against("by the records they marry only later", (), proof) if proof is not None else None


def _living(draft: Draft, candidate: Candidate, who: str | None, word: str, to: str) -> _Against | None:
    """That somebody who is called dead dies only later."""
    if who is None:
        parents = [link.parent for link in parents_of(draft.story, to) if link.role == ROLES.get(word)]
        who = parents[0] if len(parents) == 1 else None
    t, encoding = draft.moment(candidate.start), draft.timeline.encoding
    if who is None or t is None or who not in encoding.died_by_statement or draft.story.revivals.get(who):
        return None
    death = encoding.deaths[who]
    if not draft.timeline.certainly_before(t, death, WORLD):
        return None
    proof = draft.timeline.prove(death, t, -1, WORLD)
    return (
        _Against(f"by the records {draft.story.label(who)} dies only later", (), proof)
        if proof is not None
        else None
    )


def _finding(draft: Draft, candidate: Candidate, to: str, against: _Against) -> Finding:
    records = tuple(dict.fromkeys(one for one in (candidate.subject, to) if one))
    words = " ".join(candidate.quote.split())
    meant = candidate.subject if draft.named(candidate) and candidate.subject else to
    doubtful = draft.doubtful(replace(candidate, subject=meant))
    evidence: list[Evidence] = [draft.quoted(candidate.start, candidate.end, f"the draft: “{words}”")]
    links = {(link.child, link.parent): link for link in against.links}
    evidence += [link.evidence(draft.story) for link in links.values()]
    return Finding(
        draft.span(candidate.start, candidate.end),
        f"“{words}”: {against.words}",
        records,
        ("kinship-differs", *records, candidate.id),
        against.proof,
        tuple(evidence),
        severity=Severity.NOTE if doubtful else None,
    )
