"""A handful of statements alone: can they all be true, what do they prove, which of them are needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from storybible.stn.statement import Edge, Statement

Member = tuple[Statement, int]
"""A statement and which of its readings counts (1 = the loosest)."""


def edges_of(members: Iterable[Member]) -> list[Edge]:
    """All edges of these readings."""
    return [edge for statement, reading in members for edge in statement.edges[reading - 1]]


def distances(edges: Iterable[Edge], start: int | None = None) -> dict[int, int] | None:
    """Shortest distances from `start` (or from all points at once); None if there is a negative cycle.

    Bellman-Ford with a queue; as often as there are points the parents are searched for a cycle.
    """
    out: dict[int, list[Edge]] = {}
    for edge in edges:
        out.setdefault(edge[0], []).append(edge)
        out.setdefault(edge[1], [])
    reached = dict.fromkeys(out, 0) if start is None else {start: 0}
    by: dict[int, int] = {}
    queue = deque(reached)
    queued = set(reached)
    left = len(out)
    while queue:
        u = queue.popleft()
        queued.discard(u)
        base = reached[u]
        for edge in out.get(u, ()):
            v = edge[1]
            value = base + edge[2]
            if v not in reached or value < reached[v]:
                reached[v] = value
                by[v] = u
                left -= 1
                if v not in queued:
                    queued.add(v)
                    queue.append(v)
        if left < 0:
            if _in_circle(by):
                return None
            left = len(out)
    return reached


def _in_circle(by: dict[int, int]) -> bool:
    checked: set[int] = set()
    for start in by:
        path: set[int] = set()
        v = start
        while v in by and v not in checked:
            if v in path:
                return True
            path.add(v)
            v = by[v]
        checked |= path
    return False


def inconsistent(members: Iterable[Member]) -> bool:
    """Whether these statements alone cannot all be true."""
    return distances(edges_of(members)) is None


def ways_between(own: Iterable[Edge], others: Sequence[Edge]) -> list[Edge]:
    """What consistent edges say of the points of a few others: the distance from each target to each source.

    With the few edges themselves this contradicts exactly if all of both do, and is much smaller.
    """
    own = list(own)
    sources = {edge[0]: edge for edge in own}
    ways = []
    for target in {edge[1] for edge in own}:
        reached = distances(others, target) or {target: 0}
        for source, edge in sources.items():
            if source in reached and source != target:
                ways.append((target, source, reached[source], 0, edge[4]))
    return ways


def contradicts(member: Member, others: Iterable[Member]) -> bool:
    """Whether a statement cannot be true beside others that can all be true."""
    own = edges_of([member])
    return distances([*own, *ways_between(own, edges_of(others))]) is None


def proves(members: Iterable[Member], start: int, goal: int, upper: int) -> bool:
    """Whether these statements, which are consistent, alone prove time[goal] - time[start] <= upper."""
    reached = distances(edges_of(members), start)
    return reached is not None and reached.get(goal, upper + 1) <= upper


def all_single(members: Iterable[Member]) -> bool:
    """Whether each speaks of one pair of points only.

    Then none of a cycle or path that passes no point twice can be left out: no other way is left without it.
    """
    return all([statement.single for statement, _ in members])


def irredundant(members: Iterable[Member], holds: Callable[[Sequence[Member]], bool]) -> list[Member]:
    """Drop one statement at a time, last in key order first; keep it out when the property still holds."""
    kept = in_key_order(members)
    for member in reversed(kept):
        fewer = [other for other in kept if other is not member]
        if holds(fewer):
            kept = fewer
    return kept


def in_key_order(members: Iterable[Member]) -> list[Member]:
    """Sorted by key."""
    return sorted(members, key=lambda member: member[0].key)
