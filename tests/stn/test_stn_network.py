"""The network as its users meet it: misuse, the check that does not trust the solver, what it costs."""

from __future__ import annotations

import pytest

from storybible.stn import LOOSEST, READING, EngineError, Network, Statement
from storybible.stn.graph import Graph


def day(key: str, value: int) -> Statement:
    return Statement((key,), [(LOOSEST, [(0, 1, value, value)])])


def test_an_empty_network_answers() -> None:
    network = Network()
    network.load([])
    network.verify()
    assert network.bounds() == ([0], [0])
    assert network.gap(0, 0) == (0, 0)
    assert network.reach(0) == {0: 0}
    assert network.correction_bounds() == (0, 0)
    assert dict(network.parked) == {}


def test_loading_more_solves_everything_anew() -> None:
    network = Network(2)
    network.load([day("b", 3)])
    network.load([day("a", 4), day("c", 3)])
    assert set(network.parked) == {(("a",), 1)}
    assert set(network.statements) == {("a",), ("b",), ("c",)}


def test_two_statements_with_one_key_are_misuse() -> None:
    network = Network(2)
    with pytest.raises(ValueError, match="one key"):
        network.load([day("a", 1), day("a", 2)])
    network.load([day("a", 1)])
    with pytest.raises(ValueError, match="the key"):
        network.add(day("a", 2))
    with pytest.raises(ValueError, match="one key"):
        network.load([day("a", 2)])
    with pytest.raises(KeyError):
        network.remove(("b",))


@pytest.mark.parametrize("readings", [[], [(READING, []), (LOOSEST, [])], [(7, [])], [(-1, [(0, 1, 0, 1)])]])
def test_readings_must_exist_and_their_ranks_rise(readings: list[tuple[int, list[object]]]) -> None:
    with pytest.raises(ValueError, match=r"reading|ranks"):
        Statement(("a",), readings)  # type: ignore[arg-type]


def test_a_statement_may_say_nothing() -> None:
    network = Network(1)
    network.load([Statement(("a",), [(LOOSEST, [])]), Statement(("b",), [(LOOSEST, [(0, 0, None, None)])])])
    network.remove(("a",))
    assert not network.parked


def test_a_statement_may_be_in_two_networks() -> None:
    shared = day("b", 3)
    one, other = Network(2), Network(2)
    one.load([shared, day("a", 4)])
    other.load([shared, day("c", 4), day("d", 4)])
    assert set(one.parked) == {(("a",), 1)}
    assert set(other.parked) == {(("b",), 1)}
    one.remove(("a",))
    assert set(other.parked) == {(("b",), 1)}


def test_numbers_of_any_size() -> None:
    far = 10**30
    network = Network(3)
    network.load([Statement(("a",), [(LOOSEST, [(1, 2, far, far)])]), day("b", -far), day("c", far)])
    assert set(network.parked) == {(("b",), 1)}
    assert network.gap(0, 2) == (2 * far, 2 * far)


def test_a_broken_solution_is_noticed() -> None:
    network = Network(2)
    network.load([day("a", 5)])
    network.graph.potential[1] += 1
    with pytest.raises(EngineError):
        network.verify()
    network.graph.touched.add(1)
    with pytest.raises(EngineError):
        network.graph.verify_touched()


def test_only_what_moved_is_verified_after_an_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(1002)
    network.load([Statement((f"{n:04}",), [(LOOSEST, [(0, n, n, n + 9)])]) for n in range(1, 1001)])
    assert not network.graph.touched
    looked_at: list[int] = []
    verify = Graph.verify_touched

    def watch(graph: Graph) -> None:
        looked_at.append(len(graph.touched))
        verify(graph)

    monkeypatch.setattr(Graph, "verify_touched", watch)
    network.add(Statement(("near",), [(LOOSEST, [(500, 1001, 0, 3)])]))
    assert len(looked_at) == 1 and 0 < looked_at[0] < 10
    network.remove(("near",))
    assert len(looked_at) == 2
