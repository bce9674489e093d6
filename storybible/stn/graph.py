"""The graph of active edges, with times that satisfy all of them.

The *potentials* are times of all points that every active edge accepts.  They prove that what is active is
consistent and make every reduced weight non-negative, so that searches may be Dijkstra's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Protocol

from storybible.stn.statement import EVERYTHING, RANKS, Edge, EngineError, Statement, View


class Landmarks(Protocol):
    """What knows the ways from and to the origin, and follows every change."""

    latest: list[int | None]
    back: list[int | None]

    def add_point(self) -> None:
        """A point was added."""

    def drop_points(self, left: int) -> None:
        """The last points, of which nothing was known, are gone."""

    def tighten(self, statement: Statement) -> None:
        """A reading was linked."""

    def loosen(self, statement: Statement) -> None:
        """A statement was unlinked."""

    def walk_back(self, edge: Edge) -> list[Edge] | None:
        """A walk through the origin that closes a negative cycle with an edge."""


Outcome = tuple[dict[int, int], list[Edge] | None]
"""Where a wave moves points, and the path that closed a negative cycle if it met one."""


class Graph:
    """Active edges by source and by target, the active reading of each statement, and the potentials."""

    __slots__ = ("into", "out", "potential", "present", "state", "touched", "trees")

    def __init__(self, points: int) -> None:
        self.out: list[list[Edge]] = [[] for _ in range(points)]
        self.into: list[list[Edge]] = [[] for _ in range(points)]
        self.potential = [0] * points
        self.state: dict[Statement, int] = {}  # how many readings are active; 0 = set aside
        self.present = [0] * RANKS  # how many active readings have each rank
        self.touched: set[int] = set()  # points whose edges are to be verified
        self.trees: Sequence[Landmarks] = ()  # kept up to date with every edit

    def add_point(self) -> int:
        """A new point, later than nothing and earlier than nothing."""
        self.out.append([])
        self.into.append([])
        self.potential.append(0)
        for trees in self.trees:
            trees.add_point()
        return len(self.potential) - 1

    def drop_points(self, left: int) -> None:
        """Only the first points stay; nothing active may speak of the others (ValueError)."""
        if any(self.out[left:]) or any(self.into[left:]):
            raise ValueError("a statement speaks of a point that is to go")
        for row in (self.out, self.into, self.potential):
            del row[left:]
        self.touched = {point for point in self.touched if point < left}
        for trees in self.trees:
            trees.drop_points(left)

    # ---- views ---------------------------------------------------------------------------------------------

    def normal(self, view: View) -> View:
        """The same view with all ranks added that no active reading has: equal views get equal masks."""
        for rank, count in enumerate(self.present):
            if not count:
                view |= 1 << rank
        return view & EVERYTHING

    def reading_in(self, statement: Statement, view: View) -> int:
        """The tightest active reading of a statement that a view holds; 0 if there is none."""
        reading = self.state[statement]
        ranks = statement.ranks
        while reading and not view >> ranks[reading - 1] & 1:
            reading -= 1
        return reading

    def in_view(self, edge: Edge, view: View) -> Edge | None:
        """An active edge as a view reads it: looser where the active reading is not in the view."""
        if edge[3] & view:
            return edge
        statement = edge[4]
        reading = self.reading_in(statement, view)
        return statement.looser(edge, reading) if reading else None

    # ---- changing what is active ---------------------------------------------------------------------------

    def link(self, statement: Statement, reading: int) -> None:
        """Make a reading active; the potentials must satisfy it already."""
        self.state[statement] = reading
        for edge in statement.edges[reading - 1]:
            self.out[edge[0]].append(edge)
            self.into[edge[1]].append(edge)
            self.touched.add(edge[0])
        for rank in statement.ranks[:reading]:
            self.present[rank] += 1

    def link_all(self, statements: list[Statement]) -> None:
        """Make the tightest reading of many statements active, whether they fit or not: for a batch solve."""
        out, into = self.out, self.into
        state = self.state
        for statement in statements:
            edges = statement.edges
            state[statement] = len(edges)
            for edge in edges[-1]:
                out[edge[0]].append(edge)
                into[edge[1]].append(edge)
        for ranks, count in Counter([statement.ranks for statement in statements]).items():
            for rank in ranks:
                self.present[rank] += count

    def unlink(self, statement: Statement) -> None:
        """Make nothing of a statement active."""
        reading = self.state[statement]
        self.state[statement] = 0
        if reading:
            self._remove(statement.edges[reading - 1])
            for rank in statement.ranks[:reading]:
                self.present[rank] -= 1

    def lower(self, statement: Statement, reading: int) -> None:
        """Fall back to a looser reading, or with 0 to none; always possible."""
        if self.state[statement] > reading:
            self.unlink(statement)
            for trees in self.trees:
                trees.loosen(statement)
            if reading:
                self.link(statement, reading)
                for trees in self.trees:
                    trees.tighten(statement)

    def insert(self, statement: Statement, reading: int) -> list[Edge] | None:
        """Make a reading active.  None, or a negative cycle that forbids it; then nothing changes.

        The former reading stays linked meanwhile: it is implied by the new one, and holds again if that is
        refused.
        """
        former = self.state[statement]
        linked: list[Edge] = []
        for edge in statement.edges[reading - 1]:
            cycle = self.push(edge)
            if cycle is not None:
                self._remove(linked)
                return cycle
            self.out[edge[0]].append(edge)
            self.into[edge[1]].append(edge)
            self.touched.add(edge[0])
            linked.append(edge)
        if former:
            self._remove(statement.edges[former - 1])
        self.state[statement] = reading
        for rank in statement.ranks[former:reading]:
            self.present[rank] += 1
        for trees in self.trees:
            trees.tighten(statement)
        return None

    def _remove(self, edges: Iterable[Edge]) -> None:
        for edge in edges:
            self.out[edge[0]].remove(edge)
            self.into[edge[1]].remove(edge)

    # ---- room for one edge ---------------------------------------------------------------------------------

    def push(self, edge: Edge) -> list[Edge] | None:
        """Move potentials until they satisfy one more edge.  None, or a negative cycle through it.

        Lower what comes after the edge or raise what comes before it (Cotton & Maler 2006; Ramalingam, Song,
        Joskowicz & Miller 1999).  Whichever would have to move the origin is avoided, for with it moves
        everything that has a date; where both would, the edge is given room on both sides.
        """
        source, target, weight = edge[0], edge[1], edge[2]
        potential = self.potential
        slack = potential[source] + weight - potential[target]
        if slack >= 0:
            return None
        if source == target:
            return [edge]
        can_lower = can_raise = True
        for trees in self.trees[:1]:
            walk = trees.walk_back(edge)
            if walk is not None:
                return [edge, *walk]
            back, latest = trees.back[target], trees.latest[source]
            now = potential[0]
            earliest = None if back is None else now - back
            can_lower = earliest is None or potential[source] + weight >= earliest
            can_raise = latest is None or potential[target] - weight <= now + latest
        if not can_lower and not can_raise and latest is not None and earliest is not None:
            lowest = max(earliest, potential[source] + weight)
            highest = min(potential[target], now + latest + weight)
            change = (lowest + highest) // 2 - potential[target]
            for outcome in _lower_after(target, -1, change, self.out, potential):
                self._move(outcome)
            can_raise = True
            slack = potential[source] + weight - potential[target]
            if slack >= 0:
                return None
        waves = []
        if can_lower:
            waves.append(_lower_after(target, source, slack, self.out, potential))
        if can_raise:
            waves.append(_raise_before(source, target, slack, self.into, potential))
        while True:
            for wave in waves:
                outcome = next(wave)
                if outcome is not None:
                    if outcome[1] is not None:
                        return [edge, *outcome[1]]
                    self._move(outcome)
                    return None

    def _move(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            for point, value in outcome[0].items():
                self.potential[point] = value
            self.touched.update(outcome[0])

    # ---- the check that does not trust the solver ----------------------------------------------------------

    def verify(self) -> None:
        """Every active edge holds under the potentials: linear, and the end of every solve."""
        potential = self.potential
        for base, edges in zip(potential, self.out, strict=True):
            for edge in edges:
                if base + edge[2] < potential[edge[1]]:
                    raise EngineError(f"{edge[4].key!r} does not hold")
        self.touched.clear()

    def verify_touched(self) -> None:
        """The same for the edges at points that moved or got an edge since the last check."""
        potential = self.potential
        for point in self.touched:
            value = potential[point]
            for edge in self.out[point]:
                if value + edge[2] < potential[edge[1]]:
                    raise EngineError(f"{edge[4].key!r} does not hold")
            for edge in self.into[point]:
                if potential[edge[0]] + edge[2] < value:
                    raise EngineError(f"{edge[4].key!r} does not hold")
        self.touched.clear()


def _lower_after(
    start: int, stop: int, slack: int, out: list[list[Edge]], potential: list[int]
) -> Iterator[Outcome | None]:
    """Lower `start` by what is missing and what follows as far as it must; `stop` closes a cycle."""
    needed = {start: slack}
    by: dict[int, Edge] = {}
    done: dict[int, int] = {}
    heap = [(slack, start)]
    while heap:
        change, u = heappop(heap)
        if u in done:
            continue
        value = done[u] = potential[u] + change
        for edge in out[u]:
            v = edge[1]
            if v in done:
                continue
            rest = value + edge[2] - potential[v]
            if rest < 0 and rest < needed.get(v, 0):
                needed[v] = rest
                by[v] = edge
                if v == stop:
                    path = []
                    while v != start:
                        path.append(by[v])
                        v = by[v][0]
                    yield done, path
                    return
                heappush(heap, (rest, v))
        yield None
    yield done, None


def _raise_before(
    start: int, stop: int, slack: int, into: list[list[Edge]], potential: list[int]
) -> Iterator[Outcome | None]:
    """Raise `start` by what is missing and what precedes as far as it must; `stop` closes a cycle."""
    needed = {start: slack}
    by: dict[int, Edge] = {}
    done: dict[int, int] = {}
    heap = [(slack, start)]
    while heap:
        change, v = heappop(heap)
        if v in done:
            continue
        value = done[v] = potential[v] - change
        for edge in into[v]:
            u = edge[0]
            if u in done:
                continue
            rest = potential[u] + edge[2] - value
            if rest < 0 and rest < needed.get(u, 0):
                needed[u] = rest
                by[u] = edge
                if u == stop:
                    path = []
                    while u != start:
                        path.append(by[u])
                        u = by[u][1]
                    yield done, path
                    return
                heappush(heap, (rest, u))
        yield None
    yield done, None
