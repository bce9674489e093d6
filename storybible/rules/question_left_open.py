"""A question is raised and never answered.

A note, for the author to know what is still open.  What is left open on purpose can be waived.

## Failing

```yaml
threads:
  who-threw-it: {kind: question, what: Who threw the ring away, planted: ring-found}
events:
  ring-found: {title: The ring is found}
```

```text
bible/story.yaml:2:74: note SB605 question-left-open: “Who threw the ring away”, a question, is never answered
    bible/story.yaml:2: “Who threw the ring away” is planted at “The ring is found”
```

## Passing

```yaml
threads:
  who-threw-it: {kind: question, what: Who threw the ring away, planted: ring-found, paid: confession}
events:
  ring-found: {title: The ring is found}
  confession: {title: The confession, when: after ring-found}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Rule
from storybible.rules._threads import left_open

RULE = Rule("SB605", Severity.NOTE)


def check(context: Context) -> Iterator[Finding]:
    """Every question."""
    yield from left_open(context, "question-left-open", ("question",), "is never answered")
