"""A tie that goes both ways names only one side.

In a symmetric kind (married, friend, rival ...) both people stand in `who`; `of` is for directed kinds such
as mentor.  With `of`, a program that asks for the married couples would miss this one.  Nor is anybody married
to themselves, or their own mentor.

## Failing

```yaml
characters:
  mara: {name: Mara}
  teo: {name: Teo}
relationships:
  - {kind: married, who: mara, of: teo}
```

```text
bible/story.yaml:5:12: warning SB311 one-way-relation: Mara: married of Teo; “married” goes both ways, so both stand in `who`
    bible/story.yaml:5: Mara: married of Teo
    mend: bible/story.yaml:5: "mara, of: teo" -> "[mara, teo]"
```

## Passing

```yaml
characters:
  mara: {name: Mara}
  teo: {name: Teo}
  odo: {name: Odo}
relationships:
  - {kind: married, who: [mara, teo]}
  - {kind: mentor, who: odo, of: teo}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.periods import tie_words
from storybible.records import Ref, Relationship
from storybible.rules import Context, Finding, Fix, Later, Rule

RULE = Rule("SB311", Severity.WARNING)
BY_BIRTH = frozenset({"parent", "child"})
"""Ties of which `ancestor-cycle` speaks."""


def check(context: Context) -> Iterator[Finding]:
    """Every tie of a symmetric kind."""
    story = context.story
    for tie in story.relationships.values():
        people = [ref for ref in (*tie.who, *tie.of) if ref.id is not None]
        if len(people) > 1 and len({ref.id for ref in people}) == 1 and people[0].id in story.characters:
            if tie.tie.value not in BY_BIRTH:
                yield _finding(context, tie, people, f"{tie_words(story, tie)}: nobody is that to themselves")
            continue
        if not context.config.kind(tie.tie.value).symmetric:
            continue
        if any(ref.id in story.groups for ref in people):
            continue  # a group may be so among its own
        kind = tie.tie.value
        if tie.of:
            message = f"{tie_words(story, tie)}; “{kind}” goes both ways, so both stand in `who`"
        elif len(tie.who) < 2:
            message = (
                f"{tie_words(story, tie)}, and nobody else; “{kind}” goes both ways and takes two in `who`"
            )
        else:
            continue
        yield _finding(context, tie, people, message)


def _finding(context: Context, tie: Relationship, people: list[Ref], message: str) -> Finding:
    return Finding(
        tie.tie.span,
        message,
        tuple(dict.fromkeys((tie.id, *(ref.id for ref in people if ref.id)))),
        ("one-way-relation", tie.id),
        evidence=(context.cited(tie.tie.span, tie_words(context.story, tie), tie),),
        fixes=Later(partial(_fixes, context, tie)),
    )


def _fixes(context: Context, tie: Relationship) -> Iterator[Fix]:
    """Both in `who`, where `of` stands right behind it in braces."""
    if len(tie.who) != 1 or len(tie.of) != 1 or tie.who[0].id == tie.of[0].id:
        return
    source = context.files.get(tie.tie.span.file, "")
    (start, first_end), (second_start, end) = _value(source, tie.who[0]), _value(source, tie.of[0])
    if source[first_end:second_start].replace(" ", "") == ",of:":
        first, second = source[tie.who[0].start : tie.who[0].end], source[tie.of[0].start : tie.of[0].end]
        yield Fix(tie.tie.span.file, start, end, f"[{first}, {second}]")


def _value(source: str, ref: Ref) -> tuple[int, int]:
    """Where a reference stands, with the brackets of a list of one."""
    if source[ref.start - 1 : ref.start] == "[" and source[ref.end : ref.end + 1] == "]":
        return ref.start - 1, ref.end + 1
    return ref.start, ref.end
