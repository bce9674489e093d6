"""Least sets of elements that give way far enough together, where one alone may not do.

A ring of forty hedged amounts contradicts itself by some days, and each of them, read as loosely as its words
allow, gives one.  Said in sets of which one element must yield that is a conflict for every choice of so many
out of forty.  As a *cover* it is one: what the elements that yield give must add up to what is missing.

Exact: element by element in canonical order, in or else out, for one size after the other, so that the first
set found is the first of the least.  What a cover still needs, its largest gains first, prunes; for one cover
alone that limit is what it takes, and nothing is ever tried twice.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from storybible.stn.hitting import BUDGET, HUGE, BudgetSpent, Task, canonical
from storybible.stn.statement import Element

_SHARE = 1 << 20
"""A whole cover, in votes."""


class Cover(NamedTuple):
    """A cycle that is negative by ``missing`` minutes, and what each element that could yield would give."""

    missing: int
    gains: frozenset[tuple[Element, int]]

    @property
    def task(self) -> Task:
        """The elements that could yield."""
        return frozenset([element for element, _ in self.gains])


def cover_of(missing: int, gains: Iterable[tuple[Element, int]]) -> Cover | None:
    """The cover of so much by these gains; None where it says no more than that one of some must yield.

    None as well where all of them together do not give enough.
    """
    capped = [(element, min(gain, missing)) for element, gain in gains if gain > 0]
    small = sum([gain for _, gain in capped if gain < missing])
    return Cover(missing, frozenset(capped)) if small >= missing else None


def least_cover(
    tasks: Iterable[Task], covers: Iterable[Cover], pool: list[int]
) -> tuple[list[Element], bool]:
    """(The smallest set that covers everything, of several the first in canonical order; whether proven).

    Of each task one element must be in it.  `pool` holds how much work may still be done, and is drawn from;
    where that or the budget does not suffice: a set without an element to spare, found by votes.
    """
    rows = _rows(tasks, covers)
    by_votes = cover_by_votes(tasks, covers)
    if len(rows) * sum([len(gains) for _, gains in rows]) > HUGE:
        return by_votes, False
    budget = min(BUDGET, pool[0])
    work = [budget]
    try:
        search = _Search(rows, work)
        for size in range(search.at_least(), len(by_votes) + 1):
            if search.first_within(size):
                return search.chosen, True
    except BudgetSpent:
        pass
    finally:
        pool[0] -= budget - max(work[0], 0)
    return by_votes, False


def cover_by_votes(tasks: Iterable[Task], covers: Iterable[Cover]) -> list[Element]:
    """A set that covers everything without an element to spare: what covers most first, ties in order."""
    rows = _rows(tasks, covers)
    missing = [need for need, _ in rows]
    rows_of: dict[Element, list[tuple[int, int]]] = {}
    for number, (_, gains) in enumerate(rows):
        for element, gain in gains.items():
            rows_of.setdefault(element, []).append((number, gain))

    def votes(element: Element) -> int:
        return sum(
            [
                min(gain, missing[number]) * _SHARE // rows[number][0]
                for number, gain in rows_of[element]
                if missing[number] > 0
            ]
        )

    chosen = []
    heap = [(-votes(element), canonical(element), element) for element in rows_of]
    heapify(heap)
    while heap and max(missing) > 0:
        counted, order, element = heappop(heap)
        now = -votes(element)
        if now == counted:
            chosen.append(element)
            for number, gain in rows_of[element]:
                missing[number] -= gain
        else:
            heappush(heap, (now, order, element))
    kept = []
    for element in reversed(chosen):
        if all([missing[number] + gain <= 0 for number, gain in rows_of[element]]):
            for number, gain in rows_of[element]:
                missing[number] += gain
        else:
            kept.append(element)
    return sorted(kept, key=canonical)


_Row = tuple[int, dict[Element, int]]


def _rows(tasks: Iterable[Task], covers: Iterable[Cover]) -> list[_Row]:
    """What is missing and who gives how much: of a task, one element gives all."""
    rows: list[_Row] = [(1, dict.fromkeys(sorted(task), 1)) for task in tasks]
    rows += [(cover.missing, dict(sorted(cover.gains))) for cover in covers]
    return sorted(rows, key=lambda row: (len(row[1]), row[0], *row[1].items()))


class _Search:
    """Elements in canonical order, decided one after the other, and what every row still needs."""

    def __init__(self, rows: list[_Row], work: list[int]) -> None:
        self.work = work  # how much may still be done
        self.elements = sorted({element for _, gains in rows for element in gains}, key=canonical)
        place = {element: number for number, element in enumerate(self.elements)}
        self.rows_of: list[list[tuple[int, int]]] = [[] for _ in self.elements]
        self.missing = [need for need, _ in rows]
        self.gains = [sorted(gains.values()) for _, gains in rows]  # of what is not decided, least first
        self.masks = [sum([1 << place[element] for element in gains]) for _, gains in rows]
        for number, (_, gains) in enumerate(rows):
            for element, gain in gains.items():
                self.rows_of[place[element]].append((number, gain))
        self.rival = self._rivals()
        self.needed = [0] * len(rows)  # how many of the largest gains would do; more than there are: none do
        for number in range(len(rows)):
            self._count(number)
        self.taken: list[bool] = []  # what was decided so far

    @property
    def chosen(self) -> list[Element]:
        """What is in."""
        return [element for element, taken in zip(self.elements, self.taken, strict=False) if taken]

    def at_least(self) -> int:
        """How many elements rows without a common element need."""
        used = total = 0
        undecided = -1 << len(self.taken)
        for number, mask in enumerate(self.masks):
            if self.needed[number] and not mask & used:
                used |= mask & undecided
                total += self.needed[number]
        self._spend(len(self.masks))
        return total

    def first_within(self, size: int) -> bool:
        """Decide for the first set of at most so many elements; False, and nothing decided, if none is."""
        left = size
        while True:
            if max(self.needed) <= left and self.at_least() <= left:
                if not any(self.needed):
                    return True
                place = len(self.taken)
                taken = self._useful(place)
                self._decide(taken)
                left -= taken
                continue
            while self.taken and not self.taken[-1]:
                self._take_back()
            if not self.taken:
                return False
            self._take_back()
            left += 1
            self._decide(False)

    def _useful(self, place: int) -> bool:
        """Whether it covers something, and not less everywhere than an earlier one that is out."""
        rival = self.rival[place]
        if rival >= 0 and not self.taken[rival]:
            return False
        return any([self.needed[number] for number, _ in self.rows_of[place]])

    def _rivals(self) -> list[int]:
        """For each element the last one before it that gives to the same rows, and no less; or -1.

        Where that is out this one need not be tried: with the other one instead the set would come first.
        """
        alike: dict[tuple[int, ...], list[int]] = {}
        rivals = []
        for place, rows in enumerate(self.rows_of):
            before = alike.setdefault(tuple([number for number, _ in rows]), [])
            rival = -1
            for other in reversed(before):
                self._spend(len(rows))
                if all([mine[1] <= its[1] for mine, its in zip(rows, self.rows_of[other], strict=True)]):
                    rival = other
                    break
            before.append(place)
            rivals.append(rival)
        return rivals

    def _decide(self, taken: bool) -> None:
        for number, gain in self.rows_of[len(self.taken)]:
            gains = self.gains[number]
            del gains[bisect_left(gains, gain)]
            if taken:
                self.missing[number] -= gain
            self._count(number)
        self.taken.append(taken)

    def _take_back(self) -> None:
        taken = self.taken.pop()
        for number, gain in self.rows_of[len(self.taken)]:
            insort(self.gains[number], gain)
            if taken:
                self.missing[number] += gain
            self._count(number)

    def _count(self, number: int) -> None:
        """Count the largest gains that would cover what a row misses."""
        missing, count = self.missing[number], 0
        for gain in reversed(self.gains[number]):
            if missing <= 0:
                break
            missing -= gain
            count += 1
        self.needed[number] = count if missing <= 0 else 1 + len(self.elements)
        self._spend(count)

    def _spend(self, work: int) -> None:
        self.work[0] -= work
        if self.work[0] < 0:
            raise BudgetSpent
