"""Statements about time that cannot all be true.

Ages, jumps ("three years later"), dates and orders are taken together.  What is named is the smallest
set: take any one of the statements away and the rest can be true.  An error contradicts even the loosest
reading of every hedge ("about", a bare "three years"); a warning contradicts only the usual reading, and
says by how much.  Two accounts by the narrator that differ are found here too.

## Failing

```yaml
characters:
  mara:
    name: Mara
    ages: [20 at first-voyage, 30 at homecoming]
events:
  first-voyage: {title: The first voyage}
  homecoming: {title: The homecoming, when: exactly three years after first-voyage}
```

## Passing

```yaml
characters:
  mara:
    name: Mara
    ages: [20 at first-voyage, 23 at homecoming]
events:
  first-voyage: {title: The first voyage}
  homecoming: {title: The homecoming, when: exactly three years after first-voyage}
```
"""

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Rule
from storybible.sentences import sentence
from storybible.timeline import Clash
from storybible.when import duration_text

RULE = Rule("SB201", Severity.ERROR)


def clash(context: Context, found: Clash) -> Finding:
    """A conflict set without a demand of the world: statements against statements."""
    stated = context.encoding.stated[found.element[0]]
    others = len(found.keys) - 1
    missing = duration_text(found.shortfall)
    words = sentence(context.story, stated)
    if others == 0:
        message = f"{words}, which cannot be (by {missing})"
    else:
        rest = "another statement" if others == 1 else f"{others} other statements"
        message = f"{words}, which {rest} cannot agree with: by {missing}"
    return Finding(
        stated.span, message, (stated.record,), tuple(map(str, found.element[0])), found.keys, (), (), found.loose
    )
