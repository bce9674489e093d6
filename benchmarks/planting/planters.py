"""Mistakes about time, presence and places, planted in the text.  One function for each way."""

from __future__ import annotations

import random
import re

import yaml

from benchmarks.planting.base import Base, part, planter
from benchmarks.planting.texts import Edited, then

OFFSET = re.compile(r"(.*?)(\d+|three|two|four|five)( \w+ )(before|after)( .*)", re.S)


def near(pick: random.Random) -> int:
    """Years to be wrong by: often few, sometimes none, seldom many."""
    return pick.choice([0, 1, 1, 2, 2, 3, 4, 6, 10, 25]) * pick.choice([-1, 1])


# ---- time ---------------------------------------------------------------------------------------------


@planter("contradictory-timeline")
def age_changed(base: Base, pick: random.Random) -> Edited | None:
    """An age that is a number of years off."""
    found: list[tuple[str, yaml.Node]] = []
    for _, file, node in base.scalars("character", "ages"):
        if re.match(r"\d+ at ", node.value):
            found.append((file, node))
    for _, file, entry in base.entries("character", "ages"):
        age = part(entry, "age")
        if age is not None and re.fullmatch(r"\d+", age.value):
            found.append((file, age))
    if not found:
        return None
    file, chosen = pick.choice(found)
    n, _, rest = chosen.value.partition(" ")
    return base.texts.replaced(file, chosen, f"{max(1, int(n) + near(pick))} {rest}".strip())


@planter("contradictory-timeline")
def age_added(base: Base, pick: random.Random) -> Edited | None:
    """One age more, in one of many ways of saying it."""
    who = pick.choice(base.people())
    grown = [e for e in base.moments() if base.birth(who) + base.year < base.at(e) < base.death(who)]
    if not grown:
        return None
    event = pick.choice(grown)
    n = max(1, base.age(who, event) + near(pick))
    word = pick.choice(
        [f"{n}", f"about {n}", f"at least {n}", f"under {n + 1}", f"{n} or {n + 1}", f"over {n}"]
    )
    entry = pick.choice([f"{word} at {event}", f"{{age: {word}, at: {event}}}"])
    return base.texts.appended(who, "ages", entry, pick.random() < 0.3)


@planter("contradictory-timeline")
def amount_changed(base: Base, pick: random.Random) -> Edited | None:
    """Another number in "three years after the flood"."""
    found = [s for s in base.scalars("event", "when") + base.scalars("character", "born", "died")
             if OFFSET.fullmatch(s[2].value)]  # fmt: skip
    if not found:
        return None
    _, file, node = pick.choice(found)
    match = OFFSET.fullmatch(node.value)
    assert match is not None
    words = {"two": 2, "three": 3, "four": 4, "five": 5}
    n = max(1, words.get(match[2], 0) or int(match[2])) if match[2] in words else int(match[2])
    return base.texts.replaced(
        file, node, f"{match[1]}{max(1, n + near(pick))}{match[3]}{match[4]}{match[5]}"
    )


@planter("contradictory-timeline")
def order_reversed(base: Base, pick: random.Random) -> Edited | None:
    """ "Before" for "after"."""
    found = [s for s in base.scalars("event", "when") if re.search(r"\b(before|after)\b", s[2].value)]
    if not found:
        return None
    _, file, node = pick.choice(found)
    turned = {"before": "after", "after": "before"}
    return base.texts.replaced(
        file, node, re.sub(r"\b(before|after)\b", lambda m: turned[m[0]], node.value, count=1)
    )


@planter("contradictory-timeline")
def order_added(base: Base, pick: random.Random) -> Edited | None:
    """A second, vague statement about an event: an order, a distance, a date."""
    events = base.moments()
    if len(events) < 3:
        return None
    event, other = pick.sample(events, 2)
    apart = abs(base.at(event) - base.at(other))
    years = max(1, round(apart / base.year) + near(pick))
    side = pick.choice(["before", "after"])
    words = pick.choice([
        f"{side} {other}", f"{pick.choice(['about ', 'almost ', 'over ', ''])}{years} years {side} {other}",
        f"at least {years} years {side} {other}", f"{pick.choice(['since', 'by', 'right after'])} {other}",
        f"{years} months {side} {other}", base.date(base.at(event) + near(pick) * base.year // 2, "year"),
    ])  # fmt: skip
    if base.reader.of("event")[event].get("when"):
        return base.texts.appended(event, "when", words)
    return base.texts.added(event, "when", words)


@planter("contradictory-timeline")
def date_changed(base: Base, pick: random.Random) -> Edited | None:
    """A year, a month or a day that is off."""
    found = [s for s in base.scalars("event", "when") + base.scalars("character", "born", "died")
             if re.fullmatch(r"(about )?\d{4}(-\d\d){0,2}", s[2].value)]  # fmt: skip
    if not found:
        return None
    _, file, node = pick.choice(found)
    year = re.sub(r"\d{4}", lambda m: str(int(m[0]) + near(pick)), node.value, count=1)
    return base.texts.replaced(file, node, year.replace("-02-29", "-02-28"))


@planter("contradictory-timeline")
def born_or_dead_at(base: Base, pick: random.Random) -> Edited | None:
    """An event at which somebody is born or dies."""
    who, event = pick.choice(base.people()), pick.choice(base.events())
    return base.texts.appended(event, pick.choice(["births", "deaths"]), who)


@planter("contradictory-timeline")
def another_host(base: Base, pick: random.Random) -> Edited | None:
    """A flashback inside another scene, perhaps one of an earlier time."""
    found = base.scalars("scene", "in")
    hosts = [
        s for s, data in base.reader.of("scene").items() if not data.get("strand") and s in base.reader.told
    ]
    if not found:
        return None
    _, file, node = pick.choice(found)
    return base.texts.replaced(file, node, pick.choice(hosts))


@planter("contradictory-timeline")
def during(base: Base, pick: random.Random) -> Edited | None:
    """An event inside another one that lasts for so long."""
    one, other = pick.sample(base.events(), 2)
    close = sorted(base.events(), key=lambda e: abs(base.at(e) - base.at(one)))[1:4]
    edited = base.texts.appended(one, "when", f"during {pick.choice([other, *close])}")
    if "lasts" not in base.reader.of("event")[other] and pick.random() < 0.7:
        words = pick.choice(["3 hours", "2 days", "about 3 weeks", "at least 2 months", "1 to 4 days"])
        return then(edited, lambda texts: texts.added(other, "lasts", words))
    return edited


@planter("event-ends-before-it-starts")
def end_changed(base: Base, pick: random.Random) -> Edited | None:
    """An event that is over before it begins."""
    found = [event for event in base.moments() if "until" not in base.reader.of("event")[event]]
    if len(found) < 2:
        return None
    event, other = pick.sample(found, 2)
    words = pick.choice([f"before {other}", f"by {other}", other, base.date(base.at(other), "month")])
    return base.texts.added(event, "until", words)


@planter("impossible-lifespan")
def life_changed(base: Base, pick: random.Random) -> Edited | None:
    """A life that is too long or ends before it begins: by a date, by an age, by a distance."""
    who = pick.choice(base.people())
    data = base.reader.of("character")[who]
    years = pick.choice([-30, -5, -1, 0, 60, 118, 121, 123, 130, 200])
    death = base.birth(who) + years * base.year
    if not data.get("died"):
        words = pick.choice([
            base.date(death, "year"),
            f"{abs(years) or 1} years {'before' if years < 0 else 'after'} {who}.birth",
        ])  # fmt: skip
        return base.texts.added(who, "died", words)
    if not data.get("born"):
        return base.texts.added(who, "born", f"{max(1, years)} years before {who}.death")
    event = pick.choice(base.moments())
    return base.texts.appended(who, "ages", f"{{age: {max(1, years)}, at: {event}}}")


@planter("present-before-birth")
def present_too_early(base: Base, pick: random.Random) -> Edited | None:
    """Somebody at an event before their birth."""
    return _present(base, pick, -1)


@planter("present-after-death")
def present_too_late(base: Base, pick: random.Random) -> Edited | None:
    """Somebody at an event after their death: named there or in a scene, disguised, or only mentioned."""
    return _present(base, pick, 1)


def _present(base: Base, pick: random.Random, side: int) -> Edited | None:
    who = pick.choice(base.people())
    edge = base.birth(who) if side < 0 else base.death(who)
    outside = sorted(
        (e for e in base.events() if (base.at(e) - edge) * side > -base.year),
        key=lambda e: abs(base.at(e) - edge),
    )[: pick.choice([3, 10, 200])]
    if not outside:
        return None
    event = pick.choice(outside)
    if who in str(base.reader.of("event")[event].get("who", "")):
        return None
    words = pick.choice([who, who, f"{{who: {who}}}", f"{who} (disguised as a monk)", f"{who} (mentioned)"])
    scenes = [scene for scene, told in base.reader.told.items() if told == event]
    if scenes and pick.random() < 0.4:
        return base.texts.appended(pick.choice(scenes), "who", words)
    return base.texts.appended(event, "who", words, pick.random() < 0.5)


@planter("claim-differs", note=True)
def claim(base: Base, pick: random.Random) -> Edited | None:
    """A character claims an age that cannot be: nothing but a note."""
    edited = age_added(base, pick)
    if edited is None:
        return None
    who = pick.choice(base.people())
    target = next((w for w in base.people() if base.reader.of("character")[w].get("ages")), None)
    if target is None:
        return None
    event = pick.choice(base.moments())
    n = max(1, base.age(target, event) + near(pick) * 3)
    return base.texts.appended(target, "ages", f"{{age: {n}, at: {event}, says: {who}}}")


# ---- places -------------------------------------------------------------------------------------------


@planter("two-places-at-once")
def at_the_same_time(base: Base, pick: random.Random) -> Edited | None:
    """Somebody at two events that are made to happen at the same time, in two files."""
    events = [e for e in base.events() if base.reader.of("event")[e].get("where")]
    if len(events) < 2:
        return None
    one = pick.choice(events)
    close = sorted(events, key=lambda e: abs(base.at(e) - base.at(one)))[1:4]
    other = pick.choice([*close, pick.choice(events)])
    if one == other:
        return None
    alive = [
        w
        for w in base.people()
        if base.birth(w) < base.at(one) and base.death(w) > base.at(one) + base.reader.dates.DAY
    ]
    people = [w for w in alive if w in str(base.reader.of("event")[one].get("who"))] or alive
    if not people:
        return None
    who = pick.choice(people)
    steps = []
    for event in (one, other):
        if who not in str(base.reader.of("event")[event].get("who", "")):
            steps.append((event, "who", who))
    words = pick.choice(
        [f"at {other}", f"during {other}", f"{other}", f"right after {other}", f"since {other}; by {other}"]
    )
    steps.append((one, "when", words))
    edited: Edited | None = None
    for record, name, value in steps:
        if edited is None:
            edited = base.texts.appended(record, name, value)
        else:
            edited = then(edited, lambda t, r=record, n=name, v=value: t.appended(r, n, v))
    return edited


@planter("at-destroyed-place")
def destroyed_place(base: Base, pick: random.Random) -> Edited | None:
    """A place is destroyed some time, or an event moved to a ruin."""
    places = [p for p, data in base.reader.of("place").items() if not data.get("destroyed")]
    if not places or not base.moments():
        return None
    event = pick.choice(base.moments())
    words = pick.choice(
        [event, f"before {event}", f"{pick.randint(1, 9)} {pick.choice(['months', 'years'])} before {event}"]
    )
    return base.texts.added(pick.choice(places), "destroyed", words)
