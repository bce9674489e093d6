"""An event ends before it starts.

An event has an end where it has `until` or `lasts`, or where something else is `during` it.

## Failing

```yaml
events:
  siege: {title: The siege, when: 1141-02-01, until: 1141-01-20}
```

```text
bible/story.yaml:2:54: error SB205 event-ends-before-it-starts: “The siege” ends before it starts (by at least 11 days)
    bible/story.yaml:2: “The siege” is dated 1141-02-01
    bible/story.yaml:2: “The siege” goes on until 1141-01-20
    mend: bible/story.yaml:2: "1141-02-01" -> "1141-01-20"
    mend: bible/story.yaml:2: "1141-01-20" -> "1141-02-01"
```

## Passing

```yaml
events:
  siege: {title: The siege, when: 1141-02-01, until: 1141-02-20}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB205", Severity.ERROR)
