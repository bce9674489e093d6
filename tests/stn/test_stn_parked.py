"""What is set aside: the definition, whatever the order, whatever the history."""

from __future__ import annotations

import random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stn_oracle import networks, parked_by_definition, possible, seen

from storybible.stn import (
    CLAIM,
    DEMAND,
    EVERYTHING,
    HYPOTHESIS,
    LOOSEST,
    READING,
    Network,
    Statement,
    correction,
    groups,
    hitting,
)
from storybible.stn.graph import Graph

few = settings(max_examples=80, deadline=None)
Given = tuple[int, list[Statement]]


def loaded(points: int, statements: list[Statement]) -> Network:
    network = Network(points)
    network.load(statements)
    return network


def exactly(key: str, a: int, b: int, value: int, rank: int = LOOSEST) -> Statement:
    return Statement((key,), [(rank, [(a, b, value, value)])])


@few
@given(networks(points=5, statements=8))
def test_what_is_parked_is_what_the_definition_says(given: Given) -> None:
    network = loaded(*given)
    assert set(network.parked) == parked_by_definition(*given)
    assert network.undecided == 0
    for (key, count), rank in network.parked.items():
        assert network.statements[key].readings[count - 1][0] == rank


@few
@given(networks(), st.randoms(use_true_random=False), st.data())
def test_neither_order_nor_history_shows(given: Given, shuffle: random.Random, data: st.DataObject) -> None:
    points, statements = given
    cold = loaded(points, statements)
    shuffled = list(statements)
    shuffle.shuffle(shuffled)
    edited = Network(points)
    half = len(shuffled) // 2
    edited.load(shuffled[:half])
    for statement in shuffled[half:]:
        edited.add(statement)
    for statement in data.draw(st.lists(st.sampled_from(statements), max_size=3, unique=True)):
        edited.remove(statement.key)
        edited.verify()
        without = loaded(points, [other for other in edited.statements.values()])
        assert without.parked == edited.parked
        edited.add(statement)
    edited.verify()
    assert edited.parked == cold.parked
    assert edited.correction_bounds() == cold.correction_bounds()
    for element in cold.parked:
        assert edited.explain(element) == cold.explain(element)
    for a in range(points):
        for b in range(points):
            assert edited.between(a, b, EVERYTHING) == cold.between(a, b, EVERYTHING)


@few
@given(networks())
def test_errors_are_found_exactly_when_the_loosest_readings_contradict(given: Given) -> None:
    points, statements = given
    network = loaded(points, statements)
    loosest = [s.readings[0][1] for s in statements if s.readings[0][0] == LOOSEST]
    assert (LOOSEST in network.parked.values()) == (not possible(points, loosest))
    assert possible(points, seen(statements, network.parked, EVERYTHING))


def test_add_returns_what_is_parked_now() -> None:
    network = loaded(2, [exactly("b", 0, 1, 5)])
    assert network.add(exactly("a", 0, 1, 5)) == []
    assert network.add(exactly("c", 0, 1, 7)) == [(("c",), 1)]
    assert network.add(exactly("d", 0, 1, 7)) == [(("a",), 1), (("b",), 1)]
    network.remove(("b",))
    assert set(network.parked) == {(("a",), 1)}


def test_the_smaller_set_yields_and_the_first_of_equals() -> None:
    two_against_one = [exactly("a", 0, 1, 5), exactly("b", 0, 1, 7), exactly("c", 0, 1, 7)]
    assert set(loaded(2, two_against_one).parked) == {(("a",), 1)}
    one_against_one = [exactly("y", 0, 1, 5), exactly("x", 0, 1, 7)]
    assert set(loaded(2, one_against_one).parked) == {(("x",), 1)}


def test_two_independent_mistakes_are_two_findings() -> None:
    statements = [
        exactly("1", 0, 1, 5),
        exactly("2", 0, 1, 6),
        exactly("3", 0, 2, 8),
        exactly("4", 0, 2, 9),
    ]
    network = loaded(3, statements)
    assert set(network.parked) == {(("1",), 1), (("3",), 1)}
    assert network.correction_bounds() == (2, 2)


def test_a_tight_reading_yields_alone_and_the_loose_one_stays() -> None:
    about = Statement(("about",), [(LOOSEST, [(0, 1, 5, 15)]), (READING, [(0, 1, 9, 11)])])
    network = loaded(2, [about, exactly("exact", 0, 1, 13)])
    assert dict(network.parked) == {(("about",), 2): READING}
    assert network.gap(0, 1) == (13, 13)
    network.remove(("exact",))
    assert not network.parked
    assert network.gap(0, 1) == (9, 11)


def test_nothing_weak_pushes_out_something_strong() -> None:
    weak = [exactly(f"a{n}", 0, 1, 6, rank) for n, rank in enumerate((CLAIM, DEMAND, HYPOTHESIS))]
    network = loaded(2, [*weak, exactly("z", 0, 1, 5)])
    assert {key for key, _ in network.parked} == {("a0",), ("a1",), ("a2",)}
    assert sorted(network.parked.values()) == [CLAIM, DEMAND, HYPOTHESIS]


def test_claims_go_in_one_by_one_in_key_order() -> None:
    claims = [exactly("c", 0, 1, 7, CLAIM), exactly("b", 0, 1, 7, CLAIM), exactly("a", 0, 1, 5, CLAIM)]
    assert set(loaded(2, claims).parked) == {(("b",), 1), (("c",), 1)}


def test_a_statement_that_contradicts_itself_is_set_aside_alone() -> None:
    later_than_itself = Statement(("loop",), [(LOOSEST, [(1, 1, 1, None)])])
    upside_down = Statement(("empty",), [(LOOSEST, [(0, 1, 5, 4)])])
    around = Statement(("round",), [(LOOSEST, [(0, 1, 1, None), (1, 2, 1, None), (2, 0, 1, None)])])
    tight = Statement(("tight",), [(LOOSEST, [(0, 2, 0, 9)]), (READING, [(0, 2, 6, 4)])])
    harmless = Statement(("same",), [(LOOSEST, [(2, 2, 0, 0)])])
    statements = [later_than_itself, upside_down, around, tight, harmless]
    wrong = {(("loop",), 1), (("empty",), 1), (("round",), 1), (("tight",), 2)}
    network = loaded(3, statements)
    assert set(network.parked) == wrong
    for element in wrong:
        assert network.explain(element).elements == (element,)
    one_by_one = Network(3)
    for statement in statements:
        one_by_one.add(statement)
    assert set(one_by_one.parked) == wrong


def test_several_readings_of_one_rank() -> None:
    steps = Statement(
        ("s",), [(LOOSEST, [(0, 1, 0, 20)]), (LOOSEST, [(0, 1, 5, 15)]), (READING, [(0, 1, 9, 9)])]
    )
    network = loaded(2, [steps, exactly("x", 0, 1, 18)])
    assert dict(network.parked) == {(("s",), 2): LOOSEST}
    assert network.gap(0, 1) == (18, 18)


def hedged(key: str, a: int, b: int, lower: int, upper: int, slack: int) -> Statement:
    loose = (LOOSEST, [(a, b, lower - slack, upper + slack)])
    return Statement((key,), [loose, (READING, [(a, b, lower, upper)])])


@st.composite
def rings(draw: st.DrawFn) -> Given:
    """Hedged amounts in a circle, and a few across, which give way by different amounts."""
    points = draw(st.integers(3, 6))
    pairs = [(point, (point + 1) % points) for point in range(points)]
    pairs += [(point, (point + 2) % points) for point in range(draw(st.integers(0, 3)))]
    statements = []
    for number, (a, b) in enumerate(pairs):
        least = draw(st.sampled_from((-12, 5, 8, 10)))
        slack = draw(st.sampled_from((0, 3, 5, 9)))
        statements.append(hedged(f"{number:02}", a, b, least, least + draw(st.integers(0, 5)), slack))
    return points, statements


@few
@given(rings(), st.randoms(use_true_random=False))
def test_what_yields_in_a_ring_of_hedged_amounts(given: Given, shuffle: random.Random) -> None:
    points, statements = given
    network = loaded(points, statements)
    assert set(network.parked) == parked_by_definition(points, statements)
    assert network.undecided == 0
    shuffle.shuffle(statements)
    assert loaded(points, statements).parked == network.parked
    edited = loaded(points, statements[:-2])
    for statement in statements[-2:]:
        edited.add(statement)
    assert edited.parked == network.parked


@few
@given(st.one_of(rings(), networks(points=5, statements=8)))
def test_which_conflicts_are_learned_does_not_show(given: Given) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(correction, "SEARCH", 0)
        network = loaded(*given)
    assert set(network.parked) == parked_by_definition(*given)
    assert network.undecided == 0


def test_a_ring_of_hundreds_is_one_conflict_and_not_one_for_every_choice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each a day after the one before, and the first a day before the last: any eight days fit."""
    searches = 0
    search = correction.fewest_edges

    def counted(*given: Any) -> Any:
        nonlocal searches
        searches += 1
        return search(*given)

    monkeypatch.setattr(correction, "fewest_edges", counted)
    size = 300
    ring = [hedged(f"{n:03}", n - 1, n, 720, 6479, 719) for n in range(1, size)]
    network = loaded(size, [hedged("000", size - 1, 0, -6479, -720, 719), *ring])
    assert network.undecided == 0
    # 8 * 720 + 291 <= 6479, and what is first in order yields
    assert sorted(key for key, _ in network.parked) == [(f"{n:03}",) for n in range(291)]
    assert set(network.parked.values()) == {READING}
    assert searches <= 3


@few
@given(st.one_of(rings(), networks()), st.randoms(use_true_random=False), st.sampled_from((1, 10, 40)))
def test_what_is_given_up_goes_in_one_by_one(given: Given, shuffle: random.Random, effort: int) -> None:
    points, statements = given
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "EFFORT", effort)
        network = loaded(points, statements)
        shuffle.shuffle(statements)
        assert loaded(points, statements).parked == network.parked
        network.verify()
    assert possible(points, seen(statements, network.parked, EVERYTHING))
    for element in network.parked:  # none is out without need
        assert element in network.explain(element).elements
    if not network.undecided:
        assert network.parked == loaded(points, statements).parked


def test_a_tangle_goes_in_one_by_one_and_nothing_is_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every one of thirty events some days after every other: the least that must go is out of reach."""
    draw = random.Random(3)
    pairs = [(a, b) for a in range(30) for b in range(a)]
    tangle = [hedged(f"{a:02}-{b:02}", a, b, n := draw.randint(1, 90), n + 9, 5) for a, b in pairs]
    tries = 0
    insert = Graph.insert

    def counted(self: Graph, statement: Statement, reading: int) -> Any:
        nonlocal tries
        tries += 1
        return insert(self, statement, reading)

    monkeypatch.setattr(Graph, "insert", counted)
    network = loaded(30, tangle)
    assert network.undecided
    assert tries < 20 * len(tangle)


@pytest.mark.parametrize(("module", "limit", "value"), [(hitting, "BUDGET", 10), (groups, "EFFORT", 100)])
def test_where_the_least_choice_is_not_proven_it_still_depends_on_nothing_but_the_statements(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, limit: str, value: int
) -> None:
    monkeypatch.setattr(module, limit, value)
    draw = random.Random(4)
    times = [0, *[draw.randint(0, 500) for _ in range(14)]]
    statements = []
    for number in range(60):
        a, b = draw.sample(range(15), 2)
        gap = times[b] - times[a] + (draw.choice((-40, 40)) if draw.random() < 0.4 else 0)
        statements.append(exactly(f"{number:02}", a, b, gap))
    network = loaded(15, statements)
    assert network.undecided
    shuffled = list(statements)
    draw.shuffle(shuffled)
    edited = loaded(15, shuffled[:-1])
    edited.add(shuffled[-1])
    assert edited.parked == network.parked
    least, most = network.correction_bounds()
    assert 0 < least <= most == len(network.parked)
    for element in network.parked:
        assert element in network.explain(element).elements
    network.verify()
