"""Disjunctions, against trying every choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from stn_oracle import VIEWS, active_in, networks, possible, said, seen

from storybible.stn import LOOSEST, Constraint, Network, Statement, choose

few = settings(max_examples=100, deadline=None)
Given = tuple[int, list[Statement]]
Options = list[list[list[Constraint]]]


@st.composite
def disjunctions(draw: st.DrawFn) -> tuple[Given, Options]:
    points, statements = draw(networks(points=5, statements=8))
    ends = st.tuples(
        st.integers(0, points - 1), st.integers(0, points - 1), st.integers(-20, 0), st.integers(0, 20)
    )
    point = st.integers(0, points - 1)
    one = st.one_of(ends, st.tuples(point, point, st.integers(-20, 20), st.none()))
    groups = draw(st.lists(st.lists(st.lists(one, min_size=1, max_size=2), max_size=3), max_size=4))
    return (points, statements), groups


@few
@given(disjunctions(), st.sampled_from(VIEWS))
def test_the_first_choice_that_fits_or_what_forbids_all(given: tuple[Given, Options], view: int) -> None:
    (points, statements), groups = given
    network = Network(points)
    network.load(statements)
    before = (
        [list(edges) for edges in network.graph.out],
        list(network.graph.potential),
        network.bounds(view),
    )
    found = choose(network, groups, view)
    assert before == (
        [list(edges) for edges in network.graph.out],
        list(network.graph.potential),
        network.bounds(view),
    )

    def fitting(beside: Sequence[Sequence[Constraint]], indices: Iterable[int]) -> tuple[int, ...] | None:
        some = [groups[index] for index in indices]
        for picks in product(*[range(len(group)) for group in some]):
            if possible(points, [*beside, *[group[pick] for group, pick in zip(some, picks, strict=True)]]):
                return picks
        return None

    first = fitting(seen(statements, network.parked, view), range(len(groups)))
    if first is not None:
        assert (found.verdict, found.picks) == ("consistent", first)
        return
    assert found.verdict == "impossible"

    def blamed(keys: Iterable[tuple[str, ...]]) -> list[list[Constraint]]:
        of = network.statements
        return [said(of[key], active_in(of[key], network.parked, view)) for key in keys]

    assert fitting(blamed(found.keys), found.groups) is None
    for key in found.keys:
        assert fitting(blamed([other for other in found.keys if other != key]), found.groups) is not None
    for index in found.groups:
        assert fitting(blamed(found.keys), [other for other in found.groups if other != index]) is not None


def test_what_the_budget_does_not_let_decide_is_undecided() -> None:
    network = Network(7)
    network.load([Statement((str(p),), [(LOOSEST, [(0, p, 0, 4)])]) for p in range(1, 7)])
    apart: Options = []
    for a in range(1, 7):
        for b in range(a + 1, 7):
            apart.append([[(a, b, 1, None)], [(b, a, 1, None)]])
    assert choose(network, apart, budget=50).verdict == "undecided"
    assert choose(network, apart).verdict == "impossible"  # six points, five places
    assert choose(network, apart[1:]).verdict == "consistent"  # two of them may share one
