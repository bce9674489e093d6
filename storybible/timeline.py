"""Story time as a reader of the records can know it: how far apart, in what order, and why.

A :class:`Timeline` loads the statements of an :class:`~storybible.encoding.Encoding` (and the demands of
rules) into one temporal network and answers in lattice minutes, with the statements that prove it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from storybible import stn
from storybible.demand import Demand
from storybible.diagnostics import Evidence
from storybible.encoding import Encoding, Stated
from storybible.records import Text
from storybible.sentences import demand_sentence, evidence_of, source_of
from storybible.stn import Key
from storybible.when import Anchor, Order, Problem, Term, anchors, parse

QUERY = stn.EVERYTHING
"""Answers: stated, claimed and hypothetical, and that nothing ends before it begins."""
WORLD = stn.STATED | 1 << stn.DEMAND | 1 << stn.HYPOTHESIS
"""What rules reason from: what the narrator states and what the world demands, no claims."""
LOOSE_WORLD = stn.LOOSE_EVERYTHING
"""The same at the loosest readings: what contradicts this is an error."""


Rank = tuple[int, tuple[str, int, int, Key]]
NATURE = ("event-ends-before-it-starts", "")
"""The demands that say what an event and a scene are; those of rules come after all that is stated."""


FEWEST_TRIED = 4
PUT_BACK = 400
"""Statements put back for one finding, over all that are taken out in turn."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements (and at most one demand that names it) that cannot all be true.

    ``element`` was set aside for it, and so were the ``others``, for the same statements.
    ``shortfall`` is by how many minutes they miss.  ``loose`` tells that they clash even at their loosest
    readings; ``claims`` that a character's claim is among them.
    """

    element: stn.Element
    keys: tuple[Key, ...]
    demand: Demand | None
    shortfall: int
    loose: bool
    claims: bool
    hypothetical: bool
    others: tuple[stn.Element, ...] = ()

    def tries(self, most: int) -> int:
        """How many of its statements, at most so many, are to be taken out to see what that would mend.

        Each time everything that was set aside for it is put back.
        """
        return min(most, max(FEWEST_TRIED, PUT_BACK // (1 + len(self.others))))


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment somebody asked about: where it starts and ends, and words for it."""

    text: str
    start: int
    end: int
    ref: str | None = None
    terms: tuple[Term, ...] = ()


class Timeline:
    """One story's network, loaded and solved.

    ``demands`` come from rules; those that hold by the nature of time are always in.  ``solver`` makes the
    network.
    """

    def __init__(
        self, encoding: Encoding, demands: Iterable[Demand] = (), solver: stn.Solver | None = None
    ) -> None:
        solver = solver or stn.Solver()
        self.encoding = encoding
        self.story = encoding.story
        by_key: dict[Key, Demand] = {}
        for demand in (*encoding.demands, *demands):
            by_key.setdefault(demand.key, demand)
        self.demands: Mapping[Key, Demand] = by_key
        self.network = solver.network(encoding.points, encoding.statements, demanded(self.demands.values()))
        self._asked = 0

    @classmethod
    def solved(cls, encoding: Encoding, demands: Mapping[Key, Demand], network: stn.Network) -> Timeline:
        """A timeline whose network is loaded already, with the demands that are in it."""
        made = cls.__new__(cls)
        made.encoding, made.story = encoding, encoding.story
        made.demands, made.network, made._asked = demands, network, 0
        return made

    # ---- how far apart -----------------------------------------------------------------------------------

    def gap(self, a: int, b: int, view: int = QUERY) -> tuple[int | None, int | None]:
        """The least and the most minutes from point ``a`` to point ``b``; None where nothing bounds it."""
        return self.network.gap(a, b, view)

    def prove(self, a: int, b: int, most: int, view: int = QUERY) -> tuple[Key, ...] | None:
        """Statements that alone prove ``time[b] - time[a] <= most``, none of them to spare."""
        return self.network.prove(a, b, most, view)

    def certainly_before(self, a: int, b: int, view: int = WORLD) -> bool:
        """Whether ``a`` is surely earlier than ``b``, by a minute or more."""
        return at_most(self.network.most(b, a, view), -1)

    def certainly_not_after(self, a: int, b: int, view: int = WORLD) -> bool:
        """Whether ``a`` is surely not later than ``b``."""
        return a == b or at_most(self.network.most(b, a, view), 0)

    # ---- evidence -----------------------------------------------------------------------------------------

    def evidence(self, keys: Iterable[Key], start: int | None = None) -> tuple[Evidence, ...]:
        """Statements as evidence, as a chain: each next one shares a point with what came before."""
        found: list[Evidence] = []
        wanted = list(keys)
        for key in list(wanted):
            stated = self.encoding.stated.get(key)
            if stated is not None:
                wanted.extend(k for k in stated.relies_on if k not in wanted)
        for key in self._chain(wanted, start):
            stated = self.encoding.stated.get(key)
            if stated is not None:
                found.append(evidence_of(self.encoding, stated))
                continue
            demand = self.demands.get(key)
            words = demand_sentence(demand) if demand else None
            if demand is not None and words is not None:
                found.append(Evidence(demand.span, words, source_of(demand.statement)))
        return tuple(dict.fromkeys(found))

    def _chain(self, keys: list[Key], start: int | None) -> list[Key]:
        """The keys in causal order: walk from a point, each time along a statement that touches it.

        The walk begins at a birth or death where there is one; what a demand stands on comes last.
        """
        touched = {key: self.points_of(key) for key in keys}
        left = sorted((key for key in keys if key not in self.demands), key=self.place)
        if start is None:
            lives = {*self.encoding.births.values(), *self.encoding.deaths.values()}
            demanded = {p for key in keys if key in self.demands for p in touched[key]}
            points = {p for key in left for p in touched[key]}
            begin = demanded & points & lives or points & lives or points
            first = sorted(begin, key=self._ranked(left, touched)) if len(begin) > 1 else [*begin]
            start = first[0] if first else None
        reached = {start}
        ordered: list[Key] = []
        while left:
            key = next((k for k in left if touched[k] & reached), left[0])
            left.remove(key)
            ordered.append(key)
            reached |= touched[key]
        return [*ordered, *sorted(key for key in keys if key in self.demands)]

    def _ranked(self, keys: list[Key], touched: dict[Key, set[int | None]]) -> Callable[[int | None], Rank]:
        """Points in the order of births, events, scenes and deaths in the files; then by what speaks of them.

        Last is the origin of time.
        """

        def rank(point: int | None) -> Rank:
            if not point:
                return len(self.ranks) + 1, ("", 0, 0, ())
            return self.ranks.get(point, len(self.ranks)), next(
                self.place(key) for key in keys if point in touched[key]
            )

        return rank

    @cached_property
    def ranks(self) -> dict[int, int]:
        """Of each point that has a name its place among them: births, events, scenes, then deaths."""
        story, encoding = self.story, self.encoding
        named: dict[int, None] = dict.fromkeys(encoding.births[who] for who in story.characters)
        for one in (*story.events, *story.scenes):
            named[encoding.starts[one]] = named[encoding.ends[one]] = None
        for table in (encoding.arrivals, encoding.deaths):
            named.update((table[who], None) for who in story.characters if who in table)
        return {point: place for place, point in enumerate(named)}

    def points_of(self, key: Key) -> set[int | None]:
        """The points a statement or a demand speaks about."""
        stated = self.encoding.stated.get(key)
        if stated is not None:
            return {p for pair in stated.links for p in pair}
        demand = self.demands.get(key)
        return {p for c in demand.constraints for p in c[:2]} if demand else set()

    def place(self, key: Key) -> tuple[str, int, int, Key]:
        """Where a statement stands, for sorting."""
        thing = self.encoding.stated.get(key) or self.demands.get(key)
        return (thing.span.file, thing.span.line, thing.span.column, key) if thing else ("", 0, 0, key)

    def speakers(self, keys: Iterable[Key]) -> list[str]:
        """Who claims any of these statements."""
        found = (self.encoding.stated.get(key) for key in keys)
        return sorted({s.says for s in found if s is not None and s.says is not None})

    def bare(self, keys: Iterable[Key]) -> list[Stated]:
        """Those of the statements that rest on an amount without a hedge."""
        found = (self.encoding.stated.get(key) for key in keys)
        return [s for s in found if s is not None and s.bare]

    # ---- what cannot all be true ---------------------------------------------------------------------------

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """Every set of statements that cannot all be true, one for each that had to be set aside.

        Those of one set of statements are told together: of the hedged amounts in a ring several may have to
        be read more loosely.
        """
        found: dict[stn.Element | tuple[Key, ...], list[Clash]] = {}
        for element in sorted(self.network.parked):
            clash = self._clash(element)
            hedged = self.network.parked[element] == stn.READING
            found.setdefault(clash.keys if hedged else element, []).append(clash)
        return tuple(
            replace(same[0], others=tuple(clash.element for clash in same[1:])) for same in found.values()
        )

    @cached_property
    def votes(self) -> Counter[Key]:
        """In how many of these sets each statement is."""
        return Counter(key for clash in self.clashes for key in clash.keys)

    def _clash(self, element: stn.Element) -> Clash:
        conflict = self.network.explain(element)
        shortfall = conflict.shortfall
        rank = self.network.parked[element]
        loose = rank == stn.LOOSEST
        if rank in (stn.DEMAND, stn.HYPOTHESIS):
            graded = self.network.explain_in(element, LOOSE_WORLD)
            if graded is not None:
                conflict, loose = graded, True
                shortfall = max(shortfall, conflict.shortfall)  # as read, not at the loosest
        keys = conflict.keys
        shortfall = max(shortfall, self._missed(element[0]))
        demands = [d for key in (element[0], *keys) if (d := self.demands.get(key)) and d.rule]
        named = demands[0] if demands else None
        stated = [s for key in keys if (s := self.encoding.stated.get(key))]
        return Clash(
            element, keys, named, shortfall, loose,
            any(s.says is not None for s in stated), any(s.hypothetical for s in stated),
        )  # fmt: skip

    def _missed(self, key: Key) -> int:
        """By how many minutes a demand that was set aside is missed, by all that is stated together."""
        demand = self.demands.get(key)
        missed = 0
        for source, target, lower, upper in demand.constraints if demand is not None else ():
            least, most = self.gap(source, target, WORLD)
            if lower is not None and most is not None:
                missed = max(missed, lower - most)
            if upper is not None and least is not None:
                missed = max(missed, least - upper)
        return missed

    @cached_property
    def contested_keys(self) -> frozenset[Key]:
        """Statements that stand in a clash between stated facts: answers resting on them are contested."""
        keys: set[Key] = set()
        for clash in self.clashes:
            if clash.element[0] in self.encoding.stated and not clash.claims:
                keys.update(clash.keys)
        return frozenset(keys)

    def contested(self, keys: Iterable[Key]) -> bool:
        """Whether an answer that rests on these statements rests on a contradiction."""
        return not self.contested_keys.isdisjoint(keys)

    # ---- moments somebody asks about -----------------------------------------------------------------------

    def moment(self, text: str) -> Moment | Problem:
        """The moment a question names: an event, a birth, a date, or any time expression.

        A :class:`~storybible.when.Problem` where it cannot be read or cannot be.
        """
        resolved = self.story.names.resolve(text)
        if resolved is not None and resolved[0] in ("event", "scene"):
            ref = resolved[1]
            return Moment(self.story.titled(ref), self.encoding.starts[ref], self.encoding.ends[ref], ref)
        parsed = parse(text, self.story.names, self.story.calendar, self.story.config.widths)
        if parsed.problems:
            return parsed.problems[0]
        plain = _only_anchor(parsed.terms)
        if plain is not None:
            before = self.encoding.points
            points = self.encoding.anchor_points(plain)
            while before < self.encoding.points:  # a death nobody has stated yet
                self.network.add_point()
                before += 1
            if points is not None:
                start = points[1] if _order(parsed.terms) == "right after" else points[0]
                return Moment(text, start, points[1], plain.ref, parsed.terms)
        return self._added_moment(text, parsed.terms)

    def _added_moment(self, text: str, terms: tuple[Term, ...]) -> Moment | Problem:
        """A new point placed by an expression; a Problem when there is no such moment."""
        point = self.network.add_point()
        self.encoding.points += 1
        just = _just_before(terms)
        constraints: list[stn.Constraint] = []
        if just is not None and (pair := self.encoding.anchor_points(just)) is not None:
            constraints = [(pair[0], point, -1, -1)]
        else:
            for _, tight, _, _ in self.encoding.constraints_of(terms, point, point):
                constraints += tight
        for _ in range(point + 1, self.encoding.points):  # deaths nobody has stated yet
            self.network.add_point()
        if constraints:
            self._asked += 1
            key: Key = ("~asked", f"{self._asked:06}")
            if self.network.add(stn.Statement(key, [(stn.HYPOTHESIS, constraints)])):
                return Problem(0, len(text), f"there is no such moment: {text}", "")
        return Moment(text, point, point, None, terms)


def demanded(demands: Iterable[Demand]) -> Iterator[tuple[Key, int, Sequence[stn.Constraint]]]:
    """Demands for the network.

    What an event or a scene is ranks with what is stated, and proofs may walk along it.
    """
    for demand in demands:
        yield demand.key, stn.LOOSEST if demand.rule in NATURE else stn.DEMAND, demand.constraints


def at_most(value: int | None, limit: int) -> bool:
    """Whether a bound is there and within the limit."""
    return value is not None and value <= limit


def _only_anchor(terms: Sequence[Term]) -> Anchor | None:
    """The record that an expression only names: `at RECORD`, or `just after RECORD`, where it ends."""
    if _order(terms) in ("at", "right after"):
        found = anchors(terms[0])
        if len(found) == 1 and found[0].ref is not None:
            return found[0]
    return None


def _order(terms: Sequence[Term]) -> str:
    """The word of an expression that is a single order; "" for any other."""
    return terms[0].relation if len(terms) == 1 and isinstance(terms[0], Order) else ""


def _just_before(terms: Sequence[Term]) -> Anchor | None:
    """The record in `just before RECORD`: the last minute in which everything earlier has happened."""
    if _order(terms) == "just before":
        found = anchors(terms[0])
        if len(found) == 1 and found[0].ref is not None:
            return found[0]
    return None


__all__ = ["LOOSE_WORLD", "QUERY", "WORLD", "Clash", "Moment", "Text", "Timeline", "at_most"]
