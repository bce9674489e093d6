"""A draft spells a name as nobody in the bible is called, and probably means somebody who is.

One edit (a letter more, less or another, or two neighbours swapped) in names of five to seven letters, two in
longer ones, none in shorter ones.  A word that stands more than a few times, or also in small letters, is no
slip.  Whoever is called so gets a record, or an alias, and the warning ends.

## Failing

```yaml
characters: {sakura: {name: Sakura Haruno}}
```

```text
# draft.md
That evening Sakrua came late.
```

```text
draft.md:1:14: warning SB703 name-drift: “Sakrua” is nobody's name; “Sakura” is
    1 | That evening Sakrua came late.
                     ^^^^^^
    if it is meant so, give “Sakrua” a record or an alias
    mend: draft.md:1: "Sakrua" -> "Sakura"
```

## Passing

```yaml
characters: {sakura: {name: Sakura Haruno}, sakrua: {name: Sakrua}}
```

```text
# draft.md
That evening Sakrua came late with Sakura.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible.diagnostics import Severity
from storybible.rules import Finding, Rule

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB703", Severity.WARNING)


def draft(draft: Draft) -> Iterator[Finding]:
    """Probable misspellings of known names."""
    names = {word: form for form in draft.mentioned.cast.forms.values() for word in form.words}
    for candidate in draft.of_kind("misspelling"):
        meant = candidate.near[0]
        form = names.get(meant)
        records = tuple(dict.fromkeys(use.id for use in form.uses)) if form is not None else ()
        yield Finding(
            draft.span(candidate.start, candidate.end),
            f"“{candidate.quote}” is nobody's name; {' or '.join(f'“{word}”' for word in candidate.near)} is",
            records,
            ("name-drift", candidate.id),
            hint=f"if it is meant so, give “{candidate.quote}” a record or an alias",
            repairs=draft.mend(candidate.start, candidate.end, *candidate.near),
        )
