"""Whether moments can be placed so that everything holds: a search of its own, by trying.

Edges are differences ("b is at most so many minutes after a"); alternatives are lists of which one has to
hold.  A starting placement is mended edge by edge; a circle of edges that keeps pushing itself on proves that
there is no placement.  Alternatives are tried only where the placement breaks them, with jumps back to the
choice to blame.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

Edge = tuple[int, int, int]
"""(source, target, most): time[target] <= time[source] + most."""
Option = Sequence[Edge]
TRIES = 3000


class TooHard(Exception):
    """The search was given up."""


class Solver:
    """A set of edges with a placement of all points that satisfies them, growing and shrinking by choices."""

    def __init__(self, points: int, edges: list[Edge], start: list[int]) -> None:
        self.out: list[list[tuple[int, int, int]]] = [[] for _ in range(points)]
        self.start = start
        self.edges = edges
        for source, target, most in edges:
            self.out[source].append((target, most, 0))
        self.tries = 0

    def settle(self, times: list[int], changed: Sequence[tuple[int, int, int, int]]) -> set[int] | None:
        """Mend a placement, from edges (with their choice) that it may break.

        None when everything holds (``times`` is changed in place), else the choices in a circle that cannot.
        """
        parent: dict[int, tuple[int, int]] = {}
        queue: deque[int] = deque()
        for source, target, most, choice in changed:
            if times[target] > times[source] + most:
                blamed = self._lower(times, parent, source, target, most, choice)
                if blamed is not None:
                    return blamed
                queue.append(target)
        waiting = set(queue)
        while queue:
            source = queue.popleft()
            waiting.discard(source)
            at = times[source]
            for target, most, choice in self.out[source]:
                if times[target] > at + most:
                    blamed = self._lower(times, parent, source, target, most, choice)
                    if blamed is not None:
                        return blamed
                    if target not in waiting:
                        waiting.add(target)
                        queue.append(target)
        return None

    def _lower(
        self,
        times: list[int],
        parent: dict[int, tuple[int, int]],
        source: int,
        target: int,
        most: int,
        choice: int,
    ) -> set[int] | None:
        times[target] = times[source] + most
        blamed = {choice}
        at: int | None = source
        while at is not None:
            if at == target:
                return blamed - {0}
            step = parent.get(at)
            if step is None:
                break
            at = step[0]
            blamed.add(step[1])
        parent[target] = (source, choice)
        return None

    def possible(self, choices: Sequence[Sequence[Option]]) -> list[int] | None:
        """A placement in which all edges and one option of each choice hold; None where there is none."""
        times = list(self.start)
        if self.settle(times, [(*edge, 0) for edge in self.edges]) is not None:
            return None
        found = self._search(times, choices, 1)
        return None if isinstance(found, set) else found

    def _search(
        self, times: list[int], choices: Sequence[Sequence[Option]], level: int
    ) -> list[int] | set[int]:
        broken = next((c for c in choices if not any(_holds(times, option) for option in c)), None)
        if broken is None:
            return times
        self.tries += 1
        if self.tries > TRIES or level > 400:
            raise TooHard
        blamed: set[int] = set()
        for option in sorted(broken, key=lambda o: _missing(times, o)):
            trial = list(times)
            for source, target, most in option:
                self.out[source].append((target, most, level))
            conflict = self.settle(trial, [(*edge, level) for edge in option])
            found = conflict if conflict is not None else self._search(trial, choices, level + 1)
            for source, _, _ in option:
                self.out[source].pop()
            if isinstance(found, list):
                return found
            if level not in found:
                return found
            blamed |= found - {level}
        return blamed


def _holds(times: list[int], option: Option) -> bool:
    return all(times[target] <= times[source] + most for source, target, most in option)


def _missing(times: list[int], option: Option) -> int:
    return sum(max(0, times[target] - times[source] - most) for source, target, most in option)
