"""What the temporal engine costs, against its targets and against graph libraries.

    python benchmarks/engine.py            # everything, about two minutes
    python benchmarks/engine.py --quick    # ten thousand points at most, about twenty seconds

The networks are those of `networks.py`: story-shaped, 2.8 statements a point, with planted errors.  A cold load
finds all contradictions, chooses what yields, and verifies the rest; each time is the best of three runs (of one
above twenty thousand points), the statements being made beforehand.

The peers are asked for less, because they offer less: rustworkx (compiled) and networkx (Python) are given the edges
and asked for one negative cycle, or for shortest paths where there is none.  They name no second error, choose
nothing, and start from scratch after an edit.  networkx is left out above two thousand points with errors, where
it takes minutes.  A peer that is not installed is skipped.  The ratio is our time divided by the peer's.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from networks import Story, story  # noqa: E402

from storybible.stn import ANSWERS, HYPOTHESIS, LOOSEST, Network, Statement  # noqa: E402

NETWORKX_LIMIT = 2_000
"""Points; above it networkx is not asked about networks with errors."""


@dataclass
class Row:
    """One line of the table."""

    task: str
    ours: float
    target: float | None
    peers: dict[str, float]


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def loaded(given: Story) -> Network:
    network = Network(given.points)
    network.load(given.statements)
    return network


# ---- the peers --------------------------------------------------------------------------------------------------


def edges_of(given: Story) -> list[tuple[int, int, int]]:
    return [edge[:3] for statement in given.statements for edge in statement.edges[-1]]


def rustworkx_graph(given: Story) -> Any:
    import rustworkx

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(given.points))
    graph.add_edges_from(edges_of(given))
    return graph


def networkx_graph(given: Story) -> Any:
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(range(given.points))
    for source, target, weight in edges_of(given):
        if not graph.has_edge(source, target) or graph[source][target]["weight"] > weight:
            graph.add_edge(source, target, weight=weight)
    return graph


def one_contradiction(given: Story, errors: int) -> dict[str, float]:
    """The time each peer takes to build its graph and to say whether there is a negative cycle."""
    found = {}
    if installed("rustworkx"):
        import rustworkx

        found["rustworkx"] = seconds(lambda: rustworkx.negative_edge_cycle(rustworkx_graph(given), float))
    if installed("networkx") and (given.points <= NETWORKX_LIMIT or not errors):
        import networkx

        found["networkx"] = seconds(lambda: networkx.negative_edge_cycle(networkx_graph(given)))
    return found


def installed(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


# ---- the tasks --------------------------------------------------------------------------------------------------


def cold(points: int, errors: int, target: float | None) -> Row:
    """Everything from the statements on: contradictions, what yields, bounds of every point, verification."""
    given = story(points, errors)
    ours = seconds(lambda: loaded(given), 3 if points <= 20_000 else 1)
    network = loaded(given)
    right = len({key for key, _ in network.parked} & given.planted)
    task = f"cold load, {points:,} points"
    if errors:
        task += f", {errors} errors: {len(network.parked)} set aside, {right} of them planted"
    if network.undecided:
        task += f" ({network.undecided} groups undecided)"
    return Row(task, ours, target, one_contradiction(given, errors))


def all_bounds(points: int) -> Row:
    """Earliest and latest time of every point in a view that is asked for the first time."""
    given = story(points)
    network = loaded(given)
    network.add(Statement(("what if",), [(HYPOTHESIS, [(0, 1, None, 10**9)])]))  # so that the views differ
    start = time.perf_counter()
    network.bounds(ANSWERS)
    ours = time.perf_counter() - start
    peers = {}
    if installed("rustworkx"):
        import rustworkx

        graph = rustworkx_graph(given)
        back = graph.copy()
        back.reverse()
        peers["rustworkx"] = seconds(
            lambda: [rustworkx.bellman_ford_shortest_path_lengths(some, 0, float) for some in (graph, back)]
        )
    if installed("networkx"):
        import networkx

        both = networkx_graph(given), networkx_graph(given).reverse()
        peers["networkx"] = seconds(
            lambda: [networkx.single_source_bellman_ford_path_length(some, 0) for some in both]
        )
    return Row(f"bounds of every point, {points:,} points", ours, 0.15, peers)


def pairs(points: int, errors: int) -> Row:
    """The distance of two points with an irredundant proof of both bounds, median of 300."""
    given = story(points, errors)
    network = loaded(given)
    draw = random.Random(5)
    asked = [(draw.randrange(1, points), draw.randrange(1, points)) for _ in range(300)]
    ours = statistics.median(seconds_once(lambda a=a, b=b: network.between(a, b)) for a, b in asked)
    clean = story(points)
    peers = {}
    if installed("rustworkx"):
        import rustworkx

        graph = rustworkx_graph(clean)
        peers["rustworkx"] = statistics.median(
            seconds_once(
                lambda a=a, b=b: [
                    rustworkx.bellman_ford_shortest_paths(graph, *ends, float) for ends in ((a, b), (b, a))
                ]
            )
            for a, b in asked[:5]
        )
    if installed("networkx"):
        import networkx

        slow = networkx_graph(clean)
        peers["networkx"] = statistics.median(
            seconds_once(
                lambda a=a, b=b: [networkx.bellman_ford_path(slow, *ends) for ends in ((a, b), (b, a))]
            )
            for a, b in asked[:3]
        )
    return Row(f"pair with both proofs, {points:,} points, {errors} errors (median)", ours, 0.0006, peers)


def contradicting_edits(points: int, errors: int) -> Row:
    """One statement replaced by one that cannot be true, with the explanation: 95th percentile of 100."""
    given = story(points, errors)
    network = loaded(given)
    draw = random.Random(6)
    times = []
    for statement in draw.sample(
        [s for s in given.statements if s.key[0] in ("age", "date", "relative")], 100
    ):
        source, target, lower, upper = statement.readings[0][1][0]
        if (statement.key, 1) in network.parked or lower is None or upper is None:
            continue
        wrong = Statement(statement.key, [(LOOSEST, [(source, target, lower + 1500, upper + 1500)])])
        network.remove(statement.key)
        times.append(seconds_once(lambda wrong=wrong: [network.explain(new) for new in network.add(wrong)]))
        network.remove(statement.key)
        network.add(statement)
    network.verify()
    task = f"contradicting edit, explained, {points:,} points, {errors} errors (95 %)"
    peers = one_contradiction(given, errors=1)
    return Row(task, sorted(times)[len(times) * 95 // 100], 0.05, peers)


def seconds_once(work: Callable[[], object]) -> float:
    """One run, without tidying up first."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="ten thousand points at most")
    quick = parser.parse_args().quick
    tasks: list[Callable[[], Row]] = [
        lambda: cold(2_000, 0, None),
        lambda: cold(2_000, 10, None),
        lambda: cold(10_000, 0, 0.2),
        lambda: cold(10_000, 20, 0.5),
        lambda: cold(10_000, 100, 1.2),
        lambda: cold(10_000, 300, 5.0),
        lambda: all_bounds(10_000),
        lambda: pairs(10_000, 20),
        lambda: contradicting_edits(10_000, 20),
    ]
    if not quick:
        tasks += [
            lambda: contradicting_edits(10_000, 300),
            lambda: cold(100_000, 0, 3.0),
            lambda: cold(100_000, 50, 8.0),
        ]
    print(
        f"{'ours':>10} {'target':>8} {'met':>4} {'rustworkx':>10} {'ratio':>7} {'networkx':>10} {'ratio':>7}  task"
    )
    missed = 0
    for task in tasks:
        row = task()
        met = row.target is None or row.ours <= row.target
        missed += not met
        cells = [
            f"{show(row.ours):>10}",
            f"{show(row.target):>8}",
            f"{'-' if row.target is None else 'yes' if met else 'NO':>4}",
        ]
        for peer in ("rustworkx", "networkx"):
            its = row.peers.get(peer)
            cells += [f"{show(its):>10}", f"{'-' if its is None else f'{row.ours / its:.3g}':>7}"]
        print(" ".join(cells), f" {row.task}", flush=True)
    print(f"{missed} target{'s' if missed != 1 else ''} missed" if missed else "all targets met")
    return 1 if missed else 0


def show(time_taken: float | None) -> str:
    """A time in the unit that suits it."""
    if time_taken is None:
        return "-"
    return f"{time_taken:.2f} s" if time_taken >= 0.1 else f"{time_taken * 1000:.2f} ms"


if __name__ == "__main__":
    raise SystemExit(main())
