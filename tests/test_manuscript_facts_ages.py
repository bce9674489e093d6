"""Stated ages: every form, whose they are, and what is none."""

from __future__ import annotations

import pytest
from facts_helpers import found
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.when import Age, parse_age


@pytest.mark.parametrize(
    ("text", "age", "subject"),
    [
        ("Mara was now twenty-five.", "25", "mara"),
        ("Mara was 25, and tired.", "25", "mara"),
        ("Mara Venn, who was twenty-five, sat down.", "25", "mara"),
        ("Then Teo turned forty.", "40", "teo"),
        ("Teo was five-and-twenty that autumn.", "25", "teo"),
        ("Teo was only nine.", "9", "teo"),
        ("Nine-year-old Ines ran.", "9", "ines"),
        ("nine-year-old Ines ran.", "9", "ines"),
        ("A 25-year-old sailor came.", "25", None),
        ("Ines was nine years old.", "9", "ines"),
        ("Ines was six months old.", "6 months", "ines"),
        ("Ines was two and a half years old.", "2 and a half", "ines"),
        ("Ines, aged nine, ran.", "9", "ines"),
        ("Odo Lund, 31, was the last.", "31", "odo"),
        ("At nineteen, Mara had a ship of her own.", "19", "mara"),
        ("At 27, Mara had a ship of her own.", "27", "mara"),
        ("At the age of nineteen Mara was a captain.", "19", "mara"),
        ("He was a man of forty.", "40", None),
        ("Teo was a man of about forty.", "about 40", "teo"),
        ("There sat a girl of seventeen or eighteen.", "17 or 18", None),
        ("Mara, a woman of thirty, laughed.", "30", "mara"),
        ("Mara was in her late thirties.", "late thirties", "mara"),
        ("Mara was in her mid-thirties.", "mid-thirties", "mara"),
        ("A man in his early 40s came.", "early 40s", None),
        ("Teo was about forty.", "about 40", "teo"),
        ("Teo was nearly forty.", "almost 40", "teo"),
        ("Teo was over forty.", "over 40", "teo"),
        ("Teo was past forty.", "over 40", "teo"),
        ("Teo was not yet twenty.", "under 20", "teo"),
        ("Teo was barely thirty.", "about 30", "teo"),
        ("Teo was not more than thirty.", "at most 30", "teo"),
        ("Teo was thirty-odd.", "30-odd", "teo"),
        ("Teo is thirty.", "30", "teo"),
        ("Teo was a hundred and two.", "102", "teo"),
        ("The boy was nineteen.", "19", None),
        ("Teo had just turned eighteen.", "18", "teo"),
        ("Mara’s brother was nineteen.", "19", None),
        ("Mara was\ntwenty-five.", "25", "mara"),
        ("MARA WAS TWENTY-FIVE.", "25", "mara"),
    ],
)
def test_ages(text: str, age: str, subject: str | None) -> None:
    (only,) = found(text, "age")
    assert only.value == {"age": age}
    assert only.subject == subject
    assert not {"negated", "hypothetical", "planned", "dialogue"}.intersection(only.flags)
    assert isinstance(parse_age(age), Age)


@pytest.mark.parametrize(
    "text",
    [
        "Teo was at home at nine.",
        "It was nine when Teo came.",
        "It was twenty past nine.",
        "There were forty.",
        "Teo was forty miles away.",
        "Teo was six feet tall.",
        "Teo was three hours late.",
        "Teo paid forty pounds.",
        "They were nineteen in all.",
        "Teo was one of them.",
        "The train left at nineteen minutes past.",
        "It was sold at forty.",
        "Teo worked for twenty-five years.",
        "The share was five, Teo twelve.",
        "Mara was twenty-five years younger than Teo.",
        "A man of two minds is no man of one word.",
        "Chapter twenty-five.",
        "Mara had twenty-five of them.",
        "Teo was number twenty.",
        "It happened in the late thirties.",
        "Mara had stitched every man at least once.",
        "It was a one time thing.",
        "The house was on page 25.",
        "Teo was twenty-fifth.",
    ],
)
def test_no_ages(text: str) -> None:
    assert found(text, "age") == []


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("“I am twenty-nine,” said Mara.", "dialogue"),
        ("Mara was not twenty-nine.", "negated"),
        ("If Teo were still thirty, he would run.", "hypothetical"),
        ("Mara would be thirty in spring.", "planned"),
        ("Perhaps Mara was thirty.", "hedged"),
        ("Mara must be thirty.", "hedged"),
        ("When Mara was six, she fell.", "flashback"),
        ("Teo had married at nineteen.", "flashback"),
        ("She remembered the old house. Mara was six.", "flashback"),
        ("So Mara was thirty?", "hypothetical"),
    ],
)
def test_doubtful_ages(text: str, flag: str) -> None:
    (only,) = found(text, "age")
    assert flag in only.flags


@pytest.mark.parametrize(
    ("text", "subject", "flags", "near"),
    [
        ("Mara sat down. She was thirty.", "mara", ("pronoun",), ()),
        ("Mara saw Teo. He was thirty.", "teo", ("pronoun",), ()),
        ("Mara saw Ines. She was thirty.", None, (), ("ines", "mara")),
        ("A porter stood by Teo. He was thirty.", None, (), ("teo",)),
        ("Teo saw Henrik. He was thirty.", None, (), ("teo",)),
        ("The friend of Mara was thirty.", None, (), ("mara",)),
        ("Teo and Odo were thirty.", None, (), ()),
    ],
)
def test_whose_age(text: str, subject: str | None, flags: tuple[str, ...], near: tuple[str, ...]) -> None:
    candidates = found(text, "age")
    if not candidates:
        assert subject is None
        return
    assert candidates[0].subject == subject
    assert candidates[0].flags == flags
    assert candidates[0].near == near


def test_who_tells_the_story_is_known_only_where_the_writer_says_so() -> None:
    assert found("I am twenty-nine.", "age")[0].subject is None
    (only,) = found("I am twenty-nine.", "age", pov="mara")
    assert (only.subject, only.flags) == ("mara", ("pov",))
    (spoken,) = found("“I am twenty-nine,” said Teo.", "age", pov="Mara Venn")
    assert (spoken.subject, spoken.flags) == (None, ("dialogue",))


SAID = (
    "Mara Teo she he was is turned at aged nine twenty five and or years old months three ago later had "
    "passed . , “ ” not if would about in her late thirties married died the warden became of man 25 1904"
)
words = st.sampled_from(SAID.split())


@settings(max_examples=200, deadline=None)
@given(st.lists(words, max_size=25))
def test_any_words_are_read_and_quoted_where_they_stand(listed: list[str]) -> None:
    text = " ".join(listed)
    before = 0
    for candidate in found(text):
        assert text[candidate.start : candidate.end] == candidate.quote
        assert candidate.start >= before
        before = candidate.start
        value = candidate.value
        assert isinstance(value, dict)
        if candidate.kind == "age":
            assert isinstance(parse_age(value["age"]), Age)


@pytest.mark.parametrize(
    "text",
    [
        "Mara's house was sixty years old.",
        "Mara’s dress was ten years old.",
        "Mara's horse was twelve years old.",
        "Mara's whisky was twelve years old.",
        "Mara's was sixty years old.",
        "The boat, Teo's, was twelve years old.",
        "The ship Mara was sixty years old.",
        "The little brig Mara was sixty years old.",
        "His dog Teo was twelve years old.",
        "The Mara was sixty years old.",
        "On board the Mara, twelve years old, they slept.",
        "The ship Mara lay there. She was sixty years old.",
        "Teo was in a boat twelve years old.",
    ],
)
def test_ages_of_things_are_nobodys(text: str) -> None:
    assert [c.subject for c in found(text, "age")] in ([None], [])


@pytest.mark.parametrize(
    "text",
    [
        "The young Mara was nineteen years old.",
        "Her sister Mara was nineteen years old.",
        "Mara's nineteen years old.",
        "Mara's been nineteen for a week.",
        "In the morning Mara was nineteen years old.",
        "On the hill Mara was nineteen.",
        "That day Mara turned nineteen.",
    ],
)
def test_ages_of_people_are_theirs(text: str) -> None:
    assert [c.subject for c in found(text, "age")] == ["mara"]


@pytest.mark.parametrize(
    "text",
    [
        "Mara was eighteen when the war began.",
        "Mara was eighteen then.",
        "Back then Mara was eighteen.",
        "Back then the mill still stood. Mara was eighteen.",
        "Mara had turned eighteen in the mill.",
        "Mara had been eighteen when Odo drowned.",
        "Mara had been nineteen at the flood.",
        "Mara had been in her late teens.",
        "Teo was five when his father left.",
        "In the photograph Teo was twelve.",
        "In the photograph Teo stood on a stone. Teo was twelve.",
        "Teo, aged five, ran in the photograph.",
        "In the story that Odo told the children, Mara was six.",
        "In her memory Teo was five.",
        "Teo was eighteen at the time of the war.",
        "At the flood Teo was eighteen.",
        "Before the war, Teo was eighteen.",
        "Years ago Teo was five.",
        "Teo once was eighteen.",
        "That was the year Teo was eighteen.",
        "By 1920 Mara was fifty.",
        "At fifteen Teo could read.",
        "At nineteen Mara married Odo.",
        "Soon Teo was fifty.",
    ],
)
def test_ages_of_another_time(text: str) -> None:
    ages = found(text, "age")
    assert ages
    assert all("flashback" in age.flags for age in ages)


@pytest.mark.parametrize(
    "text",
    [
        "Teo was eighteen that year.",
        "Mara was thirty-one that autumn, and the door was shut.",
        "Then Teo turned forty.",
        "Teo was forty, then turned to the door.",
        "Mara was thirty, and when she laughed the lamp shook.",
        "At 27, Mara had the whole ward to see to.",
        "Teo had just turned eighteen.",
        "Mara was thirty and had never left.",
    ],
)
def test_ages_of_the_time_that_is_told(text: str) -> None:
    (only,) = found(text, "age")
    assert "flashback" not in only.flags


@pytest.mark.parametrize(
    "text",
    [
        "Teo was fifty-five and Mara eighteen.",
        "Teo was fifty-five, Mara eighteen.",
        "Teo was fifty-five years old, and Mara eighteen.",
    ],
)
def test_two_ages_of_one_verb(text: str) -> None:
    ages = [(c.subject, c.value) for c in found(text, "age")]
    assert ages == [("teo", {"age": "55"}), ("mara", {"age": "18"})]
