"""Whether the text of a bible can be true: the oracle of the planted mistakes.

One question is asked: is there any placement of all moments in which every statement holds and the world is
as it must be?  Where there is none at the loosest readings the text is an error, where there is none at the
usual ones it is at least a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.planting.dates import FAR
from benchmarks.planting.solver import Edge, Option, Solver, TooHard
from benchmarks.planting.statements import Reader, Said
from benchmarks.planting.texts import Texts, Where
from benchmarks.planting.world import understood


@dataclass
class Verdict:
    """``error``: not at the loosest readings; ``wrong``: not as read; ``structural``: wrong at any time.

    ``noted``: a note is due.
    """

    error: bool = False
    wrong: bool = False
    structural: set[str] = field(default_factory=set)
    unclear: bool = False
    noted: bool = False


def satisfiable(said: list[Said], start: dict[str, int], loose: bool) -> dict[str, int] | None:
    """A placement in which everything holds; None where there is none.  Raises TooHard."""
    number: dict[str, int] = {}
    edges: list[Edge] = []
    choices: list[list[Option]] = []
    for one in said:
        options = one.loose if loose else one.options
        compiled = []
        for limits in options:
            found = edges if len(options) == 1 else []
            for first, second, lower, upper in limits:
                a = number.setdefault(first, len(number))
                b = number.setdefault(second, len(number))
                if upper < FAR:
                    found.append((a, b, upper))
                if lower > -FAR:
                    found.append((b, a, -lower))
            compiled.append(found)
        if len(options) > 1:
            choices.append(list(compiled))
    times = [start.get(point, 1800 * 372 * 1440) for point in number]
    solver = Solver(len(number), edges, times)
    placed = solver.possible(choices)
    return None if placed is None else {point: placed[n] for point, n in number.items()}


def judge(texts: Texts, start: dict[str, int], note: str = "") -> tuple[Verdict, Reader]:
    """What the oracle says of a text; with ``note`` also whether that rule must remark on it."""
    reader = understood(texts)
    verdict = Verdict(structural=set(reader.structural), unclear=bool(reader.unread))
    graded = [s for s in reader.said if s.rule != "below-minimum-age"]
    try:
        if satisfiable(reader.said, start, False) is None:
            verdict.wrong = True
            verdict.error = satisfiable(graded, start, True) is None
        elif note and satisfiable([*reader.said, *reader.asked.get(note, ())], start, False) is None:
            verdict.noted = True
    except TooHard:
        verdict.unclear = True
    return verdict, reader


def follows(reader: Reader, lines: set[Where], start: dict[str, int]) -> bool:
    """Whether what stands on these lines alone cannot be true, as read."""
    part = [s for s in reader.said if s.lines <= lines]
    part += [said for rest in reader.parts if (said := rest(lines)) is not None]
    try:
        return satisfiable(part, start, False) is None
    except TooHard:
        return True


ALONE = {
    "two-places-at-once", "exclusive-overlap", "exclusive-office-overlap", "item-in-two-hands", "item-lost",
    "item-made", "item-destroyed", "contradictory-trait", "acts-on-unknown", "siblings-too-close",
    "sibling-span", "below-minimum-age", "at-destroyed-place",
}  # fmt: skip
"""What a checker may well ask of one pair of facts at a time."""


def joint(said: list[Said], start: dict[str, int], loose: bool) -> bool:
    """Whether a contradiction needs several such pairs together: each of them could be mended on its own.

    At the loosest readings also where such a pair joins another demand: it then decides the grade alone.
    """
    order = sorted(said, key=lambda one: one.rule not in ALONE)  # what comes first is left out first
    found = smallest(order, start, loose)
    pairs = sum(one.rule in ALONE for one in found)
    return pairs > 1 or (loose and pairs > 0 and sum(bool(one.rule) for one in found) > 1)


def smallest(said: list[Said], start: dict[str, int], loose: bool = False) -> list[Said]:
    """A set that cannot be true together and of which nothing can be left out (by halves, then singly)."""
    kept = list(said)
    size = len(kept) // 2
    while size:
        at = 0
        while at < len(kept):
            rest = kept[:at] + kept[at + size :]
            try:
                impossible = satisfiable(rest, start, loose) is None
            except TooHard:
                impossible = False
            if impossible:
                kept = rest
            else:
                at += size
        size //= 2
    return kept


def placements(reader: Reader, start: dict[str, int]) -> dict[str, int] | None:
    """One way everything can be."""
    try:
        return satisfiable(reader.said, start, False)
    except TooHard:
        return None
