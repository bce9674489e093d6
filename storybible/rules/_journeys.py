"""Whether everybody has the time to get from one place to the next.

Two stays of one person in different places ask that between them there is time for the way.  Where their
order is certain that is a demand, and the demands of everybody are decided together, so that a detour which
fits neither side of it is seen.  Where the order is open, every order is tried.  A demand enters only once
some way everything else could be does not meet it: most never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from storybible import stn
from storybible.rules import Context
from storybible.rules._clock import ALL, LOOSEST, STATED, Clock, least_minutes
from storybible.rules._parts import impossible_part
from storybible.rules._places import Stay, nested, stays
from storybible.rules._ways import Way, Ways
from storybible.stn import Constraint, Key, choose

MOST_TOGETHER = 12
"""How many stays of one person are tried in all orders at most."""
MOST_PAIRS = 20_000
"""How many pairs of stays are looked at more closely at most."""
TRAVEL = "~travel"


@dataclass(frozen=True, slots=True, eq=False)
class Journey:
    """Two stays of one person, ``a`` first, and the way from one to the other.

    ``way`` is None where nothing is known of it, ``back`` the other way round, for an open order.
    """

    a: Stay
    b: Stay
    way: Way | None
    back: Way | None = None

    @property
    def key(self) -> Key:
        """Canonical."""
        return (TRAVEL, self.a.who, self.a.event, self.b.event)


@dataclass(frozen=True, slots=True)
class Hurry:
    """Journeys that cannot all be made, what that follows from, and by how many minutes they miss.

    ``ordered``: it is certain which end of each comes first.
    """

    journeys: tuple[Journey, ...]
    proof: tuple[Key, ...]
    loose: bool
    shortfall: int
    ordered: bool


@dataclass(slots=True)
class Journeys:
    """What was found: journeys nobody can make, and those that can be made with their order certain."""

    clock: Clock | None = None
    ways: Ways | None = None
    hurries: list[Hurry] = field(default_factory=list)
    made: list[Journey] = field(default_factory=list)


def journeys(context: Context) -> Journeys:
    """All journeys of a bible, worked out once for the rules that ask."""
    found: Journeys | None = context.shared.get("journeys")
    if found is None:
        found = context.shared["journeys"] = _journeys(context)
    return found


def _journeys(context: Context) -> Journeys:
    found = Journeys()
    if not any(place.routes for place in context.story.places.values()):
        return found
    there: dict[str, dict[str, Stay]] = {}
    for stay in stays(context):
        there.setdefault(stay.who, {}).setdefault(stay.event, stay)
    travellers = {
        who: list(by_event.values())
        for who, by_event in there.items()
        if len({stay.place for stay in by_event.values()}) > 1
    }
    if travellers:
        clock = found.clock = Clock(context)
        ways = found.ways = Ways(context, lambda amount: least_minutes(clock, amount))
        if ways:
            _Search(context, clock, ways, travellers, found).run()
    return found


class _Search:
    """One search through everybody's stays."""

    def __init__(
        self, context: Context, clock: Clock, ways: Ways, travellers: dict[str, list[Stay]], found: Journeys
    ) -> None:
        self.context = context
        self.clock = clock
        self.ways = ways
        self.travellers = travellers
        self.found = found
        self.seen: set[tuple[str, str, str]] = set()
        self.demands: dict[Key, Journey] = {}
        self.left = MOST_PAIRS
        self.longest = 0

    def run(self) -> None:
        """Demand by demand until everything that is certainly ordered is met, then the open orders."""
        places = {stay.place for mine in self.travellers.values() for stay in mine}
        for one in places:
            for other in places:
                way = self.ways.fastest(one, other) if one != other else None
                if way is not None:
                    self.longest = max(self.longest, way.comfortable)
        if not self.longest:
            return
        waiting: dict[str, list[Journey]] = {}
        active = list(self.travellers)
        while active:
            moved = []
            for who in active:
                added = False
                for pair in self._unmet(self.travellers[who]):
                    kind, journey = self._kind(pair)
                    if kind == "ordered":
                        self._demand(journey)
                        added = True
                    elif kind == "open":
                        waiting.setdefault(who, []).append(journey)
                if added:
                    moved.append(who)
            active = moved if self.left > 0 else []
        if self.left <= 0:
            self.context.doubt(
                "whether everybody has the time to get where they are", "there are too many journeys"
            )
        self._refused()
        for who, pairs in waiting.items():
            self._open(who, pairs)

    # ---- pairs ------------------------------------------------------------------------------------------

    def _unmet(self, mine: list[Stay]) -> list[tuple[Stay, Stay]]:
        """Pairs with no time (to spare) for their way in one way everything else can be; each pair once."""
        times = self.clock.network.graph.potential
        mine = sorted(mine, key=lambda stay: (times[stay.start], stay.event))
        found = []
        for n, a in enumerate(mine):
            for b in mine[n + 1 :]:
                free = times[b.start] - times[a.end]
                if free >= self.longest:
                    break
                name = (a.who, *sorted((a.event, b.event)))
                if name in self.seen or nested(self.context.story, a.place, b.place):
                    continue
                way = self.ways.fastest(a.place, b.place)
                if (way is not None and free < way.comfortable) or (way is None and free < 0):
                    self.seen.add(name)  # type: ignore[arg-type]
                    if self.left > 0:
                        self.left -= 1
                        found.append((a, b))
        return found

    def _kind(self, pair: tuple[Stay, Stay]) -> tuple[str, Journey]:
        """Whether the order of two stays is certain; which comes first, if so."""
        a, b = pair
        there, back = self.ways.fastest(a.place, b.place), self.ways.fastest(b.place, a.place)
        first = not _below(self.clock.most(a.end, b.start, ALL), 0)
        second = not _below(self.clock.most(b.end, a.start, ALL), 0)
        if first and second and (there is not None or back is not None):
            return "open", Journey(a, b, there, back)
        if first and not second and there is not None:
            return "ordered", Journey(a, b, there)
        if second and not first and back is not None:
            return "ordered", Journey(b, a, back)
        return "", Journey(a, b, there)  # surely together: that is two places at once

    def _demand(self, journey: Journey) -> None:
        way = journey.way
        if way is None:
            return
        points = (journey.a.end, journey.b.start)
        readings = [
            (stn.DEMAND, [(*points, way.loosest, None)]),
            (stn.HYPOTHESIS, [(*points, way.least, None)]),
        ]
        self.demands[journey.key] = journey
        self.clock.network.add(stn.Statement(journey.key, readings))

    # ---- what cannot be ---------------------------------------------------------------------------------

    def _refused(self) -> None:
        """Demands that cannot be met, each with what they contradict."""
        network = self.clock.network
        refused = set()
        for element, rank in sorted(network.parked.items()):
            if element[0][0] != TRAVEL:
                continue
            refused.add(element[0])
            conflict = network.explain(element)
            graded = network.explain_in(element, LOOSEST) if rank == stn.DEMAND else None
            shortfall = conflict.shortfall
            if graded is not None:
                conflict = graded
                shortfall = max(shortfall, graded.shortfall)
            others = [self.demands[key] for key in conflict.keys if key in self.demands]
            together = list(dict.fromkeys([self.demands[element[0]], *others]))
            self._hurry(together, conflict.keys, graded is not None, shortfall, True)
        self.found.made = [journey for key, journey in self.demands.items() if key not in refused]

    def _hurry(
        self, together: list[Journey], keys: Iterable[Key], loose: bool, shortfall: int, ordered: bool
    ) -> None:
        self.found.hurries.append(
            Hurry(tuple(together), tuple(key for key in keys if key[0] != TRAVEL), loose, shortfall, ordered)
        )

    # ---- open orders ------------------------------------------------------------------------------------

    def _open(self, who: str, pairs: list[Journey]) -> None:
        """Pairs that fit in neither order; then what fits in no order of several."""
        left = []
        for journey in pairs:
            if not self._alone(journey):
                left.append(journey)
        while left:
            cluster, left = self._cluster(left)
            self._together(who, cluster)

    def _alone(self, journey: Journey) -> bool:
        """Whether two stays have no time between them in either order."""
        for loose, view in ((True, LOOSEST), (False, ALL)):
            misses = []
            proofs: list[Key] = []
            for source, target, wanted, _ in (option[0] for option in orders(journey, loose)):
                most = self.clock.most(source, target, view)
                if wanted is None or most is None or most >= wanted:
                    break
                misses.append(wanted - most)
                proofs += self.clock.network.prove(source, target, most, view) or ()
            else:
                others = [self.demands[key] for key in proofs if key in self.demands]
                self._hurry([journey, *others], dict.fromkeys(proofs), loose, min(misses), False)
                return True
        return False

    def _cluster(self, pairs: list[Journey]) -> tuple[list[Journey], list[Journey]]:
        """The pairs that hang together with the first one, and the others."""
        events = {pairs[0].a.event, pairs[0].b.event}
        mine: list[Journey] = []
        rest = pairs
        grown = True
        while grown:
            more = [pair for pair in rest if pair.a.event in events or pair.b.event in events]
            rest = [pair for pair in rest if pair not in more]
            events.update(stay.event for pair in more for stay in (pair.a, pair.b))
            mine += more
            grown = bool(more)
        return mine, rest

    def _together(self, who: str, pairs: list[Journey]) -> None:
        """Whether some order of several stays leaves time for all ways."""
        label = self.context.story.label(who)
        near = list(dict.fromkeys(stay for pair in pairs for stay in (pair.a, pair.b)))
        known = {frozenset((pair.a.event, pair.b.event)) for pair in pairs}
        pairs = list(pairs)
        for stay in near:
            for other in self.travellers[who]:
                name = frozenset((stay.event, other.event))
                if len(near) > MOST_TOGETHER:
                    break
                if len(name) < 2 or name in known or nested(self.context.story, stay.place, other.place):
                    continue
                known.add(name)
                if self._apart(stay, other) or self._apart(other, stay):
                    continue
                kind, journey = self._kind((stay, other))
                if kind == "ordered" and journey.key not in self.demands:
                    self._demand(journey)
                elif kind == "open":
                    pairs.append(journey)
                    if other not in near:
                        near.append(other)
        doubt = f"whether {label} has the time for the ways between {len(near)} events"
        if len(near) > MOST_TOGETHER:
            if not self._in_part(near, pairs):
                self.context.doubt(doubt, "their times are too loosely known to try every order")
            return
        if len(pairs) < 2 and not self.demands:
            return
        for loose, view in ((True, LOOSEST), (False, ALL)):
            choice = choose(self.clock.network, [orders(pair, loose) for pair in pairs], view)
            if choice.verdict == "impossible":
                blamed = [pairs[n] for n in choice.groups]
                blamed += [self.demands[key] for key in choice.keys if key in self.demands]
                self._hurry(blamed, choice.keys, loose, 0, False)
                return
            if choice.verdict == "undecided":
                if not self._in_part(near, pairs):
                    self.context.doubt(doubt, "there are too many orders to try")
                return

    def _in_part(self, near: list[Stay], pairs: list[Journey]) -> bool:
        """Whether some neighbouring stays leave no time for their ways, where all together are too many."""
        times = self.clock.network.graph.potential
        near = sorted(near, key=lambda stay: (times[stay.start], stay.event))
        found = impossible_part(
            self.context, self.clock.network, near, pairs,
            lambda pair: (pair.a, pair.b), orders, ((True, LOOSEST), (False, ALL)),
        )  # fmt: skip
        if found is None:
            return False
        pairs, choice, loose = found
        blamed = [*pairs, *(self.demands[key] for key in choice.keys if key in self.demands)]
        self._hurry(blamed, choice.keys, loose, 0, False)
        return True

    def _apart(self, a: Stay, b: Stay) -> bool:
        """Whether there surely is time for the way from one stay to the other."""
        way = self.ways.fastest(a.place, b.place)
        most = self.clock.most(b.start, a.end, STATED)
        return most is not None and -most >= (0 if way is None else way.least)


def orders(journey: Journey, loose: bool) -> list[list[Constraint]]:
    """The two orders of two stays, each with the time for its way."""
    return [
        [(first.end, second.start, 0 if way is None else way.loosest if loose else way.least, None)]
        for first, second, way in (
            (journey.a, journey.b, journey.way),
            (journey.b, journey.a, journey.back),
        )
    ]


def too_far_as_stated(context: Context, hurry: Hurry) -> bool:
    """Whether the one journey of a hurry takes too long by the times that routes state alone."""
    found, journey = journeys(context), hurry.journeys[0]
    if found.clock is None or found.ways is None or len(hurry.journeys) > 1 or not hurry.ordered:
        return False
    needed = found.ways.stated(journey.a.place, journey.b.place)
    proof = found.clock.network.prove(journey.a.end, journey.b.start, needed - 1, LOOSEST)
    return needed > 0 and proof is not None and all(key[0] != TRAVEL for key in proof)


def tight(context: Context) -> Iterator[tuple[Journey, int, tuple[Key, ...]]]:
    """Journeys that can be made, with surely less than a tenth of the way's time to spare: how many minutes
    at most, and from which statements that follows."""
    found = journeys(context)
    clock = found.clock
    for journey in found.made:
        if clock is None or journey.way is None:
            continue
        need = journey.way.least
        ends = journey.a.end, journey.b.start
        most = clock.most(*ends, STATED)
        if most is None or not need <= most < journey.way.comfortable:
            continue
        proof = clock.network.prove(*ends, most, STATED)
        if proof is not None:
            yield journey, most - need, proof


def _below(value: int | None, limit: int) -> bool:
    return value is not None and value < limit
