"""Which points in time are tied to each other from both sides."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.rules import Context
from storybible.stn.statement import Edge


def tied(context: Context) -> list[int]:
    """The sets of everything that is stated and demanded, worked out once for all rules."""
    found: list[int] | None = context.shared.get("tied sets")
    if found is None:
        found = context.shared["tied sets"] = tied_sets(context.timeline.network.graph.out)
    return found


def tied_sets(out: Sequence[Sequence[Edge]]) -> list[int]:
    """For each point the number of its set: within a set each point is bounded against each other, both ways.

    ``out`` has the edges that leave each point.

    Two events in different sets can be moved apart as far as one likes, so nothing makes them coincide.
    A set has a higher number than those it leads to, and which one depends on nothing but what leads where.
    (Strongly connected components, Tarjan 1972, without recursion.)
    """
    count = len(out)
    ahead = [sorted({edge[1] for edge in edges}) for edges in out]
    number = [-1] * count
    index = [-1] * count
    low = [0] * count
    stack: list[int] = []
    seen = sets = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            point, at = work.pop()
            if at == 0:
                index[point] = low[point] = seen
                seen += 1
                stack.append(point)
            targets = ahead[point]
            descended = False
            while at < len(targets):
                target = targets[at]
                at += 1
                if index[target] < 0:
                    work.append((point, at))
                    work.append((target, 0))
                    descended = True
                    break
                if number[target] < 0:
                    low[point] = min(low[point], index[target])
            if descended:
                continue
            if low[point] == index[point]:
                while True:
                    member = stack.pop()
                    number[member] = sets
                    if member == point:
                        break
                sets += 1
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[point])
    return number
