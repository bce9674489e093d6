"""How old somebody is at a moment, in completed years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Evidence
from storybible.queries.proof import NOTHING, Proof, asked, of_steps, prove
from storybible.queries.resolve import moment_id, moment_phrase
from storybible.queries.wording import cited
from storybible.states import NO, UNKNOWN, YES, State, Verdict
from storybible.story import Present
from storybible.timeline import QUERY, Moment, Timeline, at_most


@dataclass(frozen=True, slots=True)
class AgeAnswer:
    """Somebody's age at a moment: ``least`` to ``most`` completed years, None where nothing limits it.

    ``at`` is the moment's id or words, ``moment`` the same inside a sentence ("at “The wedding”").
    ``reached``: the age is the one reached at death.  ``unborn``: certainly not born yet.  ``beyond``:
    completed years that would be more than the life span of the species, which is then no age at all.
    """

    who: str
    at: str
    moment: str
    least: int | None
    most: int | None
    alive: Verdict
    why_least: Proof = NOTHING
    why_most: Proof = NOTHING
    why_alive: Proof = NOTHING
    reached: bool = False
    unborn: bool = False
    born_known: bool = False
    beyond: int | None = None

    @property
    def proof(self) -> Proof:
        """All that the answer rests on."""
        return self.why_least + self.why_most + self.why_alive


def age(bible: Bible, who: str, text: str, moment: Moment, point: int | None = None) -> AgeAnswer:
    """The age of a character at the start of a moment, or at ``point`` where given.

    Unknown ends are None: an age is never below 0, but that alone is no answer.
    """
    timeline = bible.timeline
    at, words = moment_id(moment, text), moment_phrase(bible.story, moment)
    answer = age_at(timeline, who, at, words, moment.start if point is None else point)
    question = asked(moment)
    if not question.rounded or answer.reached:
        return answer
    low = answer.why_least if answer.least is None else answer.why_least + question
    high = answer.why_most if answer.most is None else answer.why_most + question
    return replace(answer, why_least=low, why_most=high)


def ages(bible: Bible, who: str, points: dict[str, int] | None = None) -> Iterator[AgeAnswer]:
    """The age of a character at every event (or at the points given), in the order of the files."""
    story, encoding = bible.story, bible.timeline.encoding
    there = [present for present in story.real_presences if present.who == who]
    for event_id, start in (points or {e: encoding.starts[e] for e in story.events}).items():
        yield age_at(bible.timeline, who, event_id, f"at {story.titled(event_id)}", start, there)


def age_at(
    timeline: Timeline, who: str, at: str, words: str, t: int, there: Sequence[Present] | None = None
) -> AgeAnswer:
    """The age of a character at a point in time; ``there`` are all their presences, where known already."""
    encoding = timeline.encoding
    year = timeline.story.calendar.YEAR
    birth = encoding.births[who]
    least, most = timeline.gap(birth, t)
    if at_most(most, -1):
        return AgeAnswer(who, at, words, None, None, NO, why_alive=prove(timeline, birth, t, -1), unborn=True)
    if timeline.story.characters[who].age_clock:
        return _by_clock(timeline, who, at, words, t)
    living = alive_at(timeline, who, t)
    if living.verdict is NO and died_before(timeline, who, t):
        low, high, why_low, why_high = years(timeline, birth, encoding.deaths[who])
        return AgeAnswer(
            who, at, words, low, high, NO, why_low, why_high, of_steps(timeline, living.steps), reached=True
        )
    span = lifespan(timeline, who)
    if span is not None and least is not None and least // year > span:
        why = prove(timeline, t, birth, -(int(span) + 1) * year, birth)
        return AgeAnswer(who, at, words, None, None, NO, why_alive=why, beyond=least // year)
    low, high, why_low, why_high = years(timeline, birth, t)
    born = living.verdict is YES or states.not_after(timeline, birth, t).verdict is YES
    why_alive = of_steps(timeline, living.steps)
    if living.verdict is YES:
        why_alive = Proof(_presences(timeline, who, t, living, there)) + why_alive
    return AgeAnswer(who, at, words, low, high, living.verdict, why_low, why_high, why_alive, born_known=born)


def _by_clock(timeline: Timeline, who: str, at: str, words: str, t: int) -> AgeAnswer:
    """The age of somebody with a clock of their own; no life span holds for them."""
    from storybible.queries.clock import lived  # few people have one

    year = timeline.story.calendar.YEAR
    living = alive_at(timeline, who, t)
    dead = living.verdict is NO and died_before(timeline, who, t)
    found = lived(timeline, timeline.story.characters[who], timeline.encoding.deaths[who] if dead else t)
    low = None if found.least is None else found.least // year
    high = None if found.most is None else found.most // year
    return AgeAnswer(
        who, at, words, low, high, living.verdict, NOTHING if low is None else found.proof,
        NOTHING if high is None else found.proof, of_steps(timeline, living.steps), reached=dead,
        born_known=living.verdict is YES,
    )  # fmt: skip


def years(timeline: Timeline, birth: int, t: int) -> tuple[int | None, int | None, Proof, Proof]:
    """Least and most completed years from a birth to a point, each with the proof of the rounded number."""
    year = timeline.story.calendar.YEAR
    least, most = timeline.gap(birth, t)
    low = least // year if least is not None and least >= 0 else None
    high = most // year if most is not None and most >= 0 else None
    why_low = prove(timeline, t, birth, -low * year, birth) if low is not None else NOTHING
    why_high = prove(timeline, birth, t, (high + 1) * year - 1) if high is not None else NOTHING
    return low, high, why_low, why_high


def died_before(timeline: Timeline, who: str, t: int) -> bool:
    """Whether somebody is certainly dead before a point (the moment of the death itself is not after it)."""
    death = timeline.encoding.deaths.get(who)
    return death is not None and timeline.certainly_before(death, t, QUERY)


def alive_at(timeline: Timeline, who: str, t: int) -> State:
    """Whether somebody is alive at a point; at the very moment that kills them they still are."""
    encoding = timeline.encoding
    death = encoding.deaths.get(who)
    if death is None or who not in encoding.died_by_statement:
        return states.alive(timeline, who, t)
    still = states.not_after(timeline, t, death)
    if still.verdict is not YES:
        return states.alive(timeline, who, t)
    born = states.not_after(timeline, encoding.births[who], t)
    if born.verdict is UNKNOWN:
        for present in timeline.story.appearances.get(who, ()):
            seen = states.not_after(timeline, encoding.starts[present.event], t)
            if seen.verdict is YES:
                return states.both(still, seen)
    return states.both(still, born)


def _presences(
    timeline: Timeline, who: str, t: int, living: State, there: Sequence[Present] | None
) -> tuple[Evidence, ...]:
    """The presences of somebody that their being alive rests on."""
    points = {t, *(point for step in living.steps for point in step[:2])}
    starts, story = timeline.encoding.starts, timeline.story
    if there is None:
        there = [present for present in story.real_presences if present.who == who]
    return tuple(
        cited(
            story,
            story.records[p.scene or p.event],
            p.presence,
            f"{story.label(who)} is at {story.titled(p.event)}",
        )
        for p in there
        if starts[p.event] in points
    )


def lifespan(timeline: Timeline, who: str) -> float | None:
    """The longest life of somebody's species in completed years; None where there is no limit."""
    character = timeline.story.characters[who]
    species = character.species.value if character.species is not None else None
    return timeline.story.config.limits_of(species).lifespan
