"""A quote stands nowhere in the manuscript it is from.

A quote is what a statement rests on. Where its words are gone, the text was changed, or they were never quite
these: what the record states may no longer be true. Blanks, kinds of quotation marks and dashes, and capitals
do not matter, and `...` in a quote may stand for words left out. Quotes are looked up if they have a locator
(their own `source:` or the record's) whose manuscript has a `file:` that is there; otherwise they are counted
as undecided.

## Failing

```md
# manuscript/lamp.md
# The Lamp

Nora Quill was nineteen when the lamp went out, and nobody asked her why.
```

```yaml
# bible/storybible.yaml
manuscripts: {lamp: {title: The Lamp, file: ../manuscript/lamp.md}}
```

```yaml
events:
  dark-lamp: {title: The lamp goes out, source: ¶2}
characters:
  nora: {name: Nora Quill, ages: [{age: 17, at: dark-lamp, source: ¶2, quote: was seventeen}]}
```

```text
bible/story.yaml:4:79: warning SB710 quote-not-found: Nora Quill: “was seventeen” stands nowhere in “The Lamp”
    4 |   nora: {name: Nora Quill, ages: [{age: 17, at: dark-lamp, source: ¶2, quote: was seventeen}]}
                                                                                      ^^^^^^^^^^^^^
    the nearest is in ¶2: “was nineteen”
```

## Passing

```md
# manuscript/lamp.md
# The Lamp

Nora Quill was *seventeen* when
the lamp went out — and nobody asked her why.
```

```yaml
# bible/storybible.yaml
manuscripts: {lamp: {title: The Lamp, file: ../manuscript/lamp.md}}
```

```yaml
events:
  dark-lamp: {title: The lamp goes out, source: ¶2, quote: "when the lamp went out - and nobody asked"}
characters:
  nora: {name: Nora Quill, ages: [{age: 17, at: dark-lamp, source: ¶2, quote: Was seventeen ... asked her}]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Severity
from storybible.manuscript.quoting import normal
from storybible.rules import Context, Finding, Rule
from storybible.rules._manuscripts import manuscript_text
from storybible.rules._quotes import Astray, quotes_astray, shown, title_of_manuscript

RULE = Rule("SB710", Severity.WARNING)


def check(context: Context) -> Iterator[Finding]:
    """Every quote whose words are gone."""
    for quote in quotes_astray(context):
        if not quote.found:
            title = title_of_manuscript(context, quote.manuscript)
            yield Finding(
                quote.quote.span,
                f"{context.story.titled(quote.record.id)}: {shown(quote.quote)} stands nowhere in {title}",
                (quote.record.id,),
                ("quote-not-found", quote.record.id, quote.quote.value),
                hint=_nearest(context, quote),
            )


def _nearest(context: Context, quote: Astray) -> str:
    """The passage that is most like it."""
    text = manuscript_text(context.config.manuscripts[quote.manuscript], context.root)
    named = [number for first, last in quote.named for number in (first, last)]
    found = text.nearest(normal(quote.quote.value), named) if text is not None else None
    return f"the nearest is in ¶{found.paragraph}: “{found.words}”" if found is not None else ""
