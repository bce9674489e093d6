"""What the records neither grant nor refute, counted and given a reason, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from storybible.diagnostics import Undecided
from storybible.encoding import Demand, Encoding
from storybible.timeline import WORLD, Timeline, at_most

LOOK_UPS = 4000
"""How many demands are looked at one by one; beyond it they are only counted."""


def undecided_demands(timeline: Timeline) -> Iterator[Undecided]:
    """Demands that the records neither grant nor refute, together for each rule and person."""
    groups: dict[tuple[str, str], list[Demand]] = {}
    for key, demand in timeline.demands.items():
        if demand.question is not None and (key, 1) not in timeline.network.parked:
            groups.setdefault((demand.rule, demand.subject[0]), []).append(demand)
    left = LOOK_UPS
    not_looked_at = 0
    for (rule, subject), demands in groups.items():
        if left < len(demands):
            not_looked_at += len(demands)
            continue
        left -= len(demands)
        doubtful = [d for d in demands if not _granted(timeline, d)]
        if not doubtful:
            continue
        label = timeline.story.label(subject)
        count = f"{len(doubtful)} of {len(demands)}"
        first = doubtful[0].question
        example = f", such as: {first()}" if first is not None else ""
        yield Undecided(f"{label}: {rule}, {count}{example}", _why(timeline.encoding, subject), rule)
    if not_looked_at:
        yield Undecided(
            f"{not_looked_at} more demands of the rules", "too many to be looked at one by one", "undecidable"
        )


def _granted(timeline: Timeline, demand: Demand) -> bool:
    """Whether what is stated alone makes a demand true."""
    for source, target, lower, upper in demand.constraints:
        least, most = timeline.gap(source, target, WORLD & ~(1 << 3))
        if lower is not None and not (least is not None and least >= lower):
            return False
        if upper is not None and not at_most(most, upper):
            return False
    return True


def _why(encoding: Encoding, subject: str) -> str:
    """Why a person's demands are open, in a writer's words."""
    character = encoding.story.characters.get(subject)
    if character is None:
        return "what is stated leaves both possible"
    if (
        not character.born
        and not character.ages
        and not any(ref.id == subject for event in encoding.story.events.values() for ref in event.births)
    ):
        return f"nothing says when {character.label} was born or how old {character.label} is at any event"
    return "what is stated leaves both possible"
