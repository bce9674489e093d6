"""How long it is between two moments, and which comes first, as sentences."""

from __future__ import annotations

from storybible.calendars import Calendar
from storybible.queries.between import BetweenAnswer
from storybible.queries.order import AFTER, BEFORE, NOT_AFTER, NOT_BEFORE, SAME, OrderAnswer
from storybible.queries.spans import length_words
from storybible.render.layout import caveats, why_lines
from storybible.story import Story


def between_text(story: Story, answer: BetweenAnswer, why: bool) -> list[str]:
    """How long it is from one moment to another."""
    lines = [_between_sentence(answer, story.calendar)]
    if why:
        if answer.least is not None:
            lines += why_lines(
                "Why not less:" if answer.least.minutes >= 0 else "Why not earlier:", answer.why_least
            )
        if answer.most is not None:
            lines += why_lines(
                "Why not more:" if answer.most.minutes >= 0 else "Why not later:", answer.why_most
            )
    return lines + caveats(story, answer.proof)


def _between_sentence(answer: BetweenAnswer, calendar: Calendar) -> str:
    a, b = answer.first_words, answer.second_words
    least = None if answer.least is None else answer.least.minutes
    most = None if answer.most is None else answer.most.minutes
    if least is None and most is None:
        return f"Nothing tells how long it is from {a} to {b}, or which comes first."
    if least == most == 0:
        return f"{_capital(a)} and {b} are at the same time."
    if least is not None and least >= 0:
        return f"From {a} to {b}: {_range(least, most, calendar)}."
    if most is not None and most <= 0:
        back = _range(-most, None if least is None else -least, calendar)
        return f"{_capital(b)} comes first; from it to {a}: {back}."
    ahead = "any time after" if most is None else f"{_at_most(most, calendar)} after"
    back = "any time before" if least is None else f"{_at_most(-least, calendar)} before"
    return f"{_capital(b)} is anywhere from {back} to {ahead} {a}."


def _range(least: int, most: int | None, calendar: Calendar) -> str:
    if most == least:
        return f"exactly {length_words(least, calendar)}"
    if most is None:
        words = length_words(least, calendar)
        return (
            "any length of time" if least <= 1 else words if words.startswith("more") else f"{words} or more"
        )
    if least <= 1:
        return _at_most(most, calendar)
    ends = length_words(least, calendar), length_words(most, calendar)
    return (
        " and ".join(ends) if ends[0].startswith("more") and ends[1].startswith("less") else " to ".join(ends)
    )


def _at_most(minutes: int, calendar: Calendar) -> str:
    words = length_words(minutes, calendar)
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
