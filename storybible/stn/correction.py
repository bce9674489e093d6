"""Which elements yield when not all can be true: one canonical answer, however the statements arrive.

It is defined without reference to any search.  Rank by rank, from 0 up: the smallest set of elements of that
rank whose removal leaves the rank consistent with what is already kept; among the smallest the first in key
order. Claims go in one by one in key order instead.  It is found by implicit hitting sets (Reiter 1987):
choose for the conflicts known so far, try the choice, learn the conflicts that refute it, repeat.  A least
choice for the known conflicts that turns out consistent is the least choice for all, so that neither order
nor history can show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storybible.stn.cycles import fewest_edges
from storybible.stn.groups import Groups, Known
from storybible.stn.hitting import POOL, Task
from storybible.stn.small import all_single, contradicts, inconsistent, irredundant
from storybible.stn.statement import CLAIM, EVERYTHING, LOOSEST, RANKS, Edge, Element, Key, Statement
from storybible.stn.trees import OriginTrees

CONFLICTS_AT_ONCE = 3
"""Conflicts learned of one refusal, with nothing in common but what was refused: that accuses it enough."""
EFFORT = 200_000
"""After choices for so many conflicts, counted in each round, what still changes is put in one by one."""


class Correction:
    """The conflicts learned so far and the elements set aside for them."""

    def __init__(self, trees: OriginTrees, statements: Mapping[Key, Statement]) -> None:
        self.graph = trees.graph
        self.trees = trees
        self.statements = statements
        self.parked: dict[Element, int] = {}
        self._known: dict[Known, tuple[int, Task]] = {}  # the rank that yields, and which elements could
        self._known_of: dict[Key, set[Known]] = {}
        self._hit: dict[Known, int] = {}  # how many elements of lower ranks are set aside that it rests on
        self._groups = [Groups(in_order=rank == CLAIM) for rank in range(RANKS)]

    @property
    def undecided(self) -> int:
        """For how many groups of conflicts the least set could not be proven within the budget."""
        return sum([not group.proven for groups in self._groups for group in groups])

    @property
    def entangled(self) -> int:
        """How many conflicts there are in the largest group."""
        return max([len(group.tasks) for groups in self._groups for group in groups], default=0)

    def bounds(self) -> tuple[int, int]:
        """At least and at most how many statements must change before all loosest readings can be true."""
        at_least = sum([group.at_least() for group in self._groups[LOOSEST]])
        return at_least, sum([rank == LOOSEST for rank in self.parked.values()])

    # ---- conflicts -----------------------------------------------------------------------------------------

    def learn(self, cycle: list[Edge], statement: Statement, reading: int) -> None:
        """Learn why a reading was refused, from a negative cycle that begins with one of its edges."""
        for looser in range(1, reading + 1):
            if inconsistent([(statement, looser)]):
                self._remember(frozenset([(statement.key, looser)]))
                return
        closing = cycle[0]
        banned: set[Statement] = set()
        for _ in range(CONFLICTS_AT_ONCE):
            found = fewest_edges(self.trees, closing, EVERYTHING, banned)
            if found is None:
                break
            self._learn_cycle([closing, *found[1]], statement, reading)
            banned.update([edge[4] for edge in found[1]])
        if not banned:
            self._learn_cycle(cycle, statement, reading)

    def _learn_cycle(self, cycle: list[Edge], tried: Statement, reading: int) -> None:
        """Note a conflict: each statement, the weakest first, read as loosely as it still contradicts."""
        state = self.graph.state
        total = 0
        uses: dict[Statement, list[Edge]] = {}
        for edge in cycle:
            total += edge[2]
            uses.setdefault(edge[4], []).append(edge)
        members = []
        ordered = [(statement, reading if statement is tried else state[statement]) for statement in uses]
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
        if len(uses) < len(cycle) or not all_single(members):
            member = next(member for member in members if member[0] is tried)
            others = [other for other in members if other is not member]
            members = [member, *irredundant(others, lambda some: contradicts(member, some))]
        self._remember(frozenset([(statement.key, active) for statement, active in members]))

    def _remember(self, conflict: Known) -> None:
        ranks = {element: self.statements[element[0]].ranks[element[1] - 1] for element in conflict}
        rank = max(ranks.values())
        # A looser reading of the same rank takes the tighter one with it.
        task = frozenset(
            [
                (key, looser)
                for key, reading in conflict
                for looser in range(1, reading + 1)
                if self.statements[key].ranks[looser - 1] == rank
            ]
        )
        self._known[conflict] = rank, task
        for key, _ in conflict:
            self._known_of.setdefault(key, set()).add(conflict)
        self._groups[rank].add(conflict, task)

    def forget(self, key: Key) -> None:
        """A statement is gone: so are the conflicts that named it."""
        for conflict in self._known_of.pop(key, ()):
            rank, task = self._known.pop(conflict)
            if not self._hit.pop(conflict, 0):
                self._groups[rank].discard(conflict, task)
            for other, _ in conflict:
                if other != key:
                    self._known_of[other].discard(conflict)

    # ---- choosing ------------------------------------------------------------------------------------------

    def _choose(self, pool: list[int] | None) -> set[Key]:
        """Choose for the conflicts known now; returns the statements for which something changed."""
        changed = set()
        for rank, groups in enumerate(self._groups):
            gone, new = groups.choose(pool)
            for element in gone:
                del self.parked[element]
                self._open_again(element, rank)
            for element in new:
                self.parked[element] = rank
                self._close(element, rank)
            changed.update([key for key, _ in gone | new])
        return changed

    def _resting_on(self, element: Element, rank: int) -> list[Known]:
        """The conflicts of higher ranks that hold no more once an element is set aside."""
        key, reading = element
        return [
            conflict
            for conflict in self._known_of.get(key, ())
            if self._known[conflict][0] > rank
            and any(other == key and used >= reading for other, used in conflict)
        ]

    def _close(self, element: Element, rank: int) -> None:
        for conflict in self._resting_on(element, rank):
            self._hit[conflict] = self._hit.get(conflict, 0) + 1
            if self._hit[conflict] == 1:
                higher, task = self._known[conflict]
                self._groups[higher].discard(conflict, task)

    def _open_again(self, element: Element, rank: int) -> None:
        for conflict in self._resting_on(element, rank):
            self._hit[conflict] -= 1
            if not self._hit[conflict]:
                del self._hit[conflict]
                higher, task = self._known[conflict]
                self._groups[higher].add(conflict, task)

    def _admitted(self, statement: Statement) -> int:
        """How many readings of a statement should be active."""
        for reading in range(1, len(statement.readings) + 1):
            if (statement.key, reading) in self.parked:
                return reading - 1
        return len(statement.readings)

    def reconcile(self, waiting: Iterable[Statement]) -> None:
        """Alternate choosing and trying until the choice is consistent: then it is the canonical one.

        `waiting` are the statements that are less active than they could be.  First choices by votes are
        tried, which cost little and teach most of the conflicts; then least ones.
        """
        graph = self.graph
        keys = {statement.key for statement in waiting}
        pool: list[int] | None = None
        for groups in self._groups:
            groups.effort = 0
        while True:
            if sum([groups.effort for groups in self._groups]) > EFFORT:
                for groups in self._groups:
                    groups.give_up()
            keys |= self._choose(pool)
            rising = []
            for key in sorted(keys):
                statement = self.statements.get(key)
                if statement is not None:
                    reading = self._admitted(statement)
                    graph.lower(statement, reading)
                    if graph.state[statement] < reading:
                        rising.append((statement, reading))
            keys.clear()
            for statement, reading in rising:
                cycle = graph.insert(statement, reading)
                if cycle is not None:
                    self.learn(cycle, statement, reading)
                    keys.add(statement.key)
            if not keys and not any([groups.changed for groups in self._groups]):
                if pool is not None:
                    return
                pool = [POOL]
