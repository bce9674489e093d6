"""What the oracle knows of the world: what each record says about time, and what cannot be.

Written from ``docs/format.md`` and the list of rules, not from the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from benchmarks.planting.oracle import AWAY, ORIGIN, Limit, Reader, Said, _list, length, people
from benchmarks.planting.reading import DAY, FAR, MONTH, YEAR, age, lattice_span
from benchmarks.planting.texts import Texts, Where, Word

LIFE = 121 * YEAR - 1
FERTILE = {"mother": (12, 55), "father": (13, 90), "parent": (12, 90)}
FEMALE, MALE = {"female", "f", "woman", "girl"}, {"male", "m", "man", "boy"}
MIN_AGE = {"dating": 18, "lovers": 18, "engaged": 18, "married": 18}
DREAMLIKE = {"dream", "vision", "memory", "imagined", "prophecy"}
Moment = tuple[str, str, int, str, frozenset[Where]]
"""(how, point, shift, second point, where a `seen` says so): a minute in which something was so."""
NOWHERE: frozenset[Where] = frozenset()


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
    for n, tie in enumerate(reader.ties):
        _tie(reader, n, tie, undead, odd)
    _exclusive_ties(reader)
    _offices(reader, undead)
    _items(reader)
    _groups(reader)
    _traits(reader)
    _secrets(reader, undead)
    _threads(reader)
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
    for n, entry in enumerate(_list(data.get("ages"))):
        if isinstance(entry, dict):
            said, at = entry.get("age"), entry.get("at")
            if "says" in entry or said is None or at is None:
                continue
        else:
            said, _, at = entry.partition(" at ")
            said, at = _word(said, entry.where), _word(at, entry.where)
        if odd:
            continue
        moment = _moment(reader, at, f"age {who} {n}")
        low, high, loose_low, loose_high = age(said)
        one: list[Limit] = [(birth, moment[0], low, high)]
        reader.said.append(
            Said([one], [[(birth, moment[0], loose_low, loose_high)]], frozenset({said.where}))
        )


def _word(text: str, where: Where) -> Word:
    word = Word(text)
    word.where = where
    return word


def _moment(reader: Reader, at: Word, name: str) -> tuple[str, str]:
    """The two ends of a moment: an event's own, or a new one that an expression places."""
    plain = reader.resolve(str(at).removeprefix("at "))
    if plain is not None:
        ref, part = plain
        return (reader.point(ref, part or "start"), reader.point(ref, part or "end"))
    reader.state(at, name, name)
    return name, name


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
    told = [str(event) for event in _list(data.get("tells"))]
    start, end = reader.point(scene, "start"), reader.point(scene, "end")
    if len(told) > 1:
        for event in told:
            first, last = reader.point(event, "start"), reader.point(event, "end")
            reader.must("", (), [(start, first, 0, FAR), (last, end, 0, FAR)])
    host = data.get("in")
    if data.get("strand") == "flashback" and host:
        shared = {str(event) for event in _list(reader.of("scene").get(str(host), {}).get("tells"))}
        for event in told:
            if event not in shared:
                reader.must(
                    "",
                    (host.where,),
                    [(reader.point(event, "end"), reader.point(str(host), "start"), 1, FAR)],
                )


# ---- families -----------------------------------------------------------------------------------------------


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
                [(one, other, 8 * MONTH, FAR)], [(other, one, 8 * MONTH, FAR)], [(one, other, -7 * DAY, 7 * DAY)],
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


# ---- places -----------------------------------------------------------------------------------------------


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
                end = _moment(reader, destroyed, f"destroyed {outer}")[1]
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


# ---- what lasts -----------------------------------------------------------------------------------------------


def _period(reader: Reader, name: str, entry: dict[str, Any]) -> list[Moment]:
    """The minutes in which something was so, with what its own statements say."""
    found: list[Moment] = []
    begin, end = entry.get("from"), entry.get("until")
    if str(begin) == "always":
        found.append(("always", ORIGIN, -FAR, ORIGIN, NOWHERE))
        begin = None
    if begin:
        reader.state(begin, f"from {name}", f"from {name}")
        found.append(("from", f"from {name}", 0, f"from {name}", NOWHERE))
    for n, seen in enumerate(_list(entry.get("seen"))):
        first, last = _moment(reader, seen, f"seen {name} {n}")
        if begin:
            reader.must("", (seen.where,), [(f"from {name}", first, 0, FAR)])
        if end:
            reader.must("", (seen.where,), [(first, f"until {name}", 0, FAR)])
        found.append(("seen", first, 0, last, frozenset({seen.where})))
    if end:
        reader.state(end, f"until {name}", f"until {name}")
        found.append(("until", f"until {name}", -1, f"until {name}", NOWHERE))
    if begin and end:
        reader.must("relation-ends-before-it-begins", (), [(f"from {name}", f"until {name}", 0, FAR)])
    return found


def _apart(
    reader: Reader, rule: str, lines: set[Where], one: list[Moment], other: list[Moment], handed: bool = False
) -> None:
    """Two periods do not overlap: one is over before the other begins.

    Said once for all their moments, and again for fewer of them, since a part may be all that is named.
    """
    everything = lines.union(*(moment[4] for moment in (*one, *other)))
    reader.must(rule, everything, _all_before(one, other, handed), _all_before(other, one, handed))
    if everything == lines:
        return
    for first, last in product(one, repeat=2):
        for begin, end in product(other, repeat=2):
            named = lines.union(first[4], last[4], begin[4], end[4])
            if named != everything:
                mine, yours = [first, last], [begin, end]
                reader.must(rule, named, _all_before(mine, yours, handed), _all_before(yours, mine, handed))


def _all_before(these: list[Moment], those: list[Moment], handed: bool) -> list[Limit]:
    limits: list[Limit] = []
    for how, _, shift, last, _ in those:  # no minute of those is at or before one of these
        for mine, first, my_shift, _, _ in these:
            if how == "always":
                return [(ORIGIN, ORIGIN, 1, 1)]
            if mine == "always":
                continue
            touch = mine == "seen" and (how == "from" or (handed and how == "seen"))
            limits.append((first, last, (0 if touch else 1) + my_shift - shift, FAR))
    return limits


def _inside_life(reader: Reader, rule: str, who: str, moments: list[Moment], mortal: bool) -> None:
    for how, first, _, last, lines in moments:
        if how == "always":
            continue
        reader.must(rule, lines, [(f"birth {who}", last, 0, FAR)])
        if mortal:
            reader.must(rule, lines, [(first, f"death {who}", 0, FAR)])


def _tied(reader: Reader, tie: dict[str, Any]) -> list[str]:
    found = [reader.ref(who) for name in ("who", "of") for who, _, _ in people(tie.get(name))]
    return [who for who in found if who]


def _tie(reader: Reader, n: int, tie: dict[str, Any], undead: set[str], odd: set[str]) -> None:
    if not isinstance(tie, dict) or "says" in tie:
        return
    moments = _period(reader, f"tie {n}", tie)
    kind = str(tie.get("kind"))
    declared = reader.settings.get("kinds", {}).get(kind, {})
    if (str(declared.get("symmetric")) == "yes" or kind in (*MIN_AGE, "friend", "sibling", "rival")) and (
        tie.get("of") or len(_tied(reader, tie)) < 2
    ):
        reader.structural.add("one-way-relation")
    least = int(str(declared.get("min_age", MIN_AGE.get(kind, 0))))
    for who in dict.fromkeys(_tied(reader, tie)):
        if who in reader.of("character"):
            mortal = who not in undead and kind not in ("parent", "child", "sibling")
            _inside_life(reader, "relation-outside-life", who, moments, mortal)
            for how, _, _, last, lines in moments if least and who not in odd | undead else ():
                if how in ("from", "seen") and "species" not in reader.of("character")[who]:
                    reader.must("below-minimum-age", lines, [(f"birth {who}", last, least * YEAR, FAR)])


def _held(reader: Reader, name: str, entry: dict[str, Any]) -> list[Moment]:
    """The minutes of a period whose own statements have been read already."""
    before = len(reader.said)
    moments = _period(reader, name, entry)
    del reader.said[before:]
    return moments


def _exclusive_ties(reader: Reader) -> None:
    ties = [(n, tie) for n, tie in enumerate(reader.ties) if isinstance(tie, dict) and "says" not in tie]
    kinds = reader.settings.get("kinds", {})
    for (n, one), (m, other) in combinations(ties, 2):
        kind = str(one.get("kind"))
        if kind != str(other.get("kind")) or str(kinds.get(kind, {}).get("exclusive")) != "yes":
            continue
        mine, yours = set(_tied(reader, one)), set(_tied(reader, other))
        if mine & yours and mine != yours:
            first, second = _held(reader, f"tie {n}", one), _held(reader, f"tie {m}", other)
            if first and second:
                _apart(reader, "exclusive-overlap", set(), first, second)


def _offices(reader: Reader, undead: set[str]) -> None:
    for office, data in reader.of("office").items():
        holders = _holders(reader, office, data)
        for who, _, moments in holders:
            if who in reader.of("character"):
                _inside_life(reader, "office-outside-life", who, moments, who not in undead)
        if str(data.get("exclusive")) == "yes":
            for (who, _, first), (whose, _, second) in combinations(holders, 2):
                if who != whose and first and second:
                    _apart(reader, "exclusive-office-overlap", set(), first, second)


def _holders(
    reader: Reader, owner: str, data: dict[str, Any]
) -> list[tuple[str, dict[str, Any], list[Moment]]]:
    found = []
    for n, (who, _, entry) in enumerate(people(data.get("holders"))):
        name = reader.ref(who)
        if name and "says" not in entry:
            found.append((name, entry, _period(reader, f"{owner} {n}", entry)))
    return found


def _items(reader: Reader) -> None:
    for item, data in reader.of("item").items():
        holders = _holders(reader, item, data)
        there: list[tuple[str, str, int, set[Where]]] = []
        for event, told in reader.of("event").items():
            there += [
                (reader.point(event, "start"), reader.point(event, "end"), 0, {ref.where})
                for ref in _list(told.get("items"))
                if reader.ref(ref) == item
            ]
        for who, _, moments in holders:
            if who in reader.of("character"):
                there += [
                    (first, last, shift, set(lines))
                    for how, first, shift, last, lines in moments
                    if how != "always"
                ]
        for name in ("made", "destroyed"):
            if data.get(name):
                first, last = _moment(reader, data[name], f"{name} {item}")
                for start, end, shift, lines in there:
                    limit = (first, end, -shift, FAR) if name == "made" else (start, last, shift, FAR)
                    reader.must(f"item-{name}", lines | {data[name].where}, [limit])
        founds = [
            _moment(reader, word, f"found {item} {n}") for n, word in enumerate(_list(data.get("found")))
        ]
        for n, word in enumerate(_list(data.get("lost"))):
            first, last = _moment(reader, word, f"lost {item} {n}")
            for start, end, shift, lines in there:
                back = [[(first, f[1], 0, FAR), (f[0], end, -shift, FAR)] for f in founds]
                reader.must("item-lost", lines | {word.where}, [(start, last, shift, FAR)], *back)
        for (who, _, first_), (whose, _, second_) in combinations(holders, 2):
            if who != whose and first_ and second_ and {who, whose} <= set(reader.of("character")):
                _apart(reader, "item-in-two-hands", set(), first_, second_, True)


def _groups(reader: Reader) -> None:
    for group, data in reader.of("group").items():
        for n, (_, _, entry) in enumerate(people(data.get("members"))):
            if "says" not in entry:
                _period(reader, f"{group} {n}", entry)


def _traits(reader: Reader) -> None:
    for who, data in reader.of("character").items():
        traits = data.get("traits")
        for trait, value in traits.items() if isinstance(traits, dict) else ():
            spans: list[tuple[Word, dict[str, Any], list[Moment]]] = []
            for n, one in enumerate(_list(value)):
                entry = one if isinstance(one, dict) else {}
                if "says" not in entry:
                    word = entry.get("is") if entry else one
                    spans.append((word, entry, _period(reader, f"trait {who} {trait} {n}", entry)))
            for (one_is, one, first), (other_is, other, second) in combinations(spans, 2):
                mine, yours = (set(str(w).casefold().split()) for w in (one_is, other_is))
                if mine <= yours or yours <= mine:
                    continue
                if first and second:
                    _apart(reader, "contradictory-trait", set(), first, second)
                elif first or second or (one and other):
                    reader.structural.add("contradictory-trait")


# ---- knowing and telling ----------------------------------------------------------------------------------------


def _secrets(reader: Reader, undead: set[str]) -> None:
    known: dict[str, dict[str, list[tuple[dict[str, Any], str]]]] = {}
    for secret, data in reader.of("secret").items():
        entries = known.setdefault(secret, {})
        for n, (who, _, entry) in enumerate(people(data.get("known"))):
            name = reader.ref(who)
            if name is None or "says" in entry:
                continue
            point = f"{secret} {n}"
            _period(reader, point, entry)
            entries.setdefault(name, []).append((entry, point))
            if entry.get("from") and name in reader.of("character"):
                reader.must("learns", (), [(f"birth {name}", f"from {point}", 0, FAR)])
                if name not in undead:
                    reader.must("learns", (), [(f"from {point}", f"death {name}", 0, FAR)])
    for event, data in reader.of("event").items():
        for who, _, entry in people(data.get("uses")):
            secret, name = str(entry.get("secret")), reader.ref(who)
            if not known.get(secret) or name is None:
                continue
            options: list[list[Limit]] = []
            for told, point in known[secret].get(name, ()):
                option: list[Limit] = []
                if told.get("from"):
                    option.append((f"from {point}", reader.point(event, "end"), 0, FAR))
                if told.get("until"):
                    option.append((reader.point(event, "start"), f"until {point}", 1, FAR))
                options.append(option)
            if not options:
                reader.structural.add("acts-on-unknown")
            elif all(options):
                reader.must("acts-on-unknown", (who.where,), *options)


def _threads(reader: Reader) -> None:
    for thread, data in reader.of("thread").items():
        if str(data.get("kind", "promise")) not in ("promise", "threat") or "says" in data:
            continue
        if data.get("planted") and data.get("paid"):
            planted = _moment(reader, data["planted"], f"planted {thread}")
            paid = _moment(reader, data["paid"], f"paid {thread}")
            reader.must("paid-off-before-planted", (), [(planted[0], paid[1], 0, FAR)])
