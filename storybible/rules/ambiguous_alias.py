"""A name that several records have stands where one is meant.

Two people may share a name; only a mention that does not tell which of them is meant is a finding.  An id
always tells.

## Failing

```yaml
characters:
  mara: {name: Mara Venn}
  old-mara: {name: Mara Venn}
events:
  flood: {title: The flood, who: [Mara Venn]}
```

```text
bible/story.yaml:5:35: error SB101 ambiguous-alias: “Mara Venn” may be mara or old-mara
    5 |   flood: {title: The flood, who: [Mara Venn]}
                                          ^^^^^^^^^
    write the id of the one you mean
```

## Passing

```yaml
characters:
  mara: {name: Mara Venn}
  old-mara: {name: Mara Venn}
events:
  flood: {title: The flood, who: [old-mara]}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB101", Severity.ERROR)
