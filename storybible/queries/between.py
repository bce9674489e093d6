"""How long it is from one moment to another."""

from __future__ import annotations

from dataclasses import dataclass

from storybible.bible import Bible
from storybible.queries.proof import NOTHING, Proof, asked, prove
from storybible.queries.resolve import moment_id, moment_name
from storybible.queries.spans import Duration
from storybible.timeline import Moment, Timeline


@dataclass(frozen=True, slots=True)
class BetweenAnswer:
    """The shortest and the longest time from A to B; negative where B comes first, None where unlimited."""

    first: str
    second: str
    first_words: str
    second_words: str
    least: Duration | None
    most: Duration | None
    why_least: Proof = NOTHING
    why_most: Proof = NOTHING

    @property
    def proof(self) -> Proof:
        """All that the answer rests on."""
        return self.why_least + self.why_most


def between(bible: Bible, first_text: str, first: Moment, second_text: str, second: Moment) -> BetweenAnswer:
    """From the end of A to the start of B, as "N years after A" counts.

    Where B certainly comes first it is from the start of A back to the end of B; of a thing to itself it
    is its length.
    """
    timeline = bible.timeline
    a, b = ends_facing(timeline, first, second)
    least, most = timeline.gap(a, b)
    question = asked(first, second)
    return BetweenAnswer(
        moment_id(first, first_text),
        moment_id(second, second_text),
        moment_name(bible.story, first),
        moment_name(bible.story, second),
        None if least is None else Duration(least, bible.story.calendar),
        None if most is None else Duration(most, bible.story.calendar),
        NOTHING if least is None else prove(timeline, b, a, -least, a) + question,
        NOTHING if most is None else prove(timeline, a, b, most) + question,
    )


def ends_facing(timeline: Timeline, first: Moment, second: Moment) -> tuple[int, int]:
    """The two points between which the time from one moment to another is counted."""
    if (first.start, first.end) == (second.start, second.end):
        return first.start, first.end
    if first.start != first.end or second.start != second.end:
        least = timeline.gap(second.end, first.start)[0]
        if least is not None and least >= 0:
            return first.start, second.end
    return first.end, second.start
