"""What must follow about two points in time, how firmly, and from which statements."""

from __future__ import annotations

from dataclasses import dataclass

from storybible.rules import Context
from storybible.stn import Key
from storybible.timeline import LOOSE_WORLD, WORLD


@dataclass(frozen=True, slots=True)
class Certain:
    """Something that follows.  ``proof`` names the statements that alone prove it; ``loose`` tells whether
    it follows even when every statement is read at its loosest."""

    proof: tuple[Key, ...] = ()
    loose: bool = True


def apart_in_one_way(context: Context, a: int, b: int) -> int:
    """Minutes from ``a`` to ``b`` in one way everything can be; what does not hold in it, need not hold."""
    times = context.timeline.network.times
    return times[b] - times[a]


def not_more(context: Context, a: int, b: int, most: int) -> Certain | None:
    """Whether ``time[b] - time[a] <= most`` (minutes) surely holds; None where it need not."""
    if a == b:
        return Certain() if most >= 0 else None
    network = context.timeline.network
    if network.may_be(a, b) > most:
        return None
    if not network.at_most(a, b, most, WORLD):
        return None
    if network.at_most(a, b, most, LOOSE_WORLD):
        proof = network.prove(a, b, most, LOOSE_WORLD)
        if proof is not None:
            return Certain(proof)
    proof = network.prove(a, b, most, WORLD)
    return None if proof is None else Certain(proof, False)


def surely(context: Context, a: int, b: int, most: int) -> bool:
    """Whether ``time[b] - time[a] <= most`` holds at the usual readings; cheaper, without the proof."""
    network = context.timeline.network
    return network.may_be(a, b) <= most and network.at_most(a, b, most, WORLD)


def before(context: Context, a: int, b: int) -> Certain | None:
    """Whether ``a`` is surely earlier than ``b``, by a minute or more."""
    return not_more(context, b, a, -1)


def not_after(context: Context, a: int, b: int) -> Certain | None:
    """Whether ``a`` is surely not later than ``b``."""
    return not_more(context, b, a, 0)


def together(*found: Certain) -> Certain:
    """Several things that follow, as one."""
    proof = dict.fromkeys(key for certain in found for key in certain.proof)
    return Certain(tuple(proof), all(certain.loose for certain in found))


def gap(context: Context, a: int, b: int, loose: bool) -> tuple[int | None, int | None]:
    """The least and the most minutes from ``a`` to ``b``, at the loosest readings or at the usual ones."""
    return context.timeline.gap(a, b, LOOSE_WORLD if loose else WORLD)
