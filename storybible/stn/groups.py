"""The known conflicts of one rank in groups that share no element, each with the elements that yield for it.

Learning or forgetting a conflict touches one group only, so that an edit costs what its group costs and not
what all errors together do.
"""

from __future__ import annotations

from collections.abc import Iterator

from storybible.stn.hitting import (
    Task,
    by_votes,
    in_order_hitting_set,
    least_hitting_set,
    packing,
    split_components,
)
from storybible.stn.statement import Element

Known = frozenset[Element]
"""Elements that cannot all be true."""


class Group:
    """Conflicts linked by elements that could yield, and which of these do."""

    __slots__ = ("chosen", "hard", "proven", "tasks")

    def __init__(self, tasks: dict[Known, Task]) -> None:
        self.tasks = tasks  # each conflict's elements that could yield
        self.chosen: list[Element] = []
        self.proven = True
        self.hard = False  # the budget was spent on a part of it: it is not tried again

    def choose(self, in_order: bool, pool: list[int] | None) -> None:
        """Choose anew for the tasks known now, with so much work left for all groups; with None by votes."""
        tasks = sorted(set(self.tasks.values()), key=sorted)
        if in_order:
            self.chosen = in_order_hitting_set(tasks)
        elif pool is None or self.hard:
            self.chosen, self.proven = by_votes(tasks), False
        else:
            self.chosen, self.proven = least_hitting_set(tasks, pool)
            self.hard = not self.proven

    def at_least(self) -> int:
        """How many elements must yield at least."""
        return len(self.chosen) if self.proven else packing(self.tasks.values())


class Groups:
    """All conflicts of a rank that the lower ranks leave open."""

    def __init__(self, in_order: bool) -> None:
        self.in_order = in_order
        self._group_of: dict[Element, Group] = {}
        self._changed: dict[Group, None] = {}
        self._tried: dict[Group, None] = {}  # what they chose was for a try
        self._released: set[Element] = set()  # chosen by groups that fell apart

    def __iter__(self) -> Iterator[Group]:
        return iter(dict.fromkeys(self._group_of.values()))

    def add(self, conflict: Known, task: Task) -> None:
        """A conflict is open: the groups of its elements become one."""
        linked = {self._group_of[element]: None for element in task if element in self._group_of}
        groups = sorted(linked, key=lambda group: len(group.tasks))
        merged = groups.pop() if groups else Group({})
        for group in groups:
            merged.tasks.update(group.tasks)
            merged.chosen += group.chosen
            merged.hard |= group.hard
            for other in group.tasks.values():
                self._group_of.update(dict.fromkeys(other, merged))
            self._changed.pop(group, None)
            self._tried.pop(group, None)
        merged.tasks[conflict] = task
        self._group_of.update(dict.fromkeys(task, merged))
        self._tried.pop(merged, None)
        self._changed[merged] = None

    def discard(self, conflict: Known, task: Task) -> None:
        """A conflict is no longer open: its group falls apart where nothing else holds it together."""
        group = self._group_of[next(iter(task))]
        self._changed.pop(group, None)
        self._tried.pop(group, None)
        self._released.update(group.chosen)
        del group.tasks[conflict]
        for element in task:
            del self._group_of[element]
        conflicts_of: dict[Task, list[Known]] = {}
        for other, others in group.tasks.items():
            conflicts_of.setdefault(others, []).append(other)
        for part in split_components(conflicts_of):
            rest = Group({other: others for others in part for other in conflicts_of[others]})
            for others in part:
                self._group_of.update(dict.fromkeys(others, rest))
            self._changed[rest] = None

    def choose(self, pool: list[int] | None) -> tuple[set[Element], set[Element]]:
        """Choose for every group that changed: (the elements that yield no longer, those that newly do).

        With a pool of work to draw from the least sets; with None whatever votes say, for a first try.
        """
        before, after = self._released, set()
        for group in self._changed if pool is None else [*self._changed, *self._tried]:
            before.update(group.chosen)
            group.choose(self.in_order, pool)
            after.update(group.chosen)
        self._tried = {**self._tried, **self._changed} if pool is None else {}
        self._changed = {}
        self._released = set()
        return before - after, after - before
