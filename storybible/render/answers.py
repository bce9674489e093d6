"""Answers about time and family as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storybible.queries.age import AgeAnswer
from storybible.queries.between import BetweenAnswer
from storybible.queries.kinship import KinAnswer
from storybible.queries.order import AFTER, BEFORE, NOT_AFTER, NOT_BEFORE, SAME, OrderAnswer
from storybible.queries.path import Step
from storybible.queries.proof import NOTHING, Proof
from storybible.queries.resolve import listed
from storybible.queries.spans import length_words
from storybible.render.ink import bold
from storybible.render.layout import caveats, evidence_lines, table, why_lines
from storybible.states import NO, UNKNOWN
from storybible.story import Story

# ---- age -------------------------------------------------------------------------------------------------


def years_phrase(least: int | None, most: int | None) -> str:
    """Completed years as a reader says them; empty where nothing is known."""
    if least is None:
        return "" if most is None else "under 1" if most == 0 else f"at most {most}"
    if most is None:
        return f"{least} or older" if least else ""
    if least == most:
        return str(least) if least else "under 1"
    return f"{least} to {most}" if least else f"at most {most}"


def age_text(story: Story, answer: AgeAnswer, why: bool) -> list[str]:
    """One age as a sentence, with what a reader must know about it."""
    lines = [_age_sentence(story, answer)]
    if why:
        if answer.least is not None:
            lines += why_lines(f"Why {answer.least} or older:", answer.why_least)
        if answer.most is not None:
            lines += why_lines(f"Why at most {answer.most}:", answer.why_most)
        if answer.alive is not UNKNOWN and answer.why_alive.evidence:
            state = "not yet born" if answer.unborn else "not alive" if answer.alive is NO else "alive"
            lines += why_lines(f"Why {state}:", answer.why_alive)
        if len(lines) == 1:
            lines.append("No statement limits this age.")
    return lines + caveats(story, answer.why_least + answer.why_most)


def _age_sentence(story: Story, answer: AgeAnswer) -> str:
    name, moment = story.label(answer.who), answer.moment
    years = years_phrase(answer.least, answer.most)
    if answer.unborn:
        return f"{name} is not yet born {moment}."
    if answer.beyond is not None:
        return (
            f"{name} is no longer alive {moment}: {answer.beyond} years or more have passed since the birth, "
            "longer than such a life lasts."
        )
    if answer.reached:
        reached = f"died at the age of {years}" if years else "nothing tells at what age"
        return f"{name} is dead {moment}; {reached}."
    if not years:
        return f"Nothing in the records tells how old {name} is {moment}."
    sentence = f"{name} is {years} {moment}"
    if answer.alive is UNKNOWN:
        sentence += ", if still alive" if answer.born_known else ", if born by then"
    return sentence + "."


def ages_text(story: Story, who: str, answers: Sequence[AgeAnswer], why: bool) -> list[str]:
    """A table of one person's age at every event."""
    if not answers:
        return [f"There are no events yet at which {story.label(who)} could be of some age."]
    lines = [bold(f"How old {story.label(who)} is")]
    lines += table((_cell(answer), story.records[answer.at].label) for answer in answers)
    proof = _sum(a.why_least + a.why_most for a in answers)
    if why:
        lines += why_lines("What these ages rest on:", proof)
    return lines + caveats(story, proof)


def _cell(answer: AgeAnswer) -> str:
    years = years_phrase(answer.least, answer.most)
    if answer.unborn:
        return "not yet born"
    if answer.reached:
        return f"dead, at {years}" if years else "dead"
    if answer.beyond is not None:
        return "dead by then"
    return years or "?"


def _sum(proofs: Iterable[Proof]) -> Proof:
    total = NOTHING
    for proof in proofs:
        total = total + proof
    return total


# ---- between and order -----------------------------------------------------------------------------------


def between_text(story: Story, answer: BetweenAnswer, why: bool) -> list[str]:
    """How long it is from one moment to another."""
    lines = [_between_sentence(answer)]
    if why:
        if answer.least is not None:
            lines += why_lines("Why not less:" if answer.least.minutes >= 0 else "Why not earlier:", answer.why_least)
        if answer.most is not None:
            lines += why_lines("Why not more:" if answer.most.minutes >= 0 else "Why not later:", answer.why_most)
    return lines + caveats(story, answer.proof)


def _between_sentence(answer: BetweenAnswer) -> str:
    a, b = answer.first_words, answer.second_words
    least = None if answer.least is None else answer.least.minutes
    most = None if answer.most is None else answer.most.minutes
    if least is None and most is None:
        return f"Nothing tells how long it is from {a} to {b}, or which comes first."
    if least == most == 0:
        return f"{_capital(a)} and {b} are at the same time."
    if least is not None and least >= 0:
        return f"From {a} to {b}: {_range(least, most)}."
    if most is not None and most <= 0:
        return f"{_capital(b)} comes first; from it to {a}: {_range(-most, None if least is None else -least)}."
    ahead = "any time after" if most is None else f"{_at_most(most)} after"
    back = "any time before" if least is None else f"{_at_most(-least)} before"
    return f"{_capital(b)} is anywhere from {back} to {ahead} {a}."


def _range(least: int, most: int | None) -> str:
    if most == least:
        return f"exactly {length_words(least)}"
    if most is None:
        words = length_words(least)
        return "any length of time" if least <= 1 else words if words.startswith("more") else f"{words} or more"
    if least <= 1:
        return _at_most(most)
    return f"{length_words(least)} to {length_words(most)}"


def _at_most(minutes: int) -> str:
    words = length_words(minutes)
    return words if words.startswith("less") else f"at most {words}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


ORDER_WORDS = {
    BEFORE: "{a} comes before {b}.",
    AFTER: "{a} comes after {b}.",
    SAME: "{a} and {b} are at the same time.",
    NOT_AFTER: "{a} does not come after {b}; they may be at the same time.",
    NOT_BEFORE: "{a} does not come before {b}; they may be at the same time.",
}


def order_text(story: Story, answer: OrderAnswer, why: bool) -> list[str]:
    """Which of two moments comes first."""
    pattern = ORDER_WORDS.get(answer.order, "Nothing tells whether {a} or {b} comes first.")
    line = pattern.format(a=answer.first_words, b=answer.second_words)
    return [_capital(line), *(why_lines("Why:", answer.proof) if why else []), *caveats(story, answer.proof)]


# ---- family ----------------------------------------------------------------------------------------------


def kin_text(story: Story, answer: KinAnswer, why: bool) -> list[str]:
    """What one person is to another."""
    a, b = story.label(answer.a), story.label(answer.b)
    if answer.a == answer.b:
        return [f"{a} and {b} are one and the same."]
    if not answer.terms:
        return [f"No kinship between {a} and {b} follows from the records."]
    first, *more = answer.terms
    lines = [f"{a} is {b}'s {first}{', and also ' + listed(more) if more else ''}."]
    return lines + (evidence_lines(answer.evidence) if why else [])


def path_text(story: Story, a: str, b: str, steps: Sequence[Step] | None, why: bool) -> list[str]:
    """The chain of relationships from one person to another."""
    if steps is None:
        return [f"No chain of relationships leads from {story.label(a)} to {story.label(b)}."]
    if not steps:
        return [f"{story.label(a)} and {story.label(b)} are one and the same."]
    lines = [f"{story.label(step.first)} is {step.words}." for step in steps]
    return lines + ([bold("Why:"), *evidence_lines(step.evidence for step in steps)] if why else [])
