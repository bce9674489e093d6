"""Statements, their readings and the views of them: the vocabulary of the engine.

A constraint ``(source, target, lower, upper)`` says ``lower <= time[target] - time[source] <= upper`` in
minutes of lattice time, with None for an open end.  A statement has one or more *readings*, loosest first;
each reading has a rank, and a reading of a low rank never yields to one of a higher rank.  An *element* is
one reading of one statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LOOSEST, READING, CLAIM, DEMAND, HYPOTHESIS = 0, 1, 2, 3, 4
"""Ranks: the narrator as loosely as the words allow, the narrator, claims, the world's demands, what-if."""
RANKS = 5

STATED_LOOSE = 1 << LOOSEST
STATED = STATED_LOOSE | 1 << READING
ANSWERS = STATED | 1 << CLAIM
WORLD = ANSWERS | 1 << DEMAND
EVERYTHING = WORLD | 1 << HYPOTHESIS
LOOSE_WORLD = STATED_LOOSE | 1 << DEMAND
LOOSE_EVERYTHING = LOOSE_WORLD | 1 << HYPOTHESIS

View = int
"""A bit mask of ranks: each statement is read at its tightest active reading whose rank is in the mask."""
Key = tuple[str, ...]
Element = tuple[Key, int]
"""A statement's key and how many of its readings: 1 is the loosest alone."""
Constraint = tuple[int, int, int | None, int | None]
Edge = tuple[int, int, int, int, "Statement"]
"""``(source, target, weight, ranks, statement)``: time[target] - time[source] <= weight, at these ranks."""


class EngineError(RuntimeError):
    """The engine broke one of its own promises; no input may cause this."""


class Statement:
    """One statement: a canonical key and its readings, loosest first, as ``(rank, constraints)``.

    Ranks never decrease.  Whatever a looser reading says also holds in the tighter ones: where the tighter
    one says less about a pair of points, the looser limit is kept.  A statement is immutable and may be in
    several networks.
    """

    __slots__ = ("edges", "key", "ranks", "readings")

    def __init__(self, key: Key, readings: Sequence[tuple[int, Sequence[Constraint]]]) -> None:
        if not readings:
            raise ValueError(f"{key!r} has no reading")
        self.key = key
        self.readings = readings
        self.ranks = tuple([rank for rank, _ in readings])
        self.edges: tuple[tuple[Edge, ...], ...]
        first_rank, constraints = readings[0]
        if len(readings) == 1 and len(constraints) == 1 and 0 <= first_rank < RANKS:
            source, target, lower, upper = constraints[0]
            bit = 1 << first_rank
            if source != target and lower is not None and upper is not None:
                self.edges = (((source, target, upper, bit, self), (target, source, -lower, bit, self)),)
                return
        self.edges = self._compile()

    def _compile(self) -> tuple[tuple[Edge, ...], ...]:
        """The edges of each reading: at most one per ordered pair of points, its tightest."""
        compiled = []
        looser: dict[tuple[int, int], tuple[int, int]] = {}
        last = 0
        for rank, constraints in self.readings:
            if not last <= rank < RANKS:
                raise ValueError(f"ranks of {self.key!r} must rise from 0 to {RANKS - 1}")
            last = rank
            bit = 1 << rank
            tight = dict(looser)
            for source, target, lower, upper in constraints:
                if upper is not None:
                    _tighten(tight, source, target, upper, bit)
                if lower is not None:
                    _tighten(tight, target, source, -lower, bit)
            for pair, (weight, bits) in looser.items():
                if tight[pair][0] == weight:
                    tight[pair] = (weight, bits | bit)
            looser = tight
            compiled.append(tuple([(u, v, weight, bits, self) for (u, v), (weight, bits) in tight.items()]))
        return tuple(compiled)

    def __repr__(self) -> str:
        return f"Statement({self.key!r}, {self.readings!r})"

    @property
    def single(self) -> bool:
        """Whether it speaks of one pair of points only."""
        edges = self.edges[-1]
        return len(edges) <= 1 or (len(edges) == 2 and edges[0][:2] == (edges[1][1], edges[1][0]))

    def looser(self, edge: Edge, reading: int) -> Edge | None:
        """The edge a reading has between the same points, or None where it says nothing of them."""
        source, target = edge[0], edge[1]
        for other in self.edges[reading - 1]:
            if other[0] == source and other[1] == target:
                return other
        return None


def _tighten(
    edges: dict[tuple[int, int], tuple[int, int]], source: int, target: int, weight: int, bit: int
) -> None:
    if source == target and weight >= 0:
        return  # a point is never later than itself: this says nothing
    known = edges.get((source, target))
    if known is None or weight < known[0]:
        edges[source, target] = (weight, bit)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Elements that cannot all be true while any of them may: no proper subset of the statements conflicts.

    ``shortfall`` is the least number of minutes by which every limit of the explained element would have to
    give for the rest to fit with it.
    """

    elements: tuple[Element, ...]
    shortfall: int

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of its statements, in canonical order."""
        return tuple([key for key, _ in self.elements])


def lower_ranks(rank: int) -> View:
    """The view of everything that does not yield to an element of this rank."""
    return (2 << rank) - 1
