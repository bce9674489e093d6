"""What the engine must answer, found without it: Floyd-Warshall and trying every subset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from hypothesis import strategies as st

from storybible.stn import (
    CLAIM,
    DEMAND,
    EVERYTHING,
    HYPOTHESIS,
    LOOSEST,
    READING,
    Constraint,
    Element,
    Statement,
)

VIEWS = [1 << LOOSEST, 1 << LOOSEST | 1 << READING, 0b00111, 0b01111, 0b01001, EVERYTHING]
Matrix = list[list[float]]
NEVER = float("inf")


def closure(points: int, constraints: Iterable[Constraint]) -> Matrix | None:
    """The tightest bound between all points (Floyd-Warshall); None if they contradict each other."""
    bound = [[0.0 if a == b else NEVER for b in range(points)] for a in range(points)]
    for source, target, lower, upper in constraints:
        if upper is not None:
            bound[source][target] = min(bound[source][target], upper)
        if lower is not None:
            bound[target][source] = min(bound[target][source], -lower)
    for via in range(points):
        for a in range(points):
            for b in range(points):
                bound[a][b] = min(bound[a][b], bound[a][via] + bound[via][b])
    return bound if all(bound[a][a] >= 0 for a in range(points)) else None


def possible(points: int, readings: Iterable[Sequence[Constraint]]) -> bool:
    """Whether these readings can all be true."""
    return closure(points, [constraint for reading in readings for constraint in reading]) is not None


def said(statement: Statement, count: int) -> list[Constraint]:
    """All that the first readings of a statement say."""
    return [constraint for _, constraints in statement.readings[:count] for constraint in constraints]


def parked_by_definition(points: int, statements: Iterable[Statement]) -> set[Element]:
    """Rank by rank the smallest set whose removal leaves the rest consistent, of several the first.

    Claims go in one by one, in key order.
    """
    ordered = sorted(statements, key=lambda statement: statement.key)
    kept: list[list[Constraint]] = []
    parked: set[Element] = set()
    for rank in range(5):
        rising = [
            (statement, count)
            for statement in ordered
            for count in range(1, len(statement.readings) + 1)
            if statement.readings[count - 1][0] == rank
            and not any((statement.key, looser) in parked for looser in range(1, count))
        ]
        out: set[Element] = set()
        if rank == CLAIM:
            for statement, count in rising:
                if possible(points, [*kept, said(statement, count)]):
                    kept.append(said(statement, count))
                else:
                    out.add((statement.key, count))
        else:
            out = _smallest(points, kept, rising)
            kept += [
                said(statement, count) for statement, count in rising if (statement.key, count) not in out
            ]
        parked |= out
    return parked


def _smallest(points: int, kept: list[list[Constraint]], rising: list[tuple[Statement, int]]) -> set[Element]:
    for size in range(len(rising) + 1):
        for left_out in combinations(rising, size):
            rest = [said(*element) for element in rising if element not in left_out]
            if possible(points, kept + rest):
                return {(statement.key, count) for statement, count in left_out}
    raise AssertionError("what was kept so far is not consistent")


def active_in(statement: Statement, parked: Iterable[Element], view: int) -> int:
    """How many readings of a statement count in a view, given what is set aside."""
    counts = [count for key, count in parked if key == statement.key]
    active = min(counts, default=len(statement.readings) + 1) - 1
    while active and not view >> statement.readings[active - 1][0] & 1:
        active -= 1
    return active


def seen(statements: Iterable[Statement], parked: Iterable[Element], view: int) -> list[list[Constraint]]:
    """What a view reads of each statement."""
    parked = set(parked)
    return [said(statement, active_in(statement, parked, view)) for statement in statements]


@st.composite
def _statement(draw: st.DrawFn, key: tuple[str, str], times: list[int]) -> Statement:
    constraints: list[Constraint] = []
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        source = draw(st.integers(0, len(times) - 1))
        target = draw(st.integers(0, len(times) - 1))
        gap = times[target] - times[source] + draw(st.sampled_from((0, 0, 0, 0, 7, -7, 30, -30)))
        lower, upper = gap - draw(st.integers(0, 9)), gap + draw(st.integers(0, 9))
        end = draw(st.sampled_from(["both", "both", "both", "lower", "upper"]))
        constraints.append(
            (source, target, None if end == "upper" else lower, None if end == "lower" else upper)
        )
    rank = draw(st.sampled_from((LOOSEST, LOOSEST, LOOSEST, READING, READING, CLAIM, DEMAND, HYPOTHESIS)))
    if rank != READING:
        return Statement(key, [(rank, constraints)])
    slack = draw(st.sampled_from((0, 5, 20)))
    loose: list[Constraint] = [
        (source, target, None if lower is None else lower - slack, None if upper is None else upper + slack)
        for source, target, lower, upper in constraints
    ]
    return Statement(key, [(LOOSEST, loose), (READING, constraints)])


@st.composite
def networks(
    draw: st.DrawFn, points: int = 7, statements: int = 14, kinds: str = "abc"
) -> tuple[int, list[Statement]]:
    """A few points and statements about them, most of them true of one hidden course of events."""
    count = draw(st.integers(2, points))
    times = [0, *[draw(st.integers(-60, 60)) for _ in range(count - 1)]]
    found = []
    for number in range(draw(st.integers(1, statements))):
        key = (draw(st.sampled_from(kinds)), f"{number:02}")
        found.append(draw(_statement(key, times)))
    return count, found
