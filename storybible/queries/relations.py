"""Who stands in what relationship to somebody, all along or at a moment."""

from __future__ import annotations

from dataclasses import dataclass

from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Evidence
from storybible.periods import tie_words
from storybible.queries.proof import NOTHING, Proof, of_steps
from storybible.queries.wording import cited, name_of, period_phrase, role_phrase, said_by, tie_roles
from storybible.records import Relationship
from storybible.states import State, Verdict
from storybible.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Tie:
    """One relationship of somebody with one other person or group.

    ``state`` is None when no moment was asked about.  ``evidence`` is the record itself.
    """

    id: str
    role: str
    other: str
    words: str
    period: str
    state: Verdict | None
    evidence: Evidence
    proof: Proof = NOTHING
    says: str | None = None


def relations(bible: Bible, who: str, t: int | None = None) -> list[Tie]:
    """The relationships of a character or group, in the order of the files.

    With a point in time, only those that hold then or may hold then, the certain ones first.
    """
    story, timeline = bible.story, bible.timeline
    found: list[Tie] = []
    for tie in story.relationships.values():
        roles = tie_roles(story.config, tie, who)
        if not roles:
            continue
        state = None if t is None else tie_state(timeline, tie, t)
        if state is not None and state.verdict is states.NO:
            continue
        proof = of_steps(timeline, state.steps) if state is not None else NOTHING
        for role, link, other in roles:
            found.append(
                Tie(
                    tie.id, role, other, role_phrase(role, link, story.label(other)),
                    period_phrase(story, tie), None if state is None else state.verdict,
                    cited(story, tie, tie, tie_words(story, tie)), proof, said_by(story, tie),
                )
            )  # fmt: skip
    return sorted(found, key=lambda tie: tie.state is states.UNKNOWN)


def parents(bible: Bible, who: str) -> list[tuple[str, str, Evidence]]:
    """(role, name, evidence) of the stated parents of a character."""
    story = bible.story
    character = story.characters[who]
    return [
        (
            parent.role,
            name_of(story, parent.who),
            cited(
                story,
                character,
                parent,
                f"{name_of(story, parent.who)} is {parent.role} of {character.label}",
            ),
        )
        for parent in character.parents
    ]


def tie_state(timeline: Timeline, tie: Relationship, t: int) -> State:
    """Whether a relationship holds at a point in time: it goes on until a statement ends it."""
    return states.period_holds(timeline, tie, t)


__all__ = ["Tie", "parents", "relations", "tie_state"]
