"""The state of the world just after a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Evidence
from storybible.periods import tie_words
from storybible.queries.age import AgeAnswer, age_at
from storybible.queries.proof import NOTHING, Proof, combined, of_steps
from storybible.queries.relations import tie_state
from storybible.queries.resolve import moment_id, moment_phrase
from storybible.queries.wording import cited, said_by
from storybible.records import Period, Record, Relationship, Statement
from storybible.states import NO, YES, State, Verdict
from storybible.story import Story
from storybible.timeline import Moment, Timeline


@dataclass(frozen=True, slots=True)
class Holding:
    """Something that is so, or may be so: whose, of what, the words and what it rests on.

    ``holder`` holds office, item or membership ``record``, or knows secret ``record``.
    """

    record: str
    holder: str
    verdict: Verdict
    evidence: Evidence
    proof: Proof = NOTHING
    says: str | None = None


@dataclass(frozen=True, slots=True)
class TieThen:
    """A relationship that holds, or may hold."""

    tie: Relationship
    words: str
    verdict: Verdict
    evidence: Evidence
    proof: Proof = NOTHING
    says: str | None = None


@dataclass(frozen=True, slots=True)
class FactThen:
    """A fact of the world, or a trait (``topic``) and its value, that is so or may be so."""

    record: str
    topic: str
    words: str
    verdict: Verdict
    evidence: Evidence
    proof: Proof = NOTHING
    says: str | None = None


@dataclass(slots=True)
class World:
    """All that is known of a moment; each entry says whether it is certain or possible."""

    at: str
    moment: str
    people: dict[str, AgeAnswer] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    ties: list[TieThen] = field(default_factory=list)
    offices: list[Holding] = field(default_factory=list)
    items: list[Holding] = field(default_factory=list)
    item_states: dict[str, str] = field(default_factory=dict)
    groups: list[Holding] = field(default_factory=list)
    knowledge: list[Holding] = field(default_factory=list)
    office_ids: tuple[str, ...] = ()
    facts: list[FactThen] = field(default_factory=list)
    traits: list[FactThen] = field(default_factory=list)

    @property
    def entries(self) -> Iterator[TieThen | Holding | FactThen]:
        """Everything but people, in the order of display."""
        yield from self.ties
        for holdings in (self.offices, self.items, self.groups, self.knowledge):
            yield from holdings
        yield from self.traits
        yield from self.facts

    @property
    def proof(self) -> Proof:
        """What all of it rests on."""
        ages = (answer.proof for answer in self.people.values())
        return combined((*ages, *(entry.proof for entry in self.entries)))

    def offices_of(self, who: str) -> list[str]:
        """The offices somebody certainly holds."""
        return [h.record for h in self.offices if h.holder == who and h.verdict is YES]


def as_of(bible: Bible, text: str, moment: Moment) -> World:
    """The world just after a moment (for an event with length: after its end)."""
    story, timeline = bible.story, bible.timeline
    t = moment.end
    world = World(moment_id(moment, text), moment_phrase(story, moment))
    for who in story.characters:
        world.people[who] = age_then(timeline, who, world.at, world.moment, t)
    world.where = places_at(timeline, t)
    for tie in story.relationships.values():
        state = tie_state(timeline, tie, t)
        if state.verdict is not NO:
            words = tie_words(story, tie)
            world.ties.append(
                TieThen(tie, words, state.verdict, cited(story, tie, tie, words),
                        of_steps(timeline, state.steps), said_by(story, tie))
            )  # fmt: skip
    world.office_ids = tuple(story.offices)
    for office in story.offices.values():
        for holder in office.holders:
            state = states.holder_state(timeline, office, holder, t)
            _hold(timeline, world.offices, office, holder.who.id, holder, state, "is")
    for item in story.items.values():
        world.item_states[item.id] = states.item_state(timeline, item, t)
        for holder in item.holders:
            state = states.holder_state(timeline, item, holder, t)
            _hold(timeline, world.items, item, holder.who.id, holder, state, "has")
    for group in story.groups.values():
        for member in group.members:
            state = states.period_holds(timeline, member, t)
            _hold(timeline, world.groups, group, member.who.id, member, state, "belongs to")
    for secret in story.secrets.values():
        for known in secret.known:
            state = states.period_holds(timeline, known, t)
            _hold(timeline, world.knowledge, secret, known.who.id, known, state, "knows:")
    for fact in story.facts.values():
        _note(timeline, world.facts, fact, fact, "", fact.label, t)
    world.traits = traits_at(timeline, t)
    return world


def age_then(timeline: Timeline, who: str, at: str, words: str, t: int) -> AgeAnswer:
    """The age just after a moment: here whom it killed is dead."""
    answer = age_at(timeline, who, at, words, t)
    state = states.alive(timeline, who, t)
    if state.verdict is NO and answer.alive is not NO:
        return AgeAnswer(
            who, at, words, answer.least, answer.most, NO, answer.why_least, answer.why_most,
            of_steps(timeline, state.steps), reached=True,
        )  # fmt: skip
    return answer


def places_at(timeline: Timeline, t: int) -> dict[str, str]:
    """Who is certainly where: the place of an event they are really at and that is going on."""
    encoding, story = timeline.encoding, timeline.story
    found: dict[str, str] = {}
    for event in story.events.values():
        place = event_place(story, event.id)
        if place is None or not story.presences.get(event.id):
            continue
        start, end = encoding.starts[event.id], encoding.ends[event.id]
        going_on = states.both(states.not_after(timeline, start, t), states.not_after(timeline, t, end))
        if going_on.verdict is YES:
            for present in story.present_at(event.id):
                found.setdefault(present.who, place)
    return found


def event_place(story: Story, event_id: str) -> str | None:
    """Where an event happens: its own place, or that of the scenes that tell it if they agree."""
    event = story.events[event_id]
    if event.where is not None:
        return event.where.id
    told = {
        scene.where.id
        for scene_id in story.scenes_telling.get(event_id, ())
        if (scene := story.scenes[scene_id]).where is not None
    }
    return told.pop() if len(told) == 1 else None


def traits_at(timeline: Timeline, t: int, who: str | None = None) -> list[FactThen]:
    """The traits that people certainly or possibly have."""
    found: list[FactThen] = []
    for character in timeline.story.characters.values():
        if who is not None and character.id != who:
            continue
        for name, history in character.traits.items():
            for trait in history:
                _note(timeline, found, character, trait, name, trait.value.value, t)
    return found


def _note(
    timeline: Timeline, found: list[FactThen], record: Record, period: Period, topic: str, words: str, t: int
) -> None:
    state = states.period_holds(timeline, period, t)
    if state.verdict is not NO:
        found.append(
            FactThen(record.id, topic, words, state.verdict,
                     cited(timeline.story, record, period, _trait_words(record, topic, words)),
                     of_steps(timeline, state.steps), said_by(timeline.story, period))
        )  # fmt: skip


def _trait_words(record: Record, topic: str, words: str) -> str:
    return f"{record.label}, {topic}: {words}" if topic else words


def _hold(
    timeline: Timeline,
    found: list[Holding],
    record: Record,
    who: str | None,
    statement: Statement,
    state: State,
    verb: str,
) -> None:
    if who is None or state.verdict is NO:
        return
    story = timeline.story
    words = f"{story.label(who)} {verb} {record.label}"
    found.append(
        Holding(record.id, who, state.verdict, cited(story, record, statement, words),
                of_steps(timeline, state.steps), said_by(story, statement))
    )  # fmt: skip
