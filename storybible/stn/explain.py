"""Why an element is set aside: the canonical irredundant conflict."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from storybible.stn.cycles import fewest_edges
from storybible.stn.search import shortest_path
from storybible.stn.small import Member, distances, edges_of, in_key_order, inconsistent, irredundant
from storybible.stn.statement import Conflict, Edge, Statement, View
from storybible.stn.trees import OriginTrees


def find_conflict(
    trees: OriginTrees,
    statement: Statement,
    reading: int,
    view: View,
    view_trees: Callable[[View], OriginTrees],
) -> Conflict | None:
    """What of a view contradicts a reading that is not active; None if nothing does.

    Of all ways to close a negative cycle with one limit of the reading the one with the fewest steps, then
    the largest shortfall, then the first keys; reduced so that no proper subset of the statements conflicts.
    """
    edges = statement.edges[reading - 1]
    members = [(statement, reading)]
    if not inconsistent(members):
        cycle = _through_one_limit(trees, edges, view) or _through_several(view_trees(view), edges)
        if cycle is None:
            return None
        graph = trees.graph
        others = {edge[4] for edge in cycle if edge[4] is not statement}
        members += [(other, graph.reading_in(other, view)) for other in others]
        members = irredundant(members, inconsistent)
    return conflict_of(members, statement)


def conflict_of(members: list[Member], explained: Statement) -> Conflict:
    """The public form of an irredundant conflict."""
    ordered = in_key_order(members)
    return Conflict(
        tuple([(statement.key, reading) for statement, reading in ordered]), _shortfall(ordered, explained)
    )


def _through_one_limit(trees: OriginTrees, edges: tuple[Edge, ...], view: View) -> list[Edge] | None:
    best: tuple[int, int] | None = None
    cycle = None
    for edge in edges:
        found = fewest_edges(trees, edge, view)
        if found is not None:
            length, path = found
            if best is None or (len(path), length + edge[2]) < best:
                best = (len(path), length + edge[2])
                cycle = [edge, *path]
    return cycle


def _through_several(trees: OriginTrees, edges: tuple[Edge, ...]) -> list[Edge] | None:
    """A negative cycle through as few limits of one reading as possible, with shortest paths between them."""
    paths: dict[tuple[int, int], tuple[int, list[Edge]]] = {}
    for i, edge in enumerate(edges):
        for j, onward in enumerate(edges):
            path = shortest_path(trees, edge[1], onward[0])
            if path is not None:
                paths[i, j] = (edge[2] + path[0], path[1])
    count = len(edges)
    for first in range(count):
        walks: dict[int, tuple[int, list[int]]] = {first: (0, [first])}
        for _ in range(count):
            longer: dict[int, tuple[int, list[int]]] = {}
            for i, (length, passed) in walks.items():
                for j in range(count):
                    if (i, j) in paths:
                        value = length + paths[i, j][0]
                        if j not in longer or value < longer[j][0]:
                            longer[j] = (value, [*passed, j])
            walks = longer
            if first in walks and walks[first][0] < 0:
                passed = walks[first][1]
                cycle = []
                for i, j in pairwise(passed):
                    cycle += [edges[i], *paths[i, j][1]]
                return cycle
    return None


def _shortfall(members: list[Member], explained: Statement) -> int:
    """The least number of minutes by which each limit of one member must give so that all can be true."""
    others = edges_of([member for member in members if member[0] is not explained])
    own = edges_of([member for member in members if member[0] is explained])
    least = 1
    for edge in own:
        reached = distances(others, edge[1]) or {edge[1]: 0}
        if edge[0] in reached:
            least = max(least, -edge[2] - reached[edge[0]])

    def fits(given: int) -> bool:
        relaxed = [(u, v, weight + given, ranks, statement) for u, v, weight, ranks, statement in own]
        return distances([*others, *relaxed]) is not None

    if fits(least):
        return least
    most = 2 * least
    while not fits(most):
        least, most = most, 2 * most
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if fits(middle) else (middle, most)
    return most
