"""Jumps in time and what they are counted from, and which of them lie in a memory."""

from __future__ import annotations

from typing import Any

import pytest
from facts_helpers import found

from storybible.when import Problem, parse_amount

LATER, EARLIER, SAME, DURATION = "later", "earlier", "same", "duration"


@pytest.mark.parametrize(
    ("text", "amount", "direction", "anchor"),
    [
        ("Three years had passed.", "3 years", LATER, None),
        ("Nine years had passed since the wedding.", "9 years", LATER, "the wedding"),
        ("Two or three years went by.", "2 or 3 years", LATER, None),
        ("A week passed.", "1 week", LATER, None),
        ("Two weeks later they sailed.", "2 weeks", LATER, None),
        ("Half an hour later they sailed.", "half an hour", LATER, None),
        ("A year and a half later they sailed.", "1 and a half years", LATER, None),
        ("Some ten days afterwards they sailed.", "about 10 days", LATER, None),
        ("More than three years later they sailed.", "over 3 years", LATER, None),
        ("A day or two later they sailed.", "1 to 2 days", LATER, None),
        ("Three quarters of an hour later they sailed.", "45 minutes", LATER, None),
        ("Two weeks after the fair they sailed.", "2 weeks", LATER, "the fair"),
        ("Two weeks after Mara's wedding they sailed.", "2 weeks", LATER, "Mara's wedding"),
        ("After three years they sailed.", "3 years", LATER, None),
        ("Within a month they sailed.", "1 month", LATER, None),
        ("It was three weeks before he spoke.", "3 weeks", LATER, None),
        ("That was 3 years ago.", "3 years", EARLIER, None),
        ("They had met five years before.", "5 years", EARLIER, None),
        ("They had met five years earlier.", "5 years", EARLIER, None),
        ("They met two years before the war.", "2 years", EARLIER, "the war"),
        ("He stayed for ten years.", "10 years", DURATION, None),
        ("He stayed for the last ten years.", "10 years", DURATION, None),
        ("He had not slept in three nights.", "3 nights", DURATION, None),
        ("They met the day before yesterday.", "2 days", EARLIER, None),
    ],
)
def test_amounts(text: str, amount: str, direction: str, anchor: str | None) -> None:
    (only,) = [c for c in found(text, "jump", "anchor") if "amount" in value_of(c)]
    value = value_of(only)
    assert (value["amount"], value["direction"], value["anchor"]) == (amount, direction, anchor)
    assert not isinstance(parse_amount(amount), Problem)
    assert value["moves_clock"] == ("proposed" if only.kind == "jump" else "no")
    assert only.kind == ("jump" if direction == LATER and not only.flags else "anchor")


@pytest.mark.parametrize(
    ("text", "expression", "direction"),
    [
        ("The next morning they sailed.", "next morning", LATER),
        ("They sailed next day.", "next day", LATER),
        ("The following spring they sailed.", "next spring", LATER),
        ("They sailed on the morning after.", "next morning", LATER),
        ("Later that night they sailed.", "same night", LATER),
        ("They sailed the same evening.", "same evening", SAME),
        ("They sailed that night.", "same night", SAME),
        ("They had sailed the day before.", "previous day", EARLIER),
        ("They had sailed the previous week.", "previous week", EARLIER),
        ("They sailed yesterday.", "yesterday", EARLIER),
        ("They met in 1904.", "1904", SAME),
        ("In 1904 they met.", "1904", SAME),
        ("They met in the spring of 1904.", "spring 1904", SAME),
        ("They met on the 5th of May, 1904.", "5 May 1904", SAME),
        ("They met on May 5, 1904.", "5 May 1904", SAME),
        ("They met in early May 1904.", "early May 1904", SAME),
        ("Nothing had changed since 1904.", "1904", EARLIER),
    ],
)
def test_expressions(text: str, expression: str, direction: str) -> None:
    (only,) = found(text, "jump", "anchor")
    assert (value_of(only)["expression"], value_of(only)["direction"]) == (expression, direction)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Nothing had changed since the war.", "the war"),
        ("Nothing had changed since Mara's wedding.", "Mara's wedding"),
        ("He had been out since morning.", "morning"),
    ],
)
def test_since(text: str, anchor: str) -> None:
    (only,) = found(text, "jump", "anchor")
    assert (value_of(only)["anchor"], value_of(only)["direction"], only.kind) == (anchor, EARLIER, "anchor")


@pytest.mark.parametrize(
    "text",
    [
        "He came every three years.",
        "He came twice a year.",
        "At least once he came.",
        "It was a one time thing.",
        "He earned ten pounds a year.",
        "It is three days away.",
        "It was an hour's walk.",
        "The two-hour ride was hard.",
        "Teo was three years old.",
        "Mara was three years younger.",
        "They danced in the night.",
        "He left since he was ill.",
        "He left since the boat was lost.",
        "They saw three nights and four days.",
        "He came at one time or another.",
        "It was the last day of all.",
        "He had 1904 sheep.",
        "Some other day they would go.",
    ],
)
def test_what_is_no_jump(text: str) -> None:
    assert found(text, "jump", "anchor") == []


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("“Three years have passed,” said Mara.", "dialogue"),
        ("Another three years would pass before the bell was mended.", "planned"),
        ("If three years passed, he would go.", "hypothetical"),
        ("It seemed that three years had passed.", "hedged"),
        ("He remembered the old house. Three years later it had burned.", "flashback"),
    ],
)
def test_a_doubtful_jump_does_not_move_the_clock(text: str, flag: str) -> None:
    only = found(text, "jump", "anchor")[0]
    assert flag in only.flags
    assert (only.kind, value_of(only)["moves_clock"]) == ("anchor", "no")


STORY = """Mara began to tell what had happened.

It was five years ago, and Teo was still at sea.

The next morning he came home.

Ines had listened to her story with her mouth open.

The next morning they sailed.
"""


def test_a_story_told_is_a_flashback_until_the_words_lead_back() -> None:
    ago, inside, outside = found(STORY, "jump", "anchor")
    assert ("flashback" in ago.flags, "flashback" in inside.flags, outside.flags) == (True, True, ())
    assert (inside.kind, outside.kind) == ("anchor", "jump")


def test_a_memory_ends_with_its_paragraph() -> None:
    text = "Mara dreamed of the bridge. Two days later it fell.\n\nTwo weeks later they sailed."
    first, second = found(text, "jump", "anchor")
    assert (first.flags, second.flags) == (("flashback",), ())


def value_of(candidate: Any) -> dict[str, Any]:
    assert isinstance(candidate.value, dict)
    return candidate.value


@pytest.mark.parametrize(
    ("text", "said", "direction"),
    [
        ("## 1920", "1920", SAME),
        ("## Hull, May 1898", "May 1898", SAME),
        ("## Part Two: 1920", "1920", SAME),
        ("Hull, 1898.", "1898", SAME),
        ("*12 May 1920*", "12 May 1920", SAME),
        ("*Three years earlier*", "3 years", EARLIER),
        ("## Three Years Later", "3 years", LATER),
        ("**Ten years later**", "10 years", LATER),
        ("## Ten years after the flood", "10 years", LATER),
        ("## The next morning", "next morning", LATER),
        ("Epilogue: The return of Odo", None, LATER),
        ("# Epilogue", None, LATER),
        ("Years later Teo came back.", None, LATER),
        ("Years passed.", None, LATER),
        ("A year passed, and another.", None, LATER),
        ("Three years later, Mara laughed.", "3 years", LATER),
        ("The following spring Teo came back.", "next spring", LATER),
        ("In 1904 Mara came back.", "1904", SAME),
        ("It was the summer of 1920.", "summer 1920", SAME),
    ],
)
def test_jumps_that_captions_and_sentences_make(text: str, said: str | None, direction: str) -> None:
    (only,) = found(f"Teo slept.\n\n{text}\n\nMara came.", "jump", "anchor")
    value = value_of(only)
    assert (only.kind, only.flags, value["moves_clock"]) == ("jump", (), "proposed")
    assert (value.get("amount", value.get("expression")), value["direction"]) == (said, direction)


@pytest.mark.parametrize(
    "text",
    ["# Chapter 12", "# Chapter 1900", "## The last day", "## 1920s", "“Hull, 1898.”",
     "In 1904 Mara had left.",
     "Ten years after the flood there would be a bridge.", "Mara left in 1904.", "## For ten years"],
)  # fmt: skip
def test_what_does_not_move_the_story(text: str) -> None:
    assert found(text, "jump") == []
