"""Ages as sentences and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.queries.age import AgeAnswer
from storybible.queries.proof import combined
from storybible.render.ink import bold
from storybible.render.layout import caveats, table, why_lines
from storybible.states import NO, UNKNOWN
from storybible.story import Story


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
        if answer.alive is NO:
            lines += why_lines("Why not yet born:" if answer.unborn else "Why not alive:", answer.why_alive)
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
    proof = combined(part for answer in answers for part in (answer.why_least, answer.why_most))
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
