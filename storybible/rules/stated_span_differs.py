"""A draft counts the time since something, and the records count otherwise.

"Nine years had passed since the wedding" in a scene that plays five years after it; "born two years before
the wedding" of somebody who is born after it; "born in 1870" of somebody born in 1880.  Only spans counted from
an event of the bible that open a sentence or tell of a birth, and dates of births; not those that look ahead, are
denied or supposed; in speech it is a note.

## Failing

```yaml
characters: {mara: {name: Mara Venn, born: 1 year after the-wedding, source: ¶3}}
events: {the-wedding: {title: The wedding}}
```

```text
# draft.md
---
at: 5 years after the-wedding
---

Nine years had passed since the wedding. Mara had been born two years before the wedding.
```

```text
draft.md:5:1: error SB702 stated-span-differs: “Nine years had passed since the wedding”, and by the records it is 4 years 6 months to 5 years 6 months after “The wedding”
    draft.md:5: the draft: “Nine years had passed since the wedding”   (¶1)
    draft.md:2: this scene is 5 years after “The wedding”
draft.md:5:51: error SB702 stated-span-differs: “been born two years before the wedding”, and by the records it is 5 months 30 days to 1 year 6 months after “The wedding”
    draft.md:5: the draft: “been born two years before the wedding”     (¶1)
    bible/story.yaml:1: Mara Venn was born 1 year after “The wedding”   (¶3)
```

## Passing

```yaml
characters: {mara: {name: Mara Venn, born: 1 year after the-wedding, source: ¶3}}
events: {the-wedding: {title: The wedding}}
```

```text
# draft.md
---
at: 5 years after the-wedding
---

Five years had passed since the wedding. Another three years would pass. Mara had been born a year after the wedding.
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from storybible.diagnostics import Severity
from storybible.manuscript.candidate import DOUBTFUL, FLASHBACK, Candidate
from storybible.rules import Finding, Rule
from storybible.stn import Constraint, Key
from storybible.timeline import LOOSE_WORLD, WORLD
from storybible.when import duration_text, parse

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB702")
_SINCE = re.compile(r"\bsince\b", re.I)
SIDE = {"later": "after", "earlier": "before"}


def draft(draft: Draft) -> Iterator[Finding]:
    """Spans since events, of scenes and of births."""
    for candidate in draft.candidates:
        value: dict[str, Any] = candidate.value if isinstance(candidate.value, dict) else {}
        if candidate.kind == "birth" and value.get("when") and candidate.subject in draft.story.characters:
            born = draft.timeline.encoding.births[candidate.subject]
            if draft.plain(candidate):
                yield from _compared(draft, candidate, None, str(value["when"]), born)
            continue
        anchor = draft.event_named(value.get("anchor"))
        side = SIDE.get(str(value.get("direction")))
        if anchor is None or side is None or not value.get("amount"):
            continue
        point = None
        if candidate.kind == "jump" and _opens_sentence(draft, candidate):
            point = draft.moment(candidate.start)
        elif (
            candidate.kind == "birth"
            and candidate.subject in draft.story.characters
            and _long(value["amount"])
        ):
            point = draft.timeline.encoding.births[candidate.subject]
        if point is not None:
            yield from _compared(draft, candidate, anchor, f"{value['amount']} {side} {anchor}", point)


def _long(amount: object) -> bool:
    """Whether an amount is counted in months or years: of a birth, hours are not known."""
    return re.search(r"month|year|decade|centur", str(amount)) is not None


def _opens_sentence(draft: Draft, candidate: Candidate) -> bool:
    """Whether a span is said of what is told; inside a sentence it may be about anything in that."""
    paragraph = draft.prose.paragraph_at(candidate.start)
    if paragraph is None:
        return False
    if not _SINCE.search(candidate.quote) and not draft.opens_scene(candidate.start):
        return False  # "nine years after the wedding" may tell of then, or look ahead
    before = draft.prose.readable[paragraph.start : candidate.start].rstrip(" \t\r\n“\"‘'(")
    return not before or before[-1] in ".!?…—:"


def _compared(
    draft: Draft, candidate: Candidate, event: str | None, expression: str, point: int
) -> Iterator[Finding]:
    """A point that the draft places by an expression, against what the records allow."""
    timeline, story = draft.timeline, draft.story
    parsed = parse(expression, story.names, story.calendar, story.config.widths)
    if parsed.problems:
        return
    for _, tight, loose, _ in timeline.encoding.constraints_of(parsed.terms, point, point):
        for constraint, wide in zip(tight, loose, strict=True):
            proof = _broken(draft, constraint)
            if proof is None:
                continue
            anchor = constraint[0]
            told_back = {FLASHBACK} if candidate.kind == "birth" else set()
            flags = DOUBTFUL & set(candidate.flags) - told_back
            if candidate.kind == "jump" and not draft.plain(candidate):
                return
            yield Finding(
                draft.span(candidate.start, candidate.end),
                f"“{' '.join(candidate.quote.split())}”, and by the records it is "
                f"{_room(draft, event, anchor, point) if event else 'another date'}",
                tuple(a for a in (candidate.subject, event) if a),
                ("stated-span-differs", candidate.id),
                proof,
                (draft.quoted(candidate.start, candidate.end, f"the draft: “{candidate.quote}”"),),
                loose=_misses(draft, wide, LOOSE_WORLD) and draft.named(candidate),
                severity=Severity.NOTE if flags or draft.dreamt(candidate.start) else None,
            )
            return


def _misses(draft: Draft, constraint: Constraint, view: int) -> bool:
    """Whether what is stated leaves no room for a span."""
    source, target, lower, upper = constraint
    least, most = draft.timeline.gap(source, target, view)
    return (lower is not None and most is not None and most < lower) or (
        upper is not None and least is not None and least > upper
    )


def _broken(draft: Draft, constraint: Constraint) -> tuple[Key, ...] | None:
    """The statements that leave no room for a span; None where there is room."""
    source, target, lower, upper = constraint
    least, most = draft.timeline.gap(source, target, WORLD)
    if lower is not None and most is not None and most < lower:
        return draft.timeline.prove(source, target, lower - 1, WORLD)
    if upper is not None and least is not None and least > upper:
        return draft.timeline.prove(target, source, -(upper + 1), WORLD)
    return None


def _room(draft: Draft, event: str, anchor: int, point: int) -> str:
    """How far the point is from the event by the records."""
    least, most = draft.timeline.gap(anchor, point, WORLD)
    title, calendar = draft.story.titled(event), draft.story.calendar
    if most is not None and most <= 0:
        least, most, side = -most, None if least is None else -least, "before"
    else:
        side = "after"
    low = duration_text(least, calendar) if least is not None and least > 0 else ""
    high = duration_text(most, calendar) if most is not None else ""
    if low and high and low != high:
        return f"{low} to {high} {side} {title}"
    return f"{low or 'at most ' + high}{'' if high else ' or more'} {side} {title}"
