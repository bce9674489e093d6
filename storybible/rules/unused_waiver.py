"""A waiver that hides nothing any more.

A waiver is a promise that something odd is meant. Once the finding is gone, the waiver only waits to hide
a mistake that nobody has made yet: take it out.

## Failing

```yaml
# bible/storybible.yaml
waivers: [{rule: present-after-death, records: [mara, wake], because: a ghost}]
```

```yaml
characters:
  mara: {name: Mara}
events:
  wake: {title: The wake, when: 1141-02-01, who: [mara]}
```

```text
bible/storybible.yaml:2:11: note SB905 unused-waiver: this waiver of present-after-death hides nothing
    2 | waivers: [{rule: present-after-death, records: [mara, wake], because: a ghost}]
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    take it out
```

## Passing

```yaml
# bible/storybible.yaml
waivers: [{rule: present-after-death, records: [mara, wake], because: a ghost}]
```

```yaml
characters:
  mara: {name: Mara, died: 1140-06-01}
events:
  wake: {title: The wake, when: 1141-02-01, who: [mara]}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB905", Severity.NOTE)
"""The checker makes the finding: only it knows which waivers were used."""
