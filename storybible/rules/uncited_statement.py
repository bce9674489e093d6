"""A statement names no source.

Off until a bible sets it (`rules: {uncited-statement: warning}`).  The source of a record counts for all
that the record states; a part may have its own.  Scenes are places in the manuscript themselves and need
none.

## Failing

```yaml
# bible/storybible.yaml
rules: {uncited-statement: warning}
```

```yaml
characters:
  mara:
    name: Mara
    ages: [{age: 25, at: homecoming, source: ¶49}, 12 at flood]
events:
  flood: {title: The flood, source: ¶3}
  homecoming: {title: The homecoming, when: after flood, source: ¶49}
```

```text
bible/story.yaml:4:52: warning SB901 uncited-statement: Mara: `ages` names no source
    4 |     ages: [{age: 25, at: homecoming, source: ¶49}, 12 at flood]
                                                           ^^
```

## Passing

```yaml
# bible/storybible.yaml
rules: {uncited-statement: warning}
```

```yaml
characters:
  mara:
    name: Mara
    ages: [{age: 25, at: homecoming, source: ¶49}, {age: 12, at: flood, source: ¶3}]
events:
  flood: {title: The flood, source: ¶3}
  homecoming: {title: The homecoming, when: after flood, source: ¶49}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Severity, Span
from storybible.records import Event, Fact, Record, Relationship, Scene
from storybible.rules import Context, Finding, Rule
from storybible.rules._statements import statements

RULE = Rule("SB901", Severity.WARNING, opt_in=True)


def check(context: Context) -> Iterator[Finding]:
    """Every record without a source of its own."""
    story = context.story
    for record in story.records.values():
        if record.source is not None or isinstance(record, Scene):
            continue
        if isinstance(record, Event | Relationship | Fact):
            yield _finding(context, record, "", record.id_text.span)
            continue
        for statement, name, span in statements(record):
            if statement.source is None and name != "aliases":
                yield _finding(context, record, name, span)


def _finding(context: Context, record: Record, name: str, span: Span) -> Finding:
    what = (
        f"{context.story.titled(record.id)}: `{name}` names no source"
        if name
        else (f"{context.story.titled(record.id)} names no source")
    )
    place = context.files.get(span.file, "").split("\n")[span.line - 1 : span.line]
    written = place[0][span.column - 1 : span.column - 1 + span.length] if place else ""
    return Finding(span, what, (record.id,), ("uncited-statement", record.id, name, written))
