"""Somebody in a draft has or uses a thing that is lost, destroyed, or not made yet.

The thing must be named, and a verb of having or using it must stand before it, in a scene that certainly plays
while it is gone.  To think of it, or to speak of it, is nothing wrong.

## Failing

```yaml
characters: {mara: {name: Mara Venn}}
events: {the-flood: {title: The flood}}
items: {ring: {name: the iron ring, lost: the-flood, source: ¶27}}
```

```text
# draft.md
---
at: 2 years after the-flood
---

Mara wore the iron ring.
```

```text
draft.md:5:6: error SB708 item-differs: “the iron ring” is in use here, and is lost by then
    draft.md:5: the draft: “wore the iron ring”           (¶1)
    bible/story.yaml:3: the iron ring: lost “The flood”   (¶27)
    draft.md:2: this scene is 2 years after “The flood”
```

## Passing

```yaml
characters: {mara: {name: Mara Venn}}
events: {the-flood: {title: The flood}}
items: {ring: {name: the iron ring, lost: the-flood, source: ¶27}}
```

```text
# draft.md
---
at: 2 years before the-flood
---

Mara wore the iron ring.

She would miss the iron ring.
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible import states
from storybible.diagnostics import Evidence, Severity
from storybible.manuscript.candidate import DOUBTFUL, Candidate
from storybible.manuscript.handling import FORMS, LEAVING
from storybible.records import Item
from storybible.rules import Finding, Rule
from storybible.sentences import moment_words
from storybible.states import YES, State, negated
from storybible.stn import Key

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB708")
_ENDS = re.compile(
    r"\s*(?:[.,;:!?…—–”\"]|\Z|(?:and|as|but|then|again|back|up|out|down|away|off|home|upstairs|downstairs"
    r"|all\s+the\s+same|at\s+once|anyway|too|instead|once\s+more|twice|hard|high|higher|low|aloft|first"
    r"|[a-z]+ly)\b"
    r"|(?:from|out\s+of|off|into|onto|to|over|across|round|around|through|against|under|beneath|behind"
    r"|beside|between"
    r"|towards?|by|in|on|at|with)\s)"
)
_NOT_THERE = re.compile(
    r"\s*[^.,;!?]{0,60}\b(?:minds?|memor(?:y|ies)|thoughts?|dreams?|imaginations?|hearts?|heads?|papers?"
    r"|page|pages|sheets?"
    r"|canvas|sketch\w*|books?|pictures?|photo\w*|mirrors?|windows?|shops?|museum|stories|story|songs?"
    r"|poems?|games?|letters?|wills?|prayers?|stage|sleep)\b",
    re.I,
)
"""Where a thing is only thought of, shown, or written about."""
_FIGURATIVE = re.compile(
    r"(?:draw|read)\w*\b.*\s[io]n\s|drew\b.*\s[io]n\s|us\w+\b.*\sas\s|br(?:ing|ings|ought)\s+up\b.*|br(?:ing"
    r"|ings|ought)\b.*\sup\s.*"
    r"|t(?:ook|akes?|aking)\s+(?:up|on|over|in)\b.*|(?:had|has|have|h[eo]lds?|held)\b.*\s(?:to|as|in"
    r"|against)\s.*"
    r"|pass\w*\b.*\soff\b.*|(?:look|turn|play)\w*\b.*\s(?:to|into|against)\s.*",
    re.I | re.S,
)
"""To draw on paper, to use as an excuse, to bring up in a talk."""
_PLAYED = re.compile(
    r"\bplay(?:ed|ing|s)?\s+(?:at\b|pirates|soldiers|knights|war|robbers|kings?|house)|\bpretend"
    r"|\bmake-believe|\bcharades"
    r"|\brehears|\btheat(?:re|er)\b",
    re.I,
)
_NEXT = 9
"""So many characters after a thing hold the little word that tells."""
_OTHERS = re.compile(r"\b(?:an?|another|some|any)\s|['’]s\s+(?=\w+\s+\w+\Z)", re.I)


def draft(draft: Draft) -> Iterator[Finding]:
    """Things in use that are not there."""
    for candidate in draft.of_kind("item"):
        value = candidate.value if isinstance(candidate.value, dict) else {}
        item = draft.story.items.get(str(value.get("item")))
        t = draft.moment(candidate.start)
        if item is None or t is None or FORMS.get(str(value.get("act"))) in LEAVING:
            continue
        if not _in_hand(draft, candidate):
            continue
        found = _absent(draft, item, t, draft.before(candidate.start))
        if found is not None:
            yield _finding(draft, candidate, item, *found)


def _in_hand(draft: Draft, candidate: Candidate) -> bool:
    """Whether the words end with the thing itself: not its hilt, and not another one of tin."""
    text = draft.prose.readable
    if not _ENDS.match(text, candidate.end):
        return False
    if _NOT_THERE.match(text, candidate.end):
        return False
    if _FIGURATIVE.match(text, candidate.start, candidate.end + _NEXT):
        return False
    if _PLAYED.search(text, *draft.around(candidate.start, candidate.end)):
        return False
    return draft.plain(candidate) and not _OTHERS.search(candidate.quote)


def _absent(draft: Draft, item: Item, t: int, before: int) -> tuple[str, tuple[Key, ...]] | None:
    """Why a thing cannot be there at a moment, with the proof; None where it can."""
    moments = draft.timeline.encoding.moments
    times = [time for time in (item.destroyed, item.made, *item.lost, *item.found) if time is not None]
    if any(time.evidence is not None and time.evidence.says is not None for time in times):
        return None  # somebody says so
    reasons: list[tuple[str, State]] = []
    if item.destroyed is not None and id(item.destroyed) in moments:
        reasons.append(("destroyed", states.not_after(draft.timeline, moments[id(item.destroyed)][0], t)))
    reasons.append(("lost", states.gone(draft.timeline, item, t)))
    if item.made is not None and id(item.made) in moments:
        reasons.append(("not made", negated(states.not_after(draft.timeline, moments[id(item.made)][0], t))))
    for word, state in reasons:
        if state.verdict is YES and (proof := draft.proof_of(state.steps, t, before)):
            return word, proof
    return None


def _ends(draft: Draft, item: Item, word: str) -> Iterator[Evidence]:
    """The records' own words on the thing's end, or its making."""
    times = {"destroyed": [item.destroyed], "not made": [item.made]}.get(word, [*item.lost])
    for time in times:
        if time is not None:
            verb = "made" if word == "not made" else word
            words = moment_words(draft.story, time.value, time.terms)
            yield draft.context.cited(time.span, f"{item.label}: {verb} {words}", time.evidence, item)


def _finding(draft: Draft, candidate: Candidate, item: Item, word: str, proof: tuple[Key, ...]) -> Finding:
    then = "yet" if word == "not made" else "by then"
    doubtful = not DOUBTFUL.isdisjoint(candidate.flags) or draft.dreamt(candidate.start)
    return Finding(
        draft.span(candidate.start, candidate.end),
        f"“{item.label}” is in use here, and is {word} {then}",
        (item.id, *((candidate.subject,) if candidate.subject else ())),
        ("item-differs", item.id, candidate.id),
        proof,
        (
            draft.quoted(candidate.start, candidate.end, f"the draft: “{candidate.quote}”"),
            *_ends(draft, item, word),
        ),
        loose=candidate.subject is None or draft.named(candidate),
        severity=Severity.NOTE if doubtful else None,
    )
