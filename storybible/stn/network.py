"""The temporal network: every statement that can be true, what must follow from it, and what cannot be true.

A simple temporal network (Dechter, Meiri & Pearl 1991) over ranked statements.  It is consistent exactly when
it has no negative cycle; shortest paths are its tightest bounds and their proofs.  Every result is a pure
function of the set of statements: neither their order nor the history of edits shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from types import MappingProxyType

from storybible.memory import no_collection
from storybible.stn.correction import Correction
from storybible.stn.explain import find_conflict
from storybible.stn.fixed import fixed_points
from storybible.stn.graph import Graph
from storybible.stn.room import Room, put_back, room_for
from storybible.stn.search import distance, shortest_path, within
from storybible.stn.settle import Settling
from storybible.stn.small import Member, all_single, irredundant, proves
from storybible.stn.statement import (
    ANSWERS,
    EVERYTHING,
    Conflict,
    Edge,
    Element,
    EngineError,
    Key,
    Statement,
    View,
    lower_ranks,
)
from storybible.stn.times import Times
from storybible.stn.trees import OriginTrees, Tree, grow

_VIEWS_KEPT = 4


class Network:
    """Points in time and the statements about them.  Point 0 is the origin; times are lattice minutes."""

    def __init__(self, points: int = 1) -> None:
        self.statements: dict[Key, Statement] = {}
        self.graph = Graph(points)
        self._grown = [OriginTrees(self.graph, EVERYTHING)]
        self.graph.trees = self._grown
        self.correction = Correction(self._grown[0], self.statements)
        self._conflicts: dict[tuple[Element, View], Conflict | None] = {}
        self._times: tuple[int, Times] | None = None
        self._asked: tuple[int, dict[tuple[int, int, int, View], bool]] = (0, {})
        self.edits = 0  # how often it was changed: whoever keeps account of it sees whether others did

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(self.graph.potential)

    @property
    def parked(self) -> Mapping[Element, int]:
        """The elements set aside, with their ranks.  A statement stays active at its looser readings."""
        return MappingProxyType(self.correction.parked)

    @property
    def undecided(self) -> int:
        """In how many groups of conflicts the choice of what yields is not proven to be the least one."""
        return self.correction.undecided

    @property
    def entangled(self) -> bool:
        """Whether so many conflicts hang together that only a load surely makes the choice of a load."""
        return self.correction.entangled

    # ---- building and editing ------------------------------------------------------------------------------

    def add_point(self) -> int:
        """A new point in time, of which nothing is known; returns its number."""
        self.edits += 1
        return self.graph.add_point()

    def resize(self, points: int) -> None:
        """As many points as this; ValueError where a statement speaks of one that is to go."""
        for key, _ in self.parked:
            if any([max(edge[:2]) >= points for edge in self.statements[key].edges[-1]]):
                raise ValueError("a statement speaks of a point that is to go")
        if points < self.points:
            self.graph.drop_points(points)
        while self.points < points:
            self.graph.add_point()
        self.edits += 1

    def load(self, statements: Iterable[Statement]) -> None:
        """Add many statements at once: settle, set aside what cannot be true, verify.

        What was in the network before is solved anew together with them.  Keys must differ (ValueError).
        """
        arriving = [*self.statements.values(), *statements]
        by_key = {statement.key: statement for statement in arriving}
        if len(by_key) < len(arriving):
            raise ValueError("two statements with one key")
        self.statements = by_key
        self.edits += 1
        with no_collection():  # a load makes much that stays, and nothing that could be collected
            if not self._solve(arriving, consistent=True):
                # In key order, so that even a choice that cannot be proven the least depends on no other.
                self._solve(sorted(arriving, key=attrgetter("key")))
            self.verify()

    def _solve(self, statements: list[Statement], consistent: bool = False) -> bool:
        """Settle these statements; `consistent`: give up, and return False, if they cannot all be true."""
        graph = self.graph = Graph(self.points)
        graph.link_all(statements)
        settling = Settling(graph)
        if not settling.run(give_up=consistent):
            return False
        graph.trees = self._grown = [settling.plant_trees()]
        self.correction = Correction(self._grown[0], self.statements)
        self.correction.reconcile([statement for statement, reading in graph.state.items() if not reading])
        self._conflicts.clear()
        return True

    def adopt(self, statements: Iterable[Statement], potential: list[int], ways: tuple[Tree, Tree]) -> None:
        """Take over what a former :meth:`load` of these statements found, when all of them could be true.

        ``ways`` are those from and to the origin.  Raises EngineError where it does not fit.
        """
        self.statements = {statement.key: statement for statement in statements}
        self.edits += 1
        graph = self.graph = Graph(self.points)
        graph.link_all([*self.statements.values()])
        graph.potential[:] = potential
        graph.trees = self._grown = [OriginTrees(graph, EVERYTHING, ways)]
        self.correction = Correction(self._grown[0], self.statements)
        self.verify()

    @property
    def origin(self) -> OriginTrees:
        """The ways from and to the origin, everything considered."""
        return self._grown[0]

    def add(self, statement: Statement) -> list[Element]:
        """Add one statement; returns the elements that are set aside now and were not before.

        The result equals that of loading everything anew.  Only what moved is verified.
        """
        before = set(self.parked)
        self.edit([], [statement])
        return sorted(set(self.parked) - before)

    def remove(self, key: Key) -> None:
        """Remove one statement and let back in what it alone kept out.  KeyError if there is none."""
        self.edit([key], [])

    def edit(self, gone: Iterable[Key], come: Sequence[Statement]) -> None:
        """Take statements out and put others in: many for little more than one.

        The result equals that of loading everything anew.  Raises KeyError where one that is to go is not
        there, and ValueError where one that comes has a key that is taken.
        """
        going = {key: self.statements[key] for key in gone}
        coming = {statement.key: statement for statement in come}
        if len(coming) < len(come):
            raise ValueError("two statements with one key")
        for key in coming:
            if key in self.statements and key not in going:
                raise ValueError(f"two statements with the key {key!r}")
        for key, statement in going.items():
            self.graph.lower(statement, 0)
            self.correction.forget(key)
            del self.statements[key]
            del self.graph.state[statement]
        self.statements.update(coming)
        self.graph.state.update(dict.fromkeys(come, 0))
        self.edits += 1
        self._reconcile(come)

    def _reconcile(self, waiting: Iterable[Statement]) -> None:
        undecided = self.correction.undecided
        if not undecided:
            self.correction.reconcile(waiting)
            undecided = self.correction.undecided
        self._conflicts.clear()
        if undecided:
            self.load([])  # only a cold load gives the same answer whatever came before
        else:
            self.graph.verify_touched()

    def verify(self) -> None:
        """Check in linear time that every active constraint holds under one solution.

        Raises EngineError if not, which is never the fault of the statements.
        """
        self.graph.verify()

    # ---- what follows --------------------------------------------------------------------------------------

    def trees(self, view: View) -> OriginTrees:
        """The ways from and to the origin in a view, kept up to date from their first use on."""
        view = self.graph.normal(view)
        for trees in self._grown:
            if trees.view == view:
                return trees
        trees = OriginTrees(self.graph, view)
        self._grown.append(trees)
        if len(self._grown) > _VIEWS_KEPT:
            del self._grown[1]
        return trees

    def gap(self, a: int, b: int, view: View = ANSWERS) -> tuple[int | None, int | None]:
        """The tight (least, most) of time[b] - time[a] in minutes; None where there is no bound."""
        back = self.most(b, a, view)
        return (None if back is None else -back), self.most(a, b, view)

    def most(self, a: int, b: int, view: View = ANSWERS) -> int | None:
        """The tight upper bound of time[b] - time[a] in minutes; half the work of :meth:`gap`."""
        return distance(self.trees(view), a, b)

    def at_most(self, a: int, b: int, upper: int, view: View = ANSWERS) -> bool:
        """Whether time[b] - time[a] <= upper (minutes) must hold; remembered until the network changes.

        Much less work than :meth:`most` where it need not.
        """
        edits, known = self._asked
        if edits != self.edits:
            known = {}
            self._asked = self.edits, known
        asked = a, b, upper, self.graph.normal(view)
        if asked not in known:
            known[asked] = within(self.trees(view), a, b, upper)
        return known[asked]

    def may_be(self, a: int, b: int) -> int:
        """Minutes by which b is later than a in one way everything can be: :meth:`most` is no less.

        As late as possible, as early as possible, or in between: the largest of them.
        """
        graph, trees = self.graph, self._grown[0]
        found = graph.potential[b] - graph.potential[a]
        one, other = trees.latest[a], trees.latest[b]
        if one is not None and other is not None and other - one > found:
            found = other - one
        one, other = trees.back[a], trees.back[b]
        if one is not None and other is not None and one - other > found:
            found = one - other
        return found

    def prove(self, a: int, b: int, upper: int, view: View = ANSWERS) -> tuple[Key, ...] | None:
        """Statements that alone prove time[b] - time[a] <= upper; None if that does not follow.

        They are read within the view, and no proper subset of them proves it.
        """
        found = shortest_path(self.trees(view), a, b)
        return None if found is None or found[0] > upper else self._needed(found[1], a, b, upper, view)

    def _needed(self, path: list[Edge], a: int, b: int, upper: int, view: View) -> tuple[Key, ...]:
        reading_in = self.graph.reading_in
        members = [(used, reading_in(used, view)) for used in {edge[4] for edge in path}]
        if not all_single(members):
            members = irredundant(members, lambda some: proves(some, a, b, upper))
        return tuple(sorted([statement.key for statement, _ in members]))

    def between(
        self, a: int, b: int, view: View = ANSWERS
    ) -> tuple[int | None, int | None, tuple[Key, ...], tuple[Key, ...]]:
        """The tight least and most of time[b] - time[a], each with an irredundant proof (or empty)."""
        trees = self.trees(view)
        back, ahead = shortest_path(trees, b, a), shortest_path(trees, a, b)
        return (
            None if back is None else -back[0],
            None if ahead is None else ahead[0],
            () if back is None else self._needed(back[1], b, a, back[0], view),
            () if ahead is None else self._needed(ahead[1], a, b, ahead[0], view),
        )

    def bounds(self, view: View = ANSWERS) -> tuple[list[int | None], list[int | None]]:
        """(earliest, latest) of every point against the origin, in minutes; None where there is no bound."""
        trees = self.trees(view)
        return [None if way is None else -way for way in trees.back], list(trees.latest)

    @property
    def times(self) -> Mapping[int, int]:
        """One way everything can be, the same whatever came before; of use until the network changes."""
        if self._times is None or self._times[0] != self.edits:
            self._times = self.edits, Times(self._grown[0])
        return self._times[1]

    def fixed(self, among: Iterable[int]) -> dict[int, int]:
        """Numbers of those points that are always as far apart as now from another: one for each such set."""
        return fixed_points(self.graph, among)

    def reach(self, a: int, view: View = ANSWERS, reverse: bool = False) -> dict[int, int]:
        """The least d with time[b] - time[a] <= d for every b that has one; reverse: time[a] - time[b]."""
        distances, _ = grow(self.graph, a, view, reverse)
        return {point: value for point, value in enumerate(distances) if value is not None}

    # ---- what cannot be true -------------------------------------------------------------------------------

    def explain(self, element: Element) -> Conflict:
        """Why a parked element is set aside: an irredundant conflict among what does not yield to it."""
        conflict = self.explain_in(element, lower_ranks(self.parked[element]))
        if conflict is None:
            raise EngineError(f"nothing contradicts {element!r}")
        return conflict

    def explain_in(self, element: Element, view: View) -> Conflict | None:
        """What contradicts a parked element within a view; None if nothing does."""
        view = self.graph.normal(view)
        if (element, view) not in self._conflicts:
            trees = self._grown[0]
            statement = self.statements[element[0]]
            self._conflicts[element, view] = find_conflict(trees, statement, element[1], view, self.trees)
        return self._conflicts[element, view]

    def room(self, element: Element, key: Key, *also: Element) -> list[Room] | None:
        """What would be left for a statement if it were taken out and a parked element put back.

        None if the element still conflicts; else (source, target, least, most) for each constraint of the
        statement's loosest reading.  What yields to the element steps back as far as it must.  Of other
        parked elements those are put back that fit.  The network is as before after.
        """
        with self._without(key) as statement:
            return room_for(self._grown[0], statement, self._members(element, *also), self.trees)

    def mends_alone(self, key: Key, *elements: Element) -> bool:
        """Whether parked elements fit with all that is in, even what yields to them, without a statement."""
        with self._without(key) as statement:
            members = [member for member in self._members(*elements) if member[0] is not statement]
            with put_back(self.graph, members) as fits:
                return all(fits)

    def _members(self, *elements: Element) -> list[Member]:
        return [(self.statements[key], reading) for key, reading in elements]

    @contextmanager
    def _without(self, key: Key) -> Iterator[Statement]:
        """The network without a statement, for a moment."""
        graph, statement = self.graph, self.statements[key]
        was = graph.state[statement]
        graph.lower(statement, 0)
        yield statement
        if was and graph.insert(statement, was) is not None:
            raise EngineError(f"{key!r} does not fit where it was")
        graph.verify_touched()

    def correction_bounds(self) -> tuple[int, int]:
        """At least and at most how many statements must change before no errors are left (rank 0 alone)."""
        return self.correction.bounds()
