"""Why an element is set aside: the canonical irredundant conflict."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from storybible.stn.cycles import fewest_edges
from storybible.stn.search import shortest_path
from storybible.stn.small import (
    Member,
    all_single,
    contradicts,
    distances,
    edges_of,
    in_key_order,
    inconsistent,
    irredundant,
    ways_between,
)
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
    member = (statement, reading)
    others: list[Member] = []
    if not inconsistent([member]):
        cycle = closing_cycle(trees, statement, reading, view, view_trees)
        if cycle is None:
            return None
        graph = trees.graph
        used = {edge[4] for edge in cycle if edge[4] is not statement}
        others = [(other, graph.reading_in(other, view)) for other in used]
        if not all_single([member, *others]):
            others = irredundant(others, lambda some: contradicts(member, some))
    return _conflict_of(member, others)


def closing_cycle(
    trees: OriginTrees,
    statement: Statement,
    reading: int,
    view: View,
    view_trees: Callable[[View], OriginTrees],
) -> list[Edge] | None:
    """That negative cycle of a view and a reading that is not active, and does not contradict itself."""
    edges = statement.edges[reading - 1]
    cycle = _through_one_limit(trees, edges, view)
    if cycle is None and not statement.single:
        cycle = _through_several(view_trees(view), edges)
    return cycle


def _conflict_of(member: Member, others: list[Member]) -> Conflict:
    elements = [(statement.key, reading) for statement, reading in in_key_order([member, *others])]
    return Conflict(tuple(elements), _shortfall(edges_of([member]), edges_of(others)))


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


def _shortfall(own: list[Edge], others: list[Edge]) -> int:
    """The least number of minutes by which each of its own edges must give so that the others can be true."""
    ways = ways_between(own, others)

    def fits(given: int) -> bool:
        relaxed = [(u, v, weight + given, ranks, statement) for u, v, weight, ranks, statement in own]
        return distances([*ways, *relaxed]) is not None

    back = {way[:2]: way[2] for way in ways}
    least = max([-edge[2] - back.get((edge[1], edge[0]), -edge[2]) for edge in own])
    if least > 0 and fits(least):
        return least
    least = max(least, 0)
    most = 2 * least + 1
    while not fits(most):
        least, most = most, 2 * most
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if fits(middle) else (middle, most)
    return most
