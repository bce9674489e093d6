"""Somebody learns a secret at a moment at which they are dead, not yet born, or not there.

The unborn and the dead learn nothing and act on nothing.  Somebody of whom an event says that they are only `mentioned` there, or a
`body`, does not see, hear or get told anything at it (words like these in `how`).  Whoever an event simply does
not name may have been there.

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
    mend: bible/story.yaml:4: "{who: odo, from: telling, how: told}" taken out
    mend: bible/story.yaml:2: "2 years before telling" -> "2 years after telling"
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
  telling: {title: Teo tells of the debt, who: [odo, mara (mentioned)]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.demand import Demand
from storybible.diagnostics import Evidence, Severity
from storybible.encoding import Encoding, is_at, speaker
from storybible.records import Event, Known, Secret, Use
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import before
from storybible.rules._dead import dead_at
from storybible.rules._fixes import entry_removed
from storybible.stn import Constraint
from storybible.story import Present
from storybible.when import anchors

RULE = Rule(
    "SB602", Severity.ERROR, yields_to=("present-before-birth", "present-after-death"), about="secrets"
)
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
AWAY = frozenset({"mentioned", "body"})
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


def demands(encoding: Encoding, secret: Secret) -> Iterator[Demand]:
    """Whoever comes to know something is born by then and not dead yet."""
    story = encoding.story
    for known in secret.known:
        begin, who = encoding.period(known).begin, known.who.id
        if begin is None or who not in story.characters or who is None or speaker(known, secret) is not None:
            continue
        yield _demand(encoding, secret, known, who, "is born", encoding.alive_by(who, begin))
        if who in encoding.deaths and who not in story.revivals:
            alive = ((begin, encoding.deaths[who], 0, None),)
            yield _demand(encoding, secret, known, who, "has died", alive)


def _demand(
    encoding: Encoding, secret: Secret, known: Known, who: str, how: str, alive: tuple[Constraint, ...]
) -> Demand:
    when = "before" if how == "is born" else "after"
    name = encoding.story.label(who)
    subject = (who, secret.id, how, known.starts.value if known.starts else "")
    return Demand(
        "learns-while-absent-or-dead",
        subject,
        alive,
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
    """Who acts on a secret without living; who is told something, or sees it, without being really there."""
    story = context.story
    for bargain in story.events.values():
        for use in bargain.uses:
            if use.who.id in story.characters and speaker(use, bargain) is None:
                yield from _acting(context, bargain, use)
    for secret in story.secrets.values():
        for known in secret.known:
            event = _event(known)
            who = known.who.id
            if event not in story.events or who is None or speaker(known, secret) is not None:
                continue
            words = (
                set(known.how.value.casefold().replace(",", " ").split()) if known.how is not None else set()
            )
            roles = [p for p in story.presences.get(event, ()) if p.who == who]
            if words & THERE and not words & FAR and roles and all(p.presence.role in AWAY for p in roles):
                yield _absent(context, secret, known, event, roles[0])


def _acting(context: Context, event: Event, use: Use) -> Iterator[Finding]:
    """Who acts on a secret lives then, or is said to be there as a ghost or the like.

    Whoever is really there is another rule's affair.
    """
    story, encoding, who = context.story, context.encoding, use.who.id or ""
    if any(p.who == who and p.presence.role not in AWAY for p in story.presences.get(event.id, ())):
        return
    start, end = encoding.starts[event.id], encoding.ends[event.id]
    certain = before(context, end, encoding.births[who])
    evidence: tuple[Evidence, ...] = ()
    why = "before being born"
    if certain is None and (dead := dead_at(context, who, start, end)) is not None:
        certain, evidence, why = dead.certain, dead.evidence, "after dying"
    if certain is not None:
        secret = story.label(use.secret.id) if use.secret.id else use.secret.value
        acts = f"{story.label(who)} acts on “{secret}” at {story.titled(event.id)}"
        yield Finding(
            use.who.span,
            f"{acts}, {why}",
            (who, event.id, use.secret.id or ""),
            (RULE.name, who, event.id, use.secret.id or "", "acts"),
            certain.proof,
            (*evidence, context.cited(use.who.span, acts, use, event)),
            Later(partial(entry_removed, context, use.span)),
            certain.loose,
        )


def _event(known: Known) -> str:
    """The event that a `from` names, and nothing but names."""
    terms = known.starts.terms if known.starts is not None else ()
    if len(terms) != 1 or not is_at(terms[0]):
        return ""
    found = anchors(terms[0])
    return found[0].ref or "" if len(found) == 1 and found[0].kind == "event" else ""


def _absent(context: Context, secret: Secret, known: Known, event: str, away: Present) -> Finding:
    story, who, role = context.story, away.who, away.presence.role
    span = known.starts.span if known.starts is not None else known.span
    how = known.how.value if known.how is not None else ""
    learns = f"{story.label(who)} learns “{secret.label}” at {story.titled(event)} ({how})"
    there = f"{story.label(who)} is at {story.titled(event)} only as {'a body' if role == 'body' else role}"
    record = story.records[away.scene or event]
    return Finding(
        span,
        f"{learns}, being there only as {'a body' if role == 'body' else role}",
        (who, secret.id, event),
        ("learns-while-absent-or-dead", who, secret.id, event),
        evidence=(
            context.cited(span, learns, known, secret),
            context.cited(away.presence.who.span, there, away.presence, record),
        ),
        fixes=Later(partial(entry_removed, context, known.span)),
    )
