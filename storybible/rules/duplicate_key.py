"""One field stands twice in the same record.

YAML programs keep the last one and say nothing.  Here the first one is read and the second is a finding:
write one list of both values, or keep one of them.

## Failing

```yaml
characters:
  mara:
    name: Mara
    name: Mara Venn
```

```text
bible/story.yaml:4:5: error SB004 duplicate-key: `name` stands twice in the same place; only the first is read, on line 3
    keep one of the two, or make one list of both values
    bible/story.yaml:3: `name` stands here first
```

## Passing

```yaml
characters:
  mara:
    name: Mara Venn
    aliases: [Mara]
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB004", Severity.ERROR)
