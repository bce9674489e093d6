"""What lasts for a while, and what is known and told: the oracle's second half of the world."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import Any

from benchmarks.planting.dates import FAR
from benchmarks.planting.statements import ORIGIN, Limit, Reader, Said, as_list, moment_of, people
from benchmarks.planting.texts import Where, Word

MIN_AGE = {"dating": 18, "lovers": 18, "engaged": 18, "married": 18}
Moment = tuple[str, str, int, str, frozenset[Where]]
"""(how, point, shift, second point, where a `seen` says so): a minute in which something was so."""
NOWHERE: frozenset[Where] = frozenset()


def all_that_lasts(reader: Reader, undead: set[str], odd: set[str]) -> None:
    """Ties, offices, items, groups, traits, secrets and threads."""
    for n, tie in enumerate(reader.ties):
        _tie(reader, n, tie, undead, odd)
    _exclusive_ties(reader)
    _offices(reader, undead)
    _items(reader)
    _groups(reader)
    _traits(reader)
    _secrets(reader, undead)
    _threads(reader)


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
    for n, seen in enumerate(as_list(entry.get("seen"))):
        first, last = moment_of(reader, seen, f"seen {name} {n}")
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

    Said for all their moments; what follows for fewer of them is kept for where only a part is named.
    """
    everything = lines.union(*(moment[4] for moment in (*one, *other)))
    reader.must(rule, everything, _all_before(one, other, handed), _all_before(other, one, handed))
    if everything != lines:
        reader.parts.append(partial(_part, rule, lines, one, other, handed))


def _part(
    rule: str, lines: set[Where], one: list[Moment], other: list[Moment], handed: bool, named: set[Where]
) -> Said | None:
    """What is left of the demand that two periods do not overlap where only some lines are named."""
    mine, yours = ([moment for moment in moments if moment[4] <= named] for moments in (one, other))
    if not lines <= named or not mine or not yours or (mine == one and yours == other):
        return None
    options = [_all_before(mine, yours, handed), _all_before(yours, mine, handed)]
    return Said(options, options, frozenset(), rule)


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
    if kind in MIN_AGE and len(pair := _tied(reader, tie)) == 2:
        span = 20 * reader.dates.YEAR
        reader.ask("age-gap", [(f"birth {pair[0]}", f"birth {pair[1]}", -span, span)])
    least = int(str(declared.get("min_age", MIN_AGE.get(kind, 0))))
    for who in dict.fromkeys(_tied(reader, tie)):
        if who in reader.of("character"):
            mortal = who not in undead and kind not in ("parent", "child", "sibling")
            _inside_life(reader, "relation-outside-life", who, moments, mortal)
            for how, _, _, last, lines in moments if least and who not in odd | undead else ():
                if how in ("from", "seen") and "species" not in reader.of("character")[who]:
                    reader.must(
                        "below-minimum-age", lines, [(f"birth {who}", last, least * reader.dates.YEAR, FAR)]
                    )


def _held(reader: Reader, name: str, entry: dict[str, Any]) -> list[Moment]:
    """The minutes of a period whose own statements have been read already."""
    before = len(reader.said)
    moments = _period(reader, name, entry)
    del reader.said[before:]
    return moments


def _exclusive_ties(reader: Reader) -> None:
    ties = [(n, tie) for n, tie in enumerate(reader.ties) if isinstance(tie, dict) and "says" not in tie]
    kinds = reader.settings.get("kinds", {})
    exclusive = [
        (n, tie, str(tie.get("kind")), set(_tied(reader, tie)))
        for n, tie in ties
        if str(kinds.get(str(tie.get("kind")), {}).get("exclusive")) == "yes"
    ]
    for (n, one, kind, mine), (m, other, same, yours) in combinations(exclusive, 2):
        if kind != same:
            continue
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


def _own_life(reader: Reader, item: str, data: dict[str, Any]) -> None:
    """A thing is made before it is lost, found or destroyed, and not lost once it is destroyed."""

    def moments(name: str) -> list[tuple[Word, str, str]]:
        words = as_list(data.get(name))
        return [(word, *moment_of(reader, word, f"{name} {item} {n} life")) for n, word in enumerate(words)]

    for made, begin, _ in moments("made"):
        for name in ("lost", "found", "destroyed"):
            for word, _, last in moments(name):
                reader.must("item-made", {made.where, word.where}, [(begin, last, 0, FAR)])
    for destroyed, _, end in moments("destroyed"):
        for word, first, _ in moments("lost"):
            reader.must("item-destroyed", {destroyed.where, word.where}, [(first, end, 0, FAR)])


def _items(reader: Reader) -> None:
    for item, data in reader.of("item").items():
        holders = _holders(reader, item, data)
        there: list[tuple[str, str, int, set[Where]]] = []
        for event, told in reader.of("event").items():
            there += [
                (reader.point(event, "start"), reader.point(event, "end"), 0, {ref.where})
                for ref in as_list(told.get("items"))
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
                first, last = moment_of(reader, data[name], f"{name} {item}")
                for start, end, shift, lines in there:
                    limit = (first, end, -shift, FAR) if name == "made" else (start, last, shift, FAR)
                    reader.must(f"item-{name}", lines | {data[name].where}, [limit])
        founds = [
            moment_of(reader, word, f"found {item} {n}") for n, word in enumerate(as_list(data.get("found")))
        ]
        for n, word in enumerate(as_list(data.get("lost"))):
            first, last = moment_of(reader, word, f"lost {item} {n}")
            for start, end, shift, lines in there:
                back = [[(first, f[1], 0, FAR), (f[0], end, -shift, FAR)] for f in founds]
                reader.must("item-lost", lines | {word.where}, [(start, last, shift, FAR)], *back)
        _own_life(reader, item, data)
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
            for n, one in enumerate(as_list(value)):
                entry = one if isinstance(one, dict) else {}
                if "says" not in entry:
                    word: Word = entry["is"] if entry else one
                    spans.append((word, entry, _period(reader, f"trait {who} {trait} {n}", entry)))
            for (one_is, one, first), (other_is, other, second) in combinations(spans, 2):
                mine, yours = (set(str(w).casefold().split()) for w in (one_is, other_is))
                if mine <= yours or yours <= mine:
                    continue
                if first and second:
                    _apart(reader, "contradictory-trait", set(), first, second)
                elif first or second or (one and other):
                    reader.structural.add("contradictory-trait")


# ---- knowing and telling ------------------------------------------------------------------------------


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
            planted = moment_of(reader, data["planted"], f"planted {thread}")
            paid = moment_of(reader, data["paid"], f"paid {thread}")
            reader.must("paid-off-before-planted", (), [(planted[0], paid[1], 0, FAR)])
