"""An event ends before it starts.

An event has an end where it has `until` or `lasts`, or where something else is `during` it.

## Failing

```yaml
events:
  siege: {title: The siege, when: 1141-02-01, until: 1141-01-20}
```

## Passing

```yaml
events:
  siege: {title: The siege, when: 1141-02-01, until: 1141-02-20}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB205", Severity.ERROR)
