"""Mistakes about ties, offices, things, knowledge and the files themselves.  One function for each way."""

from __future__ import annotations

import random

import yaml

from benchmarks.planting.base import Base, part, planter
from benchmarks.planting.texts import Edited


def _tie(base: Base, pick: random.Random, entry: str) -> Edited | None:
    """A relationship more."""
    found = list(base.texts.lists.values())
    if not found:
        return None
    file, node = pick.choice(found)
    return base.texts.entered(file, node, entry, pick.random() < 0.5)


def _neighbours(base: Base, pick: random.Random, event: str, reach: int = 8) -> str:
    """An event not far from another one."""
    events = base.moments()
    at = events.index(event) if event in events else 0
    return events[max(0, min(len(events) - 1, at + pick.randint(-reach, reach)))]


@planter("exclusive-overlap")
def second_marriage(base: Base, pick: random.Random) -> Edited | None:
    """Somebody married marries again, before or after the first one dies."""
    married = [
        (f, t) for f, t in base.ties() if (kind := part(t, "kind")) is not None and kind.value == "married"
    ]
    if not married:
        return None
    _, tie = pick.choice(married)
    who = part(tie, "who")
    if not isinstance(who, yaml.SequenceNode):
        return None
    one = pick.choice(who.value).value
    events = [e for e in base.moments() if base.birth(one) + 17 * base.year < base.at(e) < base.death(one)]
    others = [p for p in base.people() if p != one and abs(base.birth(p) - base.birth(one)) < 15 * base.year]
    if not events or not others:
        return None
    begin = pick.choice(events)
    other = pick.choice(others)
    end = _neighbours(base, pick, begin)
    when = pick.choice(
        [f"from: {begin}", f"seen: {begin}", f"from: {begin}, until: {end}", f"until: {begin}"]
    )
    return _tie(base, pick, f"{{kind: married, who: [{one}, {other}], {when}}}")


@planter("relation-outside-life")
def tie_outside_life(base: Base, pick: random.Random) -> Edited | None:
    """A friendship with somebody who is not born yet, or dead."""
    one, other = pick.sample(base.people(), 2)
    edge = pick.choice([base.birth(one), base.death(one)])
    event = min(base.moments(), key=lambda e: abs(base.at(e) - edge) + pick.randrange(6 * base.year))
    kind = pick.choice(["friend", "rival", "enemy", "lovers"])
    when = pick.choice(
        [f"from: {event}", f"seen: {event}", f"until: {event}", f"from: 2 years before {event}"]
    )
    return _tie(base, pick, f"{{kind: {kind}, who: [{one}, {other}], {when}}}")


@planter("relation-ends-before-it-begins")
def tie_ends_first(base: Base, pick: random.Random) -> Edited | None:
    """A tie with an end before its beginning."""
    one, other = pick.sample(base.people(), 2)
    alive = [
        e for e in base.moments()
        if max(base.birth(one), base.birth(other)) < base.at(e) < min(base.death(one), base.death(other))
    ]  # fmt: skip
    if len(alive) < 2:
        return None
    event, end = pick.sample(alive, 2)
    until = pick.choice([end, f"before {end}", f"1 year before {event}", f"by {end}"])
    return _tie(base, pick, f"{{kind: friend, who: [{one}, {other}], from: {event}, until: {until}}}")


@planter("below-minimum-age")
def too_young(base: Base, pick: random.Random) -> Edited | None:
    """A love affair of somebody who may be a child."""
    one, other = pick.sample(base.people(), 2)
    age = pick.choice([10, 14, 16, 17, 18, 19])
    event = min(base.moments(), key=lambda e: abs(base.at(e) - base.birth(one) - age * base.year))
    when = pick.choice(
        [f"from: {event}", f"seen: {event}", f"from: {pick.choice([15, 17, 18, 20])} years after {one}.birth"]
    )
    return _tie(
        base, pick, f"{{kind: {pick.choice(['lovers', 'dating', 'engaged'])}, who: [{one}, {other}], {when}}}"
    )


@planter("one-way-relation", certain=True)
def one_sided(base: Base, pick: random.Random) -> Edited | None:
    """A tie of equals that is written as if it had a direction."""
    one, other = pick.sample(base.people(), 2)
    return _tie(
        base,
        pick,
        pick.choice([f"{{kind: friend, who: {one}, of: {other}}}", f"{{kind: friend, who: [{one}]}}"]),
    )


@planter("exclusive-office-overlap")
def office_end_moved(base: Base, pick: random.Random) -> Edited | None:
    """An office holder who stays longer, or comes sooner."""
    found = [
        (f, v)
        for _, f, e in base.entries("office", "holders")
        for v in (part(e, "until"), part(e, "from"))
        if v
    ]
    if not found:
        return None
    file, node = pick.choice(found)
    if node.value not in base.moments():
        return None
    event = _neighbours(base, pick, node.value, pick.choice([1, 3, 12]))
    words = pick.choice(
        [event, event, f"after {event}", base.date(base.at(event), pick.choice(["year", "month"]))]
    )
    return base.texts.replaced(file, node, words)


@planter("exclusive-office-overlap")
def office_shared(base: Base, pick: random.Random) -> Edited | None:
    """Another holder, seen in the office or holding it for a while."""
    offices = [o for o, data in base.reader.of("office").items() if str(data.get("exclusive")) == "yes"]
    if not offices:
        return None
    who = pick.choice(base.people())
    alive = [e for e in base.moments() if base.birth(who) < base.at(e) < base.death(who)]
    if not alive:
        return None
    event = pick.choice(alive)
    later = _neighbours(base, pick, event, 3)
    when = pick.choice(
        [f"seen: {event}", f"from: {event}", f"from: {event}, until: {later}", f"seen: [{event}, {later}]"]
    )
    return base.texts.appended(
        pick.choice(offices), "holders", f"{{who: {who}, {when}}}", pick.random() < 0.5
    )


@planter("office-outside-life")
def office_of_the_dead(base: Base, pick: random.Random) -> Edited | None:
    """An office held by somebody else, who may not be alive."""
    found = [(f, v) for _, f, e in base.entries("office", "holders") if (v := part(e, "who")) is not None]
    if not found:
        return None
    file, node = pick.choice(found)
    return base.texts.replaced(file, node, pick.choice(base.people()))


@planter("item-before-it-exists")
def item_made_later(base: Base, pick: random.Random) -> Edited | None:
    """An item that is made at another time."""
    found = base.scalars("item", "made")
    if not found:
        items = [i for i in base.reader.of("item") if not base.reader.of("item")[i].get("made")]
        if not items:
            return None
        return base.texts.added(pick.choice(items), "made", pick.choice(base.moments()))
    _, file, node = pick.choice(found)
    if node.value not in base.moments():
        return None
    event = _neighbours(base, pick, node.value, pick.choice([2, 30]))
    return base.texts.replaced(file, node, pick.choice([event, f"after {event}", f"2 years after {event}"]))


@planter("item-after-lost-or-destroyed")
def item_used(base: Base, pick: random.Random) -> Edited | None:
    """An item at an event, perhaps before it is made, or after it is gone."""
    items = base.having("item", "lost") + base.having("item", "destroyed") + base.having("item", "made")
    if not items:
        return None
    item, event = pick.choice(items), pick.choice(base.events())
    if item in [str(w) for w in base.reader.of("event")[event].get("items", []) or []]:
        return None
    return base.texts.appended(event, "items", item)


@planter("item-in-two-hands")
def item_shared(base: Base, pick: random.Random) -> Edited | None:
    """Another holder of an item."""
    items = list(base.reader.of("item"))
    if not items:
        return None
    event = pick.choice(base.moments())
    later = _neighbours(base, pick, event, 6)
    when = pick.choice([f"seen: {event}", f"from: {event}", f"from: {event}, until: {later}"])
    return base.texts.appended(
        pick.choice(items), "holders", f"{{who: {pick.choice(base.people())}, {when}}}"
    )


@planter("contradictory-trait")
def trait_added(base: Base, pick: random.Random) -> Edited | None:
    """Another value of a trait, at a moment at which it may be something else."""
    found = []
    for who in base.people():
        node = base.texts.field(who, "traits")
        if isinstance(node, yaml.MappingNode):
            found += [(who, value) for _, value in node.value]
    if not found:
        return None
    who, value = pick.choice(found)
    event = pick.choice(base.moments())
    later = _neighbours(base, pick, event, 6)
    when = pick.choice(
        [f"seen: {event}", f"from: {event}", f"until: {event}", f"from: {event}, until: {later}"]
    )
    entry = f"{{is: crimson, {when}}}"
    file = base.texts.records[who][1]
    if isinstance(value, yaml.SequenceNode):
        return base.texts.entered(file, value, entry)
    if isinstance(value, yaml.ScalarNode):
        return base.texts.replaced(file, value, f"[{value.value}, {entry}]")
    return None


# ---- knowing and telling ------------------------------------------------------------------------------


@planter("acts-on-unknown")
def acts_too_early(base: Base, pick: random.Random) -> Edited | None:
    """Somebody acts on a secret at another event."""
    known = [(s, w.value) for s, _, e in base.entries("secret", "known") if (w := part(e, "who")) is not None]
    if not known:
        return None
    secret, who = pick.choice(known)
    event = pick.choice(
        [e for e in base.events() if base.birth(who) < base.at(e) < base.death(who)] or base.events()
    )
    if pick.random() < 0.1:
        who = pick.choice(base.people())
    return base.texts.appended(event, "uses", f"{{who: {who}, secret: {secret}}}")


@planter("learns-while-absent-or-dead")
def learns_late(base: Base, pick: random.Random) -> Edited | None:
    """Somebody learns a secret at a moment at which they may be dead or unborn."""
    secrets = list(base.reader.of("secret"))
    if not secrets:
        return None
    who = pick.choice(base.people())
    edge = pick.choice([base.birth(who), base.death(who)])
    event = min(base.moments(), key=lambda e: abs(base.at(e) - edge) + pick.randrange(8 * base.year))
    return base.texts.appended(pick.choice(secrets), "known", f"{{who: {who}, from: {event}, how: read it}}")


@planter("paid-off-before-planted")
def paid_first(base: Base, pick: random.Random) -> Edited | None:
    """A promise that is kept at another time."""
    found = [s for s in base.scalars("thread", "paid", "planted")]
    if not found:
        return None
    _, file, node = pick.choice(found)
    event = pick.choice(base.moments())
    return base.texts.replaced(file, node, pick.choice([event, f"before {event}", f"3 years before {event}"]))
