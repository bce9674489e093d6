"""A draft names somebody whom the bible does not have.

A note: a new name is nothing wrong, but a person who has a name is worth a record.  Only names that the text
shows to be a person's are noted: with a title, a possessive, or a verb of speech or thought beside them.

## Failing

```yaml
characters: {mara: {name: Mara Venn}}
```

```text
# draft.md
Mara nodded. “Not today,” said Odo Lund, and Odo's dog barked.
```

```text
draft.md:1:32: note SB704 unknown-name: “Odo Lund” is in no record (named 2 times, here first)
    1 | Mara nodded. “Not today,” said Odo Lund, and Odo's dog barked.
                                       ^^^^^^^^
    `storybible add character "Odo Lund"` adds one
```

## Passing

```yaml
characters: {mara: {name: Mara Venn}, odo: {name: Odo Lund}}
```

```text
# draft.md
Mara nodded. “Not today,” said Odo Lund, and Odo's dog barked.
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from storybible.diagnostics import Severity
from storybible.rules import Finding, Rule

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB704", Severity.NOTE)


def draft(draft: Draft) -> Iterator[Finding]:
    """New names that are probably persons'; moons, months and days of the bible's calendar are none."""
    reckoned = _calendar_words(draft)
    for candidate in draft.of_kind("name"):
        value = candidate.value
        if not isinstance(value, Mapping) or value["probably"] != "person":
            continue
        name = value.get("name", candidate.quote)
        if all(word.casefold() in reckoned for word in name.split()):
            continue
        times = value["times"]
        yield Finding(
            draft.span(candidate.start, candidate.end),
            f"“{candidate.quote}” is in no record"
            + (f" (named {times} times, here first)" if times > 1 else " (named once)"),
            (),
            ("unknown-name", candidate.quote),
            hint=f'`storybible add character "{name}"` adds one',
        )


def _calendar_words(draft: Draft) -> frozenset[str]:
    """The words that the calendar of the story has names in."""
    calendar = draft.story.calendar
    names = [*calendar.months, *calendar.weekdays, *calendar.feasts, *calendar.seasons]
    names += [moon.name for moon in calendar.moons]
    return frozenset(word.casefold() for name in names for word in name.split() if word != "the")
