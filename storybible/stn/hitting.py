"""Least hitting sets with one canonical winner (implicit hitting sets: Reiter 1987).

A *task* is a frozenset of elements of which at least one must be chosen.
"""

from __future__ import annotations

from collections.abc import Iterable

from storybible.stn.statement import Element

Task = frozenset[Element]
BUDGET = 4000


class BudgetSpent(Exception):
    """The search took too many steps."""


def split_components(tasks: Iterable[Task]) -> list[frozenset[Task]]:
    """Group tasks that are linked by shared elements."""
    root: dict[Element, Element] = {}

    def find(x: Element) -> Element:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    listed = list(tasks)
    for task in listed:
        first = None
        for element in task:
            root.setdefault(element, element)
            if first is None:
                first = find(element)
            else:
                root[find(element)] = first
    groups: dict[Element, set[Task]] = {}
    for task in listed:
        groups.setdefault(find(next(iter(task))), set()).add(task)
    return [frozenset(group) for group in groups.values()]


def in_order_hitting_set(tasks: Iterable[Task]) -> list[Element]:
    """Elements enter one by one in canonical order; one that completes a task stays out."""
    last: dict[Element, list[Task]] = {}
    for task in tasks:
        last.setdefault(max(task), []).append(task)
    chosen: set[Element] = set()
    for element in sorted(last):
        if any(not (task & chosen) for task in last[element]):
            chosen.add(element)
    return sorted(chosen)


def minimal_sets(tasks: Iterable[Task]) -> list[Task]:
    """Drop every set that contains another."""
    kept: list[Task] = []
    for task in sorted(set(tasks), key=len):
        if not any(other <= task for other in kept):
            kept.append(task)
    return kept


def packing(tasks: Iterable[Task]) -> int:
    """Disjoint tasks, found greedily: each costs one element."""
    used: set[Element] = set()
    count = 0
    for task in tasks:
        if used.isdisjoint(task):
            used |= task
            count += 1
    return count


def _hits_within(tasks: list[Task], size: int, steps: list[int]) -> bool:
    """Whether `size` elements can hit every task."""
    if not tasks:
        return True
    steps[0] -= 1
    if steps[0] < 0:
        raise BudgetSpent
    tasks = minimal_sets(tasks)
    if packing(tasks) > size:
        return False
    counts: dict[Element, int] = {}
    for task in tasks:
        for element in task:
            counts[element] = counts.get(element, 0) + 1
    ranked = sorted(counts.values(), reverse=True)
    if sum(ranked[:size]) < len(tasks):
        return False
    pivot = min(tasks, key=lambda task: (len(task), -sum(counts[element] for element in task)))
    banned: set[Element] = set()
    for element in sorted(pivot, key=lambda element: (-counts[element], element)):
        rest = [task - banned for task in tasks if element not in task]
        if all(rest) and _hits_within(rest, size - 1, steps):
            return True
        banned.add(element)
    return False


def least_hitting_set(component: Iterable[Task], budget: int = BUDGET) -> tuple[list[Element], bool]:
    """(smallest hitting set, first in canonical order among those; proven).  Beyond the budget: in order, not proven."""
    given = list(component)
    tasks = minimal_sets(given)
    steps = [budget]
    try:
        size = packing(tasks)
        while not _hits_within(tasks, size, steps):
            size += 1
        chosen: list[Element] = []
        banned: set[Element] = set()
        for element in sorted({element for task in tasks for element in task}):
            if size == 0:
                break
            rest = [task for task in tasks if element not in task]
            without = [task - banned for task in rest]
            if len(rest) < len(tasks) and all(without) and _hits_within(without, size - 1, steps):
                chosen.append(element)
                tasks = rest
                size -= 1
            else:
                banned.add(element)
        return chosen, True
    except BudgetSpent:
        return in_order_hitting_set(given), False
