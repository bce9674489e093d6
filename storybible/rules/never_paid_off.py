"""A promise, a clue or a threat is planted and never paid off.

A note, for the author to know what is still open.  What is left open on purpose can be waived.

## Failing

```yaml
threads:
  lost-ring: {kind: promise, what: Teo will find the ring, planted: ring-thrown}
events:
  ring-thrown: {title: The ring is thrown away}
```

```text
bible/story.yaml:2:69: note SB604 never-paid-off: “Teo will find the ring”, a promise, is never paid off
    bible/story.yaml:2: “Teo will find the ring” is planted at “The ring is thrown away”
```

## Passing

```yaml
threads:
  lost-ring: {kind: promise, what: Teo will find the ring, planted: ring-thrown, paid: ring-found}
events:
  ring-thrown: {title: The ring is thrown away}
  ring-found: {title: The ring is found, when: after ring-thrown}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Rule
from storybible.rules._threads import left_open

RULE = Rule("SB604", Severity.NOTE)


def check(context: Context) -> Iterator[Finding]:
    """Every thread but questions."""
    yield from left_open(context, "never-paid-off", ("promise", "clue", "threat"), "is never paid off")
