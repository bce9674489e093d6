"""A date with a weekday that this day is not.

12 July 2004 was a Monday.  In a calendar of the story's own, `known_day: Sterday 1400-01-01` tells which
weekday one day is, and all others follow; without it the weekdays of the story's dates are compared with each
other, and only what cannot fit together is a finding.  A weekday needs a whole date: with a month or a year
alone it is not judged.

## Failing

```yaml
events:
  wedding: {title: The wedding, when: Tuesday 2004-07-12}
```

```text
bible/story.yaml:2:39: error SB206 wrong-weekday: 12 July 2004 is a Monday, not a Tuesday
    2 |   wedding: {title: The wedding, when: Tuesday 2004-07-12}
                                              ^^^^^^^^^^^^^^^^^^
    mend: bible/story.yaml:2: "Tuesday" -> "Monday"
    mend: bible/story.yaml:2: "2004-07-12" -> "2004-07-13"
```

## Passing

```yaml
events:
  wedding: {title: The wedding, when: Monday 2004-07-12}
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from storybible.calendars import Calendar
from storybible.diagnostics import Evidence, Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._dates import Dated, dates, word_fix
from storybible.sentences import time_words

RULE = Rule("SB206", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every date with a weekday and a day."""
    calendar = context.calendar
    stated = [d for d in dates(context.story) if d.date.weekday is not None and d.date.day is not None]
    if calendar.week_known:
        for found in stated:
            wanted = calendar.weekday(_midnight(calendar, found))
            if wanted != found.date.weekday:
                message = f"{_day(calendar, found)} is a {calendar.weekdays[wanted]}"
                yield _finding(context, found, message, calendar.weekdays[wanted], None)
        return
    offsets = Counter(_offset(calendar, found) for found in stated)
    if len(offsets) < 2:
        return
    usual = min(offsets, key=lambda offset: (-offsets[offset], offset))
    first = next(found for found in stated if _offset(calendar, found) == usual)
    for found in stated:
        if _offset(calendar, found) != usual:
            wanted = (calendar.day_number(_midnight(calendar, found)) - usual) % len(calendar.weekdays)
            name = calendar.weekdays[wanted]
            message = f"{_day(calendar, found)} is a {name}, if {first.date.text} is right"
            yield _finding(context, found, message, name, first)


def _offset(calendar: Calendar, found: Dated) -> int:
    """By how many days a date with its weekday is ahead of a week that begins on day 0."""
    return (calendar.day_number(_midnight(calendar, found)) - (found.date.weekday or 0)) % len(
        calendar.weekdays
    )


def _midnight(calendar: Calendar, found: Dated) -> int:
    """The day that was written, also where it is only about that day."""
    date = found.date
    return calendar.to_lattice(date.year or 0, date.month or 1, date.day or 1)


def _day(calendar: Calendar, found: Dated) -> str:
    return calendar.in_words(_midnight(calendar, found), "day")


def _finding(context: Context, found: Dated, message: str, name: str, other: Dated | None) -> Finding:
    span = found.time.place(found.date.column, found.date.length)
    written = calendar_word(context, found)
    evidence = () if other is None else (_evidence(context, other),)
    return Finding(
        span,
        f"{message}, not a {written}",
        (found.record.id,),
        ("wrong-weekday", found.record.id, found.time.value),
        evidence=evidence,
        fixes=Later(partial(_fixes, context, found, name)),
    )


def _evidence(context: Context, found: Dated) -> Evidence:
    words = time_words(context.story, found.time.value, found.date)
    return context.cited(found.time.span, f"{context.story.titled(found.record.id)}: {words}", found.record)


def calendar_word(context: Context, found: Dated) -> str:
    """The name of the weekday that was written."""
    return context.calendar.weekdays[found.date.weekday or 0]


def _fixes(context: Context, found: Dated, name: str) -> Iterator[Fix]:
    """The right weekday; or the nearest date that is the written one."""
    source = context.files.get(found.time.span.file, "")
    yield from word_fix(found, "weekday", name, source)
    calendar, date = context.calendar, found.date
    if "-" not in date.text or not context.calendar.week_known:
        return
    week = len(calendar.weekdays)
    midnight = _midnight(calendar, found)
    ahead = ((date.weekday or 0) - calendar.weekday(midnight)) % week
    day = calendar.add_days(midnight, ahead if ahead <= week // 2 else ahead - week)
    if calendar.from_lattice(day)[:2] == calendar.from_lattice(midnight)[:2]:
        yield from word_fix(found, "day", f"{calendar.from_lattice(day)[2]:02d}", source)
