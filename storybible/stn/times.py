"""One way everything can be: a time for every point that all active statements accept.

The potentials of a graph are such times, too, but which ones depends on the order of its edits.  These are a
function of the statements: they may decide what is looked at first.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from storybible.stn.trees import UNREACHED, OriginTrees


class Times(dict[int, int]):
    """The time of each point, found when it is first asked for; of use until the network changes.

    Earliest and latest times are both solutions, and so is their rounded-down middle.  What has only one of
    them goes far before or after everything dated; what has neither is as late as may be, but no later than
    the origin.
    """

    __slots__ = ("_trees",)

    def __init__(self, trees: OriginTrees) -> None:
        self._trees = trees

    def __missing__(self, point: int) -> int:
        latest, way = self._trees.latest[point], self._trees.back[point]
        if latest is None and way is None:
            self._place_undated()
            return self[point]
        if latest is None or way is None:
            self[point] = latest - UNREACHED if latest is not None else UNREACHED - (way or 0)
        else:
            self[point] = (latest - way) // 2
        return self[point]

    def _place_undated(self) -> None:
        """Dijkstra from all points at once that no way joins with the origin."""
        trees = self._trees
        graph = trees.graph
        out, potential = graph.out, graph.potential
        latest, back = trees.latest, trees.back
        reached = {point: 0 for point, way in enumerate(back) if way is None and latest[point] is None}
        # As in `grow` a heap entry is one integer, the reduced value and under it the point.
        shift = len(potential).bit_length()
        point_of = (1 << shift) - 1
        heap = [-potential[point] << shift | point for point in reached if out[point]]
        heapify(heap)
        while heap:
            entry = heappop(heap)
            u = entry & point_of
            base = reached[u]
            if base != (entry >> shift) + potential[u]:
                continue
            for edge in out[u]:
                v, value = edge[1], base + edge[2]
                if value < reached.get(v, -UNREACHED):
                    reached[v] = value
                    heappush(heap, value - potential[v] << shift | v)
        self.update(reached)
