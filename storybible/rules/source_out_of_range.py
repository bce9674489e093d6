"""A source points beyond the end of its manuscript, or at a manuscript that is not there.

Paragraphs are compared with `paragraphs:` of the manuscript; where that is left out and its `file:` is there,
with the paragraphs in it.  What a locator says otherwise (chapters, pages) is not asked, and one that cannot
be read is no finding.

## Failing

```yaml
# bible/storybible.yaml
manuscripts: {one-shot: {title: The Lower Town, paragraphs: 52}}
```

```yaml
characters:
  mara: {name: Mara, source: one-shot ¶5-60}
  teo: {name: Teo, source: one-shto ¶12}
```

```text
bible/story.yaml:2:30: warning SB902 source-out-of-range: Mara: the source is ¶60, and “The Lower Town” has 52 paragraphs
    2 |   mara: {name: Mara, source: one-shot ¶5-60}
                                     ^^^^^^^^^^^^^^
bible/story.yaml:3:28: warning SB902 source-out-of-range: no manuscript is called “one-shto”
    3 |   teo: {name: Teo, source: one-shto ¶12}
                                   ^^^^^^^^
    did you mean one-shot?
    mend: bible/story.yaml:3: "one-shto ¶12" -> "one-shot ¶12"
```

## Passing

```yaml
# bible/storybible.yaml
manuscripts: {one-shot: {title: The Lower Town, paragraphs: 52}}
```

```yaml
characters:
  mara: {name: Mara, source: "one-shot ¶5-6, 52"}
  teo: {name: Teo, source: par. 12}
  odo: {name: Odo, source: the author's letter of May 12}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from storybible.diagnostics import Severity
from storybible.names import did_you_mean, near_words
from storybible.records import Record, Scene, Text
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import rewritten
from storybible.rules._locators import Locator, named_manuscript, read_locator
from storybible.rules._manuscripts import paragraph_count
from storybible.rules._statements import sources
from storybible.rules._told import manuscript_of, stretch

RULE = Rule("SB902", Severity.WARNING)


def check(context: Context) -> Iterator[Finding]:
    """Every source of every statement, and the paragraphs of scenes."""
    manuscripts = context.config.manuscripts
    if not manuscripts:
        return

    @cache
    def count(manuscript: str) -> int | None:
        return paragraph_count(manuscripts[manuscript], context.root)

    @cache
    def pieces(source: str) -> tuple[Locator, ...]:
        return tuple(read_locator(source))

    for record in context.story.records.values():
        for source in sources(record):
            last = next(iter(manuscripts)) if len(manuscripts) == 1 else None
            for piece in pieces(source.value):
                if piece.text:
                    last = named_manuscript(piece.text, manuscripts)
                    if last is None:
                        yield from _unknown(context, record, source, piece)
                if last is not None and piece.numbers and not piece.chapter:
                    yield from _beyond(context, record, source, piece.numbers, last, count(last))
        if isinstance(record, Scene) and record.paragraphs is not None:
            manuscript = manuscript_of(context.config, record)
            if record.manuscript is not None and manuscript not in manuscripts:
                yield from _unknown(
                    context,
                    record,
                    record.manuscript,
                    Locator(record.manuscript.value, 0, (), (), True, False),
                )
            elif manuscript in manuscripts and manuscript is not None:
                yield from _beyond(
                    context, record, record.paragraphs, stretch(record) or (), manuscript, count(manuscript)
                )


def _beyond(
    context: Context,
    record: Record,
    source: Text,
    numbers: tuple[int, ...],
    manuscript: str,
    count: int | None,
) -> Iterator[Finding]:
    wrong = [n for n in numbers if n < 1 or (count is not None and n > count)]
    if wrong:
        title = context.config.manuscripts[manuscript].title
        name = f"“{title.value}”" if title is not None else manuscript
        has = f"has {count} paragraph{'s' if count != 1 else ''}" if count is not None else "begins with ¶1"
        yield Finding(
            source.span,
            f"{context.story.titled(record.id)}: the source is ¶{wrong[-1]}, and {name} {has}",
            (record.id,),
            ("source-out-of-range", record.id, source.value),
        )


def _unknown(context: Context, record: Record, source: Text, piece: Locator) -> Iterator[Finding]:
    """A manuscript that nobody declared, where the text surely means one or looks like one of them."""
    manuscripts = context.config.manuscripts
    near = near_words(piece.text, manuscripts, 1)
    if near or (piece.marked and " " not in piece.text):
        yield Finding(
            source.place(piece.column, len(piece.text)),
            f"no manuscript is called “{piece.text}”",
            (record.id,),
            ("source-out-of-range", record.id, source.value),
            fixes=Later(partial(_renamed, context, source, piece, near)),
            hint=did_you_mean(near)
            or f"manuscripts are declared in storybible.yaml: {', '.join(manuscripts)}",
        )


def _renamed(context: Context, source: Text, piece: Locator, near: list[str]) -> Iterator[Fix]:
    for name in near:
        value = source.value
        yield from rewritten(
            context, source, value[: piece.column] + name + value[piece.column + len(piece.text) :]
        )
