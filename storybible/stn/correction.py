"""Which elements yield when not all can be true: one canonical answer, however the statements arrive.

It is defined without reference to any search.  Rank by rank, from 0 up: the smallest set of elements of that rank whose
removal leaves the rank consistent with what is already kept; among the smallest the first in key order.  Claims go in
one by one in key order instead.  It is found by implicit hitting sets: choose for the conflicts known so far, try the
choice, learn the conflicts that refute it, repeat.  A least choice for the known conflicts that turns out consistent is
the least choice for all conflicts, so that neither order nor history can show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storybible.stn.cycles import fewest_edges
from storybible.stn.graph import Graph
from storybible.stn.hitting import Task, in_order_hitting_set, least_hitting_set, packing, split_components
from storybible.stn.small import in_key_order, inconsistent, irredundant
from storybible.stn.statement import CLAIM, EVERYTHING, LOOSEST, Edge, Element, Key, Statement

DISJOINT = 3


class Correction:
    """The conflicts learned so far and the elements set aside for them."""

    def __init__(self, graph: Graph, statements: dict[Key, Statement]) -> None:
        self.graph = graph
        self.statements = statements
        self.conflicts: dict[Task, int] = {}  # to the rank that yields; all true, not all minimal
        self.conflicts_of: dict[Key, set[Task]] = {}
        self.parked: dict[Element, int] = {}
        self.undecided = 0  # groups of conflicts for which the least set could not be proven within the budget
        self._chosen: dict[frozenset[Task], tuple[list[Element], bool]] = {}

    def rank(self, element: Element) -> int:
        """The rank of an element."""
        return self.statements[element[0]].ranks[element[1] - 1]

    def forget(self, key: Key) -> None:
        """A statement is gone: so are the conflicts that named it."""
        for conflict in self.conflicts_of.pop(key, ()):
            del self.conflicts[conflict]
            for other, _ in conflict:
                if other != key:
                    self.conflicts_of[other].discard(conflict)

    def learn(self, cycle: list[Edge], readings: Mapping[Statement, int]) -> None:
        """Turn a negative cycle into a conflict, with each statement at the loosest reading that suffices.

        Statements not in `readings` count at their active ones.
        """
        total = 0
        uses: dict[Statement, list[Edge]] = {}
        for edge in cycle:
            total += edge[2]
            uses.setdefault(edge[4], []).append(edge)
        members = []
        state = self.graph.state
        ordered = [(statement, readings.get(statement) or state[statement]) for statement in uses]
        ordered.sort(key=lambda member: (-member[0].ranks[member[1] - 1], member[0].key))
        for statement, active in ordered:
            tight = sum([edge[2] for edge in uses[statement]])
            for looser in range(1, active):
                edges = [statement.looser(edge, looser) for edge in uses[statement]]
                loose = sum([edge[2] for edge in edges if edge is not None])
                if None not in edges and total - tight + loose < 0:
                    total += loose - tight
                    active = looser
                    break
            members.append((statement, active))
        if len(members) > 3:
            members = irredundant(in_key_order(members), inconsistent)
        self.remember(frozenset([(statement.key, active) for statement, active in members]))

    def learn_all(self, cycle: list[Edge], statement: Statement, reading: int) -> None:
        """Learn short conflicts of a reading that was refused: several that have nothing else in common."""
        banned: set[Statement] = set()
        closing = cycle[0]
        for _ in range(DISJOINT):
            found = fewest_edges(self.graph.trees[0], closing, EVERYTHING, banned)
            if found is None:
                break
            self.learn([closing, *found[1]], {statement: reading})
            banned.update(edge[4] for edge in found[1])
        if not banned:
            self.learn(cycle, {statement: reading})

    def remember(self, conflict: Task) -> None:
        """Note a conflict."""
        self.conflicts[conflict] = max(self.rank(element) for element in conflict)
        for key, _ in conflict:
            self.conflicts_of.setdefault(key, set()).add(conflict)

    def choose(self) -> dict[Element, int]:
        """The canonical set of elements that yield, for the conflicts known so far."""
        by_rank: dict[int, list[Task]] = {}
        for conflict, rank in self.conflicts.items():
            by_rank.setdefault(rank, []).append(conflict)
        parked: dict[Element, int] = {}
        self.undecided = 0
        chosen: list[Element]
        for rank in sorted(by_rank):
            tasks = []
            for conflict in by_rank[rank]:
                if not any((key, looser) in parked for key, reading in conflict for looser in range(1, reading + 1)):
                    tasks.append(frozenset([element for element in conflict if self.rank(element) == rank]))
            if rank == CLAIM:
                chosen = in_order_hitting_set(tasks)
            else:
                chosen = []
                for component in split_components(tasks):
                    if component not in self._chosen:
                        self._chosen[component] = least_hitting_set(component)
                    best, proven = self._chosen[component]
                    self.undecided += not proven
                    chosen += best
            for element in chosen:
                parked[element] = rank
        return parked

    def reconcile(self, waiting: Iterable[Statement]) -> None:
        """Alternate choosing and trying until the choice is consistent: then it is the canonical one.

        `waiting` are statements that are not as active as they should be.
        """
        graph = self.graph
        keys = {statement.key for statement in waiting}
        while True:
            parked = self.choose()
            limit: dict[Key, int] = {}
            for key, reading in parked:
                limit[key] = min(limit.get(key, reading), reading - 1)
            keys |= {key for key, _ in self.parked}
            keys |= limit.keys()
            self.parked = parked
            to_raise = []
            for key in sorted(keys):
                statement = self.statements.get(key)
                if statement is None:
                    continue
                target = limit.get(key, len(statement.readings))
                graph.lower(statement, target)
                if graph.state[statement] < target:
                    to_raise.append((statement, target))
            keys.clear()
            for statement, target in to_raise:
                cycle = graph.insert(statement, target)
                if cycle is not None:
                    self.learn_all(cycle, statement, target)
                    keys.add(statement.key)
            if not keys:
                return

    def bounds(self) -> tuple[int, int]:
        """At least and at most how many statements must change so that the loosest readings can all be true."""
        at_most = sum(rank == LOOSEST for rank in self.parked.values())
        tasks = [conflict for conflict, rank in self.conflicts.items() if rank == LOOSEST]
        at_least = 0
        for component in split_components(tasks):
            best, proven = self._chosen.get(component, ([], False))
            at_least += len(best) if proven else packing(sorted(component, key=lambda task: (len(task), sorted(task))))
        return at_least, at_most
