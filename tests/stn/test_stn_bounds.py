"""Bounds, their proofs and the views, against Floyd-Warshall."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from stn_oracle import NEVER, VIEWS, active_in, closure, networks, said, seen

from storybible.stn import EVERYTHING, LOOSEST, READING, STATED, STATED_LOOSE, Network, Statement

few = settings(max_examples=60, deadline=None)
Given = tuple[int, list[Statement]]


def loaded(given: Given) -> Network:
    network = Network(given[0])
    network.load(given[1])
    return network


@few
@given(networks(), st.sampled_from(VIEWS))
def test_bounds_gaps_and_reach_are_the_tightest_in_every_view(given: Given, view: int) -> None:
    points, statements = given
    network = loaded(given)
    truth = closure(points, [c for reading in seen(statements, network.parked, view) for c in reading])
    assert truth is not None
    earliest, latest = network.bounds(view)
    for b in range(points):
        assert latest[b] == (None if truth[0][b] == NEVER else truth[0][b])
        assert earliest[b] == (None if truth[b][0] == NEVER else -truth[b][0])
        for a in range(points):
            least, most = network.gap(a, b, view)
            assert most == network.most(a, b, view) == (None if truth[a][b] == NEVER else truth[a][b])
            assert least == (None if truth[b][a] == NEVER else -truth[b][a])
    for a in range(points):
        assert network.reach(a, view) == {b: truth[a][b] for b in range(points) if truth[a][b] < NEVER}
        back = {b: truth[b][a] for b in range(points) if truth[b][a] < NEVER}
        assert network.reach(a, view, reverse=True) == back


@few
@given(networks(), st.sampled_from(VIEWS), st.integers(0, 40))
def test_a_proof_proves_and_none_of_its_statements_can_be_left_out(
    given: Given, view: int, slack: int
) -> None:
    points, statements = given
    network = loaded(given)
    of = {statement.key: statement for statement in statements}

    def bound(keys: tuple[tuple[str, ...], ...], a: int, b: int) -> float:
        readings = [said(of[key], active_in(of[key], network.parked, view)) for key in keys]
        alone = closure(points, [c for reading in readings for c in reading])
        assert alone is not None
        return alone[a][b]

    for a in range(points):
        for b in range(points):
            most = network.gap(a, b, view)[1]
            if most is None:
                assert network.prove(a, b, 10**9, view) is None
                continue
            assert network.prove(a, b, most - 1, view) is None
            keys = network.prove(a, b, most + slack, view)
            assert keys is not None and keys == tuple(sorted(keys))
            assert bound(keys, a, b) <= most + slack
            for key in keys:
                assert bound(tuple([other for other in keys if other != key]), a, b) > most + slack


@few
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_no_proof(given: Given, random: st.random.Random) -> None:
    points, statements = given
    network = loaded(given)
    shuffled = list(statements)
    random.shuffle(shuffled)
    other = loaded((points, shuffled))
    for a in range(points):
        for b in range(points):
            assert network.between(a, b) == other.between(a, b)


@few
@given(networks(), st.data())
def test_a_statement_more_never_loosens_a_bound_while_nothing_yields(
    given: Given, data: st.DataObject
) -> None:
    points, statements = given
    network = Network(points)
    for statement in statements:
        before = [network.gap(a, b) for a in range(points) for b in range(points)]
        if network.add(statement):
            network.remove(statement.key)
            continue
        after = [network.gap(a, b) for a in range(points) for b in range(points)]
        for (least, most), (later_least, later_most) in zip(before, after, strict=True):
            assert most is None or (later_most is not None and later_most <= most)
            assert least is None or (later_least is not None and later_least >= least)


def test_a_view_reads_a_statement_loosely_where_its_tight_reading_is_not_in_it() -> None:
    network = Network(2)
    network.load([Statement(("age",), [(LOOSEST, [(0, 1, 5, 15)]), (READING, [(0, 1, 8, 12)])])])
    assert network.gap(0, 1, STATED) == (8, 12)
    assert network.gap(0, 1, STATED_LOOSE) == (5, 15)
    assert network.bounds(STATED_LOOSE) == ([0, 5], [0, 15])
    assert network.prove(0, 1, 14, STATED_LOOSE) is None
    assert network.prove(0, 1, 14, STATED) == (("age",),)


def test_a_tight_reading_keeps_what_only_the_loose_one_says() -> None:
    network = Network(3)
    network.load([Statement(("s",), [(LOOSEST, [(0, 1, 0, 9), (1, 2, 0, 9)]), (READING, [(0, 1, 3, 20)])])])
    assert network.gap(0, 1) == (3, 9)
    assert network.gap(1, 2) == (0, 9)


def test_a_point_nothing_is_said_of_has_no_bounds() -> None:
    network = Network()
    a = network.add_point()
    b = network.add_point()
    network.add(Statement(("s",), [(LOOSEST, [(a, b, 1, None)])]))
    assert network.gap(a, b) == (1, None)
    assert network.gap(0, a) == (None, None)
    assert network.bounds() == ([0, None, None], [0, None, None])
    assert network.gap(a, a) == (0, 0)
    assert network.prove(a, a, 0) == ()
    assert network.prove(a, a, -1) is None


def test_a_long_chain_without_a_date_needs_no_recursion() -> None:
    points = 3000
    chain = [Statement(("next", f"{n:05}"), [(LOOSEST, [(n, n + 1, 1, 2)])]) for n in range(1, points - 1)]
    network = Network(points)
    network.load(chain)
    assert network.gap(1, points - 1) == (points - 2, 2 * (points - 2))
    proof = network.prove(1, points - 1, 2 * (points - 2))
    assert proof is not None and len(proof) == points - 2
    assert network.add(Statement(("a wrong one",), [(LOOSEST, [(1, points - 1, None, 5)])]))
    assert set(network.parked) == {(("a wrong one",), 1)}
    assert len(network.explain((("a wrong one",), 1)).elements) == points - 1


@few
@given(networks(), st.integers(0, 3))
def test_one_way_everything_can_be(given: Given, undated: int) -> None:
    points, statements = given
    network = loaded((points + undated, [s for s in statements if not undated or _undated(s)]))
    assert all(type(network.times[point]) is int for point in range(network.points))
    for statement in network.statements.values():
        active = active_in(statement, network.parked, EVERYTHING)
        for edge in statement.edges[active - 1] if active else ():
            assert network.times[edge[1]] - network.times[edge[0]] <= edge[2]


def _undated(statement: Statement) -> bool:
    return all(edge[0] and edge[1] for edge in statement.edges[-1])
