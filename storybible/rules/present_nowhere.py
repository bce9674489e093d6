"""Somebody is present at an event that happens nowhere.

Off until a bible sets it (`rules: {present-nowhere: note}`).  An event has a place where it says `where:`, or
where the scenes that tell it do and agree.  Without one, nobody can be found to be in two places at once, or
to travel too fast.

## Failing

```yaml
# bible/storybible.yaml
rules: {present-nowhere: note}
```

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
events:
  flood: {title: The flood, who: [mara, odo (mentioned)]}
```

```text
bible/story.yaml:5:3: note SB404 present-nowhere: Mara is present at “The flood”, and nothing says where it happens
    5 |   flood: {title: The flood, who: [mara, odo (mentioned)]}
          ^^^^^
    say it with `where:`
```

## Passing

```yaml
# bible/storybible.yaml
rules: {present-nowhere: note}
```

```yaml
characters:
  mara: {name: Mara}
  odo: {name: Odo}
places:
  quay: {name: the quay}
  abbey: {name: the abbey}
events:
  flood: {title: The flood, where: quay, who: [mara]}
  vigil: {title: The vigil}
  dream: {title: The dream, who: [mara (dream)]}
scenes:
  s1: {tells: [vigil], where: abbey, who: [odo]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Severity
from storybible.rules import Context, Finding, Rule
from storybible.rules._places import where
from storybible.rules._words import listed
from storybible.story import Present

RULE = Rule("SB404", Severity.WARNING, opt_in=True)
MOST_NAMED = 3


def check(context: Context) -> Iterator[Finding]:
    """Every event with somebody at it and without a place, each once."""
    story = context.story
    for event in story.events.values():
        if event.where is not None or where(story, event) is not None:
            continue
        there: dict[str, Present] = {}
        for present in story.present_at(event.id):
            there.setdefault(present.who, present)
        if not there:
            continue
        names = [story.label(who) for who in there]
        if len(names) > MOST_NAMED:
            names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} others"]
        is_are = "is" if len(there) == 1 else "are"
        yield Finding(
            event.id_text.span,
            f"{listed(names)} {is_are} present at {story.titled(event.id)}, and nothing says where it "
            "happens",
            (event.id, *there),
            ("present-nowhere", event.id),
            hint="say it with `where:`",
        )
