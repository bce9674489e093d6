"""Somebody learns a secret at a moment at which they are dead, not yet born, or not there.

An error for the unborn and the dead.  A warning where `how` says that they saw or heard it, or were told,
at an event that names who is there without them (being only `mentioned` there is not being there).

## Failing

```yaml
characters:
  odo: {name: Odo, died: 2 years before telling}
secrets:
  marks-debt: {what: Mark owed the guild, known: [{who: odo, from: telling, how: told}]}
events:
  telling: {title: Teo tells of the debt}
```

```text
bible/story.yaml:4:68: error SB602 learns-while-absent-or-dead: Odo learns “Mark owed the guild” after Odo has died (by at least 1 year 6 months)
    bible/story.yaml:2: Odo died 2 years before “Teo tells of the debt”
    bible/story.yaml:4: Odo knows “Mark owed the guild”, from “Teo tells of the debt”
    mend: bible/story.yaml:2: "2 years before telling" -> "2 years after telling"
    mend: bible/story.yaml:4: "{who: odo, from: telling, how: told}" taken out
```

## Passing

```yaml
characters:
  odo: {name: Odo}
  mara: {name: Mara}
secrets:
  marks-debt:
    what: Mark owed the guild
    known: [{who: odo, from: telling, how: told}, {who: mara, from: telling, how: by letter}]
events:
  telling: {title: Teo tells of the debt, who: [odo]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.diagnostics import Severity
from storybible.encoding import Demand, Encoding, is_at, speaker
from storybible.records import Known, Secret
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import entry_removed
from storybible.rules._parents import revived
from storybible.when import anchors

RULE = Rule("SB602", Severity.ERROR)
THERE = frozenset(
    [
        "told",
        "saw",
        "seen",
        "sees",
        "heard",
        "hears",
        "overheard",
        "overhears",
        "witness",
        "witnessed",
        "witnesses",
        "watched",
        "shown",
    ]
)
FAR = frozenset(
    [
        "letter",
        "letters",
        "message",
        "phone",
        "radio",
        "later",
        "afterwards",
        "rumour",
        "rumor",
        "dream",
        "vision",
        "ghost",
        "spirit",
    ]
)


def demands(encoding: Encoding) -> Iterator[Demand]:
    """Whoever comes to know something is born by then and not dead yet."""
    story = encoding.story
    undead = revived(story)
    for secret in story.secrets.values():
        for known in secret.known:
            begin, who = encoding.period(known).begin, known.who.id
            if (
                begin is None
                or who not in story.characters
                or who is None
                or speaker(known, secret) is not None
            ):
                continue
            yield _demand(encoding, secret, known, who, "is born", (encoding.births[who], begin))
            if who in encoding.deaths and who not in undead:
                yield _demand(encoding, secret, known, who, "has died", (begin, encoding.deaths[who]))


def _demand(
    encoding: Encoding, secret: Secret, known: Known, who: str, how: str, order: tuple[int, int]
) -> Demand:
    when = "before" if how == "is born" else "after"
    name = encoding.story.label(who)
    subject = (who, secret.id, how, known.starts.value if known.starts else "")
    return Demand(
        "learns-while-absent-or-dead",
        subject,
        ((*order, 0, None),),
        known.starts.span if known.starts else known.span,
        lambda: f"{name} learns “{secret.label}” {when} {name} {how}",
    )


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """The entry is left out."""
    secret = context.story.secrets.get(demand.subject[1])
    for known in secret.known if secret is not None else ():
        if (
            known.who.id == demand.subject[0]
            and known.starts is not None
            and known.starts.value == demand.subject[3]
        ):
            yield from entry_removed(context, known.span)


def check(context: Context) -> Iterator[Finding]:
    """Who is told something, or sees it, at an event that others are at."""
    story = context.story
    for secret in story.secrets.values():
        for known in secret.known:
            event = _event(known)
            who = known.who.id
            if event not in story.events or who is None or speaker(known, secret) is not None:
                continue
            words = (
                set(known.how.value.casefold().replace(",", " ").split()) if known.how is not None else set()
            )
            there = story.presences.get(event, [])
            if not words & THERE or words & FAR or not any(present.real for present in there):
                continue
            if all(present.who != who or present.presence.role in ("mentioned", "body") for present in there):
                yield _absent(context, secret, known, who, event)


def _event(known: Known) -> str:
    """The event that a `from` names, and nothing but names."""
    terms = known.starts.terms if known.starts is not None else ()
    if len(terms) != 1 or not is_at(terms[0]):
        return ""
    found = anchors(terms[0])
    return found[0].ref or "" if len(found) == 1 and found[0].kind == "event" else ""


def _absent(context: Context, secret: Secret, known: Known, who: str, event: str) -> Finding:
    story = context.story
    names = [story.label(p.who) for p in story.present_at(event)]
    span = known.starts.span if known.starts is not None else known.span
    record = story.events[event]
    how = known.how.value if known.how is not None else ""
    evidence = (
        context.cited(
            span,
            f"{story.label(who)} knows “{secret.label}”, from {story.titled(event)} ({how})",
            known,
            secret,
        ),
        context.cited(
            record.id_text.span, f"at {story.titled(event)} are {', '.join(dict.fromkeys(names))}", record
        ),
    )
    return Finding(
        span,
        f"{story.label(who)} learns “{secret.label}” at {story.titled(event)} ({how}) without being there",
        (who, secret.id, event),
        ("learns-while-absent-or-dead", who, secret.id, event),
        evidence=evidence,
        fixes=Later(partial(entry_removed, context, known.span)),
        loose=False,
    )
