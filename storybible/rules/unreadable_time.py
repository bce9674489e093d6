"""A time, an age or a length that cannot be read.

The place of the first word that does not fit is shown.  The grammar of times is in the description of the
format; nothing is guessed.

## Failing

```yaml
events:
  flood: {title: The flood}
  wedding: {title: The wedding, when: 3 yeers after flood}
```

```text
bible/story.yaml:3:41: error SB007 unreadable-time: “yeers” is no unit of time
    3 |   wedding: {title: The wedding, when: 3 yeers after flood}
                                                ^^^^^
    did you mean years?
```

## Passing

```yaml
events:
  flood: {title: The flood}
  wedding: {title: The wedding, when: 3 years after flood}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB007", Severity.ERROR)
