"""A file that holds nothing, or a heading without records.

A note: an empty file does no harm, but it may be one that was not saved.

## Failing

```yaml
events:
  flood: {title: The flood}
```

```yaml
# bible/places.yaml
```

```text
bible/places.yaml:1:1: note SB010 empty-file: nothing stands in this file
    1 | # bible/places.yaml
        ^
    a file of records begins with what it holds: `character: mara`, or `characters:` with ids below
```

## Passing

```yaml
events:
  flood: {title: The flood}
```

```yaml
# bible/places.yaml
places:
  quay: {name: the quay}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB010", Severity.NOTE)
