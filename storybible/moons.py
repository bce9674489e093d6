"""Moons of a calendar: which phase one is in, and whether a stated phase can be.

A moon is new, waxes, is full half a period later, and wanes.  Its period is as exact as the writer gives it;
phases are as wide as people are who look up: full is a sixteenth of the period either side of the full moon,
at the loosest an eighth.
"""

from __future__ import annotations

from math import ceil, floor
from typing import NamedTuple

PHASES: dict[str, tuple[float, float]] = {
    "new": (-1 / 16, 1 / 16),
    "waxing crescent": (0, 1 / 4),
    "first quarter": (3 / 16, 5 / 16),
    "waxing gibbous": (1 / 4, 1 / 2),
    "full": (7 / 16, 9 / 16),
    "waning gibbous": (1 / 2, 3 / 4),
    "last quarter": (11 / 16, 13 / 16),
    "waning crescent": (3 / 4, 1),
    "waxing": (0, 1 / 2),
    "waning": (1 / 2, 1),
}
"""Each phase from where to where on the way from one new moon (0) to the next (1)."""
SHARP = (
    "new", "waxing crescent", "first quarter", "waxing gibbous", "full", "waning gibbous", "last quarter",
    "waning crescent",
)  # fmt: skip
"""The eight that a reader is told, in their order."""
SAME = {
    "dark": "new", "no": "new", "third quarter": "last quarter", "crescent waxing": "waxing crescent",
    "gibbous waxing": "waxing gibbous", "gibbous waning": "waning gibbous",
    "crescent waning": "waning crescent", "growing": "waxing", "shrinking": "waning",
}  # fmt: skip
TOLERANCE = 1 / 16
"""How much wider a phase is at its loosest, on either side."""
Stretch = tuple[float, float]


class Moon(NamedTuple):
    """``period``: real minutes from full to full; ``full``: between which two it once was full, if stated."""

    name: str
    period: float
    full: tuple[int, int] | None = None


def phase_named(text: str) -> str | None:
    """The phase that words mean: "full", "full moon", "the waning moon"."""
    words = [word for word in text.casefold().replace("-", " ").split() if word not in ("moon", "the", "a")]
    name = " ".join(words)
    name = SAME.get(name, name)
    return name if name in PHASES else None


def may_be(moon: Moon, phase: str, first: int, last: int, loose: bool) -> bool:
    """Whether a moon may be in a phase at some moment from real minute ``first`` to ``last``."""
    if moon.full is None:
        return True
    since = (first - moon.full[1]) / moon.period + 1 / 2
    until = (last - moon.full[0]) / moon.period + 1 / 2
    return _meets((since, until), _wide(PHASES[phase], loose))


def may_both_be(moon: Moon, phase: str, later: str, least: int, most: int, loose: bool) -> bool:
    """Whether a moon may be in one phase, and ``least`` to ``most`` real minutes later in another."""
    one, other = _wide(PHASES[phase], loose), _wide(PHASES[later], loose)
    return _meets((least / moon.period, most / moon.period), (other[0] - one[1], other[1] - one[0]))


def phases_at(moon: Moon, first: int, last: int) -> tuple[str, ...]:
    """The phases a moon may be in from real minute ``first`` to ``last``, of the eight, in order.

    A quarter, the new and the full moon before what lies between them: that is what people call it.
    """
    found = tuple(phase for phase in SHARP if may_be(moon, phase, first, last, False))
    turning = tuple(phase for phase in found if " c" not in phase and " g" not in phase)
    return turning if len(found) <= 3 and len(turning) == 1 else found


def nearest(moon: Moon, phase: str, moment: int, later: bool) -> int | None:
    """The middle of the nearest such phase after a real minute, or before it; None if nothing says when."""
    if moon.full is None:
        return None
    low, high = PHASES[phase]
    middle = (moon.full[0] + moon.full[1]) / 2 + ((low + high) / 2 - 1 / 2) * moon.period
    turns = (moment - middle) / moon.period
    return round(middle + (ceil(turns) if later else floor(turns)) * moon.period)


def _wide(stretch: Stretch, loose: bool) -> Stretch:
    return (stretch[0] - TOLERANCE, stretch[1] + TOLERANCE) if loose else stretch


def _meets(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of the way meet in some turn."""
    return ceil(one[0] - other[1]) <= floor(one[1] - other[0])
