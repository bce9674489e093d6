"""Strongly connected sets of a directed graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Node = TypeVar("Node", int, str)


def strong_sets(roots: Iterable[Node], ahead: Callable[[Node], Iterable[Node]]) -> Iterator[list[Node]]:
    """The sets of several nodes that all lead to each other (Tarjan 1972, without recursion).

    All that ``roots`` lead to is looked at; ``ahead`` gives the nodes that one leads to directly.
    """
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    waiting: list[Node] = []
    is_waiting: set[Node] = set()
    for root in roots:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        waiting.append(root)
        is_waiting.add(root)
        work = [(root, iter(ahead(root)))]
        while work:
            node, onward = work[-1]
            for target in onward:
                if target not in index:
                    index[target] = low[target] = len(index)
                    waiting.append(target)
                    is_waiting.add(target)
                    work.append((target, iter(ahead(target))))
                    break
                if target in is_waiting:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found: list[Node] = []
                    while not found or found[-1] != node:
                        found.append(waiting.pop())
                    is_waiting.difference_update(found)
                    if len(found) > 1:
                        yield found
