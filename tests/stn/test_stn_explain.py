"""Conflicts: true, irredundant, canonical; and what would be left for one of their statements."""

from __future__ import annotations

from hypothesis import given, settings
from stn_oracle import NEVER, VIEWS, active_in, closure, networks, possible, said, seen

from storybible.stn import (
    CLAIM,
    DEMAND,
    LOOSE_WORLD,
    LOOSEST,
    READING,
    WORLD,
    Conflict,
    Constraint,
    Network,
    Statement,
)

few = settings(max_examples=100, deadline=None)
Given = tuple[int, list[Statement]]


def loaded(points: int, statements: list[Statement]) -> Network:
    network = Network(points)
    network.load(statements)
    return network


def readings_of(network: Network, conflict: Conflict) -> list[list[Constraint]]:
    return [said(network.statements[key], count) for key, count in conflict.elements]


@few
@given(networks())
def test_a_conflict_cannot_be_true_and_without_any_statement_it_can(given: Given) -> None:
    points, statements = given
    network = loaded(points, statements)
    for element, rank in network.parked.items():
        conflict = network.explain(element)
        assert element in conflict.elements
        assert conflict.keys == tuple(sorted(conflict.keys))
        for key, count in conflict.elements:
            assert network.statements[key].readings[count - 1][0] <= rank
        readings = readings_of(network, conflict)
        assert not possible(points, readings)
        for left_out in range(len(readings)):
            assert possible(points, readings[:left_out] + readings[left_out + 1 :])


@few
@given(networks())
def test_explain_in_a_view_finds_a_conflict_exactly_when_there_is_one(given: Given) -> None:
    points, statements = given
    network = loaded(points, statements)
    for key, count in network.parked:
        for view in VIEWS:
            conflict = network.explain_in((key, count), view)
            others = [other for other in statements if other.key != key]
            beside = [*seen(others, network.parked, view), said(network.statements[key], count)]
            assert (conflict is None) == possible(points, beside)
            if conflict is not None:
                assert not possible(points, readings_of(network, conflict))
                for other, used in conflict.elements:
                    expected = active_in(network.statements[other], network.parked, view)
                    assert used == (count if other == key else expected)


@few
@given(networks())
def test_the_shortfall_is_what_must_give_and_no_less_is_enough(given: Given) -> None:
    points, statements = given
    network = loaded(points, statements)
    for key, count in network.parked:
        conflict = network.explain((key, count))
        rest = [said(network.statements[other], used) for other, used in conflict.elements if other != key]
        own = said(network.statements[key], count)

        def fits(given: int, own: list[Constraint] = own, rest: list[list[Constraint]] = rest) -> bool:
            # The limits a statement has between two points give way together, so they are merged first.
            alone: dict[tuple[int, int], int] = {}
            for source, target, lower, upper in own:
                if upper is not None:
                    alone[source, target] = min(alone.get((source, target), upper), upper)
                if lower is not None:
                    alone[target, source] = min(alone.get((target, source), -lower), -lower)
            wider = [(a, b, None, most + given) for (a, b), most in alone.items() if a != b or most < 0]
            return possible(points, [*rest, wider])

        assert conflict.shortfall >= 1
        assert fits(conflict.shortfall)
        assert not fits(conflict.shortfall - 1)


@few
@given(networks())
def test_the_room_is_what_the_rest_leaves_and_the_network_is_as_before(given: Given) -> None:
    points, statements = given
    network = loaded(points, statements)
    parked = dict(network.parked)
    bounds = network.bounds()
    for (key, count), rank in parked.items():
        for other in network.explain((key, count)).keys:
            rooms = network.room((key, count), other)
            rest = [s for s in statements if s.key not in (key, other)]
            back = [] if other == key else [said(network.statements[key], count)]
            of_rank = [*seen(rest, parked, (2 << rank) - 1), *back]
            assert (rooms is None) == (not possible(points, of_rank))
            if rooms is None:
                continue
            widest = max(
                r for r in range(rank, 5) if possible(points, [*seen(rest, parked, (2 << r) - 1), *back])
            )
            truth = closure(
                points, [c for reading in [*seen(rest, parked, (2 << widest) - 1), *back] for c in reading]
            )
            assert truth is not None
            loosest = network.statements[other].readings[0][1]
            for (a, b, least, most), constraint in zip(rooms, loosest, strict=True):
                assert (a, b) == constraint[:2]
                if a != b:
                    assert most == (None if truth[a][b] == NEVER else truth[a][b])
                    assert least == (None if truth[b][a] == NEVER else -truth[b][a])
    network.verify()
    assert dict(network.parked) == parked
    assert network.bounds() == bounds


def test_of_several_conflicts_the_shortest_is_told() -> None:
    around = [Statement(("chain", str(n)), [(LOOSEST, [(n, n + 1, 1, 1)])]) for n in range(4)]
    network = loaded(5, [*around, Statement(("direct",), [(LOOSEST, [(0, 4, 4, 4)])])])
    network.add(Statement(("a",), [(LOOSEST, [(0, 4, 6, 6)])]))
    assert network.explain((("a",), 1)) == Conflict(elements=((("a",), 1), (("direct",), 1)), shortfall=2)


def test_a_demand_is_graded_by_what_it_already_conflicts_with() -> None:
    born = Statement(("born",), [(LOOSEST, [(0, 1, 90, 110)]), (READING, [(0, 1, 99, 101)])])
    seen_at = Statement(("seen",), [(LOOSEST, [(0, 2, 95, 95)])])
    alive = Statement(("alive",), [(DEMAND, [(1, 2, 0, None)])])
    network = loaded(3, [born, seen_at, alive])
    element = (("alive",), 1)
    assert dict(network.parked) == {element: DEMAND}
    assert network.explain_in(element, LOOSE_WORLD) is None
    graded = network.explain_in(element, WORLD)
    assert graded is not None
    assert graded.elements == ((("alive",), 1), (("born",), 2), (("seen",), 1))
    assert graded.shortfall == 4


def test_a_conflict_through_two_limits_of_one_statement() -> None:
    middle = [
        Statement(("first",), [(LOOSEST, [(1, 2, 10, 10)])]),
        Statement(("second",), [(LOOSEST, [(3, 4, 10, 10)])]),
    ]
    both = Statement(("a",), [(LOOSEST, [(2, 3, 0, None), (4, 1, -15, None)])])
    network = loaded(5, [*middle, both])
    assert set(network.parked) == {(("a",), 1)}
    assert network.explain((("a",), 1)).keys == (("a",), ("first",), ("second",))
    assert network.explain((("a",), 1)).shortfall == 3  # five minutes in all, shared by two limits


def test_room_lets_what_yields_step_back() -> None:
    network = loaded(
        2,
        [
            Statement(("a",), [(LOOSEST, [(0, 1, 5, 5)])]),
            Statement(("b",), [(LOOSEST, [(0, 1, 9, 9)])]),
            Statement(("c",), [(CLAIM, [(0, 1, 9, 10)])]),
        ],
    )
    assert set(network.parked) == {(("a",), 1)}
    assert network.room((("a",), 1), ("b",)) == [(0, 1, 5, 5)]
    assert network.room((("a",), 1), ("a",)) == [(0, 1, 9, 9)]
