"""What the oracle knows of the world: what each record says about time, and what cannot be.

Written from ``docs/format.md`` and the list of rules, not from the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from benchmarks.planting.dates import DAY, FAR, MONTH, YEAR, lattice_span
from benchmarks.planting.lasting import all_that_lasts
from benchmarks.planting.reading import age
from benchmarks.planting.statements import (
    AWAY,
    Limit,
    Reader,
    Said,
    as_list,
    length,
    moment_of,
    people,
    word_at,
)
from benchmarks.planting.texts import Texts, Where, Word

LIFE = 121 * YEAR - 1
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
        "impossible-lifespan", (), [(birth, death, 0, LIFE if human and not odd and not undead else FAR)]
    )
    for n, entry in enumerate(as_list(data.get("ages"))):
        if isinstance(entry, dict):
            said, at = entry.get("age"), entry.get("at")
            if "says" in entry or said is None or at is None:
                continue
        else:
            said, _, at = entry.partition(" at ")
            said, at = word_at(said, entry.where), word_at(at, entry.where)
        if odd:
            continue
        moment = moment_of(reader, at, f"age {who} {n}")
        low, high, loose_low, loose_high = age(said)
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
        low, high, loose_low, loose_high = length(data["lasts"], reader.day_of(event, "start"))
        reader.said.append(
            Said(
                [[(start, end, low, high)]],
                [[(start, end, loose_low, loose_high)]],
                frozenset({data["lasts"].where}),
            )
        )
    for who, _, _ in people(data.get("births")):
        reader.must("", (who.where,), [(f"birth {reader.ref(who)}", start, 0, DAY - 1)])
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
                sex = str(reader.of("character")[parent].get("sex", "")).casefold()
                role = "mother" if sex in FEMALE else "father" if sex in MALE else "parent"
            if role in FERTILE:
                yield child, parent, role, who.where


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
        low, high = FERTILE[role]
        human = str(reader.of("character")[parent].get("species", "human")).casefold() == "human"
        if parent in odd or not human:
            reader.must("child-before-parent", (where,), [(mine, born, 1, FAR)])
            continue
        reader.must("parent-too-young", (where,), [(mine, born, low * YEAR, FAR)])
        reader.must("parent-too-old", (where,), [(mine, born, 1, (high + 1) * YEAR - 1)])
        if parent not in undead and role == "mother":
            reader.must("mother-dead-at-birth", (where,), [(born, dead, 0, FAR)])
        if parent not in undead and role == "father":
            reader.must(
                "father-long-dead-at-birth", (where,), [(dead, born, -FAR, lattice_span(295 * DAY, True))]
            )
        if role == "mother":
            children.setdefault(parent, []).append((born, where))
    for births in children.values():
        for (one, first), (other, second) in combinations(births, 2):
            lines = (first, second)
            reader.must("sibling-span", lines, [(one, other, -44 * YEAR + 1, 44 * YEAR - 1)])
            reader.must(
                "siblings-too-close", lines,
                [(one, other, 8 * MONTH, FAR)], [(other, one, 8 * MONTH, FAR)],
                [(one, other, -7 * DAY, 7 * DAY)],
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
            reader.must(
                "two-places-at-once", (first, second), [(a_end, b, apart, FAR)], [(b_end, a, apart, FAR)]
            )
