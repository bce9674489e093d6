"""The known conflicts of one rank in groups that share no element, each with the elements that yield for it.

Learning or forgetting a conflict touches one group only, so that an edit costs what its group costs and not
what all errors together do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from storybible.stn.covers import Cover, cover_by_votes, least_cover
from storybible.stn.hitting import (
    Task,
    by_votes,
    in_order_hitting_set,
    least_hitting_set,
    packing,
    split_components,
)
from storybible.stn.statement import Element

EFFORT = 30_000
"""After choices for tasks of so many elements, counted in each round, a group goes in one by one."""


class Known(NamedTuple):
    """Elements that cannot all be true; with a cover where those that yield must give enough together."""

    elements: frozenset[Element]
    cover: Cover | None = None


class Group:
    """Conflicts linked by elements that could yield, and which of these do."""

    __slots__ = ("chosen", "given_up", "hard", "in_order", "proven", "tasks")

    def __init__(self, tasks: dict[Known, Task], in_order: bool) -> None:
        self.tasks = tasks  # each conflict's elements that could yield
        self.chosen: list[Element] = []
        self.proven = True
        self.hard = False  # the work allowed was spent on a part of it: it is not tried again
        self.in_order = in_order  # its elements go in one by one, in key order
        self.given_up = False  # its elements go in one by one, in the order that votes give

    def choose(self, pool: list[int] | None) -> None:
        """Choose anew for the tasks known now, with so much work left for all groups; with None by votes."""
        tasks = {task for known, task in self.tasks.items() if known.cover is None}
        covers = [known.cover for known in self.tasks if known.cover is not None]
        if self.in_order:
            self.chosen = in_order_hitting_set(tasks)
        elif pool is None or self.hard:
            self.chosen, self.proven = _voted(tasks, covers), False
        else:
            if covers:
                self.chosen, self.proven = least_cover(tasks, covers, pool)
            else:
                self.chosen, self.proven = least_hitting_set(sorted(tasks, key=sorted), pool)
            self.hard = not self.proven

    def give_up(self) -> None:
        """Search no further."""
        self.given_up = True
        self.proven = False

    @property
    def elements(self) -> set[Element]:
        """The elements that could yield."""
        return {element for task in self.tasks.values() for element in task}

    def at_least(self) -> int:
        """How many elements must yield at least."""
        return len(self.chosen) if self.proven else packing(self.tasks.values())


def _voted(tasks: Iterable[Task], covers: list[Cover]) -> list[Element]:
    return cover_by_votes(tasks, covers) if covers else by_votes(sorted(tasks, key=sorted))


class Groups:
    """All conflicts of a rank that the lower ranks leave open."""

    def __init__(self, in_order: bool) -> None:
        self.in_order = in_order
        self._group_of: dict[Element, Group] = {}
        self._changed: dict[Group, None] = {}
        self._tried: dict[Group, None] = {}  # what these chose was for a first try
        self._torn: dict[Group, set[Element]] = {}  # may have fallen apart, and what was in what is gone
        self._released: set[Element] = set()  # chosen by groups that fell apart
        self._waiting: dict[Group, None] = {}  # given up, and to go in one by one
        self._effort: dict[Group, int] = {}  # for how many elements a choice was made, again and again

    def __iter__(self) -> Iterator[Group]:
        return iter(dict.fromkeys(self._group_of.values()))

    @property
    def changed(self) -> bool:
        """Whether something is to be chosen anew."""
        return bool(self._changed or self._torn)

    @property
    def waiting(self) -> bool:
        """Whether something is to go in one by one."""
        return bool(self._waiting)

    def rest(self) -> None:
        """A new change of the statements: what was spent on former ones does not count."""
        self._effort.clear()

    def add(self, conflict: Known, task: Task) -> bool:
        """A conflict is open: the groups of its elements become one.  False if that is given up already."""
        linked = {self._group_of[element]: None for element in task if element in self._group_of}
        groups = sorted(linked, key=lambda group: len(group.tasks))
        merged = groups.pop() if groups else Group({}, self.in_order)
        for group in groups:
            merged.tasks.update(group.tasks)
            merged.chosen += group.chosen
            merged.hard |= group.hard
            if group.given_up:
                merged.give_up()
            for other in (*group.tasks.values(), self._torn.get(group, set())):
                self._group_of.update(dict.fromkeys(other, merged))
            if group in self._torn:
                self._torn.setdefault(merged, set()).update(self._torn.pop(group))
            self._unqueue(group)
            self._effort[merged] = self._effort.get(merged, 0) + self._effort.pop(group, 0)
        merged.tasks[conflict] = task
        self._group_of.update(dict.fromkeys(task, merged))
        self._queue(merged)
        return not merged.given_up

    def discard(self, conflict: Known, task: Task) -> None:
        """A conflict is no longer open: its group falls apart where nothing else holds it together."""
        group = self._group_of[next(iter(task))]
        del group.tasks[conflict]
        self._torn.setdefault(group, set()).update(task)

    def _split(self) -> None:
        """Make groups of what is left of those that lost conflicts."""
        for group, loose in self._torn.items():
            self._unqueue(group)
            self._released.update(group.chosen)
            effort = self._effort.pop(group, 0)
            for element in loose:
                del self._group_of[element]
            conflicts_of: dict[Task, list[Known]] = {}
            for conflict, task in group.tasks.items():
                conflicts_of.setdefault(task, []).append(conflict)
            for part in split_components(conflicts_of):
                tasks = {conflict: task for task in part for conflict in conflicts_of[task]}
                rest = Group(tasks, self.in_order)
                if group.given_up:
                    rest.give_up()
                for task in part:
                    self._group_of.update(dict.fromkeys(task, rest))
                self._effort[rest] = effort
                self._queue(rest)
        self._torn = {}

    def _unqueue(self, group: Group) -> None:
        self._changed.pop(group, None)
        self._tried.pop(group, None)
        self._waiting.pop(group, None)

    def _queue(self, group: Group) -> None:
        self._unqueue(group)
        (self._waiting if group.given_up else self._changed)[group] = None

    def choose(self, pool: list[int] | None) -> tuple[set[Element], set[Element]]:
        """Choose for every group that changed: (the elements that yield no longer, those that newly do).

        With a pool of work to draw from the least sets; with None what votes say, for a first try.  A group
        on which too much was spent is given up.
        """
        self._split()
        before, after = self._released, set()
        for group in self._changed if pool is None else {**self._changed, **self._tried}:
            effort = self._effort.get(group, 0) + sum(map(len, group.tasks.values()))
            self._effort[group] = effort
            before.update(group.chosen)
            group.choose(pool if effort <= EFFORT else None)
            after.update(group.chosen)
            if effort > EFFORT:
                group.give_up()
                self._waiting[group] = None
            elif pool is None:
                self._tried[group] = None
        if pool is not None:
            self._tried = {}
        self._changed = {}
        self._released = set()
        return before - after, after - before

    def in_turn(self) -> list[Element]:
        """The elements of what was given up in the order to go in: what votes would take out goes last."""
        last = {element for group in self._waiting for element in group.chosen}
        if self.in_order:
            last.clear()
        every = {element for group in self._waiting for element in group.elements}
        return [*sorted(every - last), *sorted(last)]

    def settle(self, refused: set[Element]) -> tuple[set[Element], set[Element]]:
        """What was given up went in but for these: (what yields no longer, what newly does)."""
        before, self._released = self._released, set()
        for group in self._waiting:
            before.update(group.chosen)
            group.chosen = sorted(refused & group.elements)
        self._waiting = {}
        return before - refused, refused - before
