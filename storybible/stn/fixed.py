"""Points that are always equally far apart.

Two points are, exactly when a cycle of length zero passes both; and that all of its edges are tight, under
whatever potentials.  So these are the strongly connected components of the tight edges.
"""

from __future__ import annotations

from storybible.stn.graph import Graph
from storybible.stn.strong import strong_sets


def fixed_points(graph: Graph) -> dict[int, int]:
    """For each point that another one is fixed to the number of their set."""
    potential = graph.potential
    tight: dict[int, list[int]] = {}
    entered: set[int] = set()
    for point, (base, edges) in enumerate(zip(potential, graph.out, strict=True)):
        ahead = [edge[1] for edge in edges if base + edge[2] == potential[edge[1]]]
        if ahead:
            tight[point] = ahead
            entered.update(ahead)
    for point in tight.keys() - entered:
        del tight[point]
    return {point: number for number, points in enumerate(strong_sets(tight)) for point in points}
