"""A file, or a part of it, cannot be read.

A bracket or a quote that is never closed, a line whose indentation fits nothing, text that is no UTF-8, a
file of more than 16 MB.  What can still be read is read, and everything else is said about that part.

## Failing

```yaml
characters:
  lyra: {name: Lyra}
  mara: {name: Mara
```

```text
bible/story.yaml:3:9: error SB001 unreadable-file: this { is never closed; this line is not read
    3 |   mara: {name: Mara
                ^
    put a } where it ends
```

## Passing

```yaml
characters:
  lyra: {name: Lyra}
  mara: {name: Mara}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB001", Severity.ERROR)
