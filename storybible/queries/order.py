"""Which of two moments comes first."""

from __future__ import annotations

from dataclasses import dataclass

from storybible.bible import Bible
from storybible.queries.proof import NOTHING, Proof, asked, of_steps
from storybible.queries.resolve import moment_id, moment_name
from storybible.states import Step
from storybible.timeline import Moment, Timeline

BEFORE, AFTER, SAME = "before", "after", "same"
NOT_AFTER, NOT_BEFORE, UNKNOWN = "not-after", "not-before", "unknown"


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """How A lies to B: before, after, same, not-after, not-before or unknown."""

    first: str
    second: str
    first_words: str
    second_words: str
    order: str
    proof: Proof = NOTHING


def order(bible: Bible, first_text: str, first: Moment, second_text: str, second: Moment) -> OrderAnswer:
    """The order of two moments, as far as it follows from the records, with its proof."""
    word, steps = relation(bible.timeline, first, second)
    return OrderAnswer(
        moment_id(first, first_text),
        moment_id(second, second_text),
        moment_name(bible.story, first),
        moment_name(bible.story, second),
        word,
        of_steps(bible.timeline, steps) + (asked(first, second) if steps else NOTHING),
    )


def relation(timeline: Timeline, first: Moment, second: Moment) -> tuple[str, tuple[Step, ...]]:
    """The order word, and the relations between points that it rests on.

    Before means that all of A is over before B begins; "not after" that A does not begin later than B.
    """
    same: list[Step] = []
    for a, b in {(first.start, second.start), (first.end, second.end)}:
        if a != b:
            same += [(a, b, 0), (b, a, 0)]
    if all(_at_most(timeline, step) for step in same):
        return SAME, tuple(same)
    for word, step in (
        (BEFORE, (second.start, first.end, -1)),
        (AFTER, (first.start, second.end, -1)),
        (NOT_AFTER, (second.start, first.start, 0)),
        (NOT_BEFORE, (first.start, second.start, 0)),
    ):
        if _at_most(timeline, step):
            return word, (step,)
    return UNKNOWN, ()


def _at_most(timeline: Timeline, step: Step) -> bool:
    a, b, limit = step
    most = timeline.gap(a, b)[1]
    return a == b and limit >= 0 if most is None else most <= limit
