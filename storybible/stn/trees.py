"""Shortest ways from the origin and to it, in one view, kept up to date by edits.

They are the earliest and latest time of every point, and the landmarks that prune every other search:
whatever lies between two points, ``latest[b] - latest[a]`` and ``back[a] - back[b]`` are at most the distance
from a to b.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import Literal

from storybible.stn.graph import Graph
from storybible.stn.statement import EVERYTHING, Edge, Statement, View

UNREACHED = 1 << 200
"""More minutes than any number a story can hold."""

Tree = tuple[list[int | None], list[Edge | None]]
"""The distance of every point, and the tree edge that gave it."""


class OriginTrees:
    """``latest[v]``: the distance from the origin to v; ``back[v]``: from v to it; None: no way.

    ``latest_by[v]`` is the last edge of a shortest way to v, ``back_by[v]`` the first edge of one from v.
    """

    __slots__ = ("back", "back_by", "graph", "latest", "latest_by", "view")

    def __init__(self, graph: Graph, view: View, grown: tuple[Tree, Tree] | None = None) -> None:
        self.graph = graph
        self.view = view
        if grown is None:
            grown = grow(graph, 0, view), grow(graph, 0, view, reverse=True)
        (self.latest, self.latest_by), (self.back, self.back_by) = grown

    def add_point(self) -> None:
        """A point no way leads to yet."""
        self.latest.append(None)
        self.latest_by.append(None)
        self.back.append(None)
        self.back_by.append(None)

    def drop_points(self, left: int) -> None:
        """Only the first points stay."""
        for row in (self.latest, self.latest_by, self.back, self.back_by):
            del row[left:]

    def through_origin(self, start: int, goal: int) -> int | None:
        """The length of the shortest walk from start to goal that passes the origin."""
        first, second = self.back[start], self.latest[goal]
        return None if first is None or second is None else first + second

    def walk(self, start: int, goal: int) -> list[Edge]:
        """The edges of that walk."""
        edges = []
        v = start
        while (edge := self.back_by[v]) is not None:
            edges.append(edge)
            v = edge[1]
        v = goal
        while (edge := self.latest_by[v]) is not None:
            edges.append(edge)
            v = edge[0]
        return edges

    def walk_back(self, edge: Edge) -> list[Edge] | None:
        """A walk through the origin that closes a negative cycle with an edge; None if there is none."""
        length = self.through_origin(edge[1], edge[0])
        return None if length is None or length + edge[2] >= 0 else self.walk(edge[1], edge[0])

    # ---- edits ---------------------------------------------------------------------------------------------

    def tighten(self, statement: Statement) -> None:
        """A reading was linked: improve what it improves."""
        reading = self.graph.reading_in(statement, self.view)
        if not reading:
            return
        for reverse in (False, True):
            distance = self.back if reverse else self.latest
            improving = []
            for edge in statement.edges[reading - 1]:
                u, v = (edge[1], edge[0]) if reverse else (edge[0], edge[1])
                start, known = distance[u], distance[v]
                if start is not None and (known is None or start + edge[2] < known):
                    improving.append((start + edge[2], edge))
            if improving:
                self._relax(reverse, improving)

    def loosen(self, statement: Statement) -> None:
        """A statement was unlinked: forget what rested on it and compute that anew from its neighbours."""
        graph = self.graph
        for reverse in (False, True):
            distance, by = (self.back, self.back_by) if reverse else (self.latest, self.latest_by)
            ahead, behind = (graph.into, graph.out) if reverse else (graph.out, graph.into)
            near: Literal[0, 1] = 0 if reverse else 1  # the place of a tree edge's end away from the origin
            far: Literal[0, 1] = 1 if reverse else 0
            stack = []
            for edge in statement.edges[-1]:
                v = edge[near]
                last = by[v]
                if last is not None and last[4] is statement and last[far] == edge[far]:
                    stack.append(v)
            if not stack:
                continue
            affected = set(stack)
            while stack:
                u = stack.pop()
                for edge in ahead[u]:
                    v = edge[near]
                    if v not in affected:
                        last = by[v]
                        if last is not None and last[far] == u:
                            affected.add(v)
                            stack.append(v)
            for v in affected:
                distance[v] = None
                by[v] = None
            improving = []
            for v in affected:
                for active in behind[v]:
                    start = distance[active[far]]
                    seen = None if start is None else graph.in_view(active, self.view)
                    if start is not None and seen is not None:
                        improving.append((start + seen[2], seen))
            self._relax(reverse, improving)

    def _relax(self, reverse: bool, improving: list[tuple[int, Edge]]) -> None:
        """Dijkstra from some edges, each with the distance it gives to its end, over what they improve."""
        graph, view = self.graph, self.view
        distance, by = (self.back, self.back_by) if reverse else (self.latest, self.latest_by)
        adjacent = graph.into if reverse else graph.out
        near: Literal[0, 1] = 0 if reverse else 1
        sign = -1 if reverse else 1
        potential = graph.potential
        found = improving  # heap entries name an edge by its place in it
        heap = [(value - sign * potential[edge[near]], place) for place, (value, edge) in enumerate(found)]
        heapify(heap)
        while heap:
            value, last = found[heappop(heap)[1]]
            u = last[near]
            known = distance[u]
            if known is not None and known <= value:
                continue
            distance[u] = value
            by[u] = last
            for active in adjacent[u]:
                seen = active if active[3] & view else graph.in_view(active, view)
                if seen is None:
                    continue
                v = seen[near]
                after = value + seen[2]
                known = distance[v]
                if known is None or after < known:
                    heappush(heap, (after - sign * potential[v], len(found)))
                    found.append((after, seen))


def grow(graph: Graph, start: int, view: View = EVERYTHING, reverse: bool = False) -> Tree:
    """Distances from (reverse: to) one point, with the tree edge of each: Dijkstra on reduced weights."""
    adjacent = graph.into if reverse else graph.out
    near: Literal[0, 1] = 0 if reverse else 1
    sign = -1 if reverse else 1
    potential = graph.potential
    count = len(potential)
    distance: list[int | None] = [None] * count
    by: list[Edge | None] = [None] * count
    # A heap entry is one integer, the reduced value and under it the point: half the time of a heap of pairs.
    shift = count.bit_length()
    point_of = (1 << shift) - 1
    reached = [UNREACHED] * count
    reached[start] = 0
    heap = [start]
    offset = sign * potential[start]
    while heap:
        entry = heappop(heap)
        u = entry & point_of
        if distance[u] is not None:
            continue
        base = (entry >> shift) + sign * potential[u]
        distance[u] = base - offset
        for active in adjacent[u]:
            seen = active if active[3] & view else graph.in_view(active, view)
            if seen is None:
                continue
            v = seen[near]
            value = base + seen[2] - sign * potential[v]
            if value < reached[v]:
                reached[v] = value
                by[v] = seen
                heappush(heap, value << shift | v)
    return distance, by
