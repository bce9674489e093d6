"""What must be so in one of several ways, where no choice of ways fits all that is stated.

Two people have a ring one before the other, or the other way round; it is used before it is lost, or after it
was found again.  Each alone may be possible and all of them together not.  Rules look at single pairs first;
what is left open there comes here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storybible.encoding import PeriodPoints
from storybible.rules import Context
from storybible.rules._certain import Certain, surely
from storybible.rules._held import ALWAYS, Held, held, strict
from storybible.rules._parts import impossible_part
from storybible.rules._tied import tied
from storybible.stn import Constraint, choose
from storybible.timeline import LOOSE_WORLD, WORLD

MOST_TOGETHER = 60
"""How many choices that hang together are tried at most."""
Ways = list[list[Constraint]]


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """One choice: its ways, each of constraints that hold together, and what it is about."""

    ways: Ways
    about: Any

    @property
    def parts(self) -> list[int]:
        """The things it is about, each by its identity."""
        about = self.about if isinstance(self.about, tuple) else self.about.parts
        return [id(thing) for thing in about if thing is not None and not isinstance(thing, str)]


def jointly_impossible(
    context: Context, choices: Sequence[Either], doubt: str
) -> Iterator[tuple[list[Either], Certain]]:
    """Sets of choices that cannot all be made, and the statements that leave no way.

    Choices that are impossible alone are another finding's affair.  ``doubt`` is what is counted as undecided
    where there is too much to try.
    """
    left = _open(context, choices)
    while len(left) > 1:
        many = len(left) > MOST_TOGETHER
        found = ([], Certain()) if many else _impossible(context, left)
        if found is None:
            return
        blamed, certain = found if found[0] else _in_part(context, left)
        if not blamed:
            loosely = "their times are too loosely known to try every order"
            context.doubt(doubt, loosely if many else "there are too many orders to try")
            return
        yield blamed, certain
        left = [choice for choice in left if choice not in blamed]


def _in_part(context: Context, choices: list[Either]) -> tuple[list[Either], Certain]:
    """What cannot be together in a part of the whole; nothing blamed where none is found."""
    order = list(dict.fromkeys(part for choice in choices for part in choice.parts))
    found = impossible_part(
        context, context.timeline.network, order, choices, lambda choice: choice.parts,
        lambda choice, _: choice.ways, ((True, LOOSE_WORLD), (False, WORLD)),
    )  # fmt: skip
    return ([], Certain()) if found is None else (found[0], Certain(found[1].keys, found[2]))


def _open(context: Context, choices: Sequence[Either]) -> list[Either]:
    """The choices that are neither made for certain nor impossible alone; none where all can be made."""
    times = context.timeline.network.times
    if all(any(_so(times, way) for way in choice.ways) for choice in choices):
        return []
    ahead = tied(context)
    if all(any(_later(ahead, way) for way in choice.ways) for choice in choices):
        return []
    left: list[tuple[int, Either]] = []
    for choice in choices:
        refuted = [any(_refuted(context, constraint) for constraint in way) for way in choice.ways]
        if all(refuted) or any(_certain(context, way) for way in choice.ways):
            continue
        left.append((refuted.count(False), choice))
    return [choice for _, choice in sorted(left, key=lambda entry: entry[0])]


def _impossible(context: Context, choices: list[Either]) -> tuple[list[Either], Certain] | None:
    """What cannot be together; nothing blamed where that cannot be found out; None where all of it can."""
    for loose, view in ((True, LOOSE_WORLD), (False, WORLD)):
        choice = choose(context.timeline.network, [one.ways for one in choices], view)
        if choice.verdict == "impossible":
            return [choices[n] for n in choice.groups], Certain(choice.keys, loose)
        if choice.verdict == "undecided":
            return [], Certain()
    return None


def _so(times: Mapping[int, int], way: list[Constraint]) -> bool:
    """Whether a way holds in one way everything can be."""
    return all(
        (lower is None or times[b] - times[a] >= lower) and (upper is None or times[b] - times[a] <= upper)
        for a, b, lower, upper in way
    )


def _later(sets: list[int], way: list[Constraint]) -> bool:
    """Whether nothing can forbid a way: it ties no two sets that were loose, in their own order.

    Whatever says that a higher set is not before a lower one adds no tie.
    """
    return all(
        (lower is None or sets[b] > sets[a]) and (upper is None or sets[a] > sets[b])
        for a, b, lower, upper in way
    )


def _refuted(context: Context, constraint: Constraint) -> bool:
    a, b, lower, upper = constraint
    return (lower is not None and surely(context, a, b, lower - 1)) or (
        upper is not None and surely(context, b, a, -upper - 1)
    )


def _certain(context: Context, way: list[Constraint]) -> bool:
    return all(
        (lower is None or surely(context, b, a, -lower)) and (upper is None or surely(context, a, b, upper))
        for a, b, lower, upper in way
    )


def clusters(choices: Sequence[Either], shared: Callable[[Either], Iterable[Any]]) -> list[list[Either]]:
    """The choices by what hangs together: those that share something, directly or over others."""
    found: list[tuple[set[Any], list[Either]]] = []
    for choice in choices:
        things = set(shared(choice))
        mine = [choice]
        apart = []
        for others, members in found:
            if things.isdisjoint(others):
                apart.append((others, members))
            else:
                things |= others
                mine = [*members, *mine]
        found = [*apart, (things, mine)]
    return [members for _, members in found]


# ---- one before the other ---------------------------------------------------------------------------------


def one_by_one(one: PeriodPoints, other: PeriodPoints, handed_over: bool = False) -> Ways:
    """The ways two periods do not overlap: every minute of one is later than every minute of the other."""
    mine, theirs = held(one), held(other)
    ways = [_all_later(mine, theirs, handed_over), _all_later(theirs, mine, handed_over)]
    return [way for way in ways if way is not None]


def _all_later(these: list[Held], those: list[Held], handed_over: bool) -> list[Constraint] | None:
    """None where that can never be."""
    way: list[Constraint] = []
    for a in these:
        for b in those:
            if a.how == ALWAYS:
                return None
            if b.how == ALWAYS:
                continue
            least = b.shift - a.shift - strict(a, b, handed_over) + 1
            if a.last != b.first:
                way.append((b.first, a.last, least, None))
            elif least > 0:
                return None
    return way
