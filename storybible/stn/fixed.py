"""Points that are always equally far apart.

Two points are, exactly when a cycle of length zero passes both; and that all of its edges are tight, under
whatever potentials.  So these are the strongly connected components of the tight edges.
"""

from __future__ import annotations

from collections.abc import Iterable

from storybible.stn.graph import Graph
from storybible.stn.strong import strong_sets


def fixed_points(graph: Graph, among: Iterable[int]) -> dict[int, int]:
    """The numbers of the sets that some points are in, with all that is fixed to them; none where alone."""
    potential, out = graph.potential, graph.out

    def ahead(point: int) -> list[int]:
        base = potential[point]
        return [edge[1] for edge in out[point] if base + edge[2] == potential[edge[1]]]

    return {point: number for number, points in enumerate(strong_sets(among, ahead)) for point in points}
