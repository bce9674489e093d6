"""The shortest negative cycle through one edge: fewest steps, because a reader has to follow each of them.

A search by number of edges from both ends at once.  Neither side goes on from the origin, to which everything
with a date is tied; ways through it are put together from what each side knows of reaching it.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from storybible.stn.search import comes_before
from storybible.stn.statement import Edge, Statement, View
from storybible.stn.trees import OriginTrees

Layer = dict[int, tuple[int, Edge]]
"""Points that so many edges reach: the least length of such a path, and the edge they were reached by."""

ENDLESS = 1 << 62
"""More edges than are ever looked at."""


def fewest_edges(
    trees: OriginTrees,
    closing: Edge,
    view: View,
    banned: Set[Statement] = frozenset(),
    work: list[int] | None = None,
) -> tuple[int, list[Edge]] | None:
    """The path with the fewest edges that closes a negative cycle with an edge: (its length, the path).

    Ties go to the shortest length, then to the first keys.  None if no such path in the view avoids the
    statement of the edge and the banned ones.  The trees may be those of any view that holds at least what
    this one does.  `work` holds how many edges may still be looked at, and is drawn from: None as well once
    that is spent.
    """
    work = [ENDLESS] if work is None else work
    goal, start, below = closing[0], closing[1], -closing[2]
    if start == goal:
        return (0, []) if below > 0 else None
    without = banned | {closing[4]}
    ahead = _Side(trees, start, goal, below, view, without, closing, work, reverse=False)
    behind = _Side(trees, goal, start, below, view, without, closing, work, reverse=True)
    count = 0
    while work[0] >= 0 and not _nothing_longer(ahead, behind, count):
        count += 1
        near, far = (count + 1) // 2, count // 2
        if len(ahead.layers) <= near:
            ahead.grow_to(near)
        if len(behind.layers) <= far:
            behind.grow_to(far)
        # Each the length, whether it passes the origin, the edges ahead, and the meeting point.
        candidates: list[tuple[int, int, int, int]] = []
        if near < len(ahead.layers) and far < len(behind.layers):
            first, second = ahead.layers[near], behind.layers[far]
            for point in first.keys() & second.keys():
                candidates.append((first[point][0] + second[point][0], 0, near, point))
        if ahead.origin and not behind.done:
            behind.grow_to(count - min(ahead.origin))
        if behind.origin and not ahead.done:
            ahead.grow_to(count - min(behind.origin))
        if behind.origin:
            for steps, length in ahead.origin.items():
                if count - steps in behind.origin:
                    candidates.append((length + behind.origin[count - steps], 1, steps, 0))
        if not candidates:
            continue
        least = min(candidates)
        if least[0] >= below:
            continue
        paths = [
            ahead.path(steps, point)[::-1] + behind.path(count - steps, point)
            for length, through, steps, point in sorted(candidates)
            if (length, through) == least[:2]
        ]
        return least[0], min(paths, key=lambda path: [edge[4].key for edge in path])
    return None


def _nothing_longer(ahead: _Side, behind: _Side, count: int) -> bool:
    """Whether no path with more than `count` edges is left to be found."""
    if not (
        (ahead.done and count >= len(ahead.layers) - 1) or (behind.done and count >= len(behind.layers) - 1)
    ):
        return False  # there may be one that does not pass the origin
    if (ahead.done and not ahead.origin) or (behind.done and not behind.origin):
        return True
    return ahead.done and behind.done and count >= max(ahead.origin) + max(behind.origin)


class _Side:
    """The layers of one side, by number of edges; in reverse from the goal against the edges."""

    def __init__(
        self,
        trees: OriginTrees,
        begin: int,
        end: int,
        below: int,
        view: View,
        without: Set[Statement],
        closing: Edge,
        work: list[int],
        reverse: bool,
    ) -> None:
        self.work = work
        self.trees, self.view, self.without, self.reverse = trees, view, without, reverse
        self.end = end
        self.below = below  # only paths shorter than this are of use
        self.layers: list[Layer] = [{begin: (0, closing)}]
        # From numbers of edges to the least length with which so many reach the origin.
        self.origin: dict[int, int] = {} if begin else {0: 0}
        self.best = {begin: 0}
        self.done = False

    def grow_to(self, count: int) -> None:
        """Make the layers up to so many edges, as far as there are any."""
        while len(self.layers) <= count and not self.done:
            layer = self._next_layer()
            if not layer:
                self.done = True
                return
            for point, (length, _) in layer.items():
                self.best[point] = length
            if 0 in layer:
                self.origin[len(self.layers)] = layer[0][0]
            self.layers.append(layer)

    def _next_layer(self) -> Layer:
        """The points one edge further that may still be on a short enough path.

        Judged by the potentials and by the origin as landmark: lower limits of what is left to the end.
        """
        reverse, view, without, best, below = self.reverse, self.view, self.without, self.best, self.below
        graph = self.trees.graph
        potential = graph.potential
        adjacent = graph.into if reverse else graph.out
        near: Literal[0, 1] = 0 if reverse else 1
        sign = -1 if reverse else 1
        onward, homeward = self.trees.latest, self.trees.back
        if reverse:
            onward, homeward = homeward, onward
        onward_end, homeward_end = onward[self.end], homeward[self.end]
        limit = below - sign * potential[self.end]
        layer: Layer = {}
        for u, (length, _) in self.layers[-1].items():
            if not u:
                continue
            self.work[0] -= len(adjacent[u])
            for active in adjacent[u]:
                v = active[near]
                value = length + active[2]
                room = limit + sign * potential[v]
                if value >= room or active[4] in without:
                    continue
                seen = active
                if not active[3] & view:
                    looser = graph.in_view(active, view)
                    if looser is None:
                        continue
                    seen = looser
                    value = length + seen[2]
                    if value >= room:
                        continue
                if v in best and value >= best[v]:
                    continue
                mark = onward[v]
                if mark is not None and (onward_end is None or value + onward_end - mark >= below):
                    continue
                if homeward_end is not None:
                    mark = homeward[v]
                    if mark is None or value + mark - homeward_end >= below:
                        continue
                if v in layer:
                    known, other = layer[v]
                    if value > known or (value == known and not comes_before(seen, other)):
                        continue
                layer[v] = (value, seen)
        return layer

    def path(self, count: int, point: int) -> list[Edge]:
        """The edges from a point of a layer back to where this side began."""
        far: Literal[0, 1] = 1 if self.reverse else 0
        path = []
        while count:
            edge = self.layers[count][point][1]
            path.append(edge)
            point = edge[far]
            count -= 1
        return path
