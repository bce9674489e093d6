"""A date with a season that it does not lie in.

"Spring, 12 October 2004" is a slip in the date or in the season.  A season is taken generously, as with
`spring 2004`: from the first of the month it begins in to the equinox or solstice that ends it, so that
21 June is spring and summer.  Seasons are those of the northern half; `seasons: southern` under `calendars:`
turns them round, and a calendar of the story's own declares its own.

## Failing

```yaml
events:
  wedding: {title: The wedding, when: "spring, 12 October 2004"}
```

```text
bible/story.yaml:2:40: error SB207 wrong-season: 12 October 2004 is in autumn, not in spring
    2 |   wedding: {title: The wedding, when: "spring, 12 October 2004"}
                                               ^^^^^^^^^^^^^^^^^^^^^^^
    mend: bible/story.yaml:2: "spring" -> "autumn"
```

## Passing

```yaml
events:
  wedding: {title: The wedding, when: "autumn, 12 October 2004"}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.calendars import Calendar, Season
from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._dates import Dated, dates, replaced_part
from storybible.when import Date

RULE = Rule("SB207", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every date that names its season and a month."""
    calendar = context.calendar
    for found in dates(context.story):
        date = found.date
        season = calendar.seasons.get(date.season)
        if season is None or date.month is None or _meets(calendar, season, date):
            continue
        right = [name for name, other in calendar.seasons.items() if _meets(calendar, other, date)]
        in_season = f", not in {date.season}"
        words = calendar.in_words(date.lower, "day" if date.day is not None else "month")
        yield Finding(
            found.time.place(date.column, date.length),
            f"{words} is in {right[0]}{in_season}" if right else f"{words} is not in {date.season}",
            (found.record.id,),
            ("wrong-season", found.record.id, found.time.value),
            fixes=Later(partial(_fixes, context, found, right)),
        )


def _meets(calendar: Calendar, season: Season, date: Date) -> bool:
    """Whether some day that a date may be lies in the season of some year."""
    (_, *begin), (_, *end) = season
    first, last = date.loose_lower, date.loose_upper
    for year in range(calendar.from_lattice(first)[0] - 1, calendar.from_lattice(last)[0] + 1):
        over = 1 if end < begin else 0  # over the turn of the year
        start = calendar.to_lattice(year, begin[0], begin[1])
        stop = calendar.to_lattice(year + over, end[0], end[1], calendar.DAY - 1)
        if start <= last and first <= stop:
            return True
    return False


def _fixes(context: Context, found: Dated, right: list[str]) -> Iterator[Fix]:
    """Another season."""
    source = context.files.get(found.time.span.file, "")
    begin = found.time.value.lower().find(found.date.season, found.date.column)
    for name in right:
        if begin >= 0:
            yield from replaced_part(found.time, begin, begin + len(found.date.season), name, source)
