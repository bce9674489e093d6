"""Nobody holds an office for a while.

A note: between one holder's stated `until` and the next one's `from` there is surely a time without a
holder. Only offices that are `exclusive` are asked, and only where every holder's begin or end tells.

## Failing

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
offices:
  harbour-master:
    title: Harbour master
    exclusive: yes
    holders: [{who: odo, until: the-flood}, {who: mara, from: wedding}]
events:
  the-flood: {title: The flood}
  wedding: {title: The wedding, when: 2 years after the-flood}
```

```text
bible/story.yaml:8:33: note SB503 office-vacant: nobody is Harbour master between Odo and Mara, for 1 year or more
    bible/story.yaml:8: Odo is Harbour master, until “The flood”
    bible/story.yaml:11: “The wedding” is 2 years after “The flood”
    bible/story.yaml:8: Mara is Harbour master, from “The wedding”
    mend: bible/story.yaml:8: "the-flood" -> "wedding"
    mend: bible/story.yaml:8: "wedding" -> "the-flood"
```

## Passing

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
offices:
  harbour-master:
    title: Harbour master
    exclusive: yes
    holders: [{who: odo, until: wedding}, {who: mara, from: wedding}]
events:
  the-flood: {title: The flood}
  wedding: {title: The wedding, when: 2 years after the-flood}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.encoding import PeriodPoints, speaker
from storybible.records import Holder, Office
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, gap, not_after, not_more, together
from storybible.rules._fixes import rewritten
from storybible.rules._held import forwards
from storybible.when import duration_text

RULE = Rule("SB503", Severity.NOTE)


def check(context: Context) -> Iterator[Finding]:
    """After each stated end of an exclusive office."""
    for office in context.story.offices.values():
        if not office.exclusive or any(speaker(h, office) or h.who.id is None for h in office.holders):
            continue
        if len(forwards(context, office.holders)) < len(office.holders):
            continue
        for holder in office.holders:
            end = context.encoding.period(holder).end
            if end is not None:
                yield from _after(context, office, holder, end)


def _after(context: Context, office: Office, holder: Holder, end: int) -> Iterator[Finding]:
    """A finding where each other holder surely was over by this end or surely came a day or more later."""
    grounds: list[Certain] = []
    later: list[tuple[Holder, int]] = []
    for other in office.holders:
        if other is holder:
            continue
        points = context.encoding.period(other)
        gone = _gone(context, points, end)
        if gone is not None:
            grounds.append(gone)
            continue
        comes = (
            not_more(context, points.begin, end, -context.calendar.DAY) if points.begin is not None else None
        )
        if comes is None or points.begin is None:
            return
        grounds.append(comes)
        later.append((other, points.begin))
    if not later:
        return
    certain = together(*grounds)
    leasts = [(gap(context, end, begin, certain.loose)[0] or 0, other) for other, begin in later]
    least, following = min(leasts, key=lambda pair: pair[0])
    story = context.story
    names = [story.label(person.who.id or "") for person in (holder, following)]
    span = holder.ends.span if holder.ends else holder.span
    apart = duration_text(least, context.calendar)
    yield Finding(
        span,
        f"nobody is {office.label} between {names[0]} and {names[1]}, for {apart} or more",
        (office.id, holder.who.id or "", following.who.id or ""),
        ("office-vacant", office.id, holder.who.id or "", following.who.id or ""),
        certain.proof,
        fixes=Later(partial(_fixes, context, holder, following)),
        loose=certain.loose,
    )


def _gone(context: Context, points: PeriodPoints, end: int) -> Certain | None:
    """Whether another period was surely over by the end of this one."""
    return not_after(context, points.end, end) if points.end is not None else None


def _fixes(context: Context, holder: Holder, following: Holder) -> Iterator[Fix]:
    """One ends when the other begins."""
    if holder.ends is not None and following.starts is not None:
        yield from rewritten(context, holder.ends, following.starts.value)
        yield from rewritten(context, following.starts, holder.ends.value)
