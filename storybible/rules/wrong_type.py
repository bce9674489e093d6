"""A field holds something other than it takes.

A list where one word belongs, a word that is none of those a field knows, an id that is no id, an age
without its moment.  The record is read without that field.

## Failing

```yaml
characters:
  mara: {name: Mara, ages: 25}
```

```text
bible/story.yaml:2:28: error SB003 wrong-type: an age needs its moment, and “25” names none
    2 |   mara: {name: Mara, ages: 25}
                                   ^^
    for example: ages: [25 at the-return, {age: late thirties, at: the-siege}]
```

## Passing

```yaml
characters:
  mara: {name: Mara, ages: [25 at homecoming]}
events:
  homecoming: {title: The homecoming}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB003", Severity.ERROR)
