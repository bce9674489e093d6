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

    __slots__ = ("chosen", "hard", "in_order", "proven", "tasks", "to_go")

    def __init__(self, tasks: dict[Known, Task], in_order: bool) -> None:
        self.tasks = tasks  # each conflict's elements that could yield
        self.chosen: list[Element] = []
        self.proven = True
        self.hard = False  # the work allowed was spent on a part of it: it is not tried again
        self.in_order = in_order  # its elements go in one by one
        self.to_go = 0  # 2: all of them are to be taken out, 1: then all put in

    def choose(self, pool: list[int] | None) -> None:
        """Choose anew for the tasks known now, with so much work left for all groups; with None by votes."""
        tasks = sorted(set(self.tasks.values()), key=sorted)
        if self.to_go:
            self.to_go -= 1
            self.chosen = sorted({element for task in tasks for element in task}) if self.to_go else []
        elif self.in_order:
            self.chosen = in_order_hitting_set(tasks)
        elif pool is None or self.hard:
            self.chosen, self.proven = by_votes(tasks), False
        else:
            self.chosen, self.proven = least_hitting_set(tasks, pool)
            self.hard = not self.proven

    def put_in_one_by_one(self) -> None:
        """Give up the search for the least choice: all out, then in again in key order."""
        self.in_order = True
        self.proven = False
        self.to_go = 2

    def at_least(self) -> int:
        """How many elements must yield at least."""
        return len(self.chosen) if self.proven else packing(self.tasks.values())


class Groups:
    """All conflicts of a rank that the lower ranks leave open."""

    def __init__(self, in_order: bool) -> None:
        self.in_order = in_order
        self._group_of: dict[Element, Group] = {}
        self._changed: dict[Group, None] = {}
        self._tried: dict[Group, None] = {}  # what these chose was for a first try
        self._released: set[Element] = set()  # chosen by groups that fell apart
        self.effort = 0  # for how many conflicts a choice was made, again and again

    def __iter__(self) -> Iterator[Group]:
        return iter(dict.fromkeys(self._group_of.values()))

    @property
    def changed(self) -> bool:
        """Whether something is to be chosen anew."""
        return bool(self._changed)

    def add(self, conflict: Known, task: Task) -> None:
        """A conflict is open: the groups of its elements become one."""
        linked = {self._group_of[element]: None for element in task if element in self._group_of}
        groups = sorted(linked, key=lambda group: len(group.tasks))
        merged = groups.pop() if groups else Group({}, self.in_order)
        given_up = not self.in_order and any([group.in_order for group in linked])
        if given_up and (groups or not all([element in self._group_of for element in task])):
            merged.put_in_one_by_one()
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
            tasks = {other: others for others in part for other in conflicts_of[others]}
            rest = Group(tasks, self.in_order)
            for others in part:
                self._group_of.update(dict.fromkeys(others, rest))
            self._changed[rest] = None

    def choose(self, pool: list[int] | None) -> tuple[set[Element], set[Element]]:
        """Choose for every group that changed: (the elements that yield no longer, those that newly do).

        With a pool of work to draw from the least sets; with None what votes say, for a first try.
        """
        before, after = self._released, set()
        again: dict[Group, None] = {}
        for group in self._changed if pool is None else [*self._changed, *self._tried]:
            self.effort += len(group.tasks)
            before.update(group.chosen)
            if group.to_go:
                again[group] = None
            group.choose(pool)
            after.update(group.chosen)
        self._tried = {**self._tried, **self._changed} if pool is None else {}
        self._changed = again
        self._released = set()
        return before - after, after - before

    def give_up(self) -> None:
        """What still changes is settled by putting it in one by one."""
        for group in self._changed:
            if not group.in_order:
                group.put_in_one_by_one()
