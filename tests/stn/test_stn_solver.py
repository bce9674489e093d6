"""Networks that come each from the one before it: what a cold solve finds, whatever came before."""

from __future__ import annotations

import random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stn_oracle import VIEWS, networks

from storybible.stn import (
    HYPOTHESIS,
    LOOSEST,
    Key,
    Network,
    Resolver,
    Solver,
    Statement,
    choose,
    correction,
    solver,
)


def exactly(key: str, a: int, b: int, value: int, rank: int = LOOSEST) -> Statement:
    return Statement((key,), [(rank, [(a, b, value, value)])])


def same(warm: Network, cold: Network) -> None:
    """Whatever one can ask them."""
    points = range(cold.points)
    assert warm.points == cold.points and warm.statements.keys() == cold.statements.keys()
    assert warm.parked == cold.parked
    assert warm.correction_bounds() == cold.correction_bounds()
    for element in cold.parked:
        assert warm.explain(element) == cold.explain(element)
        for view in VIEWS:
            assert warm.explain_in(element, view) == cold.explain_in(element, view)
    for view in VIEWS:
        assert warm.bounds(view) == cold.bounds(view)
    for a in points:
        for b in points:
            for view in VIEWS[2:]:
                assert warm.between(a, b, view) == cold.between(a, b, view)
    assert [warm.times[point] for point in points] == [cold.times[point] for point in points]
    groups = [[[(a, (a + 1) % cold.points, 1, None)], [((a + 1) % cold.points, a, 1, None)]] for a in points]
    assert choose(warm, groups) == choose(cold, groups)


@settings(max_examples=60, deadline=None)
@given(networks(points=6), st.data())
def test_any_edits_give_what_a_cold_solve_gives(
    some: tuple[int, list[Statement]], data: st.DataObject
) -> None:
    points, statements = some
    versions: dict[Key, list[Statement]] = {statement.key: [statement] for statement in statements}
    for other in data.draw(networks(points=points))[1]:
        if all(edge[0] < points and edge[1] < points for edge in other.edges[-1]):
            versions.setdefault(other.key, []).append(other)
    resolver = Resolver()
    now: dict[Key, Statement] = {}
    for _ in range(data.draw(st.integers(2, 5))):
        touched = data.draw(st.lists(st.sampled_from(sorted(versions)), max_size=9, unique=True))
        gone = [key for key in touched if key in now and data.draw(st.booleans())]
        come = [data.draw(st.sampled_from(versions[key])) for key in touched if key not in gone]
        for key in gone:
            del now[key]
        now.update({statement.key: statement for statement in come})
        if data.draw(st.booleans()):
            warm = resolver.edit(points, gone, come)
        else:
            warm = resolver.network(points, now.values(), [])
        same(warm, Solver().network(points, sorted(now.values(), key=lambda each: each.key), []))
        if data.draw(st.booleans()):  # somebody asks about a moment
            warm.add(Statement(("~asked",), [(HYPOTHESIS, [(0, warm.add_point(), 3, 4)])]))


def test_demands_are_compared_by_what_they_ask() -> None:
    resolver = Resolver()
    one = resolver.network(3, [exactly("a", 0, 1, 5)], [(("d",), 3, [(1, 2, 0, None)])])
    demand = one.statements[("d",)]
    other = resolver.network(3, [exactly("a", 0, 1, 5)], [(("d",), 3, [(1, 2, 0, None)])])
    assert other is one and other.statements[("d",)] is demand
    other = resolver.edit(3, [], [], [(("d",), 3, [(1, 2, 7, None)])])
    assert other is one and other.gap(0, 2, 31) == (12, None)


def test_points_come_and_go() -> None:
    resolver = Resolver()
    assert resolver.edit(4, [], [exactly("a", 0, 3, 5), exactly("b", 0, 3, 6), exactly("c", 0, 1, 7)]).parked
    with pytest.raises(ValueError, match="is to go"):
        resolver.edit(3, [("b",)], [])
    network = resolver.edit(2, [("a",)], [])
    assert network.points == 2 and network.bounds() == ([0, 7], [0, 7])
    assert resolver.edit(5, [], [exactly("a", 1, 4, 1)]).bounds()[0] == [0, 7, None, None, 8]


def test_what_others_did_to_the_network_is_undone() -> None:
    resolver = Resolver()
    network = resolver.edit(2, [], [exactly("a", 0, 1, 5), exactly("b", 0, 1, 5)])
    network.add(exactly("c", 0, 1, 6))
    network.add_point()
    assert network.parked
    network = resolver.edit(2, [], [])
    assert not network.parked and network.points == 2 and len(network.statements) == 2
    network.remove(("b",))
    assert len(resolver.edit(2, [], []).statements) == 2


def test_misuse_changes_nothing() -> None:
    resolver = Resolver()
    network = resolver.edit(2, [], [exactly("a", 0, 1, 5)])
    with pytest.raises(ValueError, match="one key"):
        resolver.edit(2, [("a",)], [exactly("b", 0, 1, 5), exactly("b", 0, 1, 6)])
    with pytest.raises(KeyError):
        resolver.edit(2, [("b",)], [])
    with pytest.raises(ValueError, match="one key"):
        network.edit([], [exactly("b", 0, 1, 5), exactly("b", 0, 1, 6)])
    assert resolver.edit(2, [], []) is network


@pytest.mark.parametrize(("module", "limit", "value"), [(solver, "MANY", 2), (correction, "FEW", 0)])
def test_much_is_solved_anew(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, limit: str, value: int
) -> None:
    monkeypatch.setattr(module, limit, value)
    resolver = Resolver()
    network = resolver.edit(2, [], [exactly(key, 0, 1, value) for value, key in enumerate("abc")])
    again = resolver.edit(2, [("a",)], [exactly("d", 0, 1, 2), exactly("e", 0, 1, 3)])
    assert again is not network and set(again.parked) == {(("b",), 1), (("e",), 1)}


def test_conflicts_that_hang_together_are_chosen_for_as_by_a_cold_solve() -> None:
    """Of so many the least choice cannot be proven, so that any choice has to be made in the same way."""
    draw = random.Random(38)
    times = [0, *[draw.randint(0, 500) for _ in range(14)]]

    def some(number: int) -> Statement:
        a, b = draw.sample(range(15), 2)
        return exactly(f"{number:03}", a, b, times[b] - times[a] + draw.choice((-40, 40, 90, 0, 0, 0, 0)))

    resolver = Resolver()
    now = {statement.key: statement for statement in map(some, range(60))}
    resolver.network(15, now.values(), [])
    for number in (3, 70, 71, 30):
        changed = some(number)
        now[changed.key] = changed
        warm, cold = resolver.edit(15, [], [changed]), Solver().network(15, now.values(), [])
        assert warm.parked == cold.parked and warm.undecided == cold.undecided > 0
        assert warm.correction_bounds() == cold.correction_bounds()
