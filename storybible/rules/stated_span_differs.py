"""A draft counts the time since something, and the records count otherwise.

"Nine years had passed since the wedding" in a scene that plays five years after it; "born two years before
the wedding" of somebody who is born after it; "born in 1870" of somebody born in 1880.  Only spans counted from
an event of the bible, or from a birth, a death or a wedding, that are said of the scene itself ("It had been nine years
since the wedding", "they had been married for nine years"), and births; not those that look ahead, are denied or
supposed; in speech it is a note.

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
from storybible.rules._spans import Span, lives, told
from storybible.stn import Constraint, Key
from storybible.timeline import LOOSE_WORLD, WORLD
from storybible.when import duration_text, parse

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB702")
SIDE = {"later": "after", "earlier": "before"}


def draft(draft: Draft) -> Iterator[Finding]:
    """Spans since events, of scenes, of births and of marriages."""
    for candidate in draft.of_kind("birth"):
        value: dict[str, Any] = candidate.value if isinstance(candidate.value, dict) else {}
        if candidate.subject not in draft.story.characters:
            continue
        born = draft.timeline.encoding.births[candidate.subject]
        anchor, side = draft.event_named(value.get("anchor")), SIDE.get(str(value.get("direction")))
        if value.get("when"):
            if draft.plain(candidate):
                yield from _compared(draft, candidate, None, str(value["when"]), born)
        elif anchor is not None and side is not None and _long(value.get("amount")):
            yield from _compared(draft, candidate, anchor, f"{value['amount']} {side} {anchor}", born)
    for candidate, event, amount in told(draft):
        point = draft.moment(candidate.start)
        if point is not None:
            yield from _compared(draft, candidate, event, f"{amount} after {event}", point)
    for span in lives(draft):
        point = draft.moment(span.candidate.start)
        found = _lasted(draft, span, point) if point is not None else None
        if found is not None:
            yield found


def _long(amount: object) -> bool:
    """Whether an amount is counted in months or years: of a birth, hours are not known."""
    return re.search(r"month|year|decade|centur", str(amount)) is not None


def _lasted(draft: Draft, span: Span, point: int) -> Finding | None:
    """A span since somebody's birth, death or marriage, against what the records allow."""
    amount, candidate = span.amount, span.candidate
    proof = _broken(draft, (span.source, point, amount.lower, amount.upper))
    if proof is None:
        return None
    words = " ".join(candidate.quote.split())
    doubtful = not DOUBTFUL.isdisjoint(candidate.flags) or draft.dreamt(candidate.start)
    wide = (span.source, point, amount.loose_lower, amount.loose_upper)
    return Finding(
        draft.span(candidate.start, candidate.end),
        f"“{words}”, and by the records {span.since} {_length(draft, span.source, point)}",
        span.who,
        ("stated-span-differs", candidate.id),
        proof,
        (draft.quoted(candidate.start, candidate.end, f"the draft: “{candidate.quote}”"),),
        loose=_misses(draft, wide, LOOSE_WORLD) and draft.named(candidate),
        severity=Severity.NOTE if doubtful else None,
    )


def _length(draft: Draft, source: int, point: int) -> str:
    """How long before a point something lies, or that it lies after it."""
    least, most = draft.timeline.gap(source, point, WORLD)
    if most is not None and most <= 0:
        return "only later"
    low = duration_text(least, draft.story.calendar) if least is not None and least > 0 else ""
    high = duration_text(most, draft.story.calendar) if most is not None else ""
    if low and high:
        return f"{low} before" if low == high else f"{low} to {high} before"
    return f"{low} or more before" if low else f"at most {high} before"


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
