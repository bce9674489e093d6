"""A draft spells a word in a way that the style sheet does not want.

The sheet is `terms:` in the settings: each preferred spelling with those that it replaces.  A warning, with the
spelling to write, capitalised as it stands.

## Failing

```yaml
# bible/storybible.yaml
terms: {medic-nin: [medic nin, medicnin]}
```

```text
# draft.md
The medic nin left. Medicnin or not, she smoked.
```

```text
draft.md:1:5: warning SB712 unwanted-spelling: “medic nin” is not how the style sheet spells it
    1 | The medic nin left. Medicnin or not, she smoked.
            ^^^^^^^^^
    it is “medic-nin”
    mend: draft.md:1: "medic nin" -> "medic-nin"
draft.md:1:21: warning SB712 unwanted-spelling: “Medicnin” is not how the style sheet spells it
    1 | The medic nin left. Medicnin or not, she smoked.
                            ^^^^^^^^
    it is “Medic-nin”
    mend: draft.md:1: "Medicnin" -> "Medic-nin"
```

## Passing

```yaml
# bible/storybible.yaml
terms: {medic-nin: [medic nin, medicnin]}
```

```text
# draft.md
The medic-nin left.
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible.diagnostics import Severity
from storybible.rules import Finding, Rule

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB712", Severity.WARNING, settings=("terms",))


def draft(draft: Draft) -> Iterator[Finding]:
    """Every unwanted spelling."""
    for candidate in draft.of_kind("term"):
        instead = candidate.value["write"] if isinstance(candidate.value, dict) else ""
        yield Finding(
            draft.span(candidate.start, candidate.end),
            f"“{' '.join(candidate.quote.split())}” is not how the style sheet spells it",
            (),
            ("unwanted-spelling", candidate.id),
            hint=f"it is “{instead}”",
            repairs=draft.mend(candidate.start, candidate.end, instead),
        )
