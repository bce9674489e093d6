"""What the network would leave for one statement if another, which is set aside, were put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from storybible.stn.explain import find_conflict
from storybible.stn.graph import Graph
from storybible.stn.search import distance
from storybible.stn.small import Member, distances
from storybible.stn.statement import EVERYTHING, RANKS, Edge, EngineError, Statement, View, lower_ranks
from storybible.stn.trees import OriginTrees

Room = tuple[int, int, int | None, int | None]
"""``(source, target, least, most)``: what the rest of the network leaves of time[target] - time[source]."""


def room_for(
    trees: OriginTrees,
    statement: Statement,
    parked: Sequence[Member],
    view_trees: Callable[[View], OriginTrees],
) -> list[Room] | None:
    """The room for the loosest constraints of a statement taken out, with readings of others put back.

    What yields to the first of these steps back: of the views that hold everything it does not yield to, the
    widest one that admits it counts.  None if none does.  Of the rest those go back that fit.  The graph is
    as before when this returns.
    """
    graph = trees.graph
    pairs = [(source, target) for source, target, _, _ in statement.readings[0][1]]
    member = parked[0]
    with put_back(graph, [other for other in parked if other[0] is not statement]) as fits:
        if member[0] is statement or fits[0]:
            return _rooms(pairs, lambda a, b: distance(trees, a, b))
    for rank in range(RANKS - 1, member[0].ranks[member[1] - 1] - 1, -1):
        view = lower_ranks(rank)
        if view != EVERYTHING and find_conflict(trees, *member, view, view_trees) is None:
            return _rooms(pairs, _with_extra(view_trees(view), member[0].edges[member[1] - 1]))
    return None


@contextmanager
def put_back(graph: Graph, members: Sequence[Member]) -> Iterator[list[bool]]:
    """Readings put back for a moment, as far as they fit: which of them do."""
    before = [(statement, graph.state[statement]) for statement, _ in members]
    yield [graph.insert(statement, reading) is None for statement, reading in members]
    for statement, reading in reversed(before):
        graph.lower(statement, reading)


Distance = Callable[[int, int], int | None]


def _rooms(pairs: list[tuple[int, int]], between: Distance) -> list[Room]:
    rooms = []
    for source, target in pairs:
        back = between(target, source)
        rooms.append((source, target, None if back is None else -back, between(source, target)))
    return rooms


def _with_extra(trees: OriginTrees, extra: tuple[Edge, ...]) -> Distance:
    """Distances in a view with a few edges added that are consistent with it."""

    def between(a: int, b: int) -> int | None:
        points = sorted({a, b, *[edge[0] for edge in extra], *[edge[1] for edge in extra]})
        edges = list(extra)
        for u in points:
            for v in points:
                way = distance(trees, u, v) if u != v else None
                if way is not None:
                    edges.append((u, v, way, 0, extra[0][4]))
        reached = distances(edges, a)
        if reached is None:
            raise EngineError("a view that admits a reading contradicts it")
        return reached.get(b)

    return between
