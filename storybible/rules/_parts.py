"""Small parts of what is too much to try as a whole.

What cannot be in a part cannot be in the whole: a part that admits no order is a finding, whatever else
there is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from storybible import stn
from storybible.rules import Context
from storybible.stn import Constraint, View
from storybible.stn.choices import Choice, choose

SIZES = (6, 9, 12)
"""How many neighbours are tried together."""
MOST_PARTS, MOST_STEPS = 60, 20_000
"""How many parts of one whole, and how many options of all of them, are tried at most."""
MOST_OF_ALL = 300
"""How many parts are tried in one check at most."""
MOST_IN_PART = 3_000
"""How many options of one part are tried at most, and again as many to find out what it does not need."""
T = TypeVar("T")
Thing = TypeVar("Thing", bound=Hashable)


def impossible_part(
    context: Context,
    network: stn.Network,
    order: Sequence[Thing],
    choices: Sequence[T],
    things: Callable[[T], Iterable[Thing]],
    ways: Callable[[T, bool], Sequence[Sequence[Constraint]]],
    views: Iterable[tuple[bool, View]],
) -> tuple[list[T], Choice, bool] | None:
    """Choices between neighbours that cannot all be made, with what proves it and whether it is loose.

    ``order`` has the things, neighbours side by side; ``things`` those that a choice is about.
    """
    left = [min(MOST_PARTS, context.shared.get("parts left", MOST_OF_ALL)), MOST_STEPS]
    for loose, view in views:
        for part in _neighbours(order):
            mine = [choice for choice in choices if part.issuperset(things(choice))]
            if len(mine) < 2:
                continue
            if min(left) <= 0:
                return None
            found = choose(
                network, [ways(choice, loose) for choice in mine], view, min(MOST_IN_PART, left[1])
            )
            left[0] -= 1
            left[1] -= found.steps
            context.shared["parts left"] = context.shared.get("parts left", MOST_OF_ALL) - 1
            if found.verdict == "impossible":
                left[1] -= MOST_IN_PART
                return [mine[n] for n in found.groups], found, loose
    return None


def _neighbours(order: Sequence[Thing]) -> Iterator[set[Thing]]:
    """Stretches of neighbours, the smallest first, each a third further on."""
    for size in SIZES:
        for start in range(0, max(1, len(order) - size + size // 3), size // 3):
            yield set(order[start : start + size])
