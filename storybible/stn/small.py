"""A handful of statements alone: can they all be true, what do they prove, which of them are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from storybible.stn.statement import Edge, Statement

Member = tuple[Statement, int]
"""A statement and which of its readings counts (1 = the loosest)."""


def edges_of(members: Iterable[Member]) -> list[Edge]:
    """All edges of these readings."""
    return [edge for statement, reading in members for edge in statement.edges[reading - 1]]


def distances(edges: Sequence[Edge], start: int | None = None) -> dict[int, int] | None:
    """Bellman-Ford: shortest distances from `start` (or from all points at once); None if there is a negative cycle."""
    reached: dict[int, int] = {}
    if start is None:
        for edge in edges:
            reached[edge[0]] = 0
            reached[edge[1]] = 0
    else:
        reached[start] = 0
    for _ in range(2 * len(edges) + 1):  # a shortest path passes each point once, and each edge has two ends
        changed = False
        for u, v, weight, _, _ in edges:
            if u in reached:
                value = reached[u] + weight
                if v not in reached or value < reached[v]:
                    reached[v] = value
                    changed = True
        if not changed:
            return reached
    return None


def inconsistent(members: Sequence[Member]) -> bool:
    """Whether these statements alone cannot all be true."""
    return distances(edges_of(members)) is None


def proves(members: Sequence[Member], start: int, goal: int, upper: int) -> bool:
    """Whether these statements, which are consistent, alone prove time[goal] - time[start] <= upper."""
    reached = distances(edges_of(members), start)
    return reached is not None and reached.get(goal, upper + 1) <= upper


def irredundant(members: Sequence[Member], holds: Callable[[Sequence[Member]], bool]) -> list[Member]:
    """Drop one statement at a time, last first, and keep it out when the property still holds."""
    kept = list(members)
    for member in reversed(members):
        fewer = [other for other in kept if other is not member]
        if holds(fewer):
            kept = fewer
    return kept


def in_key_order(members: Sequence[Member]) -> list[Member]:
    """Sorted by key."""
    return sorted(members, key=lambda member: member[0].key)
