"""What the records do not decide is counted, never guessed.

This rule makes no finding.  Wherever another rule asks something that the records neither grant nor refute,
the question is counted as undecided, with its reason: `check --undecided` lists them, by rule and person.
So is an age that no other statement confirms or contradicts.  One more age or one more order often settles
many of them at once: the last line names the one that would settle most.

What counts as settled: the statements alone make it true or impossible.  Two events without any order
between them are not in conflict; somebody without a birth is not too young.

## Failing

Nobody knows whether Mara was born when the flood came; that is no finding, but it is counted:

```yaml
characters:
  mara: {name: Mara}
events:
  flood: {title: The flood, who: [mara]}
```

```text
Mara: 1 of 1 presence (present-before-birth), such as: Mara is present at “The flood”
    nothing says when Mara was born or how old Mara is at any event
```

## Passing

```yaml
characters:
  mara: {name: Mara, ages: [20 at flood], born: 20 to 21 years before flood}
events:
  flood: {title: The flood, who: [mara]}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB904", Severity.NOTE)
