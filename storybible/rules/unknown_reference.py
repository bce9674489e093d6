"""A name that no record has.

Wherever somebody or something is mentioned, an id, a unique name, a title or an alias will do.  A name of
the wrong kind (a place where a person is expected) is reported here too.

## Failing

```yaml
characters:
  mara: {name: Mara}
events:
  flood: {title: The flood, who: [marra]}
```

```text
bible/story.yaml:4:35: error SB005 unknown-reference: no character is called “marra”
    4 |   flood: {title: The flood, who: [marra]}
                                          ^^^^^
    did you mean mara?
```

## Passing

```yaml
characters:
  mara: {name: Mara}
events:
  flood: {title: The flood, who: [Mara]}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB005", Severity.ERROR)
