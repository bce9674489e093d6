"""Something in a file that is not plain text.

Anchors (`&`), aliases (`*`), tags (`!`), tabs as indentation and control characters: a bible has none of
them, so that a reader never has to guess what a line means.

## Failing

```yaml
events:
  flood:
    title: &flood The flood
```

```text
bible/story.yaml:3:12: error SB009 not-plain-text: “&flood The flood” begins with &: a bible has no anchors (&) and aliases (*)
    3 |     title: &flood The flood
                   ^^^^^^^^^^^^^^^^
    if it is a text, put it in quotes: "&flood The flood"
    mend: bible/story.yaml:3: "&flood The flood" -> ""&flood The flood""
```

## Passing

```yaml
events:
  flood:
    title: "*The* flood & what came after"
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB009", Severity.ERROR)
