"""New names, misspelt ones, and direct speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose_helpers import prose_of

from storybible.manuscript.cast import Cast
from storybible.manuscript.dialogue import Dialogue, speeches
from storybible.manuscript.newcomers import new_names
from storybible.manuscript.spelling import Speller, distance

TEXT = """
Mara walked to Karsk with Odo Lund. “Come here,” said Odo. Yesterday it had rained in Karsk.

Then Mr. O'Hara spoke. Then he stopped. Perhaps Odo knew. “Mr. O'Hara,” Mara asked, “is it far?”

Suddenly the English came on Monday. Odo Lund's horse was lame.
"""


def test_new_names_are_ranked_and_known_ones_are_not_new() -> None:
    got = {n.name: n for n in new_names(prose_of(TEXT), Cast.of_names(["Mara"]))}
    assert set(got) == {"Karsk", "Odo Lund", "O'Hara"}
    assert got["Odo Lund"].count == 4
    assert got["Odo Lund"].kind == "person"
    assert got["Karsk"].kind == "place"
    assert got["O'Hara"].titles == {"mr": 2}
    assert TEXT[got["Karsk"].first :].startswith("Karsk")


def test_least_number_of_times() -> None:
    assert [n.name for n in new_names(prose_of(TEXT), Cast.of_names(["Mara"]), least=3)] == ["Odo Lund"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Marchetii", ["Marchetti"]),
        ("Marhcetti", ["Marchetti"]),
        ("Marchetti", []),
        ("Sakrua", ["Sakura"]),
        ("Sakuras", []),
        ("Mare", []),
        ("Sakxxa", []),
        ("Zoë", []),
    ],
)
def test_misspelt_names(word: str, meant: list[str]) -> None:
    assert Speller(["Mara", "Sakura", "Marchetti", "Zoe"]).meant(word) == meant


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_distance_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9) <= max(len(a), len(b))
    assert (distance(a, b, 9) == 0) == (a == b)
    assert distance(a, b, 1) == min(2, distance(a, b, 9))


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("“Go,” she said. “Now.”", ["“Go,”", "“Now.”"]),
        ('"Go," she said.', ['"Go,"']),
        ("'Go,' she said, 'now!' The boys' hats.", ["'Go,'", "'now!'"]),
        ("‘Don’t go,’ he said.", ["‘Don’t go,’"]),
        ("It was the boys' idea, 'twas said.", []),
        ("“It goes on", ["“It goes on"]),
        ("— Go, she said.", ["— Go, she said."]),
        ("«Va», dit-il.", ["«Va»"]),
        ("'Twas late. “Go,” he said.", ["“Go,”"]),
    ],
)
def test_speech(text: str, spoken: list[str]) -> None:
    assert [text[a:b] for a, b in speeches(text, 0, len(text))] == spoken


@given(st.text("ab '’‘“”\".,—\n", max_size=60))
def test_speech_lies_in_order_inside_its_paragraph(text: str) -> None:
    prose = prose_of(text)
    dialogue = Dialogue(prose)
    for paragraph in prose.paragraphs:
        before = paragraph.start
        for start, end in dialogue.within(paragraph.start, paragraph.end):
            assert before <= start < end <= paragraph.end
            assert dialogue.covers(start)
            before = end
