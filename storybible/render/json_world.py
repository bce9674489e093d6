"""The state of the world, relationships and suppositions as values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storybible.diagnostics import Diagnostic
from storybible.queries.age import AgeAnswer
from storybible.queries.as_of import FactThen, Holding, TieThen, World
from storybible.queries.proof import Proof
from storybible.queries.relations import Tie
from storybible.queries.what_if import Change, Supposed, resting
from storybible.render.json import Json, age, evidence, finding, marks
from storybible.states import UNKNOWN, YES, Verdict


def as_of(world: World) -> Json:
    """The world at a moment: certain at the top level, what may be so under ``possible``."""
    return {
        "at": world.at,
        "characters": {who: _person(world, answer) for who, answer in world.people.items()},
        **_things(world, YES),
        "offices": {
            office: [h.holder for h in world.offices if h.record == office and h.verdict is YES]
            for office in world.office_ids
        },
        "items": {
            item: {"holder": _holder(world, item), "state": state}
            for item, state in world.item_states.items()
        },
        "possible": {
            **_things(world, UNKNOWN),
            "items": _by_record(h for h in world.items if h.verdict is UNKNOWN),
            "characters": [who for who, answer in world.people.items() if answer.alive is UNKNOWN],
        },
        **({"contested": True} if world.proof.contested else {}),
    }


def _person(world: World, answer: AgeAnswer) -> Json:
    return {
        "alive": answer.alive.value,
        "min": answer.least,
        "max": answer.most,
        "offices": world.offices_of(answer.who),
        "where": world.where.get(answer.who),
        "why": evidence(answer.proof.evidence),
        **marks(answer.why_least + answer.why_most),
    }


def _things(world: World, verdict: Verdict) -> Json:
    return {
        "relationships": [_tie(tie) for tie in world.ties if tie.verdict is verdict],
        "offices": _by_record(h for h in world.offices if h.verdict is verdict),
        "groups": _by_record(h for h in world.groups if h.verdict is verdict),
        "knowledge": [_knowledge(h) for h in world.knowledge if h.verdict is verdict],
        "traits": [_fact(fact) for fact in world.traits if fact.verdict is verdict],
        "facts": [_fact(fact) for fact in world.facts if fact.verdict is verdict],
    }


def _holder(world: World, item: str) -> str | None:
    if world.item_states[item] != "held":
        return None
    return next((h.holder for h in world.items if h.record == item and h.verdict is YES), None)


def _by_record(holdings: Iterable[Holding]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for holding in holdings:
        found.setdefault(holding.record, []).append(holding.holder)
    return found


def _tie(then: TieThen) -> Json:
    return {
        "id": then.tie.id,
        "kind": then.tie.tie.value,
        "who": [ref.id or ref.value for ref in then.tie.who],
        "of": [ref.id or ref.value for ref in then.tie.of],
        "why": evidence((then.evidence, *then.proof.evidence)),
        **_claims(then.proof, then.says),
    }


def _knowledge(holding: Holding) -> Json:
    return {
        "who": holding.holder,
        "secret": holding.record,
        "why": evidence((holding.evidence, *holding.proof.evidence)),
        **_claims(holding.proof, holding.says),
    }


def _fact(fact: FactThen) -> Json:
    return {
        "record": fact.record,
        **({"trait": fact.topic} if fact.topic else {}),
        "text": fact.words,
        "why": evidence((fact.evidence, *fact.proof.evidence)),
        **_claims(fact.proof, fact.says),
    }


def _claims(proof: Proof, says: str | None) -> Json:
    return {**({"according_to": says} if says else {}), **marks(proof)}


def relations(who: str, at: str | None, ties: Iterable[Tie]) -> Json:
    """Somebody's relationships."""
    return {
        "who": who,
        "at": at,
        "relationships": [
            {
                "id": tie.id, "role": tie.role, "other": tie.other, "text": tie.words,
                "period": tie.period or None,
                "state": tie.state.value if tie.state else None,
                "why": evidence((tie.evidence, *tie.proof.evidence)), **_claims(tie.proof, tie.says),
            }
            for tie in ties
        ],
    }  # fmt: skip


def what_if(
    supposed: Supposed,
    caused: Sequence[Diagnostic],
    mended: Sequence[Diagnostic],
    changes: Sequence[Change],
    new_ages: Sequence[Sequence[AgeAnswer]],
) -> Json:
    """What a supposition causes, ends and changes."""
    return {
        "hypotheses": [
            *({"event": h.id, "when": h.when, "replaces": h.replaces} for h in supposed.hypotheses),
            *({"file": file} for file in supposed.files),
        ],
        "findings": [finding(found) for found in caused],
        "mended": [finding(found) for found in mended],
        "events": [
            {
                "id": event,
                "possible": event not in supposed.impossible,
                "ages": [] if event in supposed.impossible else [age(answer) for answer in answers],
            }
            for event, answers in zip(supposed.events, new_ages, strict=True)
        ],
        "changes": [
            {"who": c.after.who, "at": c.after.at, "before": age(c.before), "after": age(c.after)}
            for c in changes
        ],
        **({"contested": True} if resting(supposed, changes, new_ages).contested else {}),
    }
