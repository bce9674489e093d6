"""Distances between two points and the one canonical path that proves each.

Searches are Dijkstra's on reduced weights, pruned with the origin as landmark (Goldberg & Harrelson 2005):
only points that could still beat the way through the origin are expanded.  What they return depends on
distances and keys alone, never on the potentials, so that neither the order of statements nor the history of
edits shows.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Literal

from storybible.stn.statement import Edge, EngineError
from storybible.stn.trees import OriginTrees

FEW = 8
"""Edges at a point that are looked at before a search begins."""


def distance(trees: OriginTrees, start: int, goal: int) -> int | None:
    """The tightest d with time[goal] - time[start] <= d in the view of the trees; None if there is none."""
    if start == goal:
        return 0
    best = trees.through_origin(start, goal)
    if not start or not goal or _by_origin_alone(trees, start, goal):
        return best
    labels = _labels(trees, start, goal, best)
    return labels.get(goal, best)


def within(trees: OriginTrees, start: int, goal: int, limit: int) -> bool:
    """Whether :func:`distance` is at most `limit`; ways that are longer are not followed."""
    if start == goal:
        return limit >= 0
    best = trees.through_origin(start, goal)
    if best is not None and best <= limit:
        return True
    if not start or not goal or _by_origin_alone(trees, start, goal):
        return False
    return goal in _labels(trees, start, goal, limit + 1)


def _by_origin_alone(trees: OriginTrees, start: int, goal: int) -> bool:
    """Whether a look at few edges shows that every way to the goal, or from the start, passes the origin.

    Somebody of whom only a birth date is stated is such a goal; the start may be an event of thousands.
    """
    graph, view = trees.graph, trees.view
    into, out = graph.into[goal], graph.out[start]
    if len(into) <= FEW and not any(edge[0] and graph.in_view(edge, view) for edge in into):
        return True
    return len(out) <= FEW and not any(edge[1] and graph.in_view(edge, view) for edge in out)


def shortest_path(trees: OriginTrees, start: int, goal: int) -> tuple[int, list[Edge]] | None:
    """The same distance with its canonical path: through the origin if as short, else fewest edges."""
    if start == goal:
        return 0, []
    best = trees.through_origin(start, goal)
    labels = _labels(trees, start, goal, best) if start and goal else {}
    if goal in labels:
        return labels[goal], _tight_path(trees, labels.get, start, goal)
    if best is None:
        return None
    path: list[Edge] = []
    if start:
        path += reversed(_tight_path(trees, trees.back.__getitem__, 0, start, reverse=True))
    if goal:
        path += _tight_path(trees, trees.latest.__getitem__, 0, goal)
    return best, _without_loops(path)


def _without_loops(path: list[Edge]) -> list[Edge]:
    """The ways to and from the origin may share a stretch there and back, which adds nothing."""
    simple: list[Edge] = []
    place = {path[0][0]: 0}  # how many edges lead to a point
    for edge in path:
        if edge[1] in place:
            for cut in simple[place[edge[1]] :]:
                del place[cut[1]]
            del simple[place[edge[1]] :]
        else:
            simple.append(edge)
            place[edge[1]] = len(simple)
    return simple


def _labels(trees: OriginTrees, start: int, goal: int, best: int | None) -> dict[int, int]:
    """Exact distances from start to every point on a shortest way to goal that is shorter than `best`.

    The goal is a key exactly when there is such a way.
    """
    graph, view = trees.graph, trees.view
    out, potential = graph.out, graph.potential
    latest, back = trees.latest, trees.back
    latest_goal, back_goal = latest[goal], back[goal]
    base = potential[start]
    offset = potential[goal] - base
    reached = {start: 0}
    labels: dict[int, int] = {}
    heap = [(0, start)]
    while heap:
        reduced, u = heappop(heap)
        if u in labels:
            continue
        if best is not None and reduced + offset >= best:
            break
        labels[u] = length = reduced + potential[u] - base
        if u == goal:
            best = length + 1  # points just as far may still wait: the canonical path may pass them
            continue
        for active in out[u]:
            v = active[1]
            if v in labels:
                continue
            mark = latest[v]
            if (
                best is not None
                and mark is not None
                and latest_goal is not None
                and length + active[2] + latest_goal - mark >= best  # a looser reading is no shorter
            ):
                continue
            seen = active if active[3] & view else graph.in_view(active, view)
            if seen is None:
                continue
            value = length + seen[2]
            after = value + base - potential[v]
            if v in reached and after >= reached[v]:
                continue
            if mark is not None and (
                latest_goal is None or (best is not None and value + latest_goal - mark >= best)
            ):
                continue
            if back_goal is not None:
                mark = back[v]
                if mark is None or (best is not None and value + mark - back_goal >= best):
                    continue
            reached[v] = after
            heappush(heap, (after, v))
    if goal not in labels:
        return {}
    return labels


def _tight_path(
    trees: OriginTrees, label: Callable[[int], int | None], start: int, goal: int, reverse: bool = False
) -> list[Edge]:
    """Of all shortest paths the one with the fewest edges, ties by key: breadth first from the goal.

    `label` is the distance from the start; in reverse it is the distance to it.  The path is listed from the
    start on.
    """
    graph, view = trees.graph, trees.view
    adjacent = graph.out if reverse else graph.into
    near: Literal[0, 1] = 0 if reverse else 1
    far: Literal[0, 1] = 1 if reverse else 0
    chosen: dict[int, Edge] = {goal: _NO_EDGE}
    layer = [goal]
    while start not in chosen:
        following: dict[int, Edge] = {}
        for v in layer:
            length = label(v)
            for active in adjacent[v]:
                u = active[far]
                if u in chosen:
                    continue
                before = label(u)
                if before is None:
                    continue
                seen = active if active[3] & view else graph.in_view(active, view)
                if seen is None or before + seen[2] != length:
                    continue
                if u not in following or comes_before(seen, following[u]):
                    following[u] = seen
        if not following:
            raise EngineError("a shortest path is not tight")
        chosen.update(following)
        layer = list(following)
    path = []
    u = start
    while u != goal:
        path.append(chosen[u])
        u = chosen[u][near]
    return path


_NO_EDGE: Edge = (0, 0, 0, 0, None)  # type: ignore[assignment]


def comes_before(edge: Edge, other: Edge) -> bool:
    """Whether an edge precedes another in canonical order: by key, then by place in the statement."""
    statement, rival = edge[4], other[4]
    if statement is rival:
        return _place(edge) < _place(other)
    return statement.key < rival.key


def _place(edge: Edge) -> int:
    for place, tight in enumerate(edge[4].edges[-1]):
        if tight[0] == edge[0] and tight[1] == edge[1]:
            return place
    return -1
