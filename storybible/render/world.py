"""The state of the world, relationships and suppositions as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from storybible.queries.as_of import FactThen, Holding, World
from storybible.queries.proof import NOTHING, Proof
from storybible.queries.relations import Tie
from storybible.queries.resolve import listed
from storybible.render.age import years_phrase
from storybible.render.ink import bold, dim
from storybible.render.layout import caveats, contested, evidence_lines, table, why_lines
from storybible.states import UNKNOWN, YES, Verdict
from storybible.story import Story

Entry = TypeVar("Entry", Holding, FactThen)


def as_of_text(story: Story, world: World, why: bool) -> list[str]:
    """The world at a moment: certain things first, what may be so in a block of its own."""
    heading = (
        f"Just after {world.moment.removeprefix('at ')}" if world.moment.startswith("at ") else world.moment
    )
    lines = [bold(_capital(heading)), *_block("People", table(_people(story, world), ""))]
    gone = [story.label(a.who) for a in world.people.values() if a.reached or a.beyond is not None]
    unborn = [story.label(a.who) for a in world.people.values() if a.unborn]
    lines += [f"  dead: {', '.join(gone)}"] if gone else []
    lines += [f"  not yet born: {', '.join(unborn)}"] if unborn else []
    lines += _block("Relationships", [tie.words for tie in world.ties if tie.verdict is YES])
    lines += _block(
        "Offices", [f"{story.label(h.record)}: {story.label(h.holder)}" for h in _sure(world.offices)]
    )
    lines += _block("Items", [_item(story, world, item_id) for item_id in world.item_states])
    lines += _block("Groups", _by_record(story, _sure(world.groups)))
    lines += _block("Traits", _traits(story, world, YES))
    lines += _block("Who knows", _by_record(story, _sure(world.knowledge)))
    lines += _block("Facts", [_claimed(story, fact) for fact in _sure(world.facts)])
    lines += _block("Possible, but not certain", _possible(story, world))
    if why:
        evidence = dict.fromkeys(
            e
            for entry in world.entries
            if entry.verdict is YES
            for e in (entry.evidence, *entry.proof.evidence)
        )
        evidence.update(dict.fromkeys(e for answer in world.people.values() for e in answer.proof.evidence))
        lines += ["", bold("What this rests on"), *evidence_lines(evidence)] if evidence else []
    return lines + contested(world.proof)


def _sure(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.verdict is YES]


def _block(title: str, lines: Sequence[str]) -> list[str]:
    return ["", bold(title), *(f"  {line}" for line in lines)] if lines else []


def _people(story: Story, world: World) -> Iterable[tuple[str, str, str]]:
    for answer in world.people.values():
        if answer.reached or answer.unborn or answer.beyond is not None:
            continue
        notes = [story.label(office) for office in world.offices_of(answer.who)]
        if answer.who in world.where:
            notes.append(f"at {story.label(world.where[answer.who])}")
        if answer.alive is UNKNOWN:
            notes.append("may be alive")
        yield story.label(answer.who), years_phrase(answer.least, answer.most) or "?", ", ".join(notes)


def _by_record(story: Story, entries: Iterable[Holding]) -> list[str]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.record, []).append(story.label(entry.holder))
    return [f"{story.label(record)}: {', '.join(holders)}" for record, holders in found.items()]


def _item(story: Story, world: World, item_id: str) -> str:
    state = world.item_states[item_id]
    holders = [story.label(h.holder) for h in world.items if h.record == item_id and h.verdict is YES]
    what = {"held": f"with {listed(holders)}", "unknown": "nothing tells where"}.get(state, state)
    return f"{story.label(item_id)}: {what}"


def _traits(story: Story, world: World, verdict: Verdict) -> list[str]:
    """The traits of the living; values that exclude each other stand on one line."""
    found: dict[tuple[str, str], list[str]] = {}
    for trait in world.traits:
        answer = world.people[trait.record]
        if trait.verdict is verdict and not (answer.reached or answer.unborn or answer.beyond is not None):
            found.setdefault((trait.record, trait.topic), []).append(_claimed(story, trait))
    return [
        f"{story.label(who)}, {topic.replace('-', ' ')}: {listed(dict.fromkeys(values), 'or')}"
        for (who, topic), values in found.items()
    ]


def _claimed(story: Story, fact: FactThen) -> str:
    return f"{fact.words} (according to {story.label(fact.says)})" if fact.says else fact.words


def _possible(story: Story, world: World) -> list[str]:
    lines = [tie.words for tie in world.ties if tie.verdict is UNKNOWN]
    for entries, word in ((world.offices, "is"), (world.items, "has"), (world.groups, "belongs to"),
                          (world.knowledge, "knows:")):  # fmt: skip
        for entry in entries:
            if entry.verdict is UNKNOWN:
                lines.append(f"{story.label(entry.holder)} {word} {story.label(entry.record)}")
    lines += _traits(story, world, UNKNOWN)
    lines += [_claimed(story, fact) for fact in world.facts if fact.verdict is UNKNOWN]
    return lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def relations_text(story: Story, who: str, at: str, ties: Sequence[Tie], why: bool) -> list[str]:
    """Somebody's relationships; ``at`` is a phrase for the moment, or empty."""
    name = story.label(who)
    if not ties:
        return [f"No relationship of {name} is on record{' ' + at if at else ''}."]
    lines = [bold(f"{name} {at} is" if at else f"{name} is")]
    rows = []
    for tie in ties:
        doubt = " (possibly)" if tie.state is UNKNOWN else ""
        claim = f" (according to {story.label(tie.says)})" if tie.says else ""
        rows.append((tie.words + doubt + claim, dim(tie.period) if not at else ""))
    lines += table(rows)
    proof = NOTHING
    for tie in ties:
        proof = proof + Proof((tie.evidence,)) + tie.proof
    lines += why_lines("Where it is written:", proof) if why else []
    return lines + caveats(story, Proof((), proof.contested, proof.according_to, proof.rounded))


__all__ = ["as_of_text", "relations_text"]
