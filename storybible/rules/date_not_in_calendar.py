"""A date that the calendar does not have.

30 February, a month or an era that nobody declared, the 31st of a month of thirty days, a leap day in a
year without one, half past twenty in a day of twenty hours.  The calendar is the Gregorian one, or the one
that `calendar:` in `storybible.yaml` names.  What a date needs can be declared there: months, days between
two months, leap years, weekdays, seasons, eras, hours.

## Failing

```yaml
# bible/storybible.yaml
calendars:
  shire:
    months: [Afteryule 30, Solmath 30, {name: Rethe, days: 29, leap: 30}]
    leap: every 4
```

```yaml
events:
  feast: {title: The feast, when: 30 Rethe 1401}
  departure: {title: The departure, when: 12 July 1401}
```

```text
bible/story.yaml:2:35: error SB208 date-not-in-calendar: Rethe 1401 has no day 30
    2 |   feast: {title: The feast, when: 30 Rethe 1401}
                                          ^^
    its last day is 29 Rethe 1401
bible/story.yaml:3:46: error SB208 date-not-in-calendar: the shire calendar has no month called “July”
    3 |   departure: {title: The departure, when: 12 July 1401}
                                                     ^^^^
    its months are Afteryule, Solmath, Rethe
```

## Passing

```yaml
# bible/storybible.yaml
calendars:
  shire:
    months: [Afteryule 30, Solmath 30, {name: Rethe, days: 29, leap: 30}]
    leap: every 4
```

```yaml
events:
  feast: {title: The feast, when: 30 Rethe 1400}
  departure: {title: The departure, when: 12 Solmath 1401}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB208", Severity.ERROR)
