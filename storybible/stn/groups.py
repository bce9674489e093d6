"""The known conflicts of one rank in groups that share no element, each with the elements that yield for it.

Learning or forgetting a conflict touches one group only, so that an edit costs what its group costs and not what all
errors together do.
"""

from __future__ import annotations

from storybible.stn.hitting import (
    Task,
    in_order_hitting_set,
    least_hitting_set,
    packing,
    split_components,
)
from storybible.stn.statement import Element

Conflict = frozenset[Element]


class Group:
    """Conflicts linked by elements that could yield, and which of these do."""

    __slots__ = ("chosen", "hard", "proven", "tasks")

    def __init__(self, tasks: dict[Conflict, Task]) -> None:
        self.tasks = tasks  # each conflict's elements that could yield
        self.chosen: list[Element] = []
        self.proven = True
        self.hard = False  # the budget was spent on a part of it: do not try again


class Groups:
    """All conflicts of a rank that the lower ranks leave open."""

    def __init__(self, in_order: bool) -> None:
        self.in_order = in_order
        self.chosen: set[Element] = set()
        self._group_of: dict[Element, Group] = {}
        self._changed: dict[Group, None] = {}
        self._gone: list[Element] = []

    def __iter__(self) -> Iterator[Group]:
        return iter(dict.fromkeys(self._group_of.values()))

    def add(self, conflict: Conflict, task: Task) -> None:
        """A conflict is open: the groups of its elements become one."""
        groups = list(dict.fromkeys([self._group_of[element] for element in task if element in self._group_of]))
        groups.sort(key=lambda group: len(group.tasks))
        merged = groups.pop() if groups else Group({})
        for group in groups:
            merged.tasks.update(group.tasks)
            merged.chosen += group.chosen
            merged.hard |= group.hard
            for other in group.tasks.values():
                for element in other:
                    self._group_of[element] = merged
            self._changed.pop(group, None)
        merged.tasks[conflict] = task
        for element in task:
            self._group_of[element] = merged
        self._changed[merged] = None

    def discard(self, conflict: Conflict, task: Task) -> None:
        """A conflict is no longer open: its group falls apart where nothing else holds it together."""
        group = self._group_of[next(iter(task))]
        del group.tasks[conflict]
        self._changed.pop(group, None)
        self._gone += group.chosen
        for element in task:
            del self._group_of[element]
        if not group.tasks:
            return
        conflicts_of: dict[Task, list[Conflict]] = {}
        for other, others in group.tasks.items():
            conflicts_of.setdefault(others, []).append(other)
        for part in split_components(conflicts_of):
            rest = Group({other: others for others in part for other in conflicts_of[others]})
            for others in part:
                for element in others:
                    self._group_of[element] = rest
            self._changed[rest] = None
