"""Solving everything at once: label correcting from the origin, whole negative cycles being set aside.

Only points the origin reaches are labelled; a wave that would lower the root has closed a negative cycle, all
others show as cycles of the parent graph, which is searched now and then.  The statements of a cycle are all
set aside and what rested on them is computed anew, so that an error costs about as much as it touches.  When
no wave is left the next unreached point becomes a root, far later in value.
"""

from __future__ import annotations

from collections import deque

from storybible.stn.graph import Graph
from storybible.stn.statement import EVERYTHING, Edge, Statement
from storybible.stn.trees import UNREACHED, OriginTrees, grow

SUSPICIOUS = 16
"""After so many improvements of one point its parents are searched for a cycle."""
PATIENCE = 64
"""After so many improvements a point, all in all, the nearest no longer go first: that may take for ever."""


class Settling:
    """One batch solve of the linked edges of a graph."""

    __slots__ = ("by", "far", "graph", "lowered", "next_root", "queue", "queued", "roots")

    def __init__(self, graph: Graph) -> None:
        count = len(graph.potential)
        self.graph = graph
        self.by: list[Edge | None] = [None] * count  # the edge that gave a point its value
        self.queued = bytearray(count)
        self.queue: deque[int] | _ByLevel = deque()
        self.roots: set[int] = set()
        self.lowered = [0] * count  # how often since a point was last suspected of being on a cycle
        self.far = 0  # further than two points of one tree can be apart; unknown until a second root
        self.next_root = 0  # no point before it is unreached once the queue is empty

    def run(self, give_up: bool = False) -> bool:
        """Give every point a potential that all edges still linked accept; False if it gave up at a cycle."""
        by, potential = self.by, self.graph.potential
        count = len(potential)
        potential[:] = [UNREACHED] * count
        interval = shortest = max(64, count // 4)
        improved = 0
        while True:
            left, closed = self._wave(interval)
            improved += interval - left
            if improved > PATIENCE * count and isinstance(self.queue, _ByLevel):
                self.queue = self.queue.in_turn()
            found = [closed] if closed else []
            if left <= 0 and not found:
                found = parent_cycles(by)
                interval = shortest if found else min(2 * interval, 4 * count)
            if found and give_up:
                return False
            for cycle in found:
                self._set_aside(cycle)
            if not found and not self.queue:
                if not self._next_tree():
                    return True
                improved = 0

    def _next_tree(self) -> bool:
        """Start a tree at the next point nothing has reached; False if there is none."""
        potential = self.graph.potential
        count = len(potential)
        root = self.next_root
        while root < count and potential[root] < UNREACHED:
            root += 1
        self.next_root = root
        if root == count:
            return False
        if self.roots:
            if not self.far:
                extent = max((abs(edge[2]) for edges in self.graph.out for edge in edges), default=0)
                self.far = (count + 1) * (extent + 1)
            self.queue = _ByLevel(self.graph, root)
        potential[root] = 3 * self.far * len(self.roots)
        self.roots.add(root)
        self._enqueue(root)
        return True

    def plant_trees(self) -> OriginTrees:
        """The ways from and to the origin; the potentials move to the middle of the room these leave.

        Earliest and latest times are both solutions; so is their rounded-down middle, and in the middle most
        edits find room where they stand.
        """
        potential, by = self.graph.potential, self.by
        latest: list[int | None] = list(potential)
        for point in self._gather():
            latest[point] = by[point] = None
        back, back_by = grow(self.graph, 0, reverse=True)
        room = max([value + way for value, way in zip(potential, back, strict=True) if way is not None])
        potential[:] = [
            value - room // 2 - 1 if way is None else (value - way) // 2
            for value, way in zip(potential, back, strict=True)
        ]
        return OriginTrees(self.graph, EVERYTHING, ((latest, by), (back, back_by)))

    def _gather(self) -> list[int]:
        """Lower the trees of all later roots as far as the edges to earlier trees allow; their points.

        No edge leads from a tree to one with a later root, or that would have been reached.
        """
        potential, out, spacing = self.graph.potential, self.graph.out, 3 * self.far
        root_of: dict[int, int] = {}
        if not self.far:
            return []
        trees: dict[int, list[int]] = {}
        for point, value in enumerate(potential):
            if value >= self.far:
                root_of[point] = (value + self.far) // spacing
                trees.setdefault(root_of[point], []).append(point)
        for number, points in sorted(trees.items()):
            placed = [
                potential[edge[1]] - edge[2] - potential[point]
                for point in points
                for edge in out[point]
                if root_of.get(edge[1], 0) < number
            ]
            shift = max(placed, default=-number * spacing)
            for point in points:
                potential[point] += shift
        return list(root_of)

    def _enqueue(self, point: int) -> None:
        self.queued[point] = 1
        self.queue.append(point)

    def _wave(self, left: int) -> tuple[int, list[Edge] | None]:
        """Relax until nothing waits, so many improvements were made, or a negative cycle shows."""
        queue, queued, by, roots = self.queue, self.queued, self.by, self.roots
        out, potential = self.graph.out, self.graph.potential
        lowered = self.lowered
        pop, append = queue.popleft, queue.append
        while queue and left > 0:
            u = pop()
            queued[u] = 0
            base = potential[u]
            if base >= UNREACHED:
                continue
            for edge in out[u]:
                value = base + edge[2]
                v = edge[1]
                if value < potential[v]:
                    if v in roots:
                        self._enqueue(u)
                        return left, closing_cycle(by, u, edge)
                    potential[v] = value
                    by[v] = edge
                    left -= 1
                    lowered[v] += 1
                    if lowered[v] == SUSPICIOUS:
                        lowered[v] = 0
                        cycle = cycle_above(by, v)
                        if cycle:
                            self._enqueue(u)
                            return left, cycle
                    if not queued[v]:
                        queued[v] = 1
                        append(v)
        return left, None

    def _set_aside(self, cycle: list[Edge]) -> None:
        """Unlink every statement of a negative cycle; what rested on it is to be computed anew."""
        graph, by = self.graph, self.by
        members: dict[Statement, None] = {edge[4]: None for edge in cycle}
        if not all(graph.state[statement] for statement in members):
            return  # it shares a statement with a cycle set aside a moment ago
        stack = []
        for statement in members:
            for edge in statement.edges[graph.state[statement] - 1]:
                last = by[edge[1]]
                if last is not None and last[4] is statement:
                    stack.append(edge[1])
            graph.unlink(statement)
        affected = set(stack)
        while stack:
            u = stack.pop()
            for edge in graph.out[u]:
                v = edge[1]
                if v not in affected:
                    last = by[v]
                    if last is not None and last[0] == u:
                        affected.add(v)
                        stack.append(v)
        for v in affected:
            by[v] = None
            graph.potential[v] = UNREACHED
        self.next_root = min(self.next_root, min(affected, default=self.next_root))
        for v in affected:
            for edge in graph.into[v]:
                u = edge[0]
                if not self.queued[u] and graph.potential[u] < UNREACHED:
                    self._enqueue(u)


class _ByLevel:
    """A queue that takes the points nearest to a root first, by number of edges.

    First come, first served is best from the origin, from which nearly everything is a few edges away.  In a
    long chain without dates it sends every improvement down the whole chain; this settles what is near first.
    """

    def __init__(self, graph: Graph, root: int) -> None:
        self.level = {root: 0}
        layer = [root]
        number = 0
        while layer:
            number += 1
            following = []
            for u in layer:
                for edge in graph.out[u]:
                    v = edge[1]
                    if v not in self.level and graph.potential[v] >= UNREACHED:
                        self.level[v] = number
                        following.append(v)
            layer = following
        self.buckets: list[list[int]] = [[] for _ in range(number)]
        self.lowest = 0
        self.waiting = 0

    def __len__(self) -> int:
        return self.waiting

    def append(self, point: int) -> None:
        """Put a point in; those of earlier trees go first."""
        level = self.level.get(point, 0)
        self.buckets[level].append(point)
        self.waiting += 1
        if level < self.lowest:
            self.lowest = level

    def popleft(self) -> int:
        """Take the nearest point out."""
        buckets = self.buckets
        while not buckets[self.lowest]:
            self.lowest += 1
        self.waiting -= 1
        return buckets[self.lowest].pop()

    def in_turn(self) -> deque[int]:
        """What waits, for a queue that is first come, first served: its work has a polynomial limit."""
        return deque([point for bucket in self.buckets for point in bucket])


def parent_cycles(by: list[Edge | None]) -> list[list[Edge]]:
    """All cycles of the parent graph."""
    colour = [0] * len(by)
    cycles = []
    for start in range(len(by)):
        if colour[start]:
            continue
        mark = start + 1
        v = start
        edge = by[v]
        while not colour[v] and edge is not None:
            colour[v] = mark
            v = edge[0]
            edge = by[v]
        if colour[v] == mark:
            cycle = []
            u = v
            while (edge := by[u]) is not None:
                cycle.append(edge)
                u = edge[0]
                if u == v:
                    break
            cycles.append(cycle)
        elif not colour[v]:
            colour[v] = mark
    return cycles


def cycle_above(by: list[Edge | None], point: int) -> list[Edge]:
    """The cycle of the parent graph that the parents of a point lead into; empty if they lead to a root."""
    passed: dict[int, int] = {}
    edges: list[Edge] = []
    v = point
    while v not in passed:
        passed[v] = len(edges)
        edge = by[v]
        if edge is None:
            return []
        edges.append(edge)
        v = edge[0]
    return edges[passed[v] :]


def closing_cycle(by: list[Edge | None], last: int, edge: Edge) -> list[Edge]:
    """The cycle that `edge`, from `last`, closes by lowering a root; or one of the parents met on the way."""
    cycle = [edge]
    root = edge[1]
    place: dict[int, int] = {}
    v = last
    while v != root:
        if v in place:
            return cycle[place[v] :]
        place[v] = len(cycle)
        before = by[v]
        if before is None:
            break
        cycle.append(before)
        v = before[0]
    return cycle
