"""Least hitting sets with one canonical winner.

A *task* is a set of elements of which at least one must be chosen.  Inside, an element is one bit and a task
an integer; a low bit comes first in canonical order.  Exact: reductions (Weihe 1998), a packing of disjoint
tasks as lower limit, and depth-first branching on the smallest task, without recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from storybible.stn.statement import Element

Task = frozenset[Element]
BUDGET = 600_000
"""How often an element of a task is looked at before a group of tasks is left undecided: half a second."""
POOL = 2 * BUDGET
"""The same for all groups together, between one change of the statements and the next."""
HUGE = 50_000_000
"""Tasks times elements, in bits, of a group that is not even tried."""


class BudgetSpent(Exception):
    """The search took too long."""


def canonical(element: Element) -> tuple[tuple[str, ...], int]:
    """Sort key of elements: by statement, and in a statement the tightest reading first."""
    return element[0], -element[1]


def split_components(tasks: Iterable[Task]) -> list[frozenset[Task]]:
    """Group tasks that are linked by shared elements."""
    listed = list(tasks)
    root = list(range(len(listed)))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    first: dict[Element, int] = {}
    for number, task in enumerate(listed):
        for element in task:
            root[find(number)] = find(first.setdefault(element, number))
    groups: dict[int, list[Task]] = {}
    for number, task in enumerate(listed):
        groups.setdefault(find(number), []).append(task)
    return [frozenset(group) for group in groups.values()]


def in_order_hitting_set(tasks: Iterable[Task]) -> list[Element]:
    """Elements enter one by one in key order, loosest reading first; one that completes a task stays out."""
    last: dict[Element, list[Task]] = {}
    for task in tasks:
        last.setdefault(max(task), []).append(task)
    chosen: set[Element] = set()
    for element in sorted(last):
        if any(chosen.isdisjoint(task) for task in last[element]):
            chosen.add(element)
    return sorted(chosen)


def least_hitting_set(tasks: Sequence[Task], pool: list[int]) -> tuple[list[Element], bool]:
    """(The smallest hitting set, of several the first in canonical order; whether that is proven).

    `pool` holds how much work may still be done, and is drawn from.  Where that or the budget does not
    suffice: a hitting set none of whose elements can be left out, found by votes with canonical ties.
    """
    elements = sorted({element for task in tasks for element in task}, key=canonical)
    if len(tasks) * len(elements) > HUGE:
        return by_votes(tasks), False
    budget = min(BUDGET, pool[0])
    work = [budget]
    bit = {element: 1 << place for place, element in enumerate(elements)}
    masks = [sum([bit[element] for element in task]) for task in tasks]
    try:
        chosen = _first_of_the_least(masks, work)
    except BudgetSpent:
        return by_votes(tasks), False
    finally:
        pool[0] -= budget - max(work[0], 0)
    return [element for element in elements if bit[element] & chosen], True


def packing(tasks: Iterable[Task]) -> int:
    """How many disjoint tasks a greedy search finds: so many elements are needed at least."""
    used: set[Element] = set()
    count = 0
    for task in sorted(tasks, key=lambda task: (len(task), sorted(task))):
        if used.isdisjoint(task):
            used |= task
            count += 1
    return count


def by_votes(tasks: Sequence[Task]) -> list[Element]:
    """A hitting set without an element to spare: what is in most open tasks first, ties in order."""
    tasks_of: dict[Element, list[int]] = {}
    for number, task in enumerate(tasks):
        for element in task:
            tasks_of.setdefault(element, []).append(number)
    hits = [0] * len(tasks)
    chosen = []
    heap = [(-len(numbers), canonical(element), element) for element, numbers in tasks_of.items()]
    heapify(heap)
    while heap:
        votes, order, element = heappop(heap)
        still = -sum([not hits[number] for number in tasks_of[element]])
        if still and still == votes:
            chosen.append(element)
            for number in tasks_of[element]:
                hits[number] += 1
        elif still:
            heappush(heap, (still, order, element))
    kept = []
    for element in chosen:
        if all([hits[number] > 1 for number in tasks_of[element]]):
            for number in tasks_of[element]:
                hits[number] -= 1
        else:
            kept.append(element)
    return sorted(kept, key=canonical)


def _bits(mask: int) -> list[int]:
    bits = []
    while mask:
        low = mask & -mask
        bits.append(low)
        mask ^= low
    return bits


def _first_of_the_least(masks: list[int], work: list[int]) -> int:
    """The smallest hitting set; of several the one that holds the first element in which it differs."""
    chosen, masks = _reduce(masks, work, keep_first=True)
    waiting = [(part, _least(part, work)) for part in _parts(masks)]
    while waiting:
        part, known = waiting.pop()  # tasks, and one of their smallest hitting sets
        union = _union(part)
        element = union & -union  # the first one: it is chosen exactly when a smallest set holds it
        rest = [mask for mask in part if not mask & element]
        found: int | None = known & ~element
        if not known & element:
            found = _search(rest, known.bit_count() - 1, work)
        if found is not None:
            chosen |= element
        else:
            forced, rest = _reduce([mask & ~element for mask in part], work, keep_first=True)
            chosen |= forced
            found = known & ~forced
            if not all([mask & found for mask in rest]):  # it held an element for which an earlier one does
                found = _search(rest, found.bit_count(), work)
        for small in _parts(rest):
            waiting.append((small, (found or 0) & _union(small)))
    return chosen


def _least(masks: list[int], work: list[int]) -> int:
    """A smallest hitting set: from one found by votes downwards, until none is smaller."""
    best = _vote(masks, work)
    least = _packing(masks)
    while best.bit_count() > least:
        smaller = _search(masks, best.bit_count() - 1, work)
        if smaller is None:
            break
        best = smaller
    return best


def _vote(masks: list[int], work: list[int]) -> int:
    """A hitting set: again and again the element in most of the tasks that are left."""
    chosen = 0
    while masks:
        _spend(masks, work)
        votes = _votes(masks)
        best = max(votes, key=lambda bit: (votes[bit], -bit))
        chosen |= best
        masks = [mask for mask in masks if not mask & best]
    return chosen


def _votes(masks: list[int]) -> dict[int, int]:
    votes: dict[int, int] = {}
    for mask in masks:
        for bit in _bits(mask):
            votes[bit] = votes.get(bit, 0) + 1
    return votes


def _search(masks: list[int], size: int, work: list[int]) -> int | None:
    """A hitting set of at most so many elements, or None: depth first."""
    stack = [(masks, size, 0)]
    while stack:
        masks, size, chosen = stack.pop()
        forced, masks = _reduce(masks, work)
        size -= forced.bit_count()
        chosen |= forced
        if size < 0 or _packing(masks) > size:
            continue
        if not masks:
            return chosen
        votes = _votes(masks)
        if sum(sorted(votes.values())[-size:]) < len(masks):
            continue
        pivot = min(
            masks, key=lambda mask: (mask.bit_count(), -sum([votes[bit] for bit in _bits(mask)]), mask)
        )
        branches = []
        banned = 0
        for bit in sorted(_bits(pivot), key=lambda bit: (-votes[bit], bit)):
            rest = [mask & ~banned for mask in masks if not mask & bit]
            if all(rest):
                branches.append((rest, size - 1, chosen | bit))
            banned |= bit
        stack += reversed(branches)
    return None


def _spend(masks: Iterable[int], work: list[int]) -> None:
    work[0] -= sum([mask.bit_count() for mask in masks])
    if work[0] < 0:
        raise BudgetSpent


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _packing(masks: Iterable[int]) -> int:
    used = count = 0
    for mask in sorted(masks, key=_size_then_order):
        if not mask & used:
            used |= mask
            count += 1
    return count


def _size_then_order(mask: int) -> tuple[int, int]:
    return mask.bit_count(), mask


def _reduce(masks: Iterable[int], work: list[int], keep_first: bool = False) -> tuple[int, list[int]]:
    """(Elements that every task of one element forces, what is left to hit with fewer elements to choose
    from).

    Tasks that hold another are dropped, and elements for which another one does at least as much.  With
    `keep_first` only for the sake of one earlier in order, so that the first of the smallest sets survives.
    """
    forced = 0
    left = list(masks)
    while True:
        _spend(left, work)
        kept: list[int] = []
        lowest: dict[int, list[int]] = {}  # those kept, by their first element: a subset's is in the set
        for mask in sorted(set(left), key=_size_then_order):
            if mask & forced:
                continue
            if not mask & (mask - 1):
                forced |= mask
                continue
            if not _holds_another(mask, lowest):
                kept.append(mask)
                lowest.setdefault(mask & -mask, []).append(mask)
        shared: dict[int, int] = {}  # element -> the elements in all of its tasks
        for mask in kept:
            for bit in _bits(mask):
                shared[bit] = shared.get(bit, mask) & mask
        dropped = 0
        for bit, others in shared.items():
            if others & (bit - 1):
                dropped |= bit
            elif not keep_first and others != bit:
                for other in _bits(others ^ bit):
                    if not shared[other] & bit:
                        dropped |= bit
                        break
        if not dropped:
            return forced, kept
        left = [mask & ~dropped for mask in kept]


def _holds_another(mask: int, lowest: dict[int, list[int]]) -> bool:
    left = mask
    while left:
        bit = left & -left
        left ^= bit
        for other in lowest.get(bit, ()):
            if mask & other == other:
                return True
    return False


def _parts(masks: list[int]) -> list[list[int]]:
    """Tasks grouped so that no two groups share an element."""
    groups: list[tuple[int, list[int]]] = []
    for mask in masks:
        union, group = mask, [mask]
        apart = []
        for other in groups:
            if other[0] & mask:
                union |= other[0]
                group += other[1]
            else:
                apart.append(other)
        apart.append((union, group))
        groups = apart
    return [group for _, group in groups]
