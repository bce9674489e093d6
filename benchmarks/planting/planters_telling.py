"""Mistakes in the order of the telling, and in what only a bible that asks for it is told."""

from __future__ import annotations

import random

import yaml

from benchmarks.planting.base import Base, part, planter
from benchmarks.planting.texts import Edited


@planter("narrative-order", note=True)
def told_too_late(base: Base, pick: random.Random) -> Edited | None:
    """A scene at the end that tells what happened before, or after, the scenes before it."""
    scenes = base.reader.of("scene")
    if len(base.reader.settings.get("manuscripts", {})) != 1 or not scenes:
        return None
    events = base.moments()
    event = pick.choice([*events[-12:], pick.choice(events)])
    record = next(reversed(scenes))
    file, node = base.texts.records[record][1], base.texts.records[record][2]
    name = next(iter(base.reader.settings["manuscripts"]))
    last = int(base.reader.settings["manuscripts"][name].get("paragraphs", 99))
    strand = pick.choice(["", "", "", ", strand: flashback"])
    indent = " " * node.start_mark.column
    at = node.start_mark.index
    text = f"told-late: {{paragraphs: {last}, tells: [{event}]{strand}}}\n{indent}"
    return base.texts.cut(file, at, at, text)


@planter("age-gap", note=True)
def far_apart(base: Base, pick: random.Random) -> Edited | None:
    """A couple that is some twenty years apart."""
    if "age-gap" not in base.reader.settings.get("rules", {}) or not base.texts.lists:
        return None
    one = pick.choice(base.people())
    years = pick.choice([15, 19, 20, 21, 22, 25, 40])
    other = min(base.people(), key=lambda p: abs(base.birth(p) - base.birth(one) - years * base.year))
    end = min(base.death(one), base.death(other))
    common = [
        e
        for e in base.moments()
        if max(base.birth(one), base.birth(other)) + 20 * base.year < base.at(e) < end
    ]
    if one == other or not common:
        return None
    file, node = pick.choice(list(base.texts.lists.values()))
    entry = (
        f"{{kind: {pick.choice(['lovers', 'dating'])}, who: [{one}, {other}], seen: {pick.choice(common)}}}"
    )
    return base.texts.entered(file, node, entry)


@planter("present-nowhere", certain=True, note=True)
def nowhere(base: Base, pick: random.Random) -> Edited | None:
    """An event with people and without a place."""
    if "present-nowhere" not in base.reader.settings.get("rules", {}):
        return None
    name = next(iter(base.texts.files)).split("/")[0] + "/more.yaml"
    text = f"events:\n  somewhere:\n    who: [{pick.choice(base.people())}]\n"
    return Edited({**base.texts.files, name: text}, ((name, 2), (name, 3)))


@planter("uncited-statement", certain=True)
def uncited(base: Base, pick: random.Random) -> Edited | None:
    """A statement without a source, in a bible that wants one for each."""
    settings = next(name for name in base.texts.files if name.endswith("storybible.yaml"))
    line = "  # uncited-statement: warning"
    if line not in base.texts.files[settings]:
        return None
    files = dict(base.texts.files)
    files[settings] = files[settings].replace(line, "  uncited-statement: warning #", 1)
    name = next(iter(files)).split("/")[0] + "/more.yaml"
    files[name] = f"events:\n  rumour: {{when: after {pick.choice(base.moments())}}}\n"
    return Edited(files, ((name, 2),))


@planter("unused-waiver", certain=True, note=True)
def idle_waiver(base: Base, pick: random.Random) -> Edited | None:
    """A waiver of what is not the case."""
    if base.reader.settings.get("waivers"):
        return None
    settings = next(name for name in base.texts.files if name.endswith("storybible.yaml"))
    rule = pick.choice(["two-places-at-once", "present-after-death", "parent-too-old"])
    text = base.texts.files[settings].rstrip("\n") + "\n"
    who, event = pick.choice(base.people()), pick.choice(base.events())
    waiver = f"waivers: [{{rule: {rule}, records: [{who}, {event}], because: it is meant}}]\n"
    return Edited({**base.texts.files, settings: text + waiver}, ((settings, text.count("\n") + 1),))


# ---- journeys -----------------------------------------------------------------------------------------


def _journey(base: Base, pick: random.Random, words: str, length: str) -> Edited | None:
    """Two events of one person in two places, with a way between them, over several files."""
    who = pick.choice(base.people())
    alive = [e for e in base.moments() if base.birth(who) + base.year < base.at(e) < base.death(who)]
    here = [e for e in alive if base.reader.of("event")[e].get("where")]
    if not here:
        return None
    event = pick.choice(here)
    folder = next(iter(base.texts.files)).split("/")[0]
    place = str(base.reader.of("event")[event]["where"])
    there = who in str(base.reader.of("event")[event].get("who", ""))
    edited = Edited(base.texts.files, ()) if there else base.texts.appended(event, "who", who)
    way, arrival = f"{folder}/ways.yaml", f"{folder}/arrival.yaml"
    files = dict(edited.files)
    files[way] = f"places:\n  far-away:\n    routes:\n      - {{to: {place}, {length}}}\n"
    files[arrival] = (
        f"events:\n  arrival:\n    when: {words} {event}\n    where: far-away\n    who: [{who}]\n"
    )
    return Edited(files, (*edited.lines, (way, 4), (arrival, 3), (arrival, 5)))


@planter("impossible-travel")
def too_fast(base: Base, pick: random.Random) -> Edited | None:
    """A journey of some days within a few days less, or a few more."""
    days, way = pick.choice([1, 2, 3, 5, 8]), pick.choice([1, 2, 3, 4, 6, 9, 12])
    hedge = pick.choice(["", "exactly ", "about ", "at most ", "over "])
    length = pick.choice(["", "", "exactly ", "at least "])
    edited = _journey(
        base, pick, f"{hedge}{days} days {pick.choice(['after', 'before'])}", f"takes: {length}{way} days"
    )
    return edited and _judged(edited, base, f"{hedge}{days} days", f"{length}{way} days")


@planter("impossible-travel")
def too_far(base: Base, pick: random.Random) -> Edited | None:
    """So many kilometres on foot, at the usual forty a day: never more than a warning."""
    days, way = pick.choice([1, 2, 3, 5]), pick.choice([1, 2, 3, 4, 6, 9])
    edited = _journey(base, pick, f"{days} days after", f"km: {way * 40}, by: foot")
    edited = edited and _judged(edited, base, f"{days} days", f"exactly {way} days")
    return Edited(edited.files, edited.lines, edited.verdict.replace("error", "warning")) if edited else None


def _judged(edited: Edited, base: Base, apart: str, way: str) -> Edited:
    """What follows: nothing ties the new event but the distance, so that it alone decides, in real days."""
    _, most, _, loose_most, unit = base.reader.language.amount(apart)
    least, _, loose_least, _, _ = base.reader.language.amount(way)
    day = base.reader.dates.DAY
    assert unit == day
    verdict = "error" if loose_most < loose_least else "warning" if most < least else "clean"
    return Edited(edited.files, edited.lines, verdict)


@planter("tight-travel", certain=True, note=True)
def just_in_time(base: Base, pick: random.Random) -> Edited | None:
    """A journey that leaves not an hour to spare."""
    days = pick.choice([1, 2, 3, 6])
    return _journey(base, pick, f"exactly {days} days after", f"takes: exactly {days} days")


# ---- kinship and traits -------------------------------------------------------------------------------


@planter("contradictory-kinship")
def no_siblings(base: Base, pick: random.Random) -> Edited | None:
    """Two people who are said to be siblings, and may be."""
    known = [w for w in base.people() if len(_birth_parents(base, w)) == 2]
    if len(known) < 2:
        return None
    one = pick.choice(known)
    kin = [w for w in base.people() if w != one and _birth_parents(base, w) & _birth_parents(base, one)]
    other = pick.choice([*kin[:1], pick.choice(known), pick.choice(known), pick.choice(base.people())])
    if other == one:
        return None
    entry = pick.choice([f"{{kind: sibling, who: [{one}, {other}]}}", f"{one} sibling of {other}"])
    if not base.texts.lists:
        name = next(iter(base.texts.files)).split("/")[0] + "/more.yaml"
        text = f"relationships:\n  - {{kind: sibling, who: [{one}, {other}]}}\n"
        return Edited({**base.texts.files, name: text}, ((name, 2),))
    file, node = pick.choice(list(base.texts.lists.values()))
    return base.texts.entered(file, node, entry)


def _birth_parents(base: Base, who: str) -> set[str]:
    return {parent for child, parent in base.links if child == who}


@planter("trait-outside-its-period")
def seen_outside(base: Base, pick: random.Random) -> Edited | None:
    """A limp that is seen before it begins, or after it ends, or just in time."""
    who = pick.choice(base.people())
    alive = [e for e in base.moments() if base.birth(who) < base.at(e) < base.death(who)]
    if len(alive) < 2:
        return None
    first = pick.randrange(len(alive))
    second = max(0, min(len(alive) - 1, first + pick.choice([-9, -3, -2, -1, 1, 2, 5])))
    edge = pick.choice(["from", "until"])
    when = f"seen: {alive[first]}, {edge}: {pick.choice(['', '', 'after ', '1 year before '])}{alive[second]}"
    entry = f"[{{is: bad, {when}}}]"
    node = base.texts.field(who, "traits")
    if node is None:
        return base.texts.added(who, "traits", f"{{limp: {entry}}}")
    if not isinstance(node, yaml.MappingNode) or not node.value or part(node, "limp") is not None:
        return None
    file = base.texts.records[who][1]
    at = node.value[0][0].start_mark
    glue = ", " if node.flow_style else "\n" + " " * at.column
    return base.texts.cut(file, at.index, at.index, f"limp: {entry}{glue}")
