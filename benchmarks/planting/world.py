"""What the oracle knows of the world: what each record says about time, and what cannot be.

Written from ``docs/format.md`` and the list of rules, not from the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from benchmarks.planting.dates import FAR
from benchmarks.planting.lasting import all_that_lasts
from benchmarks.planting.statements import (
    AWAY,
    ORIGIN,
    Limit,
    Reader,
    Said,
    as_list,
    moment_of,
    people,
    word_at,
)
from benchmarks.planting.texts import Texts, Where, Word

LIFE = 120
FERTILE = {"mother": (12, 55), "father": (13, 90), "parent": (12, 90)}
FEMALE, MALE = {"female", "f", "woman", "girl"}, {"male", "m", "man", "boy"}
DREAMLIKE = {"dream", "vision", "memory", "imagined", "prophecy"}


def understood(texts: Texts) -> Reader:
    """All that a text says and all that the world demands of it."""
    reader = Reader(texts)
    odd = {who for who, data in reader.of("character").items() if "age_clock" in data}
    undead = {str(w) for e in reader.of("event").values() for w, _, _ in people(e.get("revivals"))}
    for who, data in reader.of("character").items():
        _person(reader, who, data, who in odd, who in undead)
    for event, data in reader.of("event").items():
        _event(reader, event, data, undead)
    for scene, data in reader.of("scene").items():
        _scene(reader, scene, data, undead)
    _parents(reader, odd, undead)
    _stays(reader)
    _told(reader)
    _siblings(reader)
    all_that_lasts(reader, undead, odd)
    return reader


def _person(reader: Reader, who: str, data: dict[str, Any], odd: bool, undead: bool) -> None:
    birth, death = f"birth {who}", f"death {who}"
    for word, _ in reader.times(data.get("born")):
        reader.state(word, birth, birth, born=True)
    for word, _ in reader.times(data.get("died")):
        reader.state(word, death, death)
    human = str(data.get("species", "human")).casefold() == "human"
    reader.must(
        "impossible-lifespan",
        (),
        [(birth, death, 0, (LIFE + 1) * reader.dates.YEAR - 1 if human and not odd and not undead else FAR)],
    )
    for n, entry in enumerate(as_list(data.get("ages"))):
        if isinstance(entry, dict):
            said, at = entry.get("age"), entry.get("at")
            if said is None or at is None:
                continue
            if "says" in entry:
                first = moment_of(reader, at, f"age {who} {n}")[0]
                low, high, _, _ = reader.language.age(said)
                reader.ask("claim-differs", [(birth, first, low, high)])
                continue
        else:
            said, _, at = entry.partition(" at ")
            said, at = word_at(said, entry.where), word_at(at, entry.where)
        if odd:
            continue
        moment = moment_of(reader, at, f"age {who} {n}")
        low, high, loose_low, loose_high = reader.language.age(said)
        one: list[Limit] = [(birth, moment[0], low, high)]
        reader.said.append(
            Said([one], [[(birth, moment[0], loose_low, loose_high)]], frozenset({said.where}))
        )


def _event(reader: Reader, event: str, data: dict[str, Any], undead: set[str]) -> None:
    start, end = reader.point(event, "start"), reader.point(event, "end")
    if start != end:
        reader.must("event-ends-before-it-starts", (), [(start, end, 0, FAR)])
    if "says" in data:
        return
    for word, _ in reader.times(data.get("when")):
        reader.state(word, start, end)
    for word, _ in reader.times(data.get("until")):
        reader.state(word, end, end)
    if "lasts" in data:
        low, high, loose_low, loose_high = reader.language.gap(
            data["lasts"], reader.day_of(event, "start"), True
        )
        reader.said.append(
            Said(
                [[(start, end, low, high)]],
                [[(start, end, loose_low, loose_high)]],
                frozenset({data["lasts"].where}),
            )
        )
    for who, _, _ in people(data.get("births")):
        reader.must("", (who.where,), [(f"birth {reader.ref(who)}", start, 0, reader.dates.DAY - 1)])
    for who, _, _ in people(data.get("deaths")):
        if not data.get("revivals"):
            death = f"death {reader.ref(who)}"
            reader.must("", (who.where,), [(start, death, 0, FAR), (death, end, 0, FAR)])
    for who, _ in _present(reader, event):
        name = reader.ref(who)
        limits = [(f"birth {name}", end, 0, FAR)]
        if name not in undead:
            limits.append((start, f"death {name}", 0, FAR))
        for limit in limits:
            reader.must("present-outside-life", (who.where,), [limit])


def _present(reader: Reader, event: str) -> Iterator[tuple[Word, str]]:
    """Who is really at an event, by itself or by a scene that tells only it."""
    data = reader.of("event")[event]
    found: set[str] = set()
    if "says" not in data:
        for who, role, entry in people(data.get("who")):
            name = reader.ref(who)
            if name and role not in AWAY and "says" not in entry and name not in found:
                found.add(name)
                yield who, name
    for scene, told in reader.told.items():
        scene_data = reader.of("scene")[scene]
        if told != event or scene_data.get("strand") in DREAMLIKE or "says" in scene_data:
            continue
        for who, role, entry in people(scene_data.get("who")):
            name = reader.ref(who)
            if name and role not in AWAY and "says" not in entry and name not in found:
                found.add(name)
                yield who, name


def _scene(reader: Reader, scene: str, data: dict[str, Any], undead: set[str]) -> None:
    told = [str(event) for event in as_list(data.get("tells"))]
    start, end = reader.point(scene, "start"), reader.point(scene, "end")
    if len(told) > 1:
        for event in told:
            first, last = reader.point(event, "start"), reader.point(event, "end")
            reader.must("", (), [(start, first, 0, FAR), (last, end, 0, FAR)])
    host = data.get("in")
    if data.get("strand") == "flashback" and host:
        shared = {str(event) for event in as_list(reader.of("scene").get(str(host), {}).get("tells"))}
        for event in told:
            if event not in shared:
                reader.must(
                    "",
                    (host.where,),
                    [(reader.point(event, "end"), reader.point(str(host), "start"), 1, FAR)],
                )


# ---- families -----------------------------------------------------------------------------------------


def parents_of(reader: Reader) -> Iterator[tuple[str, str, str, Where]]:
    """(child, parent, role, where) of every birth parent."""
    for child, data in reader.of("character").items():
        for who, role, entry in people(data.get("parents")):
            parent = reader.ref(who)
            if "says" in entry or parent not in reader.of("character") or parent is None:
                continue
            if role in ("", "parent"):
                role = _sex(reader, parent)
                twins = [
                    name
                    for other, how, _ in people(data.get("parents"))
                    if (name := reader.ref(other))
                    and how in ("", "parent", role)
                    and name != parent
                    and _sex(reader, name) == role != "parent"
                ]
                role = "either" if twins else role
            if role in FERTILE or role == "either":
                yield child, parent, role, who.where


def _sex(reader: Reader, who: str) -> str:
    sex = str(reader.of("character").get(who, {}).get("sex", "")).casefold()
    return "mother" if sex in FEMALE else "father" if sex in MALE else "parent"


def _parents(reader: Reader, odd: set[str], undead: set[str]) -> None:
    links = list(parents_of(reader))
    above: dict[str, set[str]] = {}
    for child, parent, _, _ in links:
        above.setdefault(child, set()).add(parent)
    circle = {who for who in above if who in _ancestors(above, who)}
    if circle:
        reader.structural.add("ancestor-cycle")
    for found in above.values():
        if len(found) > 2:
            reader.structural.add("too-many-parents")
    children: dict[str, list[tuple[str, Where]]] = {}
    for child, parent, role, where in links:
        if child in circle and parent in circle:
            continue
        born, mine, dead = f"birth {child}", f"birth {parent}", f"death {parent}"
        low, high = FERTILE.get(role, (0, 0))
        human = str(reader.of("character")[parent].get("species", "human")).casefold() == "human"
        if parent in odd or not human or role == "either":
            reader.must("child-before-parent", (where,), [(mine, born, 1, FAR)])
            continue
        reader.must("parent-too-young", (where,), [(mine, born, low * reader.dates.YEAR, FAR)])
        reader.must("parent-too-old", (where,), [(mine, born, 1, (high + 1) * reader.dates.YEAR - 1)])
        if parent not in undead and role == "mother":
            reader.must("mother-dead-at-birth", (where,), [(born, dead, 0, FAR)])
        if parent not in undead and role == "father":
            reader.must(
                "father-long-dead-at-birth",
                (where,),
                [(dead, born, -FAR, reader.dates.lattice_span(295 * reader.dates.DAY, True))],
            )
        if role == "mother":
            children.setdefault(parent, []).append((born, where))
    for births in children.values():
        for (one, first), (other, second) in combinations(births, 2):
            lines = (first, second)
            reader.must(
                "sibling-span", lines, [(one, other, -44 * reader.dates.YEAR + 1, 44 * reader.dates.YEAR - 1)]
            )
            reader.must(
                "siblings-too-close", lines,
                [(one, other, 8 * reader.dates.MONTH, FAR)], [(other, one, 8 * reader.dates.MONTH, FAR)],
                [(one, other, -7 * reader.dates.DAY, 7 * reader.dates.DAY)],
            )  # fmt: skip


def _ancestors(above: dict[str, set[str]], who: str) -> set[str]:
    found: set[str] = set()
    work = list(above.get(who, ()))
    while work:
        one = work.pop()
        if one not in found:
            found.add(one)
            work.extend(above.get(one, ()))
    return found


def _siblings(reader: Reader) -> None:
    """Two who are siblings have a parent in common, or parents who are a couple."""
    birth: dict[str, set[str]] = {}
    any_kind: dict[str, set[str]] = {}
    for child, parent, _, _ in parents_of(reader):
        birth.setdefault(child, set()).add(parent)
    for child, data in reader.of("character").items():
        any_kind[child] = {name for who, _, _ in people(data.get("parents")) if (name := reader.ref(who))}
    couples = set()
    for tie in reader.ties:
        if isinstance(tie, dict) and str(tie.get("kind")) in ("married", "engaged", "dating", "lovers"):
            couples.add(frozenset(reader.ref(who) for who, _, _ in people(tie.get("who"))))
    for tie in reader.ties:
        if isinstance(tie, dict):
            if str(tie.get("kind")) != "sibling" or "from" in tie or "seen" in tie:
                continue
            names = [reader.ref(who) for who, _, _ in people(tie.get("who"))]
        else:
            names = (
                [reader.ref(who) for who in str(tie).split(" sibling of ")] if " sibling of " in tie else []
            )
        for one, other in combinations([name for name in names if name], 2):
            if min(len(birth.get(one, ())), len(birth.get(other, ()))) < 2 or any_kind[one] & any_kind[other]:
                continue
            if not any(frozenset((a, b)) in couples for a in any_kind[one] for b in any_kind[other]):
                reader.structural.add("contradictory-kinship")


def _told(reader: Reader) -> None:
    """Each scene of the main strand tells nothing that is over before what an earlier one tells begins."""
    scenes = []
    for scene, data in reader.of("scene").items():
        first, _, last = str(data.get("paragraphs", "")).partition("-")
        if first.isdigit() and not data.get("strand") and not data.get("in"):
            scenes.append((int(first), int(last or first), scene, as_list(data.get("tells"))))
    scenes.sort(key=lambda entry: entry[:3])
    for n, (place, _, _, told) in enumerate(scenes):
        for _, over, _, earlier in scenes[max(0, n - 6) : n]:
            for late in told if over < place else ():
                for early in earlier:
                    if str(late) not in [str(e) for e in earlier] and str(early) not in [
                        str(e) for e in told
                    ]:
                        ends = reader.point(str(late), "end"), reader.point(str(early), "start")
                        reader.ask("narrative-order", [(ends[1], ends[0], 0, FAR)])


# ---- places -------------------------------------------------------------------------------------------


def _around(reader: Reader, place: str) -> list[str]:
    found: list[str] = []
    while place and place not in found:
        found.append(place)
        place = str(reader.of("place").get(place, {}).get("within", "") or "")
    return found


def _place(reader: Reader, event: str) -> Word | None:
    own = reader.of("event")[event].get("where")
    if own:
        return own if "says" not in reader.of("event")[event] else None
    found = [
        reader.of("scene")[scene]["where"]
        for scene, told in reader.told.items()
        if told == event
        and reader.of("scene")[scene].get("where")
        and reader.of("scene")[scene].get("strand") not in DREAMLIKE
    ]
    return found[0] if len({str(place) for place in found}) == 1 else None


def _stays(reader: Reader) -> None:
    there: dict[str, list[tuple[str, str, Where]]] = {}
    for event in reader.of("event"):
        place = _place(reader, event)
        if place is None:
            continue
        for outer in _around(reader, str(place)):
            destroyed = reader.of("place").get(outer, {}).get("destroyed")
            if destroyed:
                end = moment_of(reader, destroyed, f"destroyed {outer}")[1]
                reader.must(
                    "at-destroyed-place", (place.where, destroyed.where),
                    [(reader.point(event, "start"), end, 0, FAR)],
                )  # fmt: skip
        for who, name in _present(reader, event):
            there.setdefault(name, []).append((event, str(place), who.where))
    for stays in there.values():
        for (one, here, first), (other, elsewhere, second) in combinations(stays, 2):
            if here in _around(reader, elsewhere) or elsewhere in _around(reader, here):
                continue
            a, a_end = reader.point(one, "start"), reader.point(one, "end")
            b, b_end = reader.point(other, "start"), reader.point(other, "end")
            apart = 1 if a == a_end and b == b_end else 0
            ways: list[list[Limit]] = [[(a_end, b, apart, FAR)], [(b_end, a, apart, FAR)]]
            reader.must("two-places-at-once", (first, second), *ways)
            said = reader.during.get((one, other)) or reader.during.get((other, one))
            if said:  # who is at something during something else is not at its very ends, but at the loosest
                lines = frozenset((first, second, said))
                reader.said.append(Said([[(ORIGIN, ORIGIN, 1, 1)]], ways, lines, "two-places-at-once"))
