"""Two records have the same id.

Ids are unique across all files and kinds.  The first record in the order of the files is read, the other
one is not.

## Failing

```yaml
characters:
  mara: {name: Mara}
items:
  mara: {name: Mara's ring}
```

```text
bible/story.yaml:4:3: error SB006 duplicate-id: mara is the id of a character already (bible/story.yaml:2); this item is not read
    ids are unique across all files and kinds: give one of the two another
    bible/story.yaml:2: Mara has the id mara
```

## Passing

```yaml
characters:
  mara: {name: Mara}
items:
  maras-ring: {name: Mara's ring}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB006", Severity.ERROR)
