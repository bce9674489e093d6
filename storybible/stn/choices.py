"""Disjunctions on top of the network: "A before B, or B before A".

Depth first over the groups with conflict-directed backjumping (Prosser 1993; for temporal problems Stergiou &
Koubarakis 2000).  The network itself is never changed: options are linked in an overlay with potentials of
its own.  What is found, and in how many steps, is a function of the statements alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from storybible.stn.explain import closing_cycle
from storybible.stn.graph import Graph
from storybible.stn.network import Network
from storybible.stn.small import Member, distances, edges_of, in_key_order, inconsistent
from storybible.stn.statement import ANSWERS, HYPOTHESIS, Constraint, Edge, Key, Statement, View
from storybible.stn.trees import OriginTrees

BUDGET = 20_000
Group = Sequence[Sequence[Constraint]]
"""Options of which one must be true; each is a set of constraints that hold together."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether one option of every group can be true together with the network.

    ``consistent``: ``picks`` are the options chosen, first in order that fit.  ``impossible``: no choice
    fits; the groups (by index) and statements named alone admit none, and without any one of them some choice
    would fit (as far as the budget let that be tried).  ``undecided``: the budget was spent.
    """

    verdict: Literal["consistent", "impossible", "undecided"]
    picks: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    keys: tuple[Key, ...] = ()
    steps: int = 0


def choose(network: Network, groups: Sequence[Group], view: View = ANSWERS, budget: int = BUDGET) -> Choice:
    """Pick one option of every group so that the view stays consistent; `budget` limits the options tried."""
    graph = network.graph
    options = [
        [
            Statement((str(index), str(place)), [(HYPOTHESIS, constraints)])
            for place, constraints in enumerate(group)
        ]
        for index, group in enumerate(groups)
    ]
    group_of = {option: index for index, group in enumerate(options) for option in group}
    overlay, trees = _overlay(network, view)
    overlay.state.update(dict.fromkeys(group_of, 0))
    upside_down = {option for option in group_of if inconsistent([(option, 1)])}
    picks: list[int] = []
    tried = [0]  # per depth the next option to try
    # Per depth what refuted the options tried, statements and earlier options, and the groups involved.
    blame: list[set[Statement]] = [set()]
    involved: list[set[int]] = [{0}]
    steps = 0
    while len(picks) < len(options):
        depth = len(picks)
        placed = False
        while tried[depth] < len(options[depth]):
            if steps >= budget:
                return Choice("undecided", steps=steps)
            steps += 1
            option = options[depth][tried[depth]]
            tried[depth] += 1
            if option in upside_down:
                continue
            if overlay.insert(option, 1) is None:
                picks.append(tried[depth] - 1)
                placed = True
                break
            # The cycle that the insertion met with may depend on what came before, the shortest one does not.
            cycle = closing_cycle(trees, option, 1, trees.view, lambda _: trees) or ()
            blame[depth].update([edge[4] for edge in cycle if edge[4] is not option])
        if placed:
            tried.append(0)
            blame.append(set())
            involved.append({depth + 1})
            continue
        back = max((group_of[culprit] for culprit in blame[depth] if culprit in group_of), default=-1)
        if back < 0:
            members = [(culprit, graph.reading_in(culprit, view)) for culprit in blame[depth]]
            return _irredundant(members, sorted(involved[depth]), options, steps, budget)
        culprit = options[back][picks[back]]
        blame[back] |= blame[depth] - {culprit}
        involved[back] |= involved[depth]
        for place in range(back, depth):
            overlay.lower(options[place][picks[place]], 0)
        del picks[back:], tried[back + 1 :], blame[back + 1 :], involved[back + 1 :]
    return Choice("consistent", picks=tuple(picks), steps=steps)


def _irredundant(
    members: list[Member], blamed: list[int], options: list[list[Statement]], steps: int, budget: int
) -> Choice:
    """Drop statements, then groups, last first, and keep out what the contradiction does not need."""
    members = in_key_order(members)
    for member in reversed(members):
        fewer = [other for other in members if other is not member]
        if _impossible(fewer, [options[index] for index in blamed], budget):
            members = fewer
    for index in reversed(blamed):
        rest = [other for other in blamed if other != index]
        if _impossible(members, [options[other] for other in rest], budget):
            blamed = rest
    return Choice(
        "impossible",
        groups=tuple(blamed),
        keys=tuple([statement.key for statement, _ in members]),
        steps=steps,
    )


def _impossible(members: Iterable[Member], groups: list[list[Statement]], budget: int) -> bool:
    """Whether these few statements alone admit no choice; False when the budget does not suffice to tell."""
    given = edges_of(members)
    if distances(given) is None:
        return True
    picks = [0]
    while picks and groups:
        budget -= 1
        if budget < 0:
            return False
        depth = len(picks) - 1
        if picks[-1] == len(groups[depth]):
            picks.pop()
            if picks:
                picks[-1] += 1
            continue
        chosen = [(group[pick], 1) for group, pick in zip(groups, picks, strict=False)]
        if distances([*given, *edges_of(chosen)]) is None:
            picks[-1] += 1
        elif len(picks) == len(groups):
            return False
        else:
            picks.append(0)
    return bool(groups)


class _InView(dict[int, list[Edge]]):
    """Adjacency lists in a view, copied when first asked for, so that a change stays in the copy."""

    def __init__(self, graph: Graph, adjacent: list[list[Edge]], view: View) -> None:
        super().__init__()
        self.graph = graph
        self.adjacent = adjacent
        self.view = view

    def __missing__(self, point: int) -> list[Edge]:
        seen = [self.graph.in_view(edge, self.view) for edge in self.adjacent[point]]
        self[point] = edges = [edge for edge in seen if edge is not None]
        return edges


def _overlay(network: Network, view: View) -> tuple[Graph, OriginTrees]:
    """A graph that begins as a view of the network, with its trees: changed without changing the network."""
    graph = network.graph
    view = graph.normal(view)
    trees = network.trees(view)
    overlay = Graph(0)
    overlay.out = cast("list[list[Edge]]", _InView(graph, graph.out, view))
    overlay.into = cast("list[list[Edge]]", _InView(graph, graph.into, view))
    overlay.potential = list(graph.potential)
    grown = (list(trees.latest), list(trees.latest_by)), (list(trees.back), list(trees.back_by))
    own = OriginTrees(overlay, view | 1 << HYPOTHESIS, grown)
    overlay.trees = [own]
    return overlay, own
