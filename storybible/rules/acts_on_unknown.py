"""Somebody acts on a secret before they know it.

`uses:` of an event says who acts on which secret; `known:` of the secret says who knows it and since when.
An error where every one of their entries begins later (or is over); a warning where the secret lists who
knows it and they are not among them.

## Failing

```yaml
characters:
  mara: {name: Mara}
secrets:
  odos-debt: {what: Odo owed the guild, known: [{who: mara, from: telling, how: told}]}
events:
  telling: {title: Teo tells of the debt, who: [mara]}
  bargain: {title: The bargain, when: before telling, uses: [{who: mara, secret: odos-debt}]}
```

```text
bible/story.yaml:7:68: error SB601 acts-on-unknown: Mara acts on “Odo owed the guild” at “The bargain”, but Mara does not know it then
    bible/story.yaml:7: Mara acts on “Odo owed the guild” at “The bargain”
    bible/story.yaml:4: Mara knows “Odo owed the guild”, from “Teo tells of the debt”
    bible/story.yaml:7: “The bargain” is before “Teo tells of the debt”
    mend: bible/story.yaml:7: "before telling" -> "after telling"
    mend: bible/story.yaml:4: "telling" -> "bargain"
    mend: bible/story.yaml:7: "{who: mara, secret: odos-debt}" taken out
```

## Passing

```yaml
characters:
  mara: {name: Mara}
secrets:
  odos-debt: {what: Odo owed the guild, known: [{who: mara, from: telling, how: told}]}
events:
  telling: {title: Teo tells of the debt, who: [mara]}
  bargain: {title: The bargain, when: after telling, uses: [{who: mara, secret: odos-debt}]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.encoding import speaker
from storybible.records import Event, Known, Use
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, before, not_after, together
from storybible.rules._fixes import entry_removed, rewritten, value_fixes

RULE = Rule("SB601", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every use of a secret."""
    story = context.story
    for event in story.events.values():
        for use in event.uses:
            secret = story.secrets.get(use.secret.id or "")
            if secret is None or use.who.id is None or not secret.known or speaker(use, event) is not None:
                continue
            if any(known.who.id is None for known in secret.known):
                continue
            entries = [known for known in secret.known if known.who.id == use.who.id]
            grounds = [_not_yet(context, event, known) for known in entries]
            certain = [ground for ground in grounds if ground is not None]
            if len(certain) == len(entries):
                yield _finding(
                    context, event, use, entries, together(*certain) if entries else Certain((), False)
                )


def _not_yet(context: Context, event: Event, known: Known) -> Certain | None:
    """Whether an entry surely does not hold at an event: it begins later, or is over."""
    points, encoding = context.encoding.period(known), context.encoding
    if points.end is not None:
        over = not_after(context, points.end, encoding.starts[event.id])
        if over is not None:
            return over
    return before(context, encoding.ends[event.id], points.begin) if points.begin is not None else None


def _finding(context: Context, event: Event, use: Use, entries: list[Known], certain: Certain) -> Finding:
    story = context.story
    who, secret = use.who.id or "", use.secret.id or ""
    acts = f"{story.label(who)} acts on “{story.label(secret)}” at {story.titled(event.id)}"
    why = (
        f"{story.label(who)} does not know it then"
        if entries
        else f"nothing says that {story.label(who)} knows it"
    )
    return Finding(
        use.who.span,
        f"{acts}, but {why}",
        (who, secret, event.id),
        ("acts-on-unknown", who, secret, event.id),
        certain.proof,
        (context.cited(use.who.span, acts, use, event),),
        Later(partial(_fixes, context, event, use, entries, certain)),
        certain.loose,
    )


def _fixes(context: Context, event: Event, use: Use, entries: list[Known], certain: Certain) -> Iterator[Fix]:
    for known in entries:
        begin = context.encoding.period(known).begin
        if begin is not None and known.starts is not None:
            yield from value_fixes(
                context, certain.proof, [(begin, context.encoding.ends[event.id], 0, None)]
            )
            yield from rewritten(context, known.starts, event.id)
    yield from entry_removed(context, use.span)
