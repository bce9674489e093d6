"""What the temporal engine costs, against its targets and against graph libraries.

    python benchmarks/engine.py            # everything, about two minutes
    python benchmarks/engine.py --quick    # ten thousand points at most, about twenty seconds

The networks are those of `networks.py`: story-shaped, 2.8 statements a point, with planted errors.  A cold
load finds all contradictions, chooses what yields, verifies the rest; it is the best of three runs (of one
above twenty thousand points), the statements being made beforehand.  Times are processor time, which is what
the clock shows when nothing else runs; all of it is computing in one thread.

The peers are asked for less, because they offer less: rustworkx (compiled) and networkx (Python) are given
the edges and asked for one negative cycle, or for shortest paths where there is none.  They name no second
error, choose nothing, and start from scratch after an edit.  How long networkx takes where there are errors
is a matter of luck, so it is stopped after ten seconds.  A peer that is not installed is skipped.  The ratio
is our time divided by the peer's.
"""

from __future__ import annotations

import argparse
import gc
import random
import signal
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

PATIENCE = 10.0
"""Seconds until a peer is stopped."""


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
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def loaded(given: Story) -> Network:
    network = Network(given.points)
    network.load(given.statements)
    return network


# ---- the peers ------------------------------------------------------------------------------------------


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


def one_contradiction(given: Story) -> dict[str, float]:
    """The time each peer takes to build its graph and to say whether there is a negative cycle."""
    found = {}
    if installed("rustworkx"):
        import rustworkx

        found["rustworkx"] = seconds(lambda: rustworkx.negative_edge_cycle(rustworkx_graph(given), float))
    if installed("networkx"):
        import networkx

        found["networkx"] = patiently(lambda: networkx.negative_edge_cycle(networkx_graph(given)))
    return found


def patiently(work: Callable[[], object]) -> float:
    """The time of one run; infinite where it is stopped."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        return seconds(work)
    except TimeoutError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def installed(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


# ---- the tasks ------------------------------------------------------------------------------------------


def cold(points: int, errors: int, target: float | None) -> Row:
    """Everything from the statements on: contradictions, what yields, bounds of every point, verification."""
    given = story(points, errors)
    ours = seconds(lambda: loaded(given), 3 if points <= 20_000 else 1)
    network = loaded(given)
    right = len({key for key, _ in network.parked} & given.planted)
    task = f"cold load, {points:,} points"
    if errors:
        least, most = network.correction_bounds()
        change = f"{least}" if least == most else f"at least {least}, at most {most}"
        task += f", {errors} errors ({len(network.parked)} set aside, {right} of them planted; "
        task += f"{change} to change)"
    if network.undecided:
        task += f" ({network.undecided} groups undecided)"
    return Row(task, ours, target, one_contradiction(given))


def all_bounds(points: int) -> Row:
    """Earliest and latest time of every point in a view that is asked for the first time."""
    given = story(points)
    network = loaded(given)
    network.add(Statement(("what if",), [(HYPOTHESIS, [(0, 1, None, 10**9)])]))  # so that the views differ
    start = time.process_time()
    network.bounds(ANSWERS)
    ours = time.process_time() - start
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
    ours = median_of(network.between, asked)
    clean = story(points)  # the peers find no paths where there are errors
    peers = {}
    if installed("rustworkx"):
        import rustworkx

        graph = rustworkx_graph(clean)

        def compiled(a: int, b: int) -> None:
            rustworkx.bellman_ford_shortest_paths(graph, a, b, float)
            rustworkx.bellman_ford_shortest_paths(graph, b, a, float)

        peers["rustworkx"] = median_of(compiled, asked[:5])
    if installed("networkx"):
        import networkx

        slow = networkx_graph(clean)

        def interpreted(a: int, b: int) -> None:
            networkx.bellman_ford_path(slow, a, b)
            networkx.bellman_ford_path(slow, b, a)

        peers["networkx"] = median_of(interpreted, asked[:3])
    return Row(f"pair with both proofs, {points:,} points, {errors} errors (median)", ours, 0.0006, peers)


def contradicting_edits(points: int, errors: int) -> Row:
    """One statement replaced by one that cannot be true, with the explanation: 95th percentile of 100."""
    given = story(points, errors)
    network = loaded(given)
    draw = random.Random(6)
    times = []
    bounded = [statement for statement in given.statements if statement.key[0] in ("age", "date", "relative")]
    for statement in draw.sample(bounded, 100):
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
    peers = one_contradiction(given)
    return Row(task, sorted(times)[len(times) * 95 // 100], 0.05, peers)


def median_of(work: Callable[[int, int], object], asked: list[tuple[int, int]]) -> float:
    """The median time of some pairs of points."""
    return statistics.median([seconds_once(lambda a=a, b=b: work(a, b)) for a, b in asked])


def seconds_once(work: Callable[[], object]) -> float:
    """One run, without tidying up first."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
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
            lambda: cold(100_000, 50, 5.0),
            lambda: cold(100_000, 500, 15.0),
        ]
    heads = ("ours", "target", "met", "rustworkx", "ratio", "networkx", "ratio")
    print(" ".join([f"{head:>9}" for head in heads]), " task")
    missed = 0
    for task in tasks:
        row = task()
        met = row.target is None or row.ours <= row.target
        missed += not met
        cells = [show(row.ours), show(row.target), "-" if row.target is None else "yes" if met else "NO"]
        for peer in ("rustworkx", "networkx"):
            its = row.peers.get(peer)
            cells += [show(its), "-" if its is None else f"{row.ours / its:.3g}"]
        print(" ".join([f"{cell:>9}" for cell in cells]), f" {row.task}", flush=True)
    print(f"targets missed: {missed}")
    return 1 if missed else 0


def show(time_taken: float | None) -> str:
    """A time in the unit that suits it."""
    if time_taken is None:
        return "-"
    if time_taken == float("inf"):
        return f"> {PATIENCE:.0f} s"
    return f"{time_taken:.2f} s" if time_taken >= 0.1 else f"{time_taken * 1000:.2f} ms"


if __name__ == "__main__":
    raise SystemExit(main())
