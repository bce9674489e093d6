"""Which elements yield when not all can be true: one canonical answer, however the statements arrive.

It is defined without reference to any search.  Rank by rank, from 0 up: the smallest set of elements of that
rank whose removal leaves the rank consistent with what is already kept; among the smallest the first in key
order. Claims go in one by one in key order instead.  It is found by implicit hitting sets (Reiter 1987):
choose for the conflicts known so far, try the choice, learn the conflicts that refute it, repeat.  A least
choice for the known conflicts that turns out consistent is the least choice for all, so that neither order
nor history can show.

There may be more conflicts than can be listed.  Those of hedged amounts on one cycle are one cover
(:mod:`covers`).  Elements that are in too many others go in one by one: first what votes would keep, in key
order, then the rest, each that fits with what is in.  That depends on the statements alone, too, takes time
in proportion to what is tried, and is counted as undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storybible.stn.covers import cover_of
from storybible.stn.cycles import fewest_edges
from storybible.stn.groups import Groups, Known
from storybible.stn.hitting import POOL, Task
from storybible.stn.small import all_single, contradicts, inconsistent, irredundant
from storybible.stn.statement import CLAIM, EVERYTHING, LOOSEST, RANKS, Edge, Element, Key, Statement
from storybible.stn.trees import UNREACHED, OriginTrees

CONFLICTS_AT_ONCE = 3
"""Conflicts learned of one refusal, with nothing in common but what was refused: that accuses it enough."""

SEARCH = 2_000_000
"""Edges looked at for the shortest conflicts; after that those are learned that a refusal shows at once."""

ANOTHER = 4
"""How much further than for the first conflict the search for another one may go."""

FEW, MANY = 3, 300
"""Elements that yield in one group, and that its conflicts name, beyond which they are called entangled."""


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
        self._search = SEARCH
        self._groups = [Groups(in_order=rank == CLAIM) for rank in range(RANKS)]

    @property
    def undecided(self) -> int:
        """For how many groups of conflicts the least set could not be proven within the budget."""
        return sum([not group.proven for groups in self._groups for group in groups])

    @property
    def entangled(self) -> bool:
        """Whether so much hangs together that another search might not find the least choice in time."""
        return any(
            [
                len(group.chosen) > FEW or sum(map(len, group.tasks.values())) > MANY
                for groups in self._groups
                for group in groups
            ]
        )

    def bounds(self) -> tuple[int, int]:
        """At least and at most how many statements must change before all loosest readings can be true."""
        at_least = sum([group.at_least() for group in self._groups[LOOSEST]])
        return at_least, sum([rank == LOOSEST for rank in self.parked.values()])

    # ---- conflicts -----------------------------------------------------------------------------------------

    def learn(self, cycle: list[Edge], statement: Statement, reading: int) -> bool:
        """Learn why a reading was refused, from a negative cycle that begins with one of its edges.

        False if nothing will be chosen for it any more.
        """
        for looser in range(1, reading + 1):
            if inconsistent([(statement, looser)]):
                return self._remember(Known(frozenset([(statement.key, looser)])))
        closing = cycle[0]
        banned: set[Statement] = set()
        open_still = False
        most = self._search
        for _ in range(CONFLICTS_AT_ONCE):
            work = [most]
            found = fewest_edges(self.trees, closing, EVERYTHING, banned, work)
            used = most - work[0]
            self._search -= used
            most = min(self._search, most if banned else ANOTHER * used)
            if found is None:
                break
            open_still |= self._learn_cycle([closing, *found[1]], statement, reading)
            banned.update([edge[4] for edge in found[1]])
        if not banned:
            open_still |= self._learn_cycle(cycle, statement, reading)
        return open_still

    def _learn_cycle(self, cycle: list[Edge], tried: Statement, reading: int) -> bool:
        """Note a conflict, of the lowest rank that is one: how far its statements must give way together.

        Where one of some alone must yield: each statement, the weakest first, read as loosely as it still
        contradicts.
        """
        uses = _uses(cycle)
        active = {one: reading if one is tried else self.graph.state[one] for one in uses}
        if any([len(one.ranks) > 1 for one in uses]):
            rank = min([rank for rank in range(RANKS) if _length(uses, _within(active, rank)) < 0])
            active = _within(active, rank)
            cover = self._cover(uses, rank) if rank != CLAIM else None  # claims go in one by one
            if cover is not None:
                return self._remember(cover)
        total = _length(uses, active)
        for one in sorted(uses, key=lambda one: (-one.ranks[active[one] - 1], one.key)):
            for looser in range(1, active[one]):
                given = _said(one, looser, uses[one]) - _said(one, active[one], uses[one])
                if total + given < 0:
                    total += given
                    active[one] = looser
                    break
        members = [*active.items()]
        if len(uses) < len(cycle) or not all_single(members):
            others = [other for other in members if other[0] is not tried]
            member = tried, active[tried]
            members = [member, *irredundant(others, lambda some: contradicts(member, some))]
        return self._remember(Known(frozenset([(statement.key, active) for statement, active in members])))

    def _cover(self, uses: dict[Statement, list[Edge]], rank: int) -> Known | None:
        """A cycle as a cover; None where one of some alone must yield.

        All are read as tightly as the rank that yields has them, whether they yield now or not: what was
        chosen last does not matter.
        """
        full = {one: _last_within(one, rank, self._admitted_by_lower(one, rank)) for one in uses}
        missing = -_length(uses, full)
        gains = []
        for one, reading in full.items():
            if one.ranks[reading - 1] != rank:
                continue
            if reading > 1 and one.ranks[reading - 2] == rank:
                return None
            gain = _said(one, reading - 1, uses[one]) - _said(one, reading, uses[one])
            gains.append(((one.key, reading), gain))
        cover = cover_of(missing, gains)
        if cover is None:
            return None
        return Known(frozenset([(one.key, reading) for one, reading in full.items()]), cover)

    def _remember(self, conflict: Known) -> bool:
        """Note a conflict among the ones open for its rank; False if nothing will be chosen for it."""
        ranks = {element: self.statements[element[0]].ranks[element[1] - 1] for element in conflict.elements}
        rank = max(ranks.values())
        if conflict.cover is not None:
            task = conflict.cover.task
        else:  # a looser reading of the same rank takes the tighter one with it
            task = frozenset(
                [
                    (key, looser)
                    for key, reading in conflict.elements
                    for looser in range(1, reading + 1)
                    if self.statements[key].ranks[looser - 1] == rank
                ]
            )
        self._known[conflict] = rank, task
        for key, _ in conflict.elements:
            self._known_of.setdefault(key, set()).add(conflict)
        return self._groups[rank].add(conflict, task)

    def forget(self, key: Key) -> None:
        """A statement is gone: so are the conflicts that named it."""
        for conflict in self._known_of.pop(key, ()):
            rank, task = self._known.pop(conflict)
            if not self._hit.pop(conflict, 0):
                self._groups[rank].discard(conflict, task)
            for other, _ in conflict.elements:
                if other != key:
                    self._known_of[other].discard(conflict)

    # ---- choosing ------------------------------------------------------------------------------------------

    def _choose(self, pool: list[int] | None) -> set[Key]:
        """Choose for the conflicts known now; returns the statements for which something changed."""
        changed = set()
        for rank, groups in enumerate(self._groups):
            changed |= self._take(rank, *groups.choose(pool))
        return changed

    def _take(self, rank: int, gone: set[Element], new: set[Element]) -> set[Key]:
        """These yield no longer and these do now; returns the statements for which something changed."""
        for element in gone:
            del self.parked[element]
            self._open_again(element, rank)
        for element in new:
            self.parked[element] = rank
            self._close(element, rank)
        return {key for key, _ in gone | new}

    def _resting_on(self, element: Element, rank: int) -> list[Known]:
        """The conflicts of higher ranks that hold no more once an element is set aside."""
        key, reading = element
        return [
            conflict
            for conflict in self._known_of.get(key, ())
            if self._known[conflict][0] > rank
            and any(other == key and used >= reading for other, used in conflict.elements)
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

    def _admitted_by_lower(self, statement: Statement, rank: int) -> int:
        """How many readings of a statement lower ranks leave open."""
        for reading in range(1, len(statement.readings) + 1):
            if self.parked.get((statement.key, reading), rank) < rank:
                return reading - 1
        return len(statement.readings)

    def reconcile(self, waiting: Iterable[Statement]) -> None:
        """Alternate choosing and trying until the choice is consistent: then it is the canonical one.

        `waiting` are the statements that are less active than they could be.  First choices by votes are
        tried, which cost little and teach most of the conflicts; then least ones.  What was given up in
        between goes in one by one in the end.
        """
        graph = self.graph
        keys = {statement.key for statement in waiting}
        later: set[Key] = set()  # refused for what is given up
        pool: list[int] | None = None
        self._search = SEARCH
        for groups in self._groups:
            groups.rest()
        while True:
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
                while reading > graph.state[statement]:
                    cycle = graph.insert(statement, reading)
                    if cycle is not None:
                        if self.learn(cycle, statement, reading):
                            keys.add(statement.key)
                            break
                        later.add(statement.key)
                        reading -= 1
            if not keys and not any([groups.changed for groups in self._groups]):
                rank = next((rank for rank, groups in enumerate(self._groups) if groups.waiting), None)
                if pool is None:
                    pool = [POOL]
                elif rank is None:
                    return
                else:
                    keys = self._one_by_one(rank, later)
                    later.clear()

    def _one_by_one(self, rank: int, later: set[Key]) -> set[Key]:
        """What is given up of a rank goes in, one element after the other, and what does not fit stays out.

        All out first, then what waited for it, then in again; what is of higher ranks makes room.  Returns
        the statements that could be more active then.
        """
        groups = self._groups[rank]
        elements = groups.in_turn()
        first: dict[Key, int] = {}
        for key, reading in elements:
            first[key] = min(reading, first.get(key, reading))
        again = later | first.keys()
        for key, reading in first.items():
            self.graph.lower(self.statements[key], reading - 1)
        for key in sorted(again):
            statement = self.statements[key]
            most = min(self._admitted(statement), first.get(key, RANKS) - 1)
            reading = _last_within(statement, rank, most)
            cycle = self._make_room(statement, reading, rank, again)
            if cycle is not None:
                self._learn_cycle(cycle, statement, reading)
                return again
        refused: set[Element] = set()
        for key, reading in elements:
            statement = self.statements[key]
            if self.graph.state[statement] < reading - 1:
                continue  # a looser reading is out
            if self._make_room(statement, reading, rank, again) is not None:
                refused.add((key, reading))
        return again | self._take(rank, *groups.settle(refused))

    def _make_room(self, statement: Statement, reading: int, rank: int, again: set[Key]) -> list[Edge] | None:
        """Make a reading active, and what of higher ranks forbids it less so; else what still forbids it."""
        graph = self.graph
        while reading > graph.state[statement] and (cycle := graph.insert(statement, reading)) is not None:
            uses = _uses(cycle)
            active = {one: reading if one is statement else graph.state[one] for one in uses}
            within = _within(active, rank)
            if _length(uses, within) < 0:
                return cycle
            for one, most in within.items():
                if most < active[one]:
                    graph.lower(one, most)
                    again.add(one.key)
        return None


def _uses(cycle: Iterable[Edge]) -> dict[Statement, list[Edge]]:
    """The edges of each statement."""
    uses: dict[Statement, list[Edge]] = {}
    for edge in cycle:
        uses.setdefault(edge[4], []).append(edge)
    return uses


def _last_within(statement: Statement, rank: int, most: int) -> int:
    """The last of a statement's first readings that is of this rank or a lower one; 0 for none."""
    while most and statement.ranks[most - 1] > rank:
        most -= 1
    return most


def _within(readings: dict[Statement, int], rank: int) -> dict[Statement, int]:
    """The same readings, but none of a higher rank."""
    return {statement: _last_within(statement, rank, most) for statement, most in readings.items()}


def _length(uses: dict[Statement, list[Edge]], readings: dict[Statement, int]) -> int:
    """How long a cycle is if its statements are read so; endless where one says nothing of its part."""
    return sum([_said(statement, readings[statement], edges) for statement, edges in uses.items()])


def _said(statement: Statement, reading: int, edges: list[Edge]) -> int:
    """The same for the edges of one statement."""
    total = 0
    for edge in edges:
        seen = statement.looser(edge, reading) if reading else None
        total += UNREACHED if seen is None else seen[2]
    return total
