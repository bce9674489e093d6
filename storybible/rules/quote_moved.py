"""A quote stands in another paragraph than its locator says.

Paragraphs renumber when a text is edited. The words of a quote are the anchor, so this is only a note, and
the mending writes the new number.

## Failing

```md
# manuscript/lamp.md
# The Lamp

It blew all night.

Nora Quill was seventeen when the lamp went out.
```

```yaml
# bible/storybible.yaml
manuscripts: {lamp: {title: The Lamp, file: ../manuscript/lamp.md}}
```

```yaml
events:
  dark-lamp: {title: The lamp goes out, source: lamp ¶3}
characters:
  nora: {name: Nora Quill, ages: [{age: 17, at: dark-lamp, source: lamp ¶2, quote: was seventeen when}]}
```

```text
bible/story.yaml:4:68: note SB711 quote-moved: Nora Quill: “was seventeen when” stands in ¶3, not in ¶2
    4 | ra Quill, ages: [{age: 17, at: dark-lamp, source: lamp ¶2, quote: was seventeen when}]}
                                                          ^^^^^^^
    mend: bible/story.yaml:4: "lamp ¶2" -> "lamp ¶3"
```

## Passing

```md
# manuscript/lamp.md
# The Lamp

It blew all night.

Nora Quill was seventeen when the lamp went out.
```

```yaml
# bible/storybible.yaml
manuscripts: {lamp: {title: The Lamp, file: ../manuscript/lamp.md}}
```

```yaml
events:
  dark-lamp: {title: The lamp goes out, source: lamp ¶3}
characters:
  nora: {name: Nora Quill, ages: [{age: 17, at: dark-lamp, source: lamp ¶2-3, quote: was seventeen when}]}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import rewritten
from storybible.rules._quotes import Astray, quotes_astray, shown, title_of_manuscript

RULE = Rule("SB711", Severity.NOTE)
MOST_PLACES = 3


def check(context: Context) -> Iterator[Finding]:
    """Every quote that stands in the manuscript, but not where its locator points."""
    several = len(context.config.manuscripts) > 1
    for quote in quotes_astray(context):
        if quote.found:
            where = ", ".join(f"¶{n}" for n in quote.found[:MOST_PLACES])
            more = " and elsewhere" if len(quote.found) > MOST_PLACES else ""
            title = f" of {title_of_manuscript(context, quote.manuscript)}" if several else ""
            who = context.story.titled(quote.record.id)
            yield Finding(
                quote.source.span,
                f"{who}: {shown(quote.quote)} stands in {where}{more}{title}, not in {_named(quote)}",
                (quote.record.id,),
                ("quote-moved", quote.record.id, quote.quote.value),
                fixes=Later(partial(_renumbered, context, quote)),
            )


def _named(quote: Astray) -> str:
    """The paragraphs of a locator, as it has them."""
    parts = [f"{first}" if first == last else f"{first}-{last}" for first, last in quote.named]
    return f"¶{', '.join(parts)}"


def _renumbered(context: Context, quote: Astray) -> Iterator[Fix]:
    """The locator with the number of now, where it has one number or one stretch; a stretch is widened."""
    value = quote.source.value
    numbers = list(re.finditer(r"\d+", value))
    if len(quote.named) != 1:
        return
    first, last = quote.named[0]
    ends = [n for n in numbers if int(n[0]) in (first, last)][-1 if first == last else -2 :]
    for now in quote.found[:MOST_PLACES]:
        if first == last:
            yield from _written(context, quote, ends, (now,))
        elif len(ends) == 2:
            yield from _written(context, quote, ends, (min(first, now), max(last, now)))


def _written(
    context: Context, quote: Astray, places: list[re.Match[str]], numbers: tuple[int, ...]
) -> Iterator[Fix]:
    value = quote.source.value
    for place, number in reversed([*zip(places, numbers, strict=True)]):
        value = value[: place.start()] + str(number) + value[place.end() :]
    yield from rewritten(context, quote.source, value)
